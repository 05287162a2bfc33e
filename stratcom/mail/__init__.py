"""Letters to people: an outbox in the database, and what sends it."""
