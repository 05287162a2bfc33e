"""Making the index anew, a few records at a time, while people go on working."""

import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.db.parts import in_parts
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.fingerprint import rules
from stratcom.search.models import SearchDocument, SearchState
from stratcom.search.pruning import prune_words
from stratcom.search.sources import Source, sources
from stratcom.search.tending import settle

AT_ONCE = 400
# SQLite lets those who wait for the write lock look again every tenth of a second.
PAUSE = 0.12
STATE = 1
TABLE: Any = SearchDocument.__table__


class Progress(NamedTuple):
    """How far it is: records of that kind looked at, documents written or taken out."""

    kind: Kind
    records: int
    written: int


def rebuild(kinds: Iterable[Kind] | None = None) -> Iterator[Progress]:
    """File every record of these kinds, else of all, as it is now; only what differs is written.

    Commits after each part, so it may be broken off and begun again at any time.
    """
    chosen = sources() if kinds is None else {kind: sources()[kind] for kind in kinds}
    written = 0
    for source in chosen.values():
        for progress in _refile_all(source):
            yield progress
        written += progress.written
    if kinds is None:
        written += _forget_strangers()
    # Every word is looked up in the index, which is slow while it lies in many pieces.
    if written:
        settle()
    prune_words()
    if kinds is None:
        _note_rules()
    db.session.commit()


def is_needed() -> bool:
    """True when the index lacks everything, or was made by other rules than those of today."""
    if made_by_other_rules():
        return True
    made = db.session.get(SearchState, STATE)
    filed = db.session.scalar(sa.select(TABLE.c.id).limit(1)) is not None
    return not (made and filed) and any(one.ids(after=0, limit=1) for one in sources().values())


def made_by_other_rules() -> bool:
    """True when the index was made by rules that are not those of today."""
    made = db.session.get(SearchState, STATE)
    return made is not None and made.rules != rules()


def begin() -> None:
    """Note the rules of today for an index that nothing was filed in yet."""
    if db.session.get(SearchState, STATE) is None and not is_needed():
        _note_rules()


def pack_daily(day: date) -> None:
    """Pack the index once a day, so that what was erased leaves the file too; commits."""
    made = db.session.get(SearchState, STATE)
    if made is not None and made.packed_on != day:
        made.packed_on = day
        settle()


def filed_between(kind: Kind, after: int, last: int | None) -> list[int]:
    """Ids of the records of that kind that have documents, after one and up to another."""
    record = TABLE.c.record_id
    chosen = sa.select(record).where(TABLE.c.kind == int(kind), record > after).distinct()
    return list(db.session.scalars(chosen if last is None else chosen.where(record <= last)))


def walk(source: Source) -> Iterator[tuple[list[int], list[int]]]:
    """The ids of all records in parts, each with those that are filed among the same numbers."""
    after, last = 0, None
    while True:
        ids = list(source.ids(after=after, limit=AT_ONCE))
        last = ids[-1] if ids else None
        yield ids, filed_between(source.kind, after, last)
        if last is None:
            return
        after = last


def _refile_all(source: Source) -> Iterator[Progress]:
    seen = written = 0
    for ids, filed in walk(source):
        if ids:
            source.refile(ids)
            db.session.flush()
        for some in in_parts(sorted({*ids, *filed}), AT_ONCE):
            written += file_records(source, some, all_words=True)
        db.session.commit()
        if len(ids) == AT_ONCE:
            time.sleep(PAUSE)
        seen += len(ids)
        yield Progress(source.kind, seen, written)


def _forget_strangers() -> int:
    """Take out documents of kinds that no feature speaks for any more."""
    known = [int(kind) for kind in sources()]
    gone = sa.delete(TABLE).where(TABLE.c.kind.not_in(known)).returning(TABLE.c.id)
    return len(db.session.scalars(gone).all())


def _note_rules() -> None:
    made = db.session.get(SearchState, STATE) or SearchState(id=STATE)
    if made.rules != rules():
        made.rules, made.made_at = rules(), utcnow()
        db.session.add(made)
