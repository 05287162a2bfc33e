"""What a brief says beside the messages themselves, on a page and on paper alike."""

from collections.abc import Iterable

from flask_babel import gettext as _

from stratcom.events.enums import OrganisationRole
from stratcom.events.models import Event
from stratcom.events.wording import days_in_words, event_hours, event_place
from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.messages.briefs.content import Ask, Speech, Version
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.house.reading import Proof
from stratcom.messages.showing import term_name
from stratcom.moments import today
from stratcom.settings.services import Settings
from stratcom.vocabularies.enums import TermKind
from stratcom.web.filters import number


def event_facts(event: Event) -> list[tuple[str, str]]:
    """When, where, for whom and by whom: what is known, each with its label."""
    lang: dates.Lang = "en" if current_language() == "en" else "ka"
    days = days_in_words(event.first_day, event.last_day, event.precision, lang)
    expected = number(event.planned_total) if event.planned_total is not None else ""
    facts = (
        (_("When"), ", ".join(one for one in (days, event_hours(event)) if one)),
        (_("Where"), ", ".join(one for one in (event_place(event), event.venue) if one)),
        (_("Organisers"), _bodies(event)),
        (_("Audience"), _audiences(event)),
        (_("Expected participants"), expected),
        (_("Contact"), event.contact),
    )
    return [(label, said) for label, said in facts if said]


def _bodies(event: Event) -> str:
    links = event.organisation_links
    named = [one.organisation.name for one in links if one.role is OrganisationRole.ORGANISER]
    if not named and event.owner is not None:
        named = [event.owner.name]
    return "; ".join(named)


def _audiences(event: Event) -> str:
    terms = (link.term for link in event.term_links)
    return ", ".join(one.label for one in terms if one.kind is TermKind.AUDIENCE)


def source_of(proof: Proof) -> str:
    """'Eurostat, 28.03.2017', or that nobody can look it up."""
    if proof.unsourced:
        return _("without a source")
    day = dates.short_day(proof.day) if proof.day else ""
    return ", ".join(one for one in (proof.source or proof.url, day) if one)


def meant_for(version: Version) -> str:
    """For whom, and by which channel, a version is."""
    audience = term_name("audience", version.audience) if version.audience else ""
    known = version.channel in set(Channel)
    channel = str(CHANNEL_LABELS[Channel(version.channel)]) if known else ""
    return ", ".join(one for one in (audience, channel) if one) or _("Version")


def warnings_of(speeches: Iterable[Speech]) -> list[tuple[str, str]]:
    """Title and what is wrong, of each message of which something is."""
    return [
        (one.title.text, "; ".join(flag.label for flag in one.flags))
        for one in speeches
        if one.flags
    ]


def office_line(office: Settings) -> str:
    """The department and how to reach it."""
    name = office.department_en if current_language() == "en" else office.department_ka
    return ", ".join(one for one in (name, office.contact_email) if one)


def last_line(speeches: Iterable[Speech], ask: Ask) -> str:
    """For which day it holds, when it was made, from which versions."""
    numbers = ", ".join(f"{one.title.text} – {one.number}" for one in speeches)
    said = _(
        "Valid on %(day)s; made on %(made)s.",
        day=dates.short_day(ask.day),
        made=dates.short_day(today()),
    )
    if not numbers:
        return str(said)
    versions = _("Versions: %(numbers)s.", numbers=numbers)
    return f"{said} {versions}"
