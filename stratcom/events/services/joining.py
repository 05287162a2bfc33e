"""Joining another organisation's event instead of holding one beside it."""

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.events import telling
from stratcom.events.enums import JoinState
from stratcom.events.models import Event, JoinRequest
from stratcom.events.services.records import edit_event
from stratcom.events.values import snapshot
from stratcom.partners.models import Organisation


def ask_to_join(event: Event, *, note: str, actor: User) -> JoinRequest:
    """Offer that the person's organisation joins the event."""
    if actor.organisation_id is None:
        raise DomainError(_("Your account belongs to no organisation."))
    request = JoinRequest(
        event_id=event.id,
        organisation_id=actor.organisation_id,
        asked_by_id=actor.id,
        note=note.strip()[:2_000],
    )
    db.session.add(request)
    record("join.asked", request, actor=actor, label=event.title_ka)
    telling.join_asked(event, request, actor=actor)
    return request


def answer_join(event: Event, request: JoinRequest, *, accept: bool, actor: User) -> None:
    """Accept the offer, which makes the organisation a partner of the event, or decline it."""
    if request.state is not JoinState.ASKED:
        raise DomainError(_("This was answered already."))
    request.state = JoinState.ACCEPTED if accept else JoinState.DECLINED
    request.answered_by_id, request.answered_at = actor.id, utcnow()
    record(f"join.{request.state}", request, actor=actor, label=event.title_ka)
    body = db.session.get_one(Organisation, request.organisation_id)
    name = body.name_ka
    partners = snapshot(event)["partners"]
    if accept and name not in partners:
        edit_event(
            event,
            {"partners": [*partners, name]},
            actor=actor,
            expected_version=event.row_version,
            action="event.joined",
        )
    telling.join_answered(event, request, actor=actor)
