"""What each database's own index needs: packing after much was written, and a look inside."""

import time
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from stratcom.db import db
from stratcom.search import engines
from stratcom.search.expressions import Term, every
from stratcom.search.terms import terms_in

# Pages of the FTS5 index merged in one transaction, so that writers need not wait for all of it.
PAGES = 500
PAUSE = 0.12
SAMPLES = 200


def settle() -> None:
    """Pack the index and tell the planner what is there now."""
    db.session.commit()
    if engines.is_postgresql():
        for table in ("search_document", "search_word"):
            db.session.execute(sa.text(f"ANALYZE {table}"))
    else:
        # The first call begins to merge everything into one, the others go on with it.
        pages = -PAGES
        while _merge(pages):
            pages = PAGES
            time.sleep(PAUSE)
        db.session.execute(sa.text("ANALYZE search_document"))
        db.session.execute(sa.text("ANALYZE search_word"))
    db.session.commit()


def faults() -> Iterator[str]:
    """Where the database's index and the table of documents disagree; ends the transaction."""
    yield from _faults_of_gin() if engines.is_postgresql() else _faults_of_fts()
    db.session.rollback()


def _merge(pages: int) -> bool:
    """Merge so many pages; False when nothing was left to merge."""
    changes = sa.text("SELECT total_changes()")
    before = db.session.scalar(changes)
    order = sa.text("INSERT INTO search_index (search_index, rank) VALUES ('merge', :pages)")
    db.session.execute(order, {"pages": pages})
    done: int = db.session.scalar(changes) - before
    db.session.commit()
    # The order itself counts as one.
    return done > 1


def _faults_of_fts() -> Iterator[str]:
    # With rank 1 the words of the table are compared too.
    order = "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
    try:
        db.session.execute(sa.text(order))
    except DatabaseError:
        yield "The index of words (FTS5) does not agree with the table of documents."


def _faults_of_gin() -> Iterator[str]:
    """Whether documents from all over the table are found by the index alone."""
    named = sa.text(
        "SELECT indisvalid AND indisready FROM pg_index "
        "WHERE indexrelid = to_regclass('ix_search_document_terms')"
    )
    if not db.session.scalar(named):
        yield "The index of words (ix_search_document_terms) is missing or not valid."
        return
    db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    db.session.execute(sa.text("SET LOCAL enable_indexscan = off"))
    spread = sa.text(
        "SELECT id, terms FROM (SELECT id, terms, row_number() OVER (ORDER BY id) AS place, "
        "count(*) OVER () AS number FROM search_document) AS numbered "
        "WHERE place % greatest(number / :samples, 1) = 0"
    )
    lost = 0
    for number, terms in db.session.execute(spread, {"samples": SAMPLES}).all():
        wanted = every([Term(one) for one in terms_in(terms)])
        found = f"SELECT id FROM search_document WHERE {engines.VECTOR} @@ CAST(:wanted AS tsquery)"  # noqa: S608
        there = db.session.scalars(sa.text(found), {"wanted": engines.written(wanted)})
        lost += number not in there.all()
    if lost:
        yield f"The index of words lacks {lost} of {SAMPLES} documents looked at."
