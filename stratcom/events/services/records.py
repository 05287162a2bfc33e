"""Creating, editing, copying and archiving events."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.db import db, new_uid, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.events import queries
from stratcom.events.enums import APPROVED_STATES, Certainty, DatePrecision, EventState
from stratcom.events.facets import facets_of, file_event
from stratcom.events.models import Event, EventOrganisation, EventTerm
from stratcom.events.reference import Reference, reference
from stratcom.events.rules import problems
from stratcom.events.services.filing import file_in_search
from stratcom.events.values import (
    CALENDAR_FIELDS,
    ORGANISATION_LISTS,
    PLAIN,
    TERM_LISTS,
    UNREVIEWED,
    Values,
    differences,
    empty_values,
    snapshot,
)
from stratcom.moments import TBILISI, moment_of
from stratcom.partners.lineage import Lineage, bearer
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add, match_key
from stratcom.places.models import Municipality, Region
from stratcom.vocabularies.models import Term

T = TypeVar("T", Term, Region, Municipality)


class Organisations:
    """Organisations by name, each looked up or added once."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.known: dict[str, Organisation] = {}

    @cached_property
    def lineage(self) -> Lineage:
        """What came after what, read once for all events."""
        return Lineage()

    def named(self, name: str, day: date | None = None) -> Organisation:
        """The organisation of that name; with a day, the one that bore its work then.

        So an event after a renaming is the successor's, whichever name was typed.
        """
        if name not in self.known:
            self.known[name] = find_or_add(name, actor=self.actor)
            db.session.flush()
        found = self.known[name]
        return bearer(found, day, self.lineage) if day is not None else found


def create_event(
    values: Values,
    *,
    actor: Actor,
    owner_id: int | None,
    organisations: Organisations | None = None,
    **columns: Any,
) -> Event:
    """Add a draft from plain values; raise DomainError when they make no sense.

    `columns` are set as they are: state, uid, import_batch_id and the like.
    """
    whole = empty_values() | values
    refuse_nonsense(whole)
    event = Event(owner_id=owner_id, created_by_id=actor.id, uid=columns.pop("uid", new_uid()))
    event.term_links, event.organisation_links = [], []
    event.review_marks = {}
    event.state = EventState.DRAFT
    fill(event, whole, organisations or Organisations(actor))
    for name, value in columns.items():
        setattr(event, name, value)
    db.session.add(event)
    db.session.flush()
    said = {name: [None, value] for name, value in whole.items() if value not in ("", None, [])}
    record("event.created", event, actor=actor, changes=said)
    refile(event)
    return event


def edit_event(
    event: Event,
    values: Values,
    *,
    actor: Actor,
    expected_version: int,
    action: str = "event.edited",
    organisations: Organisations | None = None,
) -> dict[str, list[Any]]:
    """Change the fields that `values` holds; return what changed as {field: [old, new]}.

    Raises StaleError when somebody saved since the caller read `expected_version`. Changes to an
    approved event are marked for review, with the value that was approved.
    """
    refuse_stale(event, expected_version, _l("Somebody changed this event meanwhile."))
    before = snapshot(event)
    refuse_nonsense(before | values)
    changed = differences(before, values)
    if not changed:
        return {}
    fill(
        event,
        {name: pair[1] for name, pair in changed.items()},
        organisations or Organisations(actor),
    )
    if event.state in APPROVED_STATES:
        event.review_marks = _marks(event.review_marks, changed)
    note_calendar_change(event, changed)
    touch(event)
    record(action, event, actor=actor, changes=changed)
    refile(event)
    return changed


def _marks(marks: dict[str, Any], changed: dict[str, list[Any]]) -> dict[str, Any]:
    """The marks after a change; a field that went back to its approved value is unmarked."""
    now = dict(marks)
    for name, (old, new) in changed.items():
        if name in UNREVIEWED:
            continue
        approved = now.setdefault(name, old)
        if approved == new:
            del now[name]
    return now


def refuse_nonsense(values: Values) -> None:
    """Raise DomainError with the first problem of `values`."""
    for message in problems(values).values():
        raise DomainError(message)


def touch(event: Event) -> None:
    """Count a change of links as a change of the event, so that a stale edit is noticed."""
    event.updated_at = utcnow()


