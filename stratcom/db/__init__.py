"""The database: base classes, column types, transactions."""

from stratcom.db.base import Base, Versioned, db
from stratcom.moments import utcnow

__all__ = ["Base", "Versioned", "db", "utcnow"]
