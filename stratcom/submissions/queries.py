"""Finding guest links and what came by them."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.db import db
from stratcom.events.models import Event
from stratcom.submissions.models import GuestLink, GuestSubmission

_ON_EVENT = joinedload(GuestSubmission.event).options(
    joinedload(Event.municipality), joinedload(Event.region)
)


def links() -> sa.Select[GuestLink]:
    """Every guest link, the newest first, with its organisation."""
    return (
        sa.select(GuestLink)
        .options(joinedload(GuestLink.organisation))
        .order_by(GuestLink.id.desc())
    )


def find_link(link_id: int) -> GuestLink | None:
    """One link with its organisation and who made it."""
    chosen = links().where(GuestLink.id == link_id).options(joinedload(GuestLink.created_by))
    return db.session.scalar(chosen)


def submissions(link: GuestLink) -> sa.Select[GuestSubmission]:
    """What came by the link, the newest first, with the events."""
    return (
        sa.select(GuestSubmission)
        .where(GuestSubmission.link_id == link.id)
        .options(_ON_EVENT)
        .order_by(GuestSubmission.id.desc())
    )


def find_submission(link: GuestLink, submission_id: int) -> GuestSubmission | None:
    """One submission, if it came by that link."""
    chosen = sa.select(GuestSubmission).where(
        GuestSubmission.id == submission_id, GuestSubmission.link_id == link.id
    )
    return db.session.scalar(chosen)


def submissions_of(event_ids: Iterable[int]) -> list[GuestSubmission]:
    """Those of the events that came from guests, with their links and organisations."""
    chosen = sa.select(GuestSubmission).where(GuestSubmission.event_id.in_(list(event_ids)))
    with_link = joinedload(GuestSubmission.link).joinedload(GuestLink.organisation)
    return list(db.session.scalars(chosen.options(with_link)))


def lock_most(link: GuestLink) -> int:
    """How many events the link allows; others who send by it wait until this transaction ends."""
    chosen = sa.select(GuestLink.most).where(GuestLink.id == link.id)
    return db.session.scalars(chosen.with_for_update()).one()


def count_sent(link_ids: Iterable[int]) -> dict[int, int]:
    """How many events came by each link."""
    rows = db.session.execute(
        sa.select(GuestSubmission.link_id, sa.func.count())
        .where(GuestSubmission.link_id.in_(list(link_ids)))
        .group_by(GuestSubmission.link_id)
    )
    return dict(rows.all())
