"""Regions and municipalities of Georgia, as they are in law."""
