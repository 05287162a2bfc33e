"""The speaker's brief for an event."""
