"""Texts that several people write, discuss and approve: versions, reviews, approvals."""
