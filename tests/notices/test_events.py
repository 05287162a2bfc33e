"""Who is told what happened to an event: exact sets, and never whoever did it."""

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.events.enums import DatePrecision, EventState, Occurrence
from stratcom.events.queries import find_event
from stratcom.events.services import bulk, joining, occurrences, workflow
from stratcom.events.services.records import edit_event
from stratcom.moments import today
from stratcom.notices.models import Notice
from stratcom.notices.reminders import run_all

OWN, OTHER = "თელავის მერია", "გორის მერია"


@pytest.fixture
def people(make_user):
    """Everybody who might be told."""
    return {
        "maker": make_user(Role.PARTNER, organisation=OWN),
        "colleague": make_user(Role.PARTNER, organisation=OWN),
        "gone": make_user(Role.PARTNER, organisation=OWN, disabled_at=utcnow()),
        "onlooker": make_user(Role.OBSERVER, organisation=OWN),
        "neighbour": make_user(Role.PARTNER, organisation=OTHER),
        "editor": make_user(Role.EDITOR),
        "director": make_user(Role.DIRECTOR),
        "admin": make_user(Role.ADMINISTRATOR),
    }


@pytest.fixture
def told(people):
    """What is new since it was last asked: {kind: who}, with the reasons in brackets."""
    seen = {"id": 0}

    def news():
        db.session.flush()
        names = {user.id: name for name, user in people.items()}
        found = {}
        fresh = db.session.scalars(sa.select(Notice).where(Notice.id > seen["id"]))
        for one in fresh:
            seen["id"] = max(seen["id"], one.id)
            key = one.kind.value + (f" ({one.words['reason']})" if "reason" in one.words else "")
            found.setdefault(key, set()).add(names[one.user_id])
        return found

    return news


def move(event, to, actor, reason=""):
    workflow.move_event(event, to, actor=actor, expected_version=event.row_version, reason=reason)


def own_event(make_event, people, **values):
    made = make_event(OWN, columns={"created_by_id": people["maker"].id}, **values)
    return find_event(made.id)


def test_each_step_is_told_to_the_other_side(make_event, people, told):
    event = own_event(make_event, people)
    move(event, EventState.SUBMITTED, people["maker"])
    assert told() == {"event_submitted": {"director", "admin"}}
    move(event, EventState.RETURNED, people["director"], "თარიღი?")
    assert told() == {"event_returned (თარიღი?)": {"maker", "colleague"}}
    move(event, EventState.SUBMITTED, people["colleague"])
    assert told() == {"event_submitted": {"director", "admin"}}
    move(event, EventState.APPROVED, people["director"])
    assert told() == {"event_approved": {"maker", "colleague"}}
    move(event, EventState.PUBLISHED, people["editor"])
    assert told() == {"event_published": {"maker", "colleague"}}
    move(event, EventState.APPROVED, people["editor"])
    assert told() == {"event_unpublished": {"maker", "colleague"}}
    notice = db.session.scalars(sa.select(Notice).order_by(Notice.id)).first()
    assert notice.path == f"/desk/events/{event.id}"
    assert notice.words == {
        "title_ka": event.title_ka,
        "title_en": "",
        "day": event.first_day.isoformat(),
        "who_ka": OWN,
        "who_en": "",
    }


def test_taking_back_a_draft_is_told_to_nobody(make_event, people, told):
    event = own_event(make_event, people)
    move(event, EventState.SUBMITTED, people["maker"])
    told()
    move(event, EventState.DRAFT, people["maker"])
    assert told() == {}


def test_whoever_acts_is_not_told(make_event, people, told):
    """An administrator who sends in and a director who approves: each hears of the other."""
    event = find_event(make_event(columns={"created_by_id": people["admin"].id}).id)
    move(event, EventState.SUBMITTED, people["admin"])
    assert told() == {"event_submitted": {"director"}}
    move(event, EventState.APPROVED, people["director"])
    assert told() == {"event_approved": {"admin"}}