def note_calendar_change(event: Event, changed: dict[str, list[Any]]) -> None:
    """Let subscribers' calendars take the new version."""
    if CALENDAR_FIELDS & changed.keys():
        event.sequence += 1


def fill(
    event: Event,
    values: Values,
    organisations: Organisations,
    known: Reference | None = None,
) -> None:
    """Write plain values into the columns and links of `event`."""
    day = _day(values.get("first_day", "")) or event.first_day
    for name in ORGANISATION_LISTS:
        for text in _bodies(values.get(name, ())):
            organisations.named(text, day)  # adding one flushes: before the event is touched
    with db.session.no_autoflush:
        _fill(event, values, organisations, known or reference())


def _fill(event: Event, values: Values, organisations: Organisations, known: Reference) -> None:
    for name in PLAIN:
        if name in values:
            setattr(event, name, values[name])
    _fill_dates(event, values)
    _fill_place(event, values, known)
    if "format" in values:
        event.format_id = known.term_ids.get(("format", values["format"]))
        event.format = _get(Term, event.format_id)
    if "parent" in values:
        event.parent_id = _parent(event, values["parent"])
    if "embargo_until" in values:
        text = values["embargo_until"]
        event.embargo_until = datetime.fromisoformat(text).replace(tzinfo=TBILISI) if text else None
    _fill_terms(event, values, known)
    _fill_organisations(event, values, organisations)


def _bodies(names: Iterable[str]) -> list[str]:
    """The names that name somebody: a dash in a spreadsheet does not."""
    return [one for one in names if match_key(one)]


def _fill_dates(event: Event, values: Values) -> None:
    if "precision" in values:
        event.precision = DatePrecision(values["precision"])
    if "certainty" in values:
        event.certainty = Certainty(values["certainty"])
    first = event.first_day if "first_day" not in values else _day(values["first_day"])
    last = event.last_day if "last_day" not in values else _day(values["last_day"])
    start = values.get("start_time", _kept_clock(event.starts_at))
    end = values.get("end_time", _kept_clock(event.ends_at))
    first, last = widen(first or date.min, last or first or date.min, event.precision)
    event.first_day, event.last_day = first, last
    exact = event.precision is DatePrecision.EXACT
    event.starts_at = moment_of(first, start) if exact else None
    event.ends_at = moment_of(last, end) if exact else None


def _kept_clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(TBILISI):%H:%M}" if moment else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def widen(first: date, last: date, precision: DatePrecision | None) -> tuple[date, date]:
    """The whole month or quarter when no more is known; else the days as they are."""
    months = {DatePrecision.MONTH: 1, DatePrecision.QUARTER: 3}.get(
        precision or DatePrecision.EXACT
    )
    if months is None:
        return first, max(first, last)
    start_month = (first.month - 1) // months * months + 1
    start = first.replace(month=start_month, day=1)
    beyond = date(start.year + (start_month + months > 12), (start_month + months - 1) % 12 + 1, 1)
    return start, beyond - timedelta(days=1)


def _get(kind: type[T], number: int | None) -> T | None:
    # The object, not the number alone, so that `snapshot` sees the new value at once.
    return db.session.get(kind, number) if number is not None else None


def _fill_place(event: Event, values: Values, known: Reference) -> None:
    if "region" in values:
        event.region_id = known.region_ids.get(values["region"])
    if "municipality" in values:
        found = known.municipality_ids.get(values["municipality"])
        event.municipality_id, event.municipality = found, _get(Municipality, found)
        if found is not None:
            # The municipality decides the region, whatever else was said.
            event.region_id = known.municipalities[found].region_id
    event.region = _get(Region, event.region_id)


def _parent(event: Event, parent_id: int | None) -> int | None:
    if parent_id is None or parent_id == event.id:
        return None
    parent = db.session.get(Event, parent_id)
    # One storey only: an umbrella has parts, a part has none.
    return parent.id if parent is not None and parent.parent_id is None else None


