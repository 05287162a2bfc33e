"""The database: base classes, column types, transactions."""

from stratcom.db.base import Base, Versioned, db, new_uid
from stratcom.moments import utcnow

__all__ = ["Base", "Versioned", "db", "new_uid", "utcnow"]
