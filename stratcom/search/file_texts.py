"""What uploaded files say: read once for each stored file, whatever records it hangs on."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.media import store
from stratcom.media.texts import READABLE, read_text
from stratcom.search import engines
from stratcom.search.models import FileText

TABLE: Any = FileText.__table__


def keep_text(stored: str, content: bytes) -> None:
    """Keep what a file says that is stored under that name, in the same transaction."""
    if _is_readable(stored) and not _known([stored]):
        _keep(stored, content)


def read_missing(names: Sequence[str]) -> None:
    """Read those of the stored files that were never read; what is not there says nothing."""
    there = _known(names)
    for stored in dict.fromkeys(names):
        if _is_readable(stored) and stored not in there:
            path = store.find(stored)
            _keep(stored, path.read_bytes() if path else b"")


def texts_of(names: Sequence[str]) -> Mapping[str, str]:
    """What the files say, by the names under which they are stored."""
    found: dict[str, str] = {}
    for some in in_parts(list(set(names))):
        chosen = sa.select(TABLE.c.stored, TABLE.c.text).where(TABLE.c.stored.in_(some))
        found |= {row.stored: row.text for row in db.session.execute(chosen)}
    return found


def _is_readable(stored: str) -> bool:
    return stored.rpartition(".")[2] in READABLE


def _known(names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in in_parts(list(set(names))):
        found |= set(db.session.scalars(sa.select(TABLE.c.stored).where(TABLE.c.stored.in_(some))))
    return found


def _keep(stored: str, content: bytes) -> None:
    text = read_text(content, stored.rpartition(".")[2])
    if text is not None:  # else it is read when the index is made anew
        db.session.execute(_insert(), [{"stored": stored, "text": text}])


def _insert() -> Any:
    """Somebody else may upload the same file at this moment."""
    if engines.is_postgresql():
        return insert_into_postgresql(TABLE).on_conflict_do_nothing()
    return sa.insert(TABLE).prefix_with("OR IGNORE")
