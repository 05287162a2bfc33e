"""Versions shown and compared."""