def test_a_maker_who_may_no_longer_see_it_is_not_told(make_event, people, told):
    made = make_event(OTHER, confidential=True, columns={"created_by_id": people["maker"].id})
    event = find_event(made.id)
    event.state = EventState.SUBMITTED
    move(event, EventState.RETURNED, people["director"], "არა")
    assert told() == {"event_returned (არა)": {"neighbour"}}


def test_undone_changes_are_told_to_the_keepers(make_event, people, told):
    event = own_event(make_event, people)
    event.state = EventState.APPROVED
    db.session.flush()
    edit_event(
        event,
        {"title_ka": "სხვა"},
        actor=people["maker"],
        expected_version=event.row_version,
    )
    given = {"expected_version": event.row_version, "fields": ["title_ka"]}
    workflow.undo_changes(event, actor=people["director"], **given)
    assert told() == {"event_changed": {"maker", "colleague"}}


@pytest.mark.parametrize(
    ("who", "audience"),
    [("editor", {"maker", "colleague"}), ("maker", {"director", "admin"})],
)
def test_calling_off_is_told_to_the_other_side(make_event, people, told, who, audience):
    event = own_event(make_event, people)
    occurrences.postpone_event(
        event,
        first_day=today() + timedelta(days=90),
        precision=DatePrecision.EXACT,
        reason="თოვლი",
        actor=people[who],
        expected_version=event.row_version,
    )
    assert told() == {"event_postponed (თოვლი)": audience}
    occurrences.cancel_event(
        event, reason="ავადმყოფობა", actor=people[who], expected_version=event.row_version
    )
    assert told() == {"event_cancelled (ავადმყოფობა)": audience}


@pytest.mark.parametrize("accept", [True, False])
def test_joining_is_told_to_the_other_side(make_event, people, told, accept):
    event = own_event(make_event, people)
    event.state = EventState.PUBLISHED
    offer = joining.ask_to_join(event, note="მოვალთ", actor=people["neighbour"])
    assert told() == {"join_asked (მოვალთ)": {"maker", "colleague"}}
    assert db.session.scalars(sa.select(Notice)).first().words["who_ka"] == OTHER
    joining.answer_join(event, offer, accept=accept, actor=people["maker"])
    assert told() == {"join_accepted" if accept else "join_declined": {"neighbour"}}


def statements(act):
    """How often `act` looks accounts up."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT") and ' "user"' in statement:
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_many_events_at_once_look_people_up_once(make_event, people, told):
    asked = {}
    for count in (1, 6):
        events = [own_event(make_event, people) for _ in range(count)]
        for event in events:
            move(event, EventState.SUBMITTED, people["maker"])
        db.session.commit()
        told()
        versions = {event.id: event.row_version for event in events}
        act = partial(bulk.move_events, versions, EventState.APPROVED, actor=people["director"])
        asked[count] = statements(act)
        assert told() == {"event_approved": {"maker", "colleague"}}
        total = sa.select(sa.func.count()).where(
            Notice.kind == "event_approved", Notice.path.in_(f"/desk/events/{e}" for e in versions)
        )
        assert db.session.scalar(total) == 2 * count
        db.session.commit()
    assert asked[1] == asked[6]


def test_reports_are_asked_for_the_day_after_and_weekly(make_event, people, told):
    held = {"state": EventState.PUBLISHED, "created_by_id": people["maker"].id}
    event = make_event(OWN, columns=held, first_day=today().isoformat())
    make_event(OTHER, first_day=today().isoformat())  # a draft
    done = held | {"occurrence": Occurrence.HELD}
    make_event(OWN, columns=done, first_day=today().isoformat())
    asked = {}
    for days in range(90):
        news = run_all(today() + timedelta(days=days))
        assert run_all(today() + timedelta(days=days)) == 0
        if news:
            asked[days] = news
    assert asked == dict.fromkeys((1, 8, 15, 22, 29, 36, 43, 50), 2)
    assert told() == {"report_due": {"maker", "colleague"}}
    assert set(db.session.scalars(sa.select(Notice.path))) == {f"/desk/events/{event.id}"}
