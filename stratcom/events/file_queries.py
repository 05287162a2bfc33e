"""Finding the files of events, and who may read them now."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events import queries, rules
from stratcom.events.models import Event, EventFile
from stratcom.events.search import matches

VERSION = re.compile(r"-[0-9]+(?=\.)")


def files_of(event: Event) -> Sequence[EventFile]:
    """All files of the event in order, removed ones included."""
    return db.session.scalars(
        sa.select(EventFile)
        .where(EventFile.event_id == event.id)
        .order_by(EventFile.position, EventFile.id)
    ).all()


def find_file(event: Event, file_id: int) -> EventFile | None:
    """The file of that id when it belongs to the event."""
    found = db.session.get(EventFile, file_id)
    return found if found is not None and found.event_id == event.id else None


def files_named(name: str) -> Sequence[EventFile]:
    """Files shown under that name: the same content may be attached to several events."""
    return db.session.scalars(
        sa.select(EventFile)
        .where(EventFile.stored == VERSION.sub("", name), EventFile.removed_at.is_(None))
        .options(joinedload(EventFile.event))
        .order_by(EventFile.id)
    ).all()


def is_public(file: EventFile) -> bool:
    """True while the file is meant for the public and its event is published."""
    if not file.public or file.event.archived_at is not None:
        return False
    day = file.event.first_day
    found = matches(queries.published().between(day, day))
    return bool(db.session.scalar(sa.select(sa.exists().where(found.c.event_id == file.event_id))))


def may_read(user: User, file: EventFile) -> bool:
    """True when the signed-in person may see the file in the desk."""
    return user.is_authenticated and rules.can_view(user, file.event)
