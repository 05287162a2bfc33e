"""Messages as the search reads them: what each circle of readers is shown of one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.addresses import path_of
from stratcom.drafting.models import DraftReview, DraftReviewer, DraftVersion
from stratcom.events.reference import reference
from stratcom.georgian import dates
from stratcom.messages import cards as lists
from stratcom.messages.flags import Severity
from stratcom.messages.models import Message, MessageReader
from stratcom.messages.queries import visible_to
from stratcom.messages.rules import is_in_force
from stratcom.messages.scopes import Readership, Scopes, held_by
from stratcom.messages.search_texts import Texts, Version, public_texts, texts_of
from stratcom.moments import TBILISI, local, today
from stratcom.search.enums import Kind
from stratcom.search.sources import EVERYBODY, Card, Face, Record, organisation_tag

# Columns alone: what bulk statements moved stands otherwise in objects that were loaded before.
READ = sa.select(
    Message.id,
    Message.source,
    Message.current_number,
    Message.approved_number,
    Message.approved_at,
    Message.withdrawn_at,
    Message.public,
    Message.valid_from,
    Message.valid_until,
)
STANDING = sa.select(
    Message.id,
    Message.approved_number,
    Message.archived_at,
    Message.circle,
    Message.owner_id,
    Message.created_by_id,
)
VERSIONS = sa.select(
    DraftVersion.draft_id,
    DraftVersion.number,
    DraftVersion.content,
    DraftVersion.title_ka,
    DraftVersion.title_en,
    DraftVersion.ready,
    DraftVersion.at,
)
Ids = Sequence[int]


class MessageSource:
    """Thematic messages, those in the archive too: whoever may open one finds it."""

    kind = Kind.MESSAGE

    def records(self, ids: Ids) -> Iterator[Record]:
        """These messages, each with what somebody may read of it."""
        readers, versions = readerships(ids), _versions(ids)
        for row in db.session.execute(READ.where(Message.id.in_(ids)).order_by(Message.id)):
            current = versions.get((row.id, row.current_number))
            if current is not None:
                approved = versions.get((row.id, row.approved_number))
                yield _record(row, readers[row.id], current, approved)

    def ids(self, *, after: int, limit: int) -> Ids:
        """Ids of all messages in their order, so many after that one."""
        found = sa.select(Message.id).where(Message.id > after).order_by(Message.id).limit(limit)
        return db.session.scalars(found).all()

    def refile(self, ids: Ids) -> None:
        """Nothing else of a message follows from the rules for search keys."""

    def scopes(self, user: User | None) -> Scopes:
        """The circles that the reader belongs to."""
        return frozenset({EVERYBODY}) if user is None else held_by(user)

    def cards(self, ids: Ids, user: User) -> Mapping[int, Card]:
        """The messages as the desk shows them: each in the version that the person may read."""
        chosen = sa.select(Message).where(Message.id.in_(ids), visible_to(user))
        found = db.session.scalars(lists.shown(chosen)).unique().all()
        return {one.message.id: _card(one) for one in lists.cards(found, user)}


def readerships(ids: Ids) -> dict[int, Readership]:
    """What decides who reads these messages."""
    named = sa.select(MessageReader.message_id, MessageReader.organisation_id)
    asked = sa.select(
        DraftReview.draft_id, DraftReviewer.organisation_id, DraftReviewer.user_id
    ).join(DraftReview, DraftReview.id == DraftReviewer.review_id)
    rows = db.session.execute(asked.where(DraftReview.draft_id.in_(ids))).all()
    readers = _gathered(db.session.execute(named.where(MessageReader.message_id.in_(ids))))
    bodies = _gathered((row.draft_id, row.organisation_id) for row in rows)
    people = _gathered((row.draft_id, row.user_id) for row in rows)
    return {
        row.id: Readership(
            approved=row.approved_number is not None,
            archived=row.archived_at is not None,
            circle=row.circle,
            owner_id=row.owner_id,
            created_by_id=row.created_by_id,
            readers=frozenset(readers[row.id]),
            asked_bodies=frozenset(bodies[row.id]),
            asked_people=frozenset(people[row.id]),
        )
        for row in db.session.execute(STANDING.where(Message.id.in_(ids)))
    }


def _gathered(pairs: Iterable[Any]) -> Mapping[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if other is not None:
            found[one].add(other)
    return found


def _versions(ids: Ids) -> dict[tuple[int, int | None], Version]:
    """The present version of each message, and the one in force."""
    used = sa.or_(
        DraftVersion.number == Message.current_number,
        DraftVersion.number == Message.approved_number,
    )
    chosen = VERSIONS.join(Message, Message.id == DraftVersion.draft_id)
    rows = db.session.execute(chosen.where(Message.id.in_(ids), used))
    return {(one.draft_id, one.number): Version(*one[2:]) for one in rows}


def _record(row: Any, readers: Readership, current: Version, approved: Version | None) -> Record:
    work = texts_of(current)
    # Who owns it is told to whoever opens it in the desk, not to the public.
    tags = frozenset({organisation_tag(readers.owner_id)} if readers.owner_id else ())
    faces = []
    if approved is not None and not readers.archived:
        said = texts_of(approved)
        if row.public and row.withdrawn_at is None:
            faces.append(_public_face(row, public_texts(approved, row.source, today())))
        faces.append(Face(readers.of_approved, *said, tags=tags))
        work = _both(work, said)
    faces.append(Face(readers.of_work, *work, tags=tags))
    return Record(row.id, faces, local(row.approved_at or current.at).date())


def _both(work: Texts, approved: Texts) -> Texts:
    """Whoever works on a message reads the version in force too."""
    if approved == work:
        return work
    return work._replace(body="\n".join((work.body, *approved)))


def _public_face(row: Any, said: Texts) -> Face:
    first = row.valid_from
    return Face(
        frozenset({EVERYBODY}),
        *said,
        shown_from=datetime.combine(first, time(), TBILISI) if first else None,
        shown_until=row.valid_until,
    )


def _card(card: lists.Card) -> Card:
    message, version = card.message, card.version
    theme = reference().terms.get(message.theme_id or 0)
    facts = [theme.name if theme else ""]
    facts += [one.label for one in card.flags if one.severity is Severity.STOP]
    if message.valid_until is not None and is_in_force(message, today()):
        facts.append(_("Valid until %(day)s", day=dates.short_day(message.valid_until)))
    return Card(path_of(message), version.title_ka, version.title_en, [one for one in facts if one])
