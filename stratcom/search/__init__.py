"""One search over every kind of record, for everybody, each seeing only what they may read.

A feature announces a `Source` for each kind: which documents its records make, and which scopes
a reader holds. `filing` keeps the index in line with the records, in their own transaction;
`query` reads what was typed; `engines` ask SQLite FTS5 or PostgreSQL the same question; `finding`
ranks what they answer; `correcting` and `suggesting` help with what was mistyped or half typed.
"""
