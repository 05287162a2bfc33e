"""Thematic messages: message houses, their validity, use and distribution."""
