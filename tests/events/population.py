"""A varied set of events, and what filters and rules should find among them, the slow way."""

import random
from datetime import date, timedelta

import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.enums import APPROVED_STATES, EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.services.records import create_event
from stratcom.events.values import snapshot
from stratcom.moments import today
from stratcom.partners.services import find_or_add

OWNERS = ("თელავის მერია", "გორის მერია", None)
PLACES = ("telavi", "batumi", "mestia", "")
REGIONS = {"telavi": "GE-KA", "batumi": "GE-AJ", "mestia": "GE-SZ", "": ""}
AUDIENCES = ("students", "youth", "teachers")
FIRST = date(2026, 10, 1)


def populate(count: int, seed: int = 1) -> None:
    """Add events of every kind, some of several days and some known by month only."""
    draw = random.Random(seed)
    for number in range(count):
        first = FIRST + timedelta(days=draw.randrange(90))
        length = draw.choice((0, 0, 0, 1, 5, 40))
        owner = draw.choice(OWNERS)
        body = find_or_add(owner, actor=Machine()) if owner else None
        db.session.flush()
        values = {
            "title_ka": draw.choice(("შეხვედრა სტუდენტებთან", "ვიქტორინა", "ტრენინგი")),
            "first_day": first.isoformat(),
            "last_day": (first + timedelta(days=length)).isoformat(),
            "precision": draw.choice(("exact", "exact", "exact", "month")),
            "municipality": draw.choice(PLACES),
            "audiences": draw.sample(AUDIENCES, draw.randrange(3)),
            "format": draw.choice(("training", "lecture", "")),
            "organisers": [owner] if owner else [],
            "online": draw.random() < 0.3,
            "confidential": draw.random() < 0.2,
            "internal_notes": f"საიდუმლო-{number}",
        }
        columns = {
            "state": draw.choice(list(EventState)),
            "occurrence": draw.choice(list(Occurrence)),
        }
        create_event(values, actor=Machine(), owner_id=body.id if body else None, **columns)
    db.session.commit()


def everything() -> list[Event]:
    """All events with their links."""
    return queries.load(db.session.scalars(sa.select(Event.id).order_by(Event.id)))


def fits(event: Event, wanted: dict[str, str]) -> bool:
    """Does the event fit these filters? Told from its values alone, without the index."""
    values = snapshot(event)
    first, last = wanted.get("from"), wanted.get("to")
    checks = {
        "from": lambda _: values["last_day"] >= first,
        "to": lambda _: values["first_day"] <= last,
        "region": lambda code: REGIONS[values["municipality"]] == code,
        "municipality": lambda code: values["municipality"] == code,
        "audience": lambda code: code in values["audiences"],
        "format": lambda code: values["format"] == code,
        "organiser": lambda name: name in values["organisers"],
        "state": lambda state: event.state == state,
        "occurrence": lambda occurrence: event.occurrence == occurrence,
        "online": lambda flag: values["online"] == (flag == "1"),
        "q": lambda _: values["title_ka"] == "შეხვედრა სტუდენტებთან",
        "unreported": lambda _: overdue(event),
    }
    return all(checks[name](value) for name, value in wanted.items())


def overdue(event: Event) -> bool:
    """Over, approved, and nobody has said how it went."""
    return (
        event.last_day < today()
        and event.state in APPROVED_STATES
        and event.occurrence in {Occurrence.PLANNED, Occurrence.POSTPONED}
    )
