"""Events as an iCalendar file, for feeds and for single downloads.

Only the columns listed here are read: internal notes, lessons and reasons of return never can be.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask_babel import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from stratcom.db import db
from stratcom.events.enums import Certainty, DatePrecision, Occurrence, OrganisationRole
from stratcom.events.models import Event, EventOrganisation, EventTerm
from stratcom.events.reference import Reference, reference
from stratcom.events.wording import days_in_words
from stratcom.georgian.dates import Lang
from stratcom.moments import TBILISI
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind

MIMETYPE = "text/calendar"
REFRESH = timedelta(hours=6)
LOADED_AT_ONCE = 500
READ = (
    Event.id,
    Event.uid,
    Event.sequence,
    Event.updated_at,
    Event.title_ka,
    Event.title_en,
    Event.summary_ka,
    Event.summary_en,
    Event.description_ka,
    Event.description_en,
    Event.first_day,
    Event.last_day,
    Event.starts_at,
    Event.ends_at,
    Event.precision,
    Event.certainty,
    Event.occurrence,
    Event.change_reason,
    Event.format_id,
    Event.region_id,
    Event.municipality_id,
    Event.settlement,
    Event.venue_ka,
    Event.venue_en,
    Event.online,
    Event.online_url,
    Event.contact,
)
# Address of an event's page, from its id and its two titles.
Link = Callable[[int, str, str], str]


@dataclass(frozen=True)
class Writing:
    """What is the same for every entry of one file."""

    host: str
    lang: Lang
    link: Link
    alarm: timedelta | None
    known: Reference

    def text(self, row: Any, name: str) -> str:
        """The column of that name in the file's language, or else in Georgian."""
        return str((self.lang == "en" and row[f"{name}_en"]) or row[f"{name}_ka"])


