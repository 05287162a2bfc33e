"""What services do to events, and the trace they leave."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events import queries
from stratcom.events.enums import DatePrecision, EventState, Occurrence
from stratcom.events.facets import Facet, facet, word_facet
from stratcom.events.models import EventFacet
from stratcom.events.search import Search, find_ids
from stratcom.events.services import joining, occurrences, records, workflow
from stratcom.events.values import FIELDS, snapshot
from stratcom.partners.models import Organisation
from stratcom.partners.services import match_key

WHOLE = {
    "title_ka": "ევროპის დღე თელავში",
    "title_en": "Europe Day in Telavi",
    "summary_ka": "მოკლედ",
    "first_day": "2027-05-09",
    "last_day": "2027-05-10",
    "start_time": "11:00",
    "end_time": "18:30",
    "certainty": "confirmed",
    "format": "celebration",
    "organisers": ["თელავის მერია", "კახეთის მედიაცენტრი"],
    "partners": ["GLOBSEC"],
    "donors": ["European Union"],
    "municipality": "telavi",
    "settlement": "კისისხევი",
    "venue_ka": "სკოლა",
    "online": True,
    "online_url": "https://example.org/1",
    "languages": ["ka", "az"],
    "audiences": ["pupils", "teachers"],
    "themes": ["europe_day"],
    "planned_total": 120,
    "planned_women": 60,
    "contact": "ნინო, 555 00 00 00",
    "internal_notes": "მინისტრი შეიძლება მოვიდეს",
    "confidential": True,
    "embargo_until": "2027-05-01T09:00",
    "umbrella": True,
}


def last_entry():
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def again(event):
    return queries.find_event(event.id)


def test_values_written_are_the_values_read_back(make_event):
    event = again(make_event(**WHOLE))
    read = snapshot(event)
    assert {name: read[name] for name in WHOLE} == WHOLE
    assert read["region"] == "GE-KA"
    assert read.keys() == FIELDS.keys()
    assert event.starts_at.isoformat() == "2027-05-09T07:00:00+00:00"


def test_month_precision_spans_the_month_and_forgets_hours(make_event):
    event = make_event(first_day="2027-02-14", precision="month", start_time="10:00")
    assert (event.first_day, event.last_day) == (date(2027, 2, 1), date(2027, 2, 28))
    assert event.starts_at is None


def test_quarter_precision_spans_the_quarter_across_the_year_end(make_event):
    event = make_event(first_day="2027-11-30", precision="quarter")
    assert (event.first_day, event.last_day) == (date(2027, 10, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title_ka": ""}, "დასახელება"),
        ({"certainty": "confirmed", "precision": "month"}, "დადასტურებული"),
        ({"first_day": "2027-05-09", "last_day": "2027-05-08"}, "ბოლო დღე"),
        ({"first_day": "2027-05-09", "last_day": "2028-06-09"}, "ერთი წლისა"),
        ({"planned_total": 5, "planned_women": 4, "planned_men": 2}, "აღემატება"),
        ({"source_url": "javascript:alert(1)"}, "https://"),
    ],
)
def test_nonsense_is_refused_with_a_reason(make_event, values, message):
    with pytest.raises(DomainError, match=message):
        make_event(**values)


def test_edit_traces_each_field_before_and_after(make_event, make_user):
    event, actor = again(make_event(audiences=["pupils"])), make_user()
    changed = records.edit_event(
        event,
        {"title_ka": "ახალი", "audiences": ["teachers"], "settlement": ""},
        actor=actor,
        expected_version=event.row_version,
    )
    assert changed == {
        "title_ka": ["საინფორმაციო შეხვედრა", "ახალი"],
        "audiences": [["pupils"], ["teachers"]],
    }
    entry = last_entry()
    assert (entry.action, entry.changes, entry.actor_id) == ("event.edited", changed, actor.id)
    assert entry.subject_version == event.row_version == 2


def test_edit_that_changes_nothing_leaves_no_trace(make_event, make_user):
    event = again(make_event())
    before = last_entry().id
    assert not records.edit_event(
        event, snapshot(event), actor=make_user(), expected_version=event.row_version
    )
    assert last_entry().id == before


def test_stale_edit_is_refused(make_event, make_user):
    event, actor = again(make_event()), make_user()
    records.edit_event(event, {"title_ka": "ერთი"}, actor=actor, expected_version=1)
    with pytest.raises(StaleError):
        records.edit_event(event, {"title_ka": "ორი"}, actor=actor, expected_version=1)
    assert event.title_ka == "ერთი"


def test_change_of_a_link_alone_is_noticed_by_the_other_editor(make_event, make_user):
    event, actor = again(make_event()), make_user()
    records.edit_event(event, {"partners": ["GLOBSEC"]}, actor=actor, expected_version=1)
    with pytest.raises(StaleError):
        records.edit_event(event, {"title_ka": "ორი"}, actor=actor, expected_version=1)


def approved(make_event, make_user, **values):
    event = again(make_event(**values))
    author, director = make_user(Role.EDITOR), make_user(Role.DIRECTOR)
    for to, actor in ((EventState.SUBMITTED, author), (EventState.APPROVED, director)):
        workflow.move_event(event, to, actor=actor, expected_version=event.row_version)
    return event, author, director


def test_edit_of_an_approved_event_marks_the_fields_for_review(make_event, make_user):
    event, author, _director = approved(make_event, make_user)
    values = {"title_ka": "სხვა", "internal_notes": "ჩვენთვის"}
    records.edit_event(event, values, actor=author, expected_version=event.row_version)
    assert event.review_marks == {"title_ka": "საინფორმაციო შეხვედრა"}
    back = {"title_ka": "საინფორმაციო შეხვედრა"}
    records.edit_event(event, back, actor=author, expected_version=event.row_version)
    assert event.review_marks == {}


def test_review_accepts_one_field_and_undoes_another(make_event, make_user):
    event, author, director = approved(make_event, make_user, audiences=["pupils"])
    values = {"title_ka": "სხვა", "audiences": ["students"]}
    records.edit_event(event, values, actor=author, expected_version=event.row_version)
    version = event.row_version
    workflow.accept_changes(event, actor=director, expected_version=version, fields=["title_ka"])
    workflow.undo_changes(
        event, actor=director, expected_version=event.row_version, fields=["audiences"]
    )
    now = snapshot(again(event))
    assert (now["title_ka"], now["audiences"], event.review_marks) == ("სხვა", ["pupils"], {})


def test_review_is_refused_when_someone_saved_meanwhile(make_event, make_user):
    event, author, director = approved(make_event, make_user)
    records.edit_event(event, {"title_ka": "1"}, actor=author, expected_version=event.row_version)
    read = event.row_version
    records.edit_event(event, {"title_ka": "2"}, actor=author, expected_version=read)
    with pytest.raises(StaleError):
        workflow.accept_changes(event, actor=director, expected_version=read, fields=["title_ka"])


def test_return_needs_a_reason(make_event, make_user):
    event, actor = again(make_event()), make_user()
    workflow.move_event(event, EventState.SUBMITTED, actor=actor, expected_version=1)
    with pytest.raises(DomainError, match="შესწორდეს"):
        workflow.move_event(event, EventState.RETURNED, actor=actor, expected_version=2, reason=" ")


def test_state_cannot_be_skipped(make_event, make_user):
    event = again(make_event())
    with pytest.raises(DomainError):
        workflow.move_event(event, EventState.PUBLISHED, actor=make_user(), expected_version=1)


def test_postponing_keeps_the_first_date_and_the_length(make_event, make_user):
    event = again(make_event(first_day="2027-05-09", last_day="2027-05-10", start_time="11:00"))
    occurrences.postpone_event(
        event,
        first_day=date(2027, 6, 1),
        precision=DatePrecision.EXACT,
        reason="წვიმა",
        actor=make_user(),
        expected_version=1,
    )
    assert (event.first_day, event.last_day) == (date(2027, 6, 1), date(2027, 6, 2))
    assert (event.original_day, event.occurrence) == (date(2027, 5, 9), Occurrence.POSTPONED)
    assert (event.sequence, event.starts_at) == (1, datetime(2027, 6, 1, 7, tzinfo=UTC))
    assert last_entry().changes["first_day"] == ["2027-05-09", "2027-06-01"]
    days = db.session.scalars(sa.select(EventFacet.day).where(EventFacet.event_id == event.id))
    assert set(days) == {date(2027, 6, 1).toordinal()}


def test_cancelling_needs_a_reason_and_can_be_taken_back(make_event, make_user):
    event, actor = again(make_event()), make_user()
    with pytest.raises(DomainError):
        occurrences.cancel_event(event, reason="", actor=actor, expected_version=1)
    occurrences.cancel_event(event, reason="ავადმყოფობა", actor=actor, expected_version=1)
    assert event.occurrence is Occurrence.CANCELLED
    occurrences.plan_again(event, actor=actor, expected_version=event.row_version)
    assert (event.occurrence, event.change_reason) == (Occurrence.PLANNED, "")


def report(event, actor, **changes):
    given = {
        "held": True,
        "numbers": {"actual_total": 40, "actual_women": 25},
        "approximate": False,
        "result": "კარგი",
        "lesson": "ადრე დავიწყოთ",
        "reason": "",
    } | changes
    occurrences.report_event(event, actor=actor, expected_version=event.row_version, **given)


def test_report_records_numbers_result_and_lesson(make_event, make_user):
    event = again(make_event(first_day="2026-11-01"))
    report(event, make_user())
    assert (event.occurrence, event.actual_total, event.actual_women) == (Occurrence.HELD, 40, 25)
    assert event.reported_at is not None
    with pytest.raises(DomainError, match="აღემატება"):
        report(event, make_user(), numbers={"actual_total": 10, "actual_women": 25})


def test_report_that_it_was_not_held_needs_a_reason(make_event, make_user):
    event = again(make_event(first_day="2026-11-01"))
    with pytest.raises(DomainError, match="რატომ"):
        report(event, make_user(), held=False)
    report(event, make_user(), held=False, reason="სინათლე არ იყო")
    assert event.occurrence is Occurrence.CANCELLED


def test_copy_is_a_draft_without_report_notes_or_approval(make_event, make_user):
    event, author, _director = approved(make_event, make_user, **WHOLE)
    copy = records.copy_event(event, first_day=date(2028, 5, 9), actor=author, series=True)
    twin, original = snapshot(again(copy)), snapshot(again(event))
    assert (twin["first_day"], twin["last_day"]) == ("2028-05-09", "2028-05-10")
    assert (twin["internal_notes"], twin["certainty"]) == ("", "tentative")
    assert twin["organisers"] == original["organisers"]
    assert copy.state is EventState.DRAFT
    assert copy.series_uid == event.series_uid == event.uid != copy.uid


def test_copied_umbrella_brings_its_parts_at_the_same_distance(make_event, make_user):
    umbrella = again(make_event(title_ka="ევროპის დღეები", umbrella=True, first_day="2027-05-01"))
    make_event(title_ka="კონცერტი", first_day="2027-05-09", parent=umbrella.id)
    copy = records.copy_umbrella(umbrella, first_day=date(2028, 5, 1), actor=make_user())
    parts = db.session.scalars(queries.children(copy)).all()
    assert [(one.title_ka, one.first_day) for one in parts] == [("კონცერტი", date(2028, 5, 9))]


def test_part_of_a_part_is_not_kept(make_event):
    umbrella = make_event(umbrella=True)
    part = make_event(parent=umbrella.id)
    assert make_event(parent=part.id).parent_id is None


def test_archived_event_is_found_in_the_archive_alone(make_event, make_user):
    event = again(make_event())
    records.archive_event(event, actor=make_user())
    facets = set(
        db.session.scalars(sa.select(EventFacet.facet).where(EventFacet.event_id == event.id))
    )
    assert facets == {facet(Facet.ARCHIVED)}
    records.restore_event(event, actor=make_user())
    assert find_ids(Search()) == [event.id]


def test_every_inflected_word_finds_the_event(make_event):
    event = make_event(title_ka="საინფორმაციო შეხვედრები მასწავლებლებისთვის")
    found = Search().also(word_facet("მასწავლებლ"))
    assert find_ids(found) == [event.id]


def test_joining_makes_the_organisation_a_partner(make_event, make_user):
    event = again(make_event("თელავის მერია"))
    guest = make_user(Role.PARTNER, organisation="კახეთის მედიაცენტრი")
    offer = joining.ask_to_join(event, note="გადავიღებთ", actor=guest)
    joining.answer_join(event, offer, accept=True, actor=make_user())
    assert snapshot(again(event))["partners"] == ["კახეთის მედიაცენტრი"]
    with pytest.raises(DomainError, match="უკვე"):
        joining.answer_join(event, offer, accept=True, actor=make_user())


def test_machine_may_act_too(make_event):
    event = again(make_event())
    records.edit_event(event, {"title_ka": "ა"}, actor=Machine(), expected_version=1)
    assert (last_entry().actor_id, last_entry().actor_name) == (None, "stratcom")


def test_a_dash_names_no_organiser(app, make_user):
    values = {"title_ka": "შეხვედრა", "first_day": "2026-12-01", "organisers": ["–", "მერია", ""]}
    event = records.create_event(values, actor=make_user(), owner_id=None)
    assert [one.organisation.name_ka for one in event.organisation_links] == ["მერია"]
    names = db.session.scalars(sa.select(Organisation.name_ka)).all()
    assert [one for one in names if not match_key(one)] == []
