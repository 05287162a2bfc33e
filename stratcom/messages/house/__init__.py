"""The message house: read from parts, written by a form, exported."""
