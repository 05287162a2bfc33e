"""Keeping an installation safe: backups and a check of its health."""
