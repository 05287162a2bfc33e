"""Bringing spreadsheets and calendars into the event database, with preview and undo."""
