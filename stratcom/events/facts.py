"""What tells one event from another in a line: its days, its place, who holds it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.db import db
from stratcom.events.enums import DatePrecision, OrganisationRole
from stratcom.events.models import Event, EventOrganisation
from stratcom.events.reference import reference
from stratcom.events.wording import days_in_words, short_span
from stratcom.georgian.dates import Lang
from stratcom.i18n import current_language
from stratcom.partners.models import Organisation

READ = sa.select(
    Event.id,
    Event.title_ka,
    Event.title_en,
    Event.first_day,
    Event.last_day,
    Event.precision,
    Event.municipality_id,
    Event.region_id,
    Event.settlement,
    Event.online,
)


def facts_of(row: Any, organisers: str) -> tuple[str, ...]:
    """Days, place and organisers of an event, of what is known, in the reader's language."""
    return tuple(filter(None, (days_of(row), _place(row), organisers)))


def days_of(row: Any) -> str:
    """Its days in figures, or the month or quarter in words."""
    if row.precision is DatePrecision.EXACT:
        return short_span(row.first_day, row.last_day)
    lang: Lang = "en" if current_language() == "en" else "ka"
    return days_in_words(row.first_day, row.last_day, row.precision, lang)


def _place(row: Any) -> str:
    known = reference()
    named = known.municipalities.get(row.municipality_id) or known.regions.get(row.region_id)
    if named is None:
        return row.settlement or (_("Online") if row.online else "")
    alone = not row.settlement or row.settlement in (named.ka, named.en)
    return named.name if alone else f"{named.name}, {row.settlement}"


def organisers_of(ids: Sequence[int]) -> Mapping[int, str]:
    """The names of who holds each of these events."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    chosen = (
        sa.select(EventOrganisation.event_id, Organisation.name_ka, Organisation.name_en)
        .join(Organisation, Organisation.id == EventOrganisation.organisation_id)
        .where(
            EventOrganisation.event_id.in_(ids),
            EventOrganisation.role == OrganisationRole.ORGANISER,
        )
        .order_by(EventOrganisation.position)
    )
    english = current_language() == "en"
    for event_id, georgian, translated in db.session.execute(chosen):
        found[event_id].append((english and translated) or georgian)
    return {event_id: "; ".join(names) for event_id, names in found.items()}
