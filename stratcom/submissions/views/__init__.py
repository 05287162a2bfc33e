"""Screens of what is sent in: the short form, guest links, and the guests' own pages."""
