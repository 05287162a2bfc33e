"""The event database: what is planned, where, by whom, and how it went."""
