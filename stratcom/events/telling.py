"""Who is told what happened to an event; nobody is told of what they did themselves.

Each function takes many events at once, so that a bulk act looks people up once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.audit.services import Actor
from stratcom.db import db
from stratcom.events.enums import EventState, JoinState
from stratcom.events.followers import tell_followers
from stratcom.events.models import Event, JoinRequest
from stratcom.events.rules import can_view, owns
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import people_of, people_who_may, tell
from stratcom.partners.models import Organisation

MOVES = {
    EventState.RETURNED: NoticeKind.EVENT_RETURNED,
    EventState.APPROVED: NoticeKind.EVENT_APPROVED,
    EventState.PUBLISHED: NoticeKind.EVENT_PUBLISHED,
}


def moved(
    events: Sequence[Event], to: EventState, *, actor: Actor, unpublished: bool = False
) -> None:
    """Those who may approve hear of what was sent in, the keepers of all other moves."""
    if to is EventState.SUBMITTED:
        tell_approvers(events, NoticeKind.EVENT_SUBMITTED, actor=actor)
    elif to in MOVES:
        kind = NoticeKind.EVENT_UNPUBLISHED if unpublished else MOVES[to]
        tell_keepers(events, kind, actor=actor)
    if not unpublished:
        tell_followers(events, to)


def changes_undone(event: Event, *, actor: Actor) -> None:
    """The keepers hear that the approved values are back."""
    tell_keepers([event], NoticeKind.EVENT_CHANGED, actor=actor)


def occurrence_changed(event: Event, kind: NoticeKind, *, actor: User) -> None:
    """The other side hears: the keepers, or the department when a keeper called it off."""
    if owns(actor, event):
        tell_approvers([event], kind, actor=actor, reason=event.change_reason)
    else:
        tell_keepers([event], kind, actor=actor, reason=event.change_reason)


def join_asked(event: Event, request: JoinRequest, *, actor: Actor) -> None:
    """The keepers hear who would like to join."""
    who = _names([request.organisation_id]).get(request.organisation_id, {})
    words = _words(event) | who | _reason(request.note)
    people = _Keepers([event]).of(event)
    tell(people, NoticeKind.JOIN_ASKED, path=_path(event), words=words, but=actor.id)


def join_answered(event: Event, request: JoinRequest, *, actor: Actor) -> None:
    """The organisation that offered to join hears the answer."""
    accepted = request.state is JoinState.ACCEPTED
    kind = NoticeKind.JOIN_ACCEPTED if accepted else NoticeKind.JOIN_DECLINED
    people = [one for one in people_of(request.organisation_id) if can_view(one, event)]
    tell(people, kind, path=_path(event), words=_words(event), but=actor.id)


def tell_keepers(
    events: Sequence[Event],
    kind: NoticeKind,
    *,
    actor: Actor,
    reason: str = "",
    once: Mapping[int, str] | None = None,
) -> int:
    """Tell the people of each event's organisation, and whoever made the record.

    `once` names, by event, what is told one time only. Returns to how many it was news.
    """
    keepers, news = _Keepers(events), 0
    for event in events:
        words = _words(event) | _reason(reason or event.return_reason)
        name = once[event.id] if once else ""
        people = keepers.of(event)
        news += tell(people, kind, path=_path(event), words=words, once=name, but=actor.id)
    return news


def tell_approvers(
    events: Sequence[Event], kind: NoticeKind, *, actor: Actor, reason: str = ""
) -> None:
    """Tell everybody who may approve the events."""
    people = people_who_may(Permission.EVENT_APPROVE)
    names = _names(event.owner_id for event in events)
    for event in events:
        words = _words(event) | names.get(event.owner_id, _called(actor)) | _reason(reason)
        may_see = [one for one in people if can_view(one, event)]
        tell(may_see, kind, path=_path(event), words=words, but=actor.id)


class _Keepers:
    """The people who keep some events, looked up once for all of them."""

    def __init__(self, events: Iterable[Event]) -> None:
        owners = {event.owner_id for event in events}
        makers = {event.created_by_id for event in events}
        chosen = sa.or_(
            User.organisation_id.in_(one for one in owners if one is not None),
            User.id.in_(one for one in makers if one is not None),
        )
        found = db.session.scalars(sa.select(User).where(chosen).order_by(User.id))
        # Those who only look on have nothing to correct or to report.
        self.people = [one for one in found if one.can(Permission.EVENT_EDIT)]

    def of(self, event: Event) -> list[User]:
        """Those of the owner, and the maker where they may still see it."""
        return [
            one
            for one in self.people
            if owns(one, event) or (one.id == event.created_by_id and can_view(one, event))
        ]


def _names(ids: Iterable[int | None]) -> dict[int | None, dict[str, Any]]:
    """Names of organisations as messages hold them."""
    wanted = {one for one in ids if one is not None}
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name_ka, Organisation.name_en).where(
            Organisation.id.in_(wanted)
        )
    )
    return {number: {"who_ka": ka, "who_en": en} for number, ka, en in rows}


def _called(actor: Actor) -> dict[str, Any]:
    return {"who_ka": actor.name, "who_en": getattr(actor, "name_en", "")}


def _words(event: Event) -> dict[str, Any]:
    return {
        "title_ka": event.title_ka,
        "title_en": event.title_en,
        "day": event.first_day.isoformat(),
    }


def _reason(text: str) -> dict[str, Any]:
    return {"reason": text} if text else {}


def _path(event: Event) -> str:
    return f"/desk/events/{event.id}"
