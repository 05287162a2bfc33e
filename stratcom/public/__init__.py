"""Pages and feeds that anybody may read: published events only."""
