"""Files of events as the search reads them: captions, names and what the documents say."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import FileKind
from stratcom.events.models import Event, EventFile
from stratcom.events.search_source import (
    STANDING,
    circles_of,
    circles_of_reader,
    places_of,
)
from stratcom.i18n import current_language
from stratcom.search.enums import Kind
from stratcom.search.file_texts import read_missing, texts_of
from stratcom.search.sources import Card, Face, Record
from stratcom.web.filters import file_size

NAMED = (EventFile.id, EventFile.filename, EventFile.caption_ka, EventFile.caption_en)
SHOWN = (EventFile.removed_at.is_(None), Event.archived_at.is_(None))
READ = (
    sa.select(
        *NAMED,
        EventFile.stored,
        EventFile.kind,
        EventFile.public,
        Event.first_day,
        Event.municipality_id,
        Event.region_id,
        *STANDING,
    )
    .join(Event, Event.id == EventFile.event_id)
    .where(*SHOWN)
)


class EventFileSource:
    """Files that were not removed, of events that do not lie in the archive."""

    kind = Kind.FILE

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Those of these files that somebody may find."""
        rows = db.session.execute(READ.where(EventFile.id.in_(ids))).all()
        texts = texts_of([row.stored for row in rows])
        for row in rows:
            faces = [one for one in _faces(row, texts.get(row.stored, "")) if one.scopes]
            yield Record(row.id, faces, row.first_day, places_of(row))

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all files in their order, so many after that one."""
        found = sa.select(EventFile.id).where(EventFile.id > after)
        return db.session.scalars(found.order_by(EventFile.id).limit(limit)).all()

    def refile(self, ids: Sequence[int]) -> None:
        """Read the files that were uploaded before anybody read them."""
        shown = sa.select(EventFile.stored).where(EventFile.id.in_(ids))
        read_missing(db.session.scalars(shown).all())

    def scopes(self, user: User | None) -> frozenset[str]:
        """Whoever may open an event in the desk may read its files."""
        return circles_of_reader(user)

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """The files as the pages of their events show them."""
        chosen = (
            sa.select(*NAMED, EventFile.size, EventFile.event_id, Event.title_ka, Event.title_en)
            .join(Event, Event.id == EventFile.event_id)
            .where(EventFile.id.in_(ids))
        )
        return {row.id: _card(row) for row in db.session.execute(chosen)}


def _faces(row: Any, text: str) -> Sequence[Face]:
    """The public page shows photographs alone, and of these no more than the caption."""
    circles, later = circles_of(row), row.embargo_until
    told = row.public and row.kind is FileKind.PHOTOGRAPH and (row.caption_ka or row.caption_en)
    face = Face(
        frozenset() if circles.shared_now else circles.own | circles.desk,
        row.caption_ka or row.filename,
        row.caption_en,
        text,
        names=row.filename,
    )
    return (
        Face(
            circles.public if told else frozenset(),
            row.caption_ka,
            row.caption_en,
            shown_from=later,
        ),
        Face(
            circles.bound,
            face.title_ka,
            face.title_en,
            text,
            names=row.filename,
            shown_from=later,
        ),
        face,
    )


def _card(row: Any) -> Card:
    event = (current_language() == "en" and row.title_en) or row.title_ka
    named = [row.filename] if row.caption_ka else []
    return Card(
        f"{url_for('events.detail', event_id=row.event_id)}#files-panel",
        row.caption_ka or row.filename,
        row.caption_en,
        (*named, file_size(row.size), event),
    )
