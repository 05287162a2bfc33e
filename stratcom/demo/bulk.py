"""Made-up events by the hundred thousand, for benchmarks; the same seed makes the same events."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.demo.bulk_directory import FAMILY_NAMES, FIRST_NAMES
from stratcom.demo.bulk_words import prose
from stratcom.demo.real_events import rows as real_rows
from stratcom.events.enums import (
    Certainty,
    DatePrecision,
    EventState,
    Occurrence,
    OrganisationRole,
)
from stratcom.events.facets import facets_of, word_facet
from stratcom.events.models import Event, EventOrganisation, EventTerm
from stratcom.events.reference import Named, Reference, reference
from stratcom.georgian import text_keys
from stratcom.moments import moment_of, today
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add
from stratcom.places.models import Municipality
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.tending import settle
from stratcom.vocabularies.enums import TermKind

MOST_EVENTS = 1_000_000
BATCH = 5_000
FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2027, 12, 31)
STATES = (
    [EventState.PUBLISHED] * 92
    + [EventState.APPROVED] * 3
    + [EventState.SUBMITTED] * 2
    + [EventState.DRAFT] * 3
)
HELD_OF_PAST = 0.95
ENGLISH = 0.3
SUMMARY = "ნიმუში: ჩატვირთვის შესამოწმებლად შექმნილი ჩანაწერი."
BODIES = ("მერია", "საკრებულო", "საჯარო ბიბლიოთეკა")
# What facets_of reads of an event beside its links.
FILED = (
    "owner_id",
    "state",
    "occurrence",
    "confidential",
    "online",
    "first_day",
    "last_day",
    "review_marks",
    "format_id",
    "region_id",
    "municipality_id",
)
Row = dict[str, Any]


class Maker:
    """Draws events from a seeded source; keeps the rows of one batch."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - test data, not a secret
        self.known: Reference = reference()
        self.places = [one for one in self.known.municipalities.values() if not one.occupied]
        self.weights = [8 if one.code == "tbilisi" else 1 for one in self.places]
        self.terms = {kind: self.known.offered(kind) for kind in TermKind}
        self.organisations = add_organisations()
        self.names = [f"{one} {name}" for one in FIRST_NAMES for name in FAMILY_NAMES]
        self.topics = [(row["title_ka"], row["title_en"]) for row in real_rows()]
        self.today = today()
        self.now = utcnow()
        self.tables: dict[Any, list[Row]] = {}
        self.facets: list[tuple[int, int, int]] = []
        self.begin_batch()

    def begin_batch(self) -> None:
        """Forget the rows of the last batch."""
        self.tables = {one: [] for one in (Event, EventTerm, EventOrganisation)}
        self.facets = []

    def add(self, event_id: int) -> None:
        """Draw one event and keep its rows."""
        draw = self.random
        values = self._columns(event_id)
        audiences = draw.sample(self.terms[TermKind.AUDIENCE], draw.choice((1, 1, 2, 3)))
        themes = draw.sample(self.terms[TermKind.THEME], draw.choice((1, 1, 2)))
        terms = [one.id for one in (*audiences, *themes, self.terms[TermKind.LANGUAGE][0])]
        bodies = draw.sample(self.organisations, draw.choice((1, 1, 2)))
        values["owner_id"] = bodies[0][0]
        self.tables[Event].append(values)
        self.tables[EventTerm].extend(
            {"event_id": event_id, "term_id": one, "position": position}
            for position, one in enumerate(terms)
        )
        roles = (OrganisationRole.ORGANISER, OrganisationRole.PARTNER)
        self.tables[EventOrganisation].extend(
            {"event_id": event_id, "organisation_id": body[0], "role": role, "position": 0}
            for body, role in zip(bodies, roles, strict=False)
        )
        self._file(values, terms, bodies)

    def _columns(self, event_id: int) -> Row:
        draw = self.random
        first = FIRST_DAY + timedelta(days=draw.randrange((LAST_DAY - FIRST_DAY).days + 1))
        if draw.random() < 0.12:
            first = first.replace(month=5, day=min(first.day, 28))  # Europe Day and its weeks
        last = first + timedelta(days=draw.choice((0,) * 17 + (1, 2, 4)))
        place = draw.choices(self.places, self.weights)[0]
        kind: Named = draw.choice(self.terms[TermKind.FORMAT])
        topic_ka, topic_en = draw.choice(self.topics)
        past = last < self.today
        held = past and draw.random() < HELD_OF_PAST
        online = draw.random() < 0.07
        planned = draw.randrange(10, 120)
        start = "" if draw.random() < 0.4 else f"{draw.randrange(9, 19):02}:00"
        return {
            "id": event_id,
            "uid": f"load-{event_id}",
            "title_ka": f"{kind.ka}: {topic_ka}"[:300],
            "title_en": f"{kind.en}: {topic_en}"[:300],
            "summary_ka": SUMMARY,
            "description_ka": prose(draw, names=self.names),
            "description_en": prose(draw, english=True) if draw.random() < ENGLISH else "",
            "first_day": first,
            "last_day": last,
            "starts_at": moment_of(first, start),
            "precision": DatePrecision.EXACT,
            "certainty": Certainty.CONFIRMED if past else Certainty.TENTATIVE,
            "state": draw.choice(STATES),
            "occurrence": Occurrence.HELD if held else Occurrence.PLANNED,
            "format_id": kind.id,
            "region_id": place.region_id,
            "municipality_id": place.id,
            "settlement": place.ka,
            "online": online,
            "planned_total": planned,
            "actual_total": max(1, planned + draw.randrange(-10, 20)) if held else None,
            "confidential": draw.random() < 0.01,
            "review_marks": {},
            "created_at": self.now,
            "updated_at": self.now,
        }

    def _file(self, values: Row, terms: list[int], bodies: list[tuple[int, str, str]]) -> None:
        known = self.known
        facets = facets_of(
            Event(**{name: values[name] for name in FILED}, umbrella=False),
            term_ids=terms,
            organisers=[bodies[0][0]],
            others=[one[0] for one in bodies[1:]],
            texts=(),
        )
        place = known.municipalities[values["municipality_id"]]
        region = known.regions[values["region_id"]]
        texts = [values["title_ka"], values["title_en"], place.ka, place.en, region.ka, region.en]
        texts += [name for one in bodies for name in one[1:]]
        for text in (*texts, SUMMARY):
            facets |= words_of(text)
        day = values["first_day"].toordinal()
        event_id = values["id"]
        self.facets += [(one, day, event_id) for one in facets]


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> frozenset[int]:
    """The facets of the words of `text`; titles repeat, so they are worked out once."""
    return frozenset(word_facet(key) for key in text_keys(text))


