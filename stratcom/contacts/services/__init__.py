"""Changing contacts, agreements and their files."""