def _fill_terms(event: Event, values: Values, known: Reference) -> None:
    wanted: list[int] = []
    for name, kind in TERM_LISTS.items():
        if name in values:
            ids = [known.term_ids.get((kind.value, code)) for code in values[name]]
        else:
            ids = [one.term_id for one in event.term_links if known.terms[one.term_id].kind == kind]
        wanted += [one for one in ids if one is not None and one not in wanted]
    links = {one.term_id: one for one in event.term_links}
    for position, term_id in enumerate(wanted):
        link = links.get(term_id) or EventTerm(term_id=term_id, term=_get(Term, term_id))
        link.position = position
        links[term_id] = link
    event.term_links = [links[one] for one in wanted]


def _fill_organisations(event: Event, values: Values, organisations: Organisations) -> None:
    if not any(name in values for name in ORGANISATION_LISTS):
        return
    wanted: list[EventOrganisation] = []
    present = {(one.organisation_id, one.role): one for one in event.organisation_links}
    for name, role in ORGANISATION_LISTS.items():
        if name not in values:
            wanted += [one for one in event.organisation_links if one.role is role]
            continue
        for text in _bodies(values[name]):
            body = organisations.named(text, event.first_day)
            if any(one.organisation_id == body.id and one.role is role for one in wanted):
                continue
            wanted.append(
                present.get((body.id, role))
                or EventOrganisation(organisation_id=body.id, organisation=body, role=role)
            )
    for position, link in enumerate(wanted):
        link.position = position
    event.organisation_links = wanted


def refile(event: Event) -> None:
    """Bring every index in line with `event`, in the same transaction."""
    db.session.flush()
    ids = [one.organisation_id for one in event.organisation_links]
    found = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    file_event(event, facets_filed(event, reference(), {one.id: one for one in found}))
    file_in_search([event.id])


def facets_filed(event: Event, known: Reference, bodies: Mapping[int, Organisation]) -> set[int]:
    """The facets of `event` as its columns and links are now; `bodies` holds its organisations."""
    links = event.organisation_links
    ids = [one.organisation_id for one in links]
    place = known.municipalities.get(event.municipality_id or 0)
    region = known.regions.get(event.region_id or 0)
    texts = [event.title_ka, event.title_en, event.settlement, event.venue_ka]
    texts += [one.ka for one in (place, region) if one] + [one.en for one in (place, region) if one]
    for one in sorted(set(ids)):
        texts += [bodies[one].name_ka, bodies[one].name_en]
    texts += [event.summary_ka, event.summary_en]
    role = ORGANISATION_LISTS["organisers"]
    organisers = [one.organisation_id for one in links if one.role is role]
    return facets_of(
        event,
        term_ids=[one.term_id for one in event.term_links],
        organisers=organisers,
        others=[one for one in ids if one not in organisers],
        texts=texts,
    )


def copy_event(event: Event, *, first_day: date, actor: User, series: bool = False) -> Event:
    """A new draft like `event` on another day; `series` keeps them together by name.

    Reports, files, reasons and approvals stay with the original.
    """
    values = snapshot(event)
    length = event.last_day - event.first_day
    values["first_day"] = first_day.isoformat()
    values["last_day"] = (first_day + length).isoformat()
    values["certainty"] = Certainty.TENTATIVE.value
    values["internal_notes"] = ""
    copy = create_event(values, actor=actor, owner_id=actor.organisation_id or event.owner_id)
    if series:
        if event.series_uid is None:
            event.series_uid = event.uid
            record("event.series_begun", event, actor=actor)
        copy.series_uid = event.series_uid
        db.session.flush()
    return copy


def copy_umbrella(event: Event, *, first_day: date, actor: User) -> Event:
    """Next year's umbrella with a draft of every part, each as many days after the start."""
    copy = copy_event(event, first_day=first_day, actor=actor)
    shift = first_day - event.first_day
    parts = db.session.scalars(queries.children(event).with_only_columns(Event.id)).all()
    for part in queries.load(parts):
        twin = copy_event(part, first_day=part.first_day + shift, actor=actor)
        twin.parent_id = copy.id
    db.session.flush()
    return copy


def archive_event(event: Event, *, actor: Actor) -> None:
    """Put the event away: out of every list, kept whole."""
    event.archived_at = utcnow()
    record("event.archived", event, actor=actor)
    refile(event)


def restore_event(event: Event, *, actor: Actor) -> None:
    """Bring the event back from the archive."""
    event.archived_at = None
    record("event.restored", event, actor=actor)
    refile(event)
