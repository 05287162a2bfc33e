"""Schema, step by step; every step keeps the data, on SQLite and PostgreSQL."""
