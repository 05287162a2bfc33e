"""People the department works with, their posts and relations."""