def calendar_file(
    ids: Sequence[int],
    *,
    name: str,
    base_url: str,
    lang: Lang,
    link: Link,
    alarm: timedelta | None = None,
) -> bytes:
    """The events of those ids, in that order, as one calendar.

    The caller answers for who may read them. `alarm` rings that long before each event.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//StratCom//Events//KA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Tbilisi")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    host = urlsplit(base_url).hostname or "localhost"
    writing = Writing(host, lang, link, alarm, reference())
    for entry in _entries(ids, writing):
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entries(ids: Sequence[int], writing: Writing) -> Iterator[Entry]:
    for start in range(0, len(ids), LOADED_AT_ONCE):
        chunk = ids[start : start + LOADED_AT_ONCE]
        found = db.session.execute(sa.select(*READ).where(Event.id.in_(chunk))).mappings()
        rows = {row["id"]: row for row in found}
        terms, organisers = _terms(chunk), _organisers(chunk, writing.lang)
        for one in chunk:
            if row := rows.get(one):
                yield _entry(row, terms.get(one, []), organisers.get(one, []), writing)


def _terms(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for event_id, term_id in db.session.execute(
        sa.select(EventTerm.event_id, EventTerm.term_id)
        .where(EventTerm.event_id.in_(ids))
        .order_by(EventTerm.event_id, EventTerm.position)
    ):
        found.setdefault(event_id, []).append(term_id)
    return found


def _organisers(ids: Iterable[int], lang: Lang) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for event_id, ka, en in db.session.execute(
        sa.select(EventOrganisation.event_id, Organisation.name_ka, Organisation.name_en)
        .join(Organisation, Organisation.id == EventOrganisation.organisation_id)
        .where(
            EventOrganisation.event_id.in_(ids),
            EventOrganisation.role == OrganisationRole.ORGANISER,
        )
        .order_by(EventOrganisation.event_id, EventOrganisation.position)
    ):
        found.setdefault(event_id, []).append((lang == "en" and en) or ka)
    return found


def _entry(row: Any, term_ids: list[int], organisers: list[str], writing: Writing) -> Entry:
    entry = Entry()
    # An identity that came with an imported calendar is whole already.
    uid = row["uid"] if "@" in row["uid"] else f"{row['uid']}@{writing.host}"
    entry.add("uid", uid)
    entry.add("sequence", row["sequence"])
    entry.add("dtstamp", row["updated_at"])
    entry.add("last-modified", row["updated_at"])
    entry.add("summary", _summary(row, writing))
    for name, value in _times(row).items():
        entry.add(name, value)
    if row["starts_at"] is None:
        entry.add("transp", "TRANSPARENT")
    entry.add("status", _status(row))
    if place := _place(row, writing):
        entry.add("location", place)
    if description := _description(row, organisers, writing):
        entry.add("description", description)
    if labels := _categories(row, term_ids, writing):
        entry.add("categories", labels)
    entry.add("url", writing.link(row["id"], row["title_ka"], row["title_en"]))
    if row["contact"]:
        entry.add("contact", row["contact"])
    if writing.alarm and row["occurrence"] is not Occurrence.CANCELLED:
        entry.add_component(_alarm(writing.alarm, writing.text(row, "title")))
    return entry


def _summary(row: Any, writing: Writing) -> str:
    title = writing.text(row, "title")
    if row["precision"] is DatePrecision.EXACT:
        return title
    when = days_in_words(row["first_day"], row["last_day"], row["precision"], writing.lang)
    return _("%(title)s (day to be settled: %(when)s)", title=title, when=when)


def _times(row: Any) -> dict[str, date | datetime]:
    if row["starts_at"] is None:
        return {"dtstart": row["first_day"], "dtend": row["last_day"] + timedelta(days=1)}
    times = {"dtstart": row["starts_at"]}
    if row["ends_at"] is not None and row["ends_at"] > row["starts_at"]:
        times["dtend"] = row["ends_at"]
    elif row["last_day"] > row["first_day"]:
        end = datetime.combine(row["last_day"] + timedelta(days=1), datetime.min.time(), TBILISI)
        times["dtend"] = end.astimezone(row["starts_at"].tzinfo)
    return times


def _status(row: Any) -> str:
    if row["occurrence"] is Occurrence.CANCELLED:
        return "CANCELLED"
    settled = row["certainty"] is Certainty.CONFIRMED or row["occurrence"] is Occurrence.HELD
    return "CONFIRMED" if settled else "TENTATIVE"


def _place(row: Any, writing: Writing) -> str:
    places = writing.known.municipalities
    place = places.get(row["municipality_id"]) or writing.known.regions.get(row["region_id"])
    named = ((place.en if writing.lang == "en" else "") or place.ka) if place else ""
    parts = [writing.text(row, "venue"), row["settlement"], named]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or (
        _("Online") if row["online"] else ""
    )


def _description(row: Any, organisers: list[str], writing: Writing) -> str:
    parts = [writing.text(row, "summary"), writing.text(row, "description")]
    changed = {
        Occurrence.CANCELLED: _("Cancelled: %(reason)s", reason=row["change_reason"]),
        Occurrence.POSTPONED: _("Postponed: %(reason)s", reason=row["change_reason"]),
    }
    if row["change_reason"] and row["occurrence"] in changed:
        parts.insert(0, changed[row["occurrence"]])
    if organisers:
        parts.append(_("Organisers: %(names)s", names=", ".join(organisers)))
    if row["online_url"]:
        parts.append(_("Join online: %(address)s", address=row["online_url"]))
    return "\n\n".join(part for part in parts if part)


def _categories(row: Any, term_ids: list[int], writing: Writing) -> list[str]:
    wanted = {TermKind.FORMAT, TermKind.AUDIENCE, TermKind.THEME}
    ids = [row["format_id"], *term_ids] if row["format_id"] else term_ids
    terms = [writing.known.terms[one] for one in ids if one in writing.known.terms]
    return [(writing.lang == "en" and one.en) or one.ka for one in terms if one.kind in wanted]


def _alarm(before: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
