"""A bulk-created event is the same as one made by itself."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.models import Event, EventFacet
from stratcom.events.queries import load
from stratcom.events.services.bulk_create import NewEvent, create_events
from stratcom.events.services.records import create_event
from stratcom.events.values import snapshot

RICH: dict[str, Any] = {
    "title_ka": "ევროპის დღე თელავში",
    "title_en": "Europe Day in Telavi",
    "summary_ka": "დღესასწაული",
    "first_day": "2026-05-09",
    "last_day": "2026-05-10",
    "start_time": "11:00",
    "end_time": "18:30",
    "precision": "exact",
    "certainty": "confirmed",
    "format": "celebration",
    "organisers": ["საინფორმაციო ცენტრი", "თელავის მერია"],
    "partners": ["ევროკავშირის დელეგაცია"],
    "donors": ["ევროკავშირის დელეგაცია"],
    "municipality": "telavi",
    "settlement": "თელავი",
    "venue_ka": "ერეკლეს მოედანი",
    "languages": ["ka", "en"],
    "audiences": ["youth", "media"],
    "themes": ["europe_day"],
    "planned_total": 120,
    "contact": "599 00 00 00",
    "source_url": "https://example.ge/1",
    "internal_notes": "შიდა",
    "confidential": True,
    "embargo_until": "2026-05-01T09:00",
}
BARE: dict[str, Any] = {
    "title_ka": "შეხვედრა",
    "first_day": "2026-06-01",
    "last_day": "2026-06-30",
    "precision": "month",
    "region": "GE-KA",
    "online": True,
}


def facets(event_id: int) -> list[tuple[int, int]]:
    rows = db.session.execute(
        sa.select(EventFacet.facet, EventFacet.day)
        .where(EventFacet.event_id == event_id)
        .order_by(EventFacet.facet)
    )
    return [(facet, day) for facet, day in rows]


def test_bulk_created_event_equals_a_created_one(app: Flask) -> None:
    columns = {
        "state": EventState.PUBLISHED,
        "occurrence": Occurrence.HELD,
        "actual_total": 100,
    }
    for values in (RICH, BARE):
        single = create_event(values, actor=Machine(), owner_id=None, **columns).id
        db.session.commit()
        [many] = create_events([NewEvent(values, None, columns)], actor=Machine())
        db.session.commit()
        db.session.expunge_all()
        one, other = load([single, many])
        assert snapshot(one) == snapshot(other)
        assert facets(single) == facets(many)
        own = {"id", "uid", "created_at", "updated_at"}
        names = [c.name for c in Event.__table__.columns if c.name not in own]
        assert [getattr(one, n) for n in names] == [getattr(other, n) for n in names]
        trail = [
            db.session.execute(
                sa.select(
                    AuditEntry.action,
                    AuditEntry.actor_name,
                    AuditEntry.subject_label,
                    AuditEntry.subject_version,
                    AuditEntry.changes,
                ).where(AuditEntry.subject_type == "event", AuditEntry.subject_id == number)
            ).all()
            for number in (single, many)
        ]
        assert trail[0] == trail[1]
        assert len(trail[0]) == 1


def test_many_keep_their_order(app: Flask) -> None:
    start = date(2026, 1, 1)
    wanted = [
        NewEvent(
            {
                "title_ka": f"შეხვედრა {number}",
                "first_day": (start + timedelta(days=number % 300)).isoformat(),
                "last_day": (start + timedelta(days=number % 300)).isoformat(),
                "audiences": ["youth"] if number % 2 else [],
            },
            None,
        )
        for number in range(2_500)
    ]
    ids = create_events(wanted, actor=Machine())
    db.session.commit()
    titles = dict(db.session.execute(sa.select(Event.id, Event.title_ka)).all())
    assert [titles[one] for one in ids] == [one.values["title_ka"] for one in wanted]
    linked = load(ids[:2])
    assert [len(one.term_links) for one in linked] == [0, 1]