def add_organisations() -> list[tuple[int, str, str]]:
    """About two hundred organisers as (id, Georgian name, English name), added when missing."""
    names = [
        one.official_ka.replace("მუნიციპალიტეტი", f"მუნიციპალიტეტის {body}")
        for one in db.session.scalars(
            sa.select(Municipality).where(Municipality.official, Municipality.occupied.is_(False))
        )
        for body in BODIES
    ]
    found: list[Organisation] = [find_or_add(name, actor=Machine()) for name in names]
    db.session.commit()
    return [(one.id, one.name_ka, one.name_en) for one in found]


def load_events(count: int, *, seed: int) -> Iterator[int]:
    """Add `count` events in batches, each in its own transaction; yield the size of each."""
    maker = Maker(seed)
    first = (db.session.scalar(sa.select(sa.func.max(Event.id))) or 0) + 1
    for start in range(first, first + count, BATCH):
        ids = range(start, min(start + BATCH, first + count))
        maker.begin_batch()
        for event_id in ids:
            maker.add(event_id)
        for model, rows in maker.tables.items():
            db.session.execute(sa.insert(model.__table__), rows)
        _insert_facets(maker.facets)
        refile(Kind.EVENT, ids)
        db.session.commit()
        yield len(ids)
    _finish()


def _insert_facets(rows: list[tuple[int, int, int]]) -> None:
    """Fifty rows an event: given to the driver as they are, in the order of the key."""
    insert = "INSERT INTO event_facet (facet, day, event_id) VALUES (?, ?, ?)"
    if db.engine.dialect.paramstyle != "qmark":
        insert = insert.replace("?", "%s")
    rows.sort()
    db.session.connection().exec_driver_sql(insert, rows)


def _finish() -> None:
    """Let the sequence and the planner know what is there now; pack the index of the search."""
    settle()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(
            sa.text(
                "SELECT setval(pg_get_serial_sequence('event', 'id'), (SELECT max(id) FROM event))"
            )
        )
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
