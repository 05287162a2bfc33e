"""Organisations and people as files: sheets and cards brought in, and written out."""
