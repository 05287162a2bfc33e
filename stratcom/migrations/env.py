"""How Alembic finds the models and the database; run through `flask db`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

# All tables must be known.
import stratcom.contacts.models
import stratcom.events.models
import stratcom.imports.models
import stratcom.mail.models
import stratcom.messages.models
import stratcom.notices.models
import stratcom.people.models
import stratcom.search.models
import stratcom.settings.models
import stratcom.submissions.models  # noqa: F401
from stratcom.db import Base, db
from stratcom.db.types import UTCDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our date type as a plain one, so that a revision needs no import of ours."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave alone what revisions make by hand: the tables of FTS5 and the index of tsvectors."""
    return not (name or "").startswith(("search_index", "ix_search_document_terms"))


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite copy a table that others refer to, and look afterwards whether all still fit.

    Dropping the old copy would else delete, row by row, what hangs on it.
    """
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := raw.execute("PRAGMA foreign_key_check").fetchone():
            raise RuntimeError(f"a row of {broken[0]} refers to nothing in {broken[2]}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the revisions on the app's database, in one transaction."""
    with db.engine.connect() as connection, without_foreign_keys(connection):
        options = dict(current_app.extensions["migrate"].configure_args)
        # SQLite cannot alter most things: Alembic then copies the table.
        options["render_as_batch"] = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=include_name,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
