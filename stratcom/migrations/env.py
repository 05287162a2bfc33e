"""How Alembic finds the models and the database; run through `flask db`."""

from typing import Any, Literal

from alembic import context
from flask import current_app

import stratcom.events.models
import stratcom.imports.models
import stratcom.settings.models  # noqa: F401  (all tables must be known)
from stratcom.db import Base, db
from stratcom.db.types import UTCDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our date type as a plain one, so that a revision needs no import of ours."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the revisions on the app's database, in one transaction."""
    with db.engine.connect() as connection:
        options = dict(current_app.extensions["migrate"].configure_args)
        # SQLite cannot alter most things: Alembic then copies the table.
        options["render_as_batch"] = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
