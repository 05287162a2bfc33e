"""Keeping the index in line with the records, in the transaction that changes them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.search.documents import Row, documents_of
from stratcom.search.enums import Kind
from stratcom.search.models import SearchDocument
from stratcom.search.sources import Record, Source, sources
from stratcom.search.terms import terms_in
from stratcom.search.vocabulary import note_words

TABLE: Any = SearchDocument.__table__
ROWS = 100


def refile(kind: Kind, ids: Iterable[int]) -> None:
    """File these records as they are now; only what differs is written.

    Call it after the last change of a record, before the commit. Records that are gone, or that
    nobody may find any more, leave the index.
    """
    source = sources().get(kind)
    if source is None:
        return
    db.session.flush()
    for some in in_parts(list(dict.fromkeys(ids))):
        file_records(source, some)


def file_records(source: Source, ids: Sequence[int], *, all_words: bool = False) -> int:
    """File a few records of one source; returns how many documents had to be written.

    Only the words of changed records are looked at, unless `all_words` are asked for.
    """
    records = list(source.records(ids))
    wanted = {row["id"]: row for one in records for row in documents_of(source.kind, one)}
    present = {row["id"]: row for row in documents_filed(source.kind, ids)}
    gone = [number for number, row in present.items() if wanted.get(number) != row]
    new = [wanted[number] for number in sorted(wanted) if present.get(number) != wanted[number]]
    for some in in_parts(gone):
        db.session.execute(sa.delete(TABLE).where(TABLE.c.id.in_(some)))
    # Rising numbers in few statements: else FTS5 writes out a piece of its index for each row.
    for some in in_parts(new, ROWS):
        db.session.execute(sa.insert(TABLE).values(some))
    changed = wanted.values() if all_words else new
    texts = texts_of(records, {row["record_id"] for row in changed})
    note_words(texts, _words(present, gone) - _words(wanted, wanted))
    return len(gone) + len(new)


def documents_filed(kind: Kind, ids: Sequence[int]) -> Iterable[Row]:
    """The documents of these records as they are filed."""
    chosen = sa.select(TABLE).where(TABLE.c.kind == int(kind), TABLE.c.record_id.in_(ids))
    return [dict(row) for row in db.session.execute(chosen).mappings()]


def texts_of(records: Iterable[Record], ids: Collection[int]) -> Iterable[str]:
    """All that these of the records say."""
    for record in records:
        if record.id in ids:
            for face in record.faces:
                yield "\n".join((face.title_ka, face.title_en, face.names, face.body))


def _words(rows: dict[int, Row], numbers: Iterable[int]) -> set[str]:
    return {word for number in numbers for word in terms_in(rows[number]["terms"])}
