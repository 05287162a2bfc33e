"""Events to export."""

from typing import Any

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.services.records import create_event

FULL: dict[str, Any] = {
    "title_ka": "ევროპის დღე თელავში",
    "title_en": "Europe Day in Telavi",
    "summary_ka": "დღესასწაული\nმოედანზე",
    "first_day": "2031-05-09",
    "last_day": "2031-05-09",
    "start_time": "11:00",
    "end_time": "18:30",
    "precision": "exact",
    "certainty": "confirmed",
    "format": "camp",
    "organisers": ["განათლების, მეცნიერების და ახალგაზრდობის სამინისტრო", "თელავის მერია"],
    "partners": ["ევროკავშირის დელეგაცია"],
    "municipality": "telavi",
    "settlement": "თელავი",
    "venue_ka": "ერეკლეს მოედანი",
    "languages": ["ka", "sign"],
    "audiences": ["youth", "media"],
    "themes": ["dcfta", "europe_day"],
    "planned_total": 120,
    "planned_women": 70,
    "contact": "599 00 00 00",
    "source_url": "https://example.ge/1",
    "internal_notes": "შიდა ჩანაწერი",
}


def event(**changes: Any) -> Event:
    """A committed event like FULL but for the changes; columns as `create_event` takes them."""
    columns = {n: changes.pop(n) for n in ("state", "result", "owner_id") if n in changes}
    made = create_event(
        FULL | changes, actor=Machine(), owner_id=columns.pop("owner_id", None), **columns
    )
    db.session.commit()
    return made
