"""Letting the search know of events and their files, in the transaction that changes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.events.models import EventFile
from stratcom.search import filing
from stratcom.search.enums import Kind

NOTED = "events_to_file"


def file_in_search(event_ids: Sequence[int]) -> None:
    """File the events, and the files that hang on them: whoever finds the one finds the other."""
    noted: set[int] | None = db.session().info.get(NOTED)
    if noted is not None:
        noted.update(event_ids)
        return
    filing.refile(Kind.EVENT, event_ids)
    for some in in_parts(event_ids):
        files = sa.select(EventFile.id).where(EventFile.event_id.in_(some))
        filing.refile(Kind.FILE, db.session.scalars(files).all())


@contextmanager
def filed_together() -> Iterator[None]:
    """What is changed within is filed at its end: many events at once take less than one by one."""
    info = db.session().info
    if NOTED in info:
        yield
        return
    noted: set[int] = set()
    info[NOTED] = noted
    try:
        yield
    finally:
        del info[NOTED]
    file_in_search(sorted(noted))
