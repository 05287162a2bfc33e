"""The real events of the data file, each with the address of its source."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.events.enums import Certainty, DatePrecision, EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.reference import reference
from stratcom.events.services.records import Organisations, create_event
from stratcom.events.values import Values
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.places.models import Region

FILE = Path(__file__).parent.parent / "events" / "data" / "real_events.csv"
# The file uses everyday names of the autonomous republics and the regions.
EVERYDAY_REGIONS = {"Adjara": "GE-AJ"}


def rows() -> Iterator[dict[str, str]]:
    """The rows of the data file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def seed_real_events() -> int:
    """Add the real events that are missing; return how many were added."""
    known = set(db.session.scalars(sa.select(Event.uid).where(Event.uid.startswith("demo-EV"))))
    regions = {one.name_en: one.code for one in db.session.scalars(sa.select(Region))}
    regions |= EVERYDAY_REGIONS
    organisations = Organisations(Machine())
    added = 0
    for row in rows():
        uid = f"demo-{row['id']}"
        if uid not in known:
            _add(row, uid, regions, organisations)
            added += 1
    return added


def _add(
    row: dict[str, str], uid: str, regions: dict[str, str], organisations: Organisations
) -> None:
    values = event_values(row, regions)
    held = values["last_day"] < today().isoformat()
    create_event(
        values,
        actor=Machine(),
        owner_id=_owner(row),
        organisations=organisations,
        uid=uid,
        state=EventState.PUBLISHED,
        approved_at=utcnow(),
        occurrence=Occurrence.HELD if held else Occurrence.PLANNED,
        actual_total=int(row["participants"]) if row["participants"] and held else None,
    )


def _owner(row: dict[str, str]) -> int | None:
    """The organiser, known by both its names from now on; some sources name none."""
    if not row["organiser_ka"]:
        return None
    body = find_or_add(row["organiser_ka"], name_en=row["organiser_en"], actor=Machine())
    db.session.flush()
    return body.id


def event_values(row: dict[str, str], regions: dict[str, str]) -> Values:
    """A row of the data file as plain values of an event."""
    codes = reference().municipality_ids
    place = row["municipality_en"].casefold()
    values: dict[str, Any] = {
        "title_ka": row["title_ka"],
        "title_en": row["title_en"],
        "first_day": row["date_start"],
        "last_day": row["date_end"] or row["date_start"],
        "precision": DatePrecision.EXACT.value,
        "certainty": Certainty.CONFIRMED.value,
        "format": row["format"],
        "organisers": _parts(row["organiser_ka"]),
        "partners": _parts(row["partners"]),
        "donors": _parts(row["donor"]),
        "region": regions.get(row["region_en"], ""),
        "municipality": place if place in codes else "",
        "settlement": row["settlement_ka"],
        "venue_ka": row["venue_ka"],
        "online": row["online"] == "yes",
        "audiences": _parts(row["audience"]),
        "themes": _parts(row["theme"]),
        "source_url": row["source_url"],
    }
    return values


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
