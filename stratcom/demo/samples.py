"""Sample events around today, in every state, so that each list of the desk has something in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.enums import Certainty, DatePrecision, EventState
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.services.occurrences import cancel_event, postpone_event
from stratcom.events.services.records import create_event, edit_event
from stratcom.events.services.workflow import move_event
from stratcom.events.values import empty_values
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.settings.services import read_settings

SAMPLE_KA, SAMPLE_EN = "ნიმუში: გამოგონილი ღონისძიება.", "Sample: an event made up for trial."
SUBMITTED, RETURNED = EventState.SUBMITTED, EventState.RETURNED
APPROVED, PUBLISHED = EventState.APPROVED, EventState.PUBLISHED
TO_APPROVED = (SUBMITTED, APPROVED)
TO_PUBLISHED = (SUBMITTED, APPROVED, PUBLISHED)


@dataclass(frozen=True)
class Sample:
    """One sample: whose it is, how far from today, which way it went, and its fields."""

    key: str
    login: str
    in_days: int
    path: tuple[EventState, ...]
    title_ka: str
    title_en: str
    municipality: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    part_of: str = ""
    then: Callable[[Event, dict[str, User]], None] | None = None


def _postpone(event: Event, people: dict[str, User]) -> None:
    postpone_event(
        event,
        first_day=event.first_day + timedelta(days=30),
        precision=DatePrecision.EXACT,
        reason="დარბაზი დაკავებულია.",
        actor=people["ngo"],
        expected_version=event.row_version,
    )


def _cancel(event: Event, people: dict[str, User]) -> None:
    cancel_event(
        event,
        reason="მომხსენებელი ვერ ჩამოდის.",
        actor=people["ministry"],
        expected_version=event.row_version,
    )


def _change_approved(event: Event, people: dict[str, User]) -> None:
    values = {"venue_ka": "კულტურის სახლი", "planned_total": 80}
    whole = find_event(event.id)
    if whole is not None:
        actor, version = people["infocentre"], whole.row_version
        edit_event(whole, values, actor=actor, expected_version=version)


def samples() -> Iterator[Sample]:
    """The samples in the order in which they are made."""
    yield Sample(
        "draft", "infocentre", 20, (), "შეხვედრა ფერმერებთან", "Meeting with farmers", "gurjaani",
        {"format": "info_meeting", "audiences": ["farmers"], "themes": ["dcfta"]},
    )  # fmt: skip
    yield Sample(
        "submitted", "infocentre", 12, (SUBMITTED,), "ტრენინგი პედაგოგებისთვის",
        "Training for teachers", "telavi",
        {"format": "training", "audiences": ["teachers"], "themes": ["eu_integration"],
         "planned_total": 25},
    )  # fmt: skip
    yield Sample(
        "returned", "ngo", 15, (SUBMITTED, RETURNED), "დისკუსია დეზინფორმაციაზე",
        "Discussion on disinformation", "kutaisi",
        {"format": "discussion", "audiences": ["students", "media"], "themes": ["disinformation"]},
    )  # fmt: skip
    yield Sample(
        "approved", "ministry", 9, TO_APPROVED, "სემინარი საჯარო მოხელეებისთვის",
        "Seminar for public servants", "rustavi",
        {"format": "seminar", "audiences": ["public_servants"],
         "themes": ["association_agreement"], "planned_total": 40},
    )  # fmt: skip
    yield Sample(
        "published", "infocentre", 5, TO_PUBLISHED, "შეხვედრა სტუდენტებთან",
        "Meeting with students", "zugdidi",
        {"format": "info_meeting", "audiences": ["students"], "themes": ["nato_cooperation"]},
    )  # fmt: skip
    yield Sample(
        "month", "editor", 45, (SUBMITTED,), "რეგიონული კონფერენცია", "Regional conference",
        "batumi", {"format": "conference", "precision": DatePrecision.MONTH.value,
                   "audiences": ["experts"], "themes": ["euro_atlantic_integration"]},
    )  # fmt: skip
    yield Sample(
        "confirmed", "infocentre", 3, TO_PUBLISHED, "ლექცია უსაფრთხოებაზე",
        "Lecture on security", "gori",
        {"format": "lecture", "certainty": Certainty.CONFIRMED.value, "start_time": "14:00",
         "end_time": "16:00", "audiences": ["pupils"], "themes": ["security"],
         "planned_total": 60},
    )  # fmt: skip
    yield Sample(
        "online", "ngo", 7, TO_PUBLISHED, "ონლაინ კონსულტაცია ევროკავშირის პროგრამებზე",
        "Online advice on EU programmes", "",
        {"format": "info_meeting", "online": True, "online_url": "https://example.org/webinar",
         "start_time": "18:00", "audiences": ["youth"], "themes": ["eu_programmes"]},
    )  # fmt: skip
    yield Sample(
        "umbrella", "editor", 30, TO_PUBLISHED, "ევროპის დღეები რეგიონებში",
        "Europe Days in the regions", "",
        {"format": "campaign", "umbrella": True, "days": 7, "themes": ["europe_day"]},
    )  # fmt: skip
    yield Sample(
        "part-1", "infocentre", 31, TO_PUBLISHED, "ევროპის დღე ოზურგეთში",
        "Europe Day in Ozurgeti", "ozurgeti",
        {"format": "celebration", "audiences": ["general_public"], "themes": ["europe_day"]},
        part_of="umbrella",
    )  # fmt: skip
    yield Sample(
        "part-2", "ngo", 33, (SUBMITTED,), "ევროპის დღე ახალციხეში",
        "Europe Day in Akhaltsikhe", "akhaltsikhe",
        {"format": "celebration", "audiences": ["general_public"], "themes": ["europe_day"]},
        part_of="umbrella",
    )  # fmt: skip
    yield Sample(
        "unreported", "infocentre", -1, TO_PUBLISHED, "შეხვედრა ადგილობრივ მოსახლეობასთან",
        "Meeting with local residents", "akhalkalaki",
        {"format": "info_meeting", "audiences": ["local_population"],
         "themes": ["eu_integration"], "planned_total": 35},
    )  # fmt: skip
    yield Sample(
        "confidential", "ministry", 25, TO_APPROVED, "დახურული შეხვედრა დიპლომატებთან",
        "Closed meeting with diplomats", "tbilisi",
        {"format": "discussion", "confidential": True, "audiences": ["diplomats"]},
    )  # fmt: skip
    yield Sample(
        "changed", "infocentre", 14, TO_APPROVED, "ფილმის ჩვენება და განხილვა",
        "Film and discussion", "marneuli",
        {"format": "film", "audiences": ["ethnic_minorities"], "themes": ["culture"],
         "venue_ka": "ბიბლიოთეკა", "planned_total": 50},
        then=_change_approved,
    )  # fmt: skip
    yield Sample(
        "postponed", "ngo", 10, TO_PUBLISHED, "დებატები სტუდენტებს შორის",
        "Debate between students", "kutaisi",
        {"format": "debate", "audiences": ["students"], "themes": ["youth_participation"]},
        then=_postpone,
    )  # fmt: skip
    yield Sample(
        "cancelled", "ministry", 6, TO_PUBLISHED, "პრეზენტაცია მეწარმეებისთვის",
        "Presentation for entrepreneurs", "poti",
        {"format": "presentation", "audiences": ["entrepreneurs"], "themes": ["dcfta"]},
        then=_cancel,
    )  # fmt: skip


def seed_samples(people: dict[str, User]) -> int:
    """Add the samples that are missing; return how many were added."""
    rows = db.session.execute(
        sa.select(Event.uid, Event.id).where(Event.uid.startswith("demo-sample-"))
    )
    known = dict(rows.all())
    added = 0
    for sample in samples():
        uid = f"demo-sample-{sample.key}"
        if uid not in known:
            parent = known.get(f"demo-sample-{sample.part_of}")
            known[uid] = _add(sample, uid, people, parent).id
            added += 1
    return added


def _add(sample: Sample, uid: str, people: dict[str, User], parent: int | None) -> Event:
    actor = people[sample.login]
    values = empty_values() | sample.values
    first = today() + timedelta(days=sample.in_days)
    values |= {
        "title_ka": sample.title_ka,
        "title_en": sample.title_en,
        "summary_ka": SAMPLE_KA,
        "summary_en": SAMPLE_EN,
        "first_day": first.isoformat(),
        "last_day": _last_day(first, values.pop("days", 1)).isoformat(),
        "municipality": sample.municipality,
        "languages": ["ka"],
        "organisers": [_organiser(actor)],
        "parent": parent,
    }
    event = create_event(values, actor=actor, owner_id=actor.organisation_id, uid=uid)
    for state in sample.path:
        _move(event, state, actor, people)
    if sample.then is not None:
        sample.then(event, people)
    return event


def _last_day(first: date, days: int) -> date:
    return first + timedelta(days=days - 1)


def _organiser(actor: User) -> str:
    if actor.organisation_id is None:
        return read_settings().department_ka
    body = db.session.get(Organisation, actor.organisation_id)
    return body.name_ka if body is not None else ""


def _move(event: Event, state: EventState, owner: User, people: dict[str, User]) -> None:
    # Those who submit never approve: the director does, also for the editor's own.
    actor = owner if state is SUBMITTED else people["director"]
    reason = "დააზუსტეთ დრო და ადგილი." if state is RETURNED else ""
    db.session.flush()
    move_event(event, state, actor=actor, expected_version=event.row_version, reason=reason)
    db.session.flush()
