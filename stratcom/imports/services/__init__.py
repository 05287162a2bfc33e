"""Bringing files of events in: reading, choosing, applying, undoing."""
