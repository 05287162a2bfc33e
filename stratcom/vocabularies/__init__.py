"""Formats, audiences, themes and languages, edited by the office."""
