"""Who may do what with which event, and which values make sense together."""

from datetime import date, timedelta

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission, Role
from stratcom.events.enums import (
    APPROVED_STATES,
    NEXT_OCCURRENCES,
    NEXT_STATES,
    Certainty,
    DatePrecision,
    EventState,
    Occurrence,
)
from stratcom.events.facets import LONGEST_DAYS, Facet, facet
from stratcom.events.models import Event
from stratcom.events.values import Values
from stratcom.moments import today, utcnow

EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 12, 31)
# Roles that an embargo binds, until its moment has come.
BOUND_BY_EMBARGO = frozenset({Role.PARTNER, Role.ADVERTISER, Role.OBSERVER})


def owns(user: User, event: Event) -> bool:
    """True when the event belongs to the person's organisation; without one, when they made it.

    The index of lists says the same: see `visible_facets`.
    """
    if user.organisation_id is not None:
        return event.owner_id == user.organisation_id
    return event.owner_id is None and event.created_by_id == user.id


def can_view(user: User, event: Event) -> bool:
    """May the person open this event in the desk? `visible_facets` says the same for lists."""
    if owns(user, event):
        return True
    if event.confidential:
        return user.can(Permission.EVENT_VIEW_CONFIDENTIAL)
    if user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        return True
    if user.can(Permission.EVENT_VIEW_ALL):
        return event.state is not EventState.DRAFT
    return event.state in APPROVED_STATES and not embargoed_for(user, event)


def visible_facets(user: User) -> frozenset[int] | None:
    """The facets of which an event must have one to be seen; None when all may be seen."""
    if user.can(Permission.EVENT_VIEW_CONFIDENTIAL):
        return None
    shared = Facet.OPEN if user.can(Permission.EVENT_VIEW_ALL) else Facet.SHARED
    return frozenset({facet(shared), own_facet(user)})


def own_facet(user: User) -> int:
    """The facet of the events that `owns` says are the person's."""
    if user.organisation_id is not None:
        return facet(Facet.OWNER, user.organisation_id)
    return facet(Facet.CREATED_BY, user.id)


def embargoed_for(user: User, event: Event) -> bool:
    """True while an embargo keeps the event from this person."""
    return (
        user.role in BOUND_BY_EMBARGO
        and event.embargo_until is not None
        and event.embargo_until > utcnow()
    )


def can_see_notes(user: User, event: Event) -> bool:
    """Internal notes are for the department and the owner."""
    return owns(user, event) or user.can(Permission.EVENT_EDIT_ALL)


def can_edit(user: User, event: Event) -> bool:
    """May the person change the event's fields, report on it, cancel it?"""
    if event.archived_at is not None or not can_view(user, event):
        return False
    if user.can(Permission.EVENT_EDIT_ALL):
        return True
    return user.can(Permission.EVENT_EDIT) and owns(user, event)


def can_move(user: User, event: Event, to: EventState) -> bool:
    """May the person take the event to that state now?

    Four eyes: nobody approves or returns what they submitted themselves.
    """
    if to not in NEXT_STATES[event.state] or event.archived_at is not None:
        return False
    if to in {EventState.SUBMITTED, EventState.DRAFT}:
        return can_edit(user, event)
    if not can_view(user, event):
        return False
    if event.state in APPROVED_STATES and to in APPROVED_STATES:
        return user.can(Permission.EVENT_PUBLISH)
    return user.can(Permission.EVENT_APPROVE) and event.submitted_by_id != user.id


def can_review(user: User, event: Event) -> bool:
    """May the person accept or undo what was changed after the approval?"""
    return (
        bool(event.review_marks)
        and event.archived_at is None
        and user.can(Permission.EVENT_APPROVE)
        and can_view(user, event)
    )


def can_change_occurrence(user: User, event: Event, to: Occurrence) -> bool:
    """May the person say that it was held, postponed, cancelled, or planned after all?"""
    return to in NEXT_OCCURRENCES[event.occurrence] and can_edit(user, event)


def can_report(user: User, event: Event) -> bool:
    """A report is made from the last day on, and may be corrected."""
    return (
        can_edit(user, event)
        and event.last_day <= today()
        and event.occurrence is not Occurrence.CANCELLED
    )


def can_join(user: User, event: Event) -> bool:
    """An organisation may offer to join another's coming event that it may see."""
    return (
        user.can(Permission.EVENT_EDIT)
        and user.organisation_id is not None
        and event.owner_id != user.organisation_id
        and event.last_day >= today()
        and event.archived_at is None
        and event.occurrence in {Occurrence.PLANNED, Occurrence.POSTPONED}
        and can_view(user, event)
    )


def can_archive(user: User, event: Event) -> bool:
    """Owners put away their drafts; what was approved, only those who approve."""
    if event.archived_at is not None or not can_edit(user, event):
        return False
    return event.state not in APPROVED_STATES or user.can(Permission.EVENT_APPROVE)


def can_restore(user: User, event: Event) -> bool:
    """Bringing back from the archive."""
    if event.archived_at is None:
        return False
    return user.can(Permission.EVENT_EDIT_ALL) or (
        user.can(Permission.EVENT_EDIT) and owns(user, event)
    )


def problems(values: Values) -> dict[str, str]:
    """What does not make sense, by field, in the reader's language; empty when all does."""
    found: dict[str, str] = {}
    if not values.get("title_ka"):
        found["title_ka"] = _("The Georgian title is needed.")
    found |= _date_problems(values)
    found |= _count_problems(values)
    for name in ("source_url", "online_url"):
        if (address := values.get(name)) and not address.startswith(("https://", "http://")):
            found[name] = _("An address begins with https:// or http://.")
    return found


def _date_problems(values: Values) -> dict[str, str]:
    first, last = _day(values.get("first_day")), _day(values.get("last_day"))
    if first is None:
        return {"first_day": _("The date is needed.")}
    if not EARLIEST <= first <= LATEST:
        return {"first_day": _("The year must be between 1990 and 2100.")}
    if last is not None and last < first:
        return {"last_day": _("The last day is before the first.")}
    if last is not None and last - first > timedelta(days=LONGEST_DAYS):
        return {"last_day": _("An event may last a year at most; use an umbrella event.")}
    exact = values.get("precision") == DatePrecision.EXACT
    if values.get("certainty") == Certainty.CONFIRMED and not exact:
        return {"certainty": _("A confirmed date must be an exact day.")}
    start, end = values.get("start_time"), values.get("end_time")
    if end and not start:
        return {"start_time": _("Say when it begins too.")}
    if start and end and (last is None or last == first) and end < start:
        return {"end_time": _("It ends before it begins.")}
    return {}


def _count_problems(values: Values) -> dict[str, str]:
    found = {}
    for prefix in ("planned", "actual"):
        total = values.get(f"{prefix}_total")
        women, men = values.get(f"{prefix}_women"), values.get(f"{prefix}_men")
        if total is None:
            continue
        if (women or 0) + (men or 0) > total:
            found[f"{prefix}_total"] = _("Women and men together are more than the total.")
        elif (values.get(f"{prefix}_youth") or 0) > total:
            found[f"{prefix}_youth"] = _("Youth are more than the total.")
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
