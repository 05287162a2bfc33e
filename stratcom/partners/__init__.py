"""Organisations that hold, support or fund events."""
