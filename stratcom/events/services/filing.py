"""Letting the search know of events and their files, in the transaction that changes them."""

from collections.abc import Sequence

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.events.models import EventFile
from stratcom.search import filing
from stratcom.search.enums import Kind


def file_in_search(event_ids: Sequence[int]) -> None:
    """File the events, and the files that hang on them: whoever finds the one finds the other."""
    filing.refile(Kind.EVENT, event_ids)
    for some in in_parts(event_ids):
        files = sa.select(EventFile.id).where(EventFile.event_id.in_(some))
        filing.refile(Kind.FILE, db.session.scalars(files).all())
