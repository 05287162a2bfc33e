"""Parent of every model, and how a connection begins its work."""

import enum
import uuid
from contextvars import ContextVar
from datetime import datetime
from sqlite3 import Connection as SQLiteConnection
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from stratcom.db.types import UTCDateTime
from stratcom.moments import utcnow

# True while a request that must not change anything is answered.
reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


def new_uid() -> str:
    """An identifier that stays the same wherever the record travels."""
    return uuid.uuid4().hex


class Base(DeclarativeBase):
    """Parent of every model."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        # Stored by value and without a database type: new members need no migration.
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


class Versioned:
    """Timestamps and a row version; a stale write raises StaleDataError instead of winning."""

    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)
    row_version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.row_version}


db = SQLAlchemy(metadata=Base.metadata)


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, SQLiteConnection):
        return
    # The driver's own BEGIN comes too late for IMMEDIATE; _begin below says it instead.
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "cache_size=-16000",
        "temp_store=MEMORY",
        # What was erased on request leaves no trace in free pages of the file.
        "secure_delete=FAST",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # A reader that later writes would fail at once with "database is locked" when another
        # process wrote meanwhile; taking the write lock first waits its turn instead.
        mode = "DEFERRED" if reading_only.get() else "IMMEDIATE"
        connection.exec_driver_sql(f"BEGIN {mode}")
