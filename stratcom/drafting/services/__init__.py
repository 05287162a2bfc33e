"""Acts upon texts: versions, what is kept while typing, reviews, approvals."""
