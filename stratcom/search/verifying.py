"""Holding the index against the records: what is filed otherwise than they read now."""

from collections import Counter
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.db.parts import in_parts
from stratcom.georgian.searching import text_words
from stratcom.search import engines, tending
from stratcom.search.documents import documents_of
from stratcom.search.filing import documents_filed, texts_of
from stratcom.search.models import SearchDocument, SearchWord
from stratcom.search.pruning import differences
from stratcom.search.rebuilding import AT_ONCE, made_by_other_rules, walk
from stratcom.search.sources import Record, Source, sources
from stratcom.search.terms import terms_in
from stratcom.search.vocabulary import is_word, rows_of

SHOWN = 10


def faults() -> Iterator[str]:
    """Everything that is not as it should be, in plain words; nothing when the index is sound."""
    yield from tending.faults()
    reading_only.set(True)
    if engines.is_postgresql():
        # As SQLite does: what is read is of one moment, whatever others write meanwhile.
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    if made_by_other_rules():
        yield "The index was made by other rules for search keys than those of today."
    for source in sources().values():
        yield from _faults_of(source)
    strangers = sa.select(SearchDocument.kind).where(
        SearchDocument.kind.not_in([int(kind) for kind in sources()])
    )
    for kind, count in sorted(Counter(db.session.scalars(strangers)).items()):
        yield f"Documents of kind {kind}, which no feature speaks for: {count}."
    yield from _superfluous_words()
    db.session.rollback()


def _faults_of(source: Source) -> Iterator[str]:
    missing: list[str] = []
    other: list[str] = []
    stray: list[str] = []
    words: set[str] = set()
    for ids, filed in walk(source):
        for some in in_parts(sorted({*ids, *filed}), AT_ONCE):
            records = {one.id: one for one in source.records(some)}
            wanted = {one.id: list(documents_of(source.kind, one)) for one in records.values()}
            present: dict[int, list[dict[str, object]]] = {}
            for row in documents_filed(source.kind, some):
                present.setdefault(row["record_id"], []).append(row)
            for one in some:
                said, stands = wanted.get(one, []), present.get(one, [])
                if said and not stands:
                    missing.append(str(one))
                elif stands and not said:
                    stray.append(str(one))
                elif sorted(said, key=_number) != sorted(stands, key=_number):
                    other.append(str(one))
            words |= _lacking(records.values(), wanted)
    name = source.kind.code
    yield from _named(f"{name}: not in the index", missing)
    yield from _named(f"{name}: filed otherwise than they read now", other)
    yield from _named(f"{name}: in the index, though nobody may find them", stray)
    yield from _named(f"{name}: words that are not in the table of words", sorted(words))


def _number(row: dict[str, object]) -> int:
    return int(str(row["id"]))


def _lacking(records: Iterable[Record], wanted: dict[int, list[dict[str, object]]]) -> set[str]:
    """Words of these records that are found by, but not filed as words."""
    found: set[str] = set()
    for one in records:
        standing = {term for row in wanted[one.id] for term in terms_in(str(row["terms"]))}
        text = "\n".join(texts_of([one], [one.id]))
        for word in filter(is_word, text_words(text)):
            if any(row["key"] in standing for row in rows_of(word)):
                found.add(word)
    for some in in_parts(sorted(found)):
        known = sa.select(SearchWord.word).where(SearchWord.word.in_(some))
        found.difference_update(db.session.scalars(known))
    return found


def _superfluous_words() -> Iterator[str]:
    superfluous: set[str] = set()
    missing: set[str] = set()
    for one in differences():
        superfluous.update(row["word"] for row in one.superfluous)
        missing.update(row["word"] for row in one.missing)
    yield from _named("words that stand in no document, or with other keys", sorted(superfluous))
    yield from _named("words that lack a key", sorted(missing - superfluous))


def _named(what: str, names: list[str]) -> Iterator[str]:
    if names:
        rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"{what}: {', '.join(names[:SHOWN])}{rest}."
