"""The commands that fill the database."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import MultiDict

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.demo.bulk import load_events
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.filters import narrow, read_filters
from stratcom.events.models import Event, EventFacet
from stratcom.events.queries import find_event, published
from stratcom.events.search import Search, find_ids, find_page
from stratcom.events.services.records import refile
from stratcom.partners.models import Organisation
from stratcom.places.models import Municipality
from stratcom.settings.services import implementing_body


@pytest.fixture
def run(app: Flask) -> Any:
    runner = app.test_cli_runner()

    def call(*arguments: str, development: bool = True, **options: Any) -> Any:
        app.config["DEVELOPMENT"] = development
        try:
            return runner.invoke(args=list(arguments), **options)
        finally:
            app.config["DEVELOPMENT"] = False
            db.session.rollback()

    return call


def count(model: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_reference_data_is_added_once(run: Any) -> None:
    before = count(Municipality)
    assert run("seed-reference").exit_code == 0
    assert run("seed-reference").output == "Places, vocabularies and wordings are in place.\n"
    assert count(Municipality) == before
    assert count(Event) == 0


def test_demo_data_is_added_once(run: Any) -> None:
    first = run("seed-demo")
    assert "Added 206 real and 16 sample events, 9 sample messages." in first.output
    trail = count(AuditEntry)
    second = run("seed-demo")
    assert "Added 0 real and 0 sample events, 0 sample messages." in second.output
    assert (count(Event), count(User), count(AuditEntry)) == (222, 8, trail)


def test_demo_knows_the_accounts_of_the_contract(run: Any) -> None:
    said = run("seed-demo").output
    roles = dict(db.session.execute(sa.select(User.login, User.role)).all())
    assert roles == {
        "admin": Role.ADMINISTRATOR,
        "director": Role.DIRECTOR,
        "editor": Role.EDITOR,
        "infocentre": Role.IMPLEMENTER,
        "ministry": Role.AGENCY_MEMBER,
        "ngo": Role.PARTNER,
        "agency": Role.ADVERTISER,
        "observer": Role.OBSERVER,
    }
    body = implementing_body()
    centre = db.session.scalars(sa.select(User).where(User.login == "infocentre")).one()
    assert body is not None
    assert body.name_ka == "ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი"
    assert body.id == centre.organisation_id
    assert "Sign in as: admin, director, editor" in said
    assert all("ნიმუში" in one for one in db.session.scalars(sa.select(User.name)))


def test_real_event_keeps_its_facts_and_source(run: Any) -> None:
    run("seed-demo")
    number = db.session.scalars(sa.select(Event.id).where(Event.uid == "demo-EV0002")).one()
    event = find_event(number)
    assert event is not None
    assert event.title_en == "Europe Day volleyball tournaments in Chale and Muzhava villages"
    assert (event.first_day.isoformat(), event.last_day.isoformat()) == ("2013-05-10", "2013-05-13")
    assert (event.state, event.occurrence) == (EventState.PUBLISHED, Occurrence.HELD)
    assert event.region is not None
    assert event.region.code == "GE-SZ"
    assert event.settlement == "ჭალე, მუჟავა"
    assert event.source_url.startswith("https://eumm.eu/ru/press_and_public_information/")
    assert [one.term.code for one in event.term_links] == [
        "pupils",
        "local_population",
        "conflict_line_residents",
        "europe_day",
        "eumm_mandate",
    ]


def test_participants_of_real_events_are_actual_numbers(run: Any) -> None:
    run("seed-demo")
    numbers = sa.select(sa.func.count(Event.actual_total)).where(Event.uid.startswith("demo-EV"))
    assert db.session.scalar(numbers) == 34
    assert (
        db.session.scalar(
            sa.select(sa.func.count(Event.planned_total)).where(Event.uid.startswith("demo-EV"))
        )
        == 0
    )


def test_samples_stand_in_every_state_and_say_that_they_are_samples(run: Any) -> None:
    run("seed-demo")
    found = db.session.scalars(sa.select(Event).where(Event.uid.startswith("demo-sample-"))).all()
    assert {one.state for one in found} == set(EventState)
    assert all("ნიმუში" in one.summary_ka for one in found)
    by_key = {one.uid.removeprefix("demo-sample-"): one for one in found}
    assert by_key["part-1"].parent_id == by_key["part-2"].parent_id == by_key["umbrella"].id
    assert set(by_key["changed"].review_marks) == {"venue_ka", "planned_total"}
    assert by_key["confidential"].id not in find_ids(published())


@pytest.mark.parametrize("command", [("seed-demo",), ("seed-load", "--events", "5")])
def test_made_up_data_is_refused_outside_development(run: Any, command: tuple[str, ...]) -> None:
    refused = run(*command, development=False)
    assert refused.exit_code == 1
    assert "--yes-really" in refused.output
    assert (count(Event), count(User)) == (0, 0)
    assert run(*command, "--yes-really", development=False).exit_code == 0
    assert count(Event) > 0


def test_once_leaves_an_office_in_use_alone(run: Any, make_user: Any) -> None:
    make_user(Role.ADMINISTRATOR, login="natia")
    assert run("seed-demo", "--once").exit_code == 0
    assert (count(User), count(Event)) == (1, 0)


def test_bulk_is_the_same_for_the_same_seed_and_is_found_by_every_filter(app: Flask) -> None:
    assert sum(load_events(60, seed=7)) == 60
    titles = db.session.scalars(sa.select(Event.title_ka).order_by(Event.id)).all()
    sum(load_events(60, seed=7))
    assert db.session.scalars(sa.select(Event.title_ka).order_by(Event.id)).all() == [*titles] * 2
    event = find_event(db.session.scalar(sa.select(sa.func.min(Event.id))) or 0)
    assert event is not None
    filed = set(facet_rows(event.id))
    refile(event)
    # Loaded in bulk or saved by a person: filed under the same numbers.
    assert set(facet_rows(event.id)) == filed
    place = event.municipality
    assert place is not None
    wanted = read_filters(
        MultiDict([("municipality", place.code), ("from", str(event.first_day))]), desk=True
    )

    assert event.id in find_page(narrow(Search(), wanted), number=1, size=500).items


def facet_rows(event_id: int) -> list[int]:
    return list(
        db.session.scalars(sa.select(EventFacet.facet).where(EventFacet.event_id == event_id))
    )


def test_bulk_is_followed_by_events_made_by_people(app: Flask) -> None:
    sum(load_events(5, seed=1))
    late = Event(
        title_ka="ბოლო", first_day=db.session.scalar(sa.select(sa.func.max(Event.first_day)))
    )
    late.last_day = late.first_day
    db.session.add(late)
    db.session.commit()
    assert count(Event) == 6
    assert count(Organisation) > 150
