"""What of events the search finds, and for whom."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.events import queries, rules
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.handing import OwnEvents
from stratcom.events.models import Event, EventOrganisation
from stratcom.events.search import find_ids
from stratcom.events.services.bulk import move_events
from stratcom.events.services.filing import filed_together
from stratcom.events.services.records import archive_event, edit_event, restore_event
from stratcom.events.services.workflow import move_event
from stratcom.events.values import snapshot
from stratcom.moments import utcnow
from stratcom.partners.holders import holders, tell_renamed
from stratcom.partners.merging import merge, undo_merge
from stratcom.partners.services import find_or_add
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import find, matching
from stratcom.search.models import SearchDocument
from stratcom.search.query import read_query
from stratcom.search.sources import cards_of, organisation_tag, place_tag, sources
from tests.events.population import everything, populate

SOON, PAST = timedelta(days=3), timedelta(days=-3)


def found(text: str, user: Any) -> set[int]:
    return set(db.session.scalars(matching(Kind.EVENT, read_query(text), user)))


def again(event: Event) -> Event:
    """The event read anew, with its links."""
    return queries.find_event(event.id)


def documents() -> int:
    filed = sa.select(sa.func.count()).where(SearchDocument.kind == Kind.EVENT)
    return db.session.scalar(filed) or 0


@pytest.fixture
def every_kind(make_event, make_user):
    """Events of every owner, state and secrecy, all saying one word, some of them put away."""
    now = utcnow()
    for owner in ("თელავის მერია", "გორის მერია", None):
        for state in EventState:
            for confidential in (False, True):
                for embargo in (None, now + SOON, now + PAST):
                    make_event(
                        owner,
                        title_ka="გამოფენა",
                        columns={"state": state, "embargo_until": embargo},
                        confidential=confidential,
                    )
    for state in (EventState.DRAFT, EventState.PUBLISHED):
        gone = make_event("თელავის მერია", title_ka="გამოფენა", columns={"state": state})
        archive_event(again(gone), actor=Machine())
    db.session.commit()


@pytest.mark.parametrize("organisation", ["თელავის მერია", "ბათუმის მერია", None])
def test_everybody_finds_exactly_what_they_may_open(every_kind, make_user, organisation):
    events = [one for one in everything() if one.archived_at is None]
    for role in Role:
        user = make_user(role, organisation=organisation)
        if organisation is None:
            own = again(events[role_number(role)])
            own.created_by_id = user.id
            edit_event(
                own, {"venue_ka": "ბიბლიოთეკა"}, actor=user, expected_version=own.row_version
            )
            db.session.commit()
        assert found("გამოფენა", user) == {one.id for one in events if rules.can_view(user, one)}
        assert find(read_query("გამოფენა"), Kind.EVENT, user).total == len(
            [one for one in events if rules.can_view(user, one)]
        )
    assert found("გამოფენა", None) == set(find_ids(queries.published()))
    assert found("გამოფენა", None)


def role_number(role: Role) -> int:
    """An event without an owner for each role."""
    return 60 + 3 * list(Role).index(role)


def test_the_index_says_the_same_as_the_lists_of_a_varied_population(app, make_user):
    populate(80)
    for role in Role:
        user = make_user(role, organisation="თელავის მერია")
        seen = set(find_ids(queries.visible_to(user)))
        assert found("შეხვედრა ვიქტორინა", user) == set()
        said = set().union(*(found(one, user) for one in ("შეხვედრა", "ვიქტორინა", "ტრენინგი")))
        assert said == seen


def test_whoever_sees_confidential_events_sees_notes_too():
    """One circle holds both, so a role with the one right alone would see too much."""
    for permission in (Permission.EVENT_VIEW_CONFIDENTIAL, Permission.EVENT_EDIT_ALL):
        assert {one for one in Role if permission in ROLE_PERMISSIONS[one]} == {
            Role.ADMINISTRATOR,
            Role.DIRECTOR,
            Role.EDITOR,
        }


def test_notes_and_lessons_are_found_by_those_who_work_on_the_event_alone(make_event, make_user):
    event = make_event(
        "თელავის მერია",
        columns={
            "state": EventState.PUBLISHED,
            "occurrence": Occurrence.HELD,
            "result": "აუდიტორია გაიზარდა",
            "lesson": "დარბაზი პატარა",
        },
        internal_notes="ბიუჯეტი გადახარჯულია",
        contact="ნინო ბერიძე, 599 11 22 33",
        online_url="https://meet.example.org/abc",
    )
    own = make_user(Role.PARTNER, organisation="თელავის მერია")
    other = make_user(Role.IMPLEMENTER, organisation="გორის მერია")
    staff = make_user(Role.EDITOR)
    for word in ("ბიუჯეტი", "პატარა დარბაზი"):
        assert found(word, own) == found(word, staff) == {event.id}
        assert found(word, other) == found(word, None) == set()
    for reader in (own, other, staff, None):
        assert found("აუდიტორია", reader) == {event.id}
        for word in ("ბერიძე", "599", "meet"):
            assert found(word, reader) == set()


def test_what_the_public_page_keeps_back_the_desk_alone_finds(make_event, make_user):
    event = make_event(
        "თელავის მერია",
        columns={
            "state": EventState.PUBLISHED,
            "change_reason": "წვიმა",
            "result": "ჯერ უცნობია",
        },
    )
    other = make_user(Role.PARTNER, organisation="გორის მერია")
    assert found("წვიმა", other) == found("უცნობია", other) == {event.id}
    assert found("წვიმა", None) == found("უცნობია", None) == set()
    cancelled = make_event(
        columns={
            "state": EventState.PUBLISHED,
            "occurrence": Occurrence.CANCELLED,
            "change_reason": "თოვლი",
        }
    )
    assert found("თოვლი", None) == {cancelled.id}


def test_an_event_is_found_by_all_that_its_page_says_in_either_language(make_event):
    event = make_event(
        columns={"state": EventState.PUBLISHED},
        title_ka="კიბერუსაფრთხოება",
        title_en="Cybersecurity",
        summary_ka="მოკლე აღწერა",
        summary_en="Short words",
        description_ka="გრძელი ტექსტი",
        description_en="Long story",
        municipality="telavi",
        settlement="იყალთო",
        venue_ka="აკადემია",
        venue_en="Academy hall",
        organisers=["საჯარო ბიბლიოთეკა"],
        partners=["ევროკავშირის დელეგაცია"],
    )
    said = "კიბერუსაფრთხოების, cybersecurity, აღწერით, words, ტექსტები, story, თელავში, Telavi, "
    said += "კახეთი, იყალთოში, აკადემიაში, hall, ბიბლიოთეკებში, დელეგაციის"
    for word in said.split(", "):
        assert found(word, None) == {event.id}, word
    (record,) = sources()[Kind.EVENT].records([event.id])
    bodies = db.session.scalars(sa.select(EventOrganisation.organisation_id)).all()
    assert record.tags >= {organisation_tag(one) for one in bodies}
    assert place_tag(event.municipality_id) in record.tags
    assert record.day == event.first_day


def test_an_event_that_says_the_same_to_everybody_is_one_document(make_event):
    make_event("თელავის მერია", columns={"state": EventState.PUBLISHED})
    assert documents() == 1
    make_event("თელავის მერია", columns={"state": EventState.PUBLISHED}, internal_notes="შიდა")
    assert documents() == 3


def test_search_follows_every_change(make_event, make_user):
    director = make_user(Role.DIRECTOR)
    event = make_event("თელავის მერია", columns={"state": EventState.SUBMITTED})
    other = make_user(Role.PARTNER, organisation="გორის მერია")
    for to, seen in ((EventState.APPROVED, {event.id}), (EventState.RETURNED, set())):
        event = again(event)
        version = event.row_version
        move_event(event, to, actor=director, expected_version=version, reason="დააზუსტეთ")
        assert found("შეხვედრა", other) == seen
    assert found("დააზუსტეთ", director) == {event.id}
    edit_event(event, {"title_ka": "ფესტივალი"}, actor=director, expected_version=event.row_version)
    assert found("შეხვედრა", director) == set()
    assert found("ფესტივალი", director) == {event.id}
    archive_event(event, actor=director)
    assert found("ფესტივალი", director) == set()
    restore_event(event, actor=director)
    assert found("ფესტივალი", director) == {event.id}


def test_many_events_are_filed_together_and_nothing_is_forgotten(make_event, make_user):
    director = make_user(Role.DIRECTOR)
    sent = [make_event(columns={"state": EventState.APPROVED}) for _ in range(3)]
    assert found("შეხვედრა", None) == set()
    versions = {one.id: one.row_version for one in sent}
    move_events(versions, EventState.PUBLISHED, actor=director)
    assert found("შეხვედრა", None) == set(versions)
    with filed_together(), filed_together():
        event = again(sent[1])
        version = event.row_version
        edit_event(event, {"title_ka": "გამოფენა"}, actor=director, expected_version=version)
    assert found("გამოფენა", None) == {event.id}


def test_filing_again_changes_nothing(make_event):
    make_event("თელავის მერია", internal_notes="შიდა", columns={"embargo_until": utcnow() + SOON})
    ids = list(db.session.scalars(sa.select(Event.id)))
    assert file_records(sources()[Kind.EVENT], ids) == 0


def test_a_card_of_the_desk_tells_days_place_and_organisers(app, make_event, make_user):
    event = make_event(
        first_day="2026-12-01",
        title_en="Meeting",
        municipality="telavi",
        settlement="იყალთო",
        organisers=["საჯარო ბიბლიოთეკა"],
    )
    with app.test_request_context("/desk/"):
        card = cards_of(Kind.EVENT, [event.id], make_user(Role.EDITOR))[event.id]
    assert card.path == f"/desk/events/{event.id}"
    assert (card.title_ka, card.title_en) == ("საინფორმაციო შეხვედრა", "Meeting")
    assert card.facts == ("01.12.2026", "თელავი, იყალთო", "საჯარო ბიბლიოთეკა")


def test_a_new_name_of_an_organisation_finds_its_events(make_event):
    event = make_event(columns={"state": EventState.PUBLISHED}, organisers=["საჯარო ბიბლიოთეკა"])
    body = find_or_add("საჯარო ბიბლიოთეკა", actor=Machine())
    body.name_ka = "წიგნის სახლი"
    tell_renamed(body.id)
    assert found("წიგნი", None) == {event.id}
    assert found("ბიბლიოთეკა", None) == set()
    assert snapshot(queries.load([event.id])[0])["organisers"] == ["წიგნის სახლი"]


def tags_of(event: Event) -> frozenset[str]:
    filed = sa.select(SearchDocument.terms).where(
        SearchDocument.kind == Kind.EVENT, SearchDocument.record_id == event.id
    )
    terms = " ".join(db.session.scalars(filed)).split()
    return frozenset(one.removeprefix("=") for one in terms if one.startswith("="))


def test_events_follow_organisations_that_are_merged_and_parted(make_event):
    kept, gone = (find_or_add(one, actor=Machine()) for one in ("გორის მერია", "გორის მერიია"))
    db.session.flush()
    event = make_event("გორის მერიია", organisers=["გორის მერიია"])
    assert organisation_tag(gone.id) in tags_of(event)
    made = merge(
        kept.id,
        gone.id,
        choices={},
        actor=Machine(),
        kept_version=kept.row_version,
        gone_version=gone.row_version,
    )
    db.session.commit()
    assert organisation_tag(kept.id) in tags_of(event)
    assert organisation_tag(gone.id) not in tags_of(event)
    undo_merge(made, actor=Machine())
    db.session.commit()
    assert organisation_tag(gone.id) in tags_of(event)


def test_events_follow_their_keeper_to_its_successor(make_event, make_user):
    event = make_event("გორის მერია", title_ka="გამოფენა")
    old, new = (find_or_add(one, actor=Machine()) for one in ("გორის მერია", "გორის ცენტრი"))
    db.session.flush()
    before, after = (make_user(Role.PARTNER, organisation=one.name_ka) for one in (old, new))
    assert (found("გამოფენა", before), found("გამოფენა", after)) == ({event.id}, set())
    for holder in holders(belonging_only=True):
        holder.move(old.id, new.id)
    assert found("გამოფენა", after) == {event.id}


def test_events_of_nobody_but_who_made_them_are_handed_over(make_event, make_user):
    leaver, heir = make_user(Role.IMPLEMENTER), make_user(Role.IMPLEMENTER)
    event = make_event(None, title_ka="გამოფენა", columns={"created_by_id": leaver.id})
    assert (found("გამოფენა", leaver), found("გამოფენა", heir)) == ({event.id}, set())
    OwnEvents().hand_over(leaver, heir)
    assert (found("გამოფენა", leaver), found("გამოფენა", heir)) == (set(), {event.id})
