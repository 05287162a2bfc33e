"""Sending events in: by partners in one step, and by guests through a link."""

import secrets
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, forget_personal, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.events import telling
from stratcom.events.enums import EventState
from stratcom.events.models import Event
from stratcom.events.services.occurrences import report_event
from stratcom.events.services.records import create_event, edit_event
from stratcom.events.services.workflow import move_event, take_to
from stratcom.events.values import Values
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.partners.models import Organisation
from stratcom.submissions import queries
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.rules import UNSENT, VALID_DAYS


class Guest:
    """Actor of what comes through a link: no account, named after the organisation."""

    def __init__(self, link: GuestLink) -> None:
        self.id: Any = None
        self.name: Any = link.organisation.name_ka


def submit_event(values: Values, *, actor: User, send: bool) -> Event:
    """Add an event of one's own organisation from the short form, and send it for approval."""
    own = db.session.get(Organisation, actor.organisation_id or 0)
    whole = values | {"organisers": [own.name_ka] if own else [], "languages": ["ka"]}
    event = create_event(whole, actor=actor, owner_id=actor.organisation_id)
    if send:
        _send(event, actor)
    return event


def correct_event(
    event: Event, values: Values, *, actor: User, expected_version: int, send: bool
) -> None:
    """Change what the short form holds and nothing else; send it again where that is needed."""
    edit_event(event, values, actor=actor, expected_version=expected_version)
    if send and event.state in UNSENT:
        _send(event, actor)


def _send(event: Event, actor: Actor) -> None:
    db.session.flush()
    move_event(event, EventState.SUBMITTED, actor=actor, expected_version=event.row_version)


def create_link(
    *,
    organisation: Organisation,
    valid_until: date,
    most: int,
    language: str,
    note: str,
    actor: User,
) -> GuestLink:
    """Make a link by which an organisation may send events in without an account."""
    link = GuestLink(
        nonce=_nonce(),
        organisation_id=organisation.id,
        organisation=organisation,
        valid_until=valid_until,
        most=most,
        language=language,
        note=note,
        created_by_id=actor.id,
    )
    db.session.add(link)
    record("guest_link.created", link, actor=actor)
    return link


def change_link(
    link: GuestLink,
    *,
    valid_until: date,
    most: int,
    language: str,
    note: str,
    actor: User,
    expected_version: int,
) -> None:
    """Change how long and for how much the link may be used; the link itself stays."""
    said = _l("Somebody changed this link meanwhile. Read it again first.")
    refuse_stale(link, expected_version, said)
    link.valid_until, link.most = valid_until, most
    link.language, link.note = language, note
    record("guest_link.changed", link, actor=actor)


def renew_link(link: GuestLink, *, actor: User) -> None:
    """Give out a new link in place of the old one, which is void from now on."""
    link.nonce = _nonce()
    link.closed_at = None
    link.valid_until = max(link.valid_until, today() + timedelta(days=VALID_DAYS))
    record("guest_link.renewed", link, actor=actor)


def close_link(link: GuestLink, *, actor: User) -> None:
    """Let nobody use the link any more; what came by it stays."""
    if link.closed_at is None:
        link.closed_at = utcnow()
        record("guest_link.closed", link, actor=actor)


def send_as_guest(link: GuestLink, values: Values, sender: dict[str, str]) -> GuestSubmission:
    """Take in an event from whoever holds the link; the department is told."""
    most = queries.lock_most(link)
    if queries.count_sent([link.id]).get(link.id, 0) >= most:
        raise DomainError(_("As many events as this link allows were sent already."))
    guest = Guest(link)
    whole = values | {"organisers": [link.organisation.name_ka], "languages": ["ka"]}
    event = create_event(whole, actor=guest, owner_id=link.organisation_id)
    take_to(event, EventState.SUBMITTED, actor=guest, expected_version=event.row_version)
    submission = GuestSubmission(link=link, event=event, **sender)
    db.session.add(submission)
    record("guest.sent", submission, actor=guest, label=event.title_ka)
    telling.tell_approvers([event], NoticeKind.GUEST_SUBMITTED, actor=guest)
    return submission


def correct_as_guest(
    link: GuestLink, event: Event, values: Values, *, expected_version: int
) -> None:
    """Change what was sent by the link; a returned event is sent again, and people are told."""
    guest = Guest(link)
    changed = edit_event(event, values, actor=guest, expected_version=expected_version)
    db.session.flush()
    returned = event.state is EventState.RETURNED
    if returned:
        take_to(event, EventState.SUBMITTED, actor=guest, expected_version=event.row_version)
    if changed or returned:
        telling.tell_approvers([event], NoticeKind.GUEST_SUBMITTED, actor=guest)


def report_as_guest(
    link: GuestLink,
    event: Event,
    *,
    held: bool,
    numbers: dict[str, int | None],
    approximate: bool,
    result: str,
    reason: str,
    expected_version: int,
) -> None:
    """Say how it went, by the same link; what the desk noted as lesson stays."""
    report_event(
        event,
        held=held,
        numbers=numbers,
        approximate=approximate,
        result=result,
        lesson=event.lesson,
        reason=reason,
        actor=Guest(link),
        expected_version=expected_version,
    )


def forget_sender(submission: GuestSubmission, *, actor: User) -> None:
    """Erase who sent an event, here and in what the trail keeps apart."""
    submission.sender_name = submission.sender_email = submission.sender_phone = ""
    record("guest.forgotten", submission, actor=actor, changes={})
    forget_personal(GuestSubmission.__tablename__, [submission.id])


def _nonce() -> str:
    return secrets.token_urlsafe(18)
