"""Bodies that follow one another: what passes on, what stays, and taking it back."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events.models import EventOrganisation
from stratcom.events.queries import find_event
from stratcom.events.services.records import create_event, edit_event
from stratcom.events.values import snapshot as event_values
from stratcom.moments import today
from stratcom.partners import queries
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.models import Organisation, Succession
from stratcom.partners.services import as_of, current, current_ids
from stratcom.partners.services.succession import (
    add_succession,
    rename_organisation,
    undo_succession,
)
from stratcom.partners.values import snapshot


def follow(predecessor, *successors, on="2020-01-01", leading=..., **values):
    chosen = successors[0] if leading is ... else leading
    made = add_succession(
        predecessor,
        successors,
        kind=values.pop("kind", SuccessionKind.SUCCEEDED),
        happened_on=date.fromisoformat(on),
        leading=chosen,
        actor=Machine(),
        **values,
    )
    db.session.commit()
    return made


def add_event(day, *organisers):
    values = {"title_ka": "შეხვედრა", "first_day": day, "last_day": day}
    event = create_event(values | {"organisers": list(organisers)}, actor=Machine(), owner_id=None)
    db.session.commit()
    return event.id


def organisers(event_id):
    return event_values(find_event(event_id))["organisers"]


def test_the_work_is_borne_by_whoever_followed_by_that_day(make_organisation):
    first, second, third = (make_organisation(name) for name in ("პირველი", "მეორე", "მესამე"))
    follow(first, second, on="2010-05-01")
    follow(second, third, on="2020-05-01")
    assert as_of(first, date(2010, 4, 30)) == first
    assert as_of(first, date(2010, 5, 1)) == second
    assert as_of(first, date(2020, 5, 1)) == third
    assert current(first) == current(second) == current(third) == third
    assert current_ids() == {first.id: third.id, second.id: third.id}
    assert sorted(queries.predecessors_of(third.id)) == [first.id, second.id]


def test_a_body_that_does_not_lead_is_not_followed(make_organisation):
    whole, left, right = (make_organisation(name) for name in ("მთელი", "მარცხენა", "მარჯვენა"))
    made = follow(whole, left, right, leading=right, kind=SuccessionKind.SPLIT)
    assert [one.leads for one in made] == [False, True]
    assert current(whole) == right
    other = make_organisation("სხვა")
    follow(left, other, leading=None)
    assert current(left) == left


def test_a_circle_in_the_table_ends(make_organisation):
    """Merges of records may make one; reading it must end."""
    one, two = make_organisation("ერთი"), make_organisation("ორი")
    for pair in ((one, two), (two, one)):
        db.session.add(
            Succession(
                predecessor_id=pair[0].id,
                successor_id=pair[1].id,
                kind=SuccessionKind.SUCCEEDED,
                happened_on=date(2020, 1, 1),
            )
        )
    db.session.commit()
    assert as_of(one, today()) == two
    assert current_ids() == {one.id: two.id, two.id: one.id}


def test_a_coming_succession_is_not_followed_yet(make_organisation):
    one, two = make_organisation("ერთი"), make_organisation("ორი")
    soon = today() + timedelta(days=30)
    follow(one, two, on=soon.isoformat())
    assert current(one) == one
    assert current_ids() == {}
    assert as_of(one, soon) == two


def test_what_makes_no_sense_is_refused(make_organisation):
    one, two, three = (make_organisation(name) for name in ("ერთი", "ორი", "სამი"))
    follow(one, two)
    follow(two, three)
    for predecessor, successor, field in (
        (one, one, "successor"),
        (three, one, "successor"),
        (two, one, "successor"),
        (one, two, "successor"),
    ):
        with pytest.raises(DomainError) as refused:
            follow(predecessor, successor, leading=None)
        assert refused.value.field == field
    with pytest.raises(DomainError) as refused:
        follow(one, three)
    assert refused.value.field == "leads"
    for day in ("1890-01-01", (today() + timedelta(days=400)).isoformat()):
        with pytest.raises(DomainError) as refused:
            follow(three, make_organisation(f"ოთხი {day}"), on=day)
        assert refused.value.field == "happened_on"
    with pytest.raises(DomainError) as refused:
        follow(three, leading=None)
    assert refused.value.field == "successor"


def test_a_renamed_body_hands_over_what_belongs_and_keeps_its_past(make_organisation, make_user):
    old = make_organisation(
        "ძველი სახელი", identification_code="404111222", types=["ngo"], municipality="telavi",
        abbreviations=["ძს"], notes="შიდა",
    )  # fmt: skip
    branch = make_organisation("ფილიალი", parent=old.id)
    member = make_user(Role.PARTNER, organisation="ძველი სახელი")
    before = add_event("2019-06-01", "ძველი სახელი")
    new = rename_organisation(
        queries.find(old.id),
        {"name_ka": "ახალი სახელი", "name_en": "New Name"},
        happened_on=date(2020, 1, 1),
        note="ბრძანება №1",
        actor=Machine(),
    )
    db.session.commit()
    old, new = queries.find(old.id), queries.find(new.id)
    values = snapshot(new)
    assert (old.name_ka, old.ended_on) == ("ძველი სახელი", date(2020, 1, 1))
    assert (new.name_ka, new.name_en, new.ended_on) == ("ახალი სახელი", "New Name", None)
    assert (values["types"], values["municipality"]) == (["ngo"], "telavi")
    assert (values["identification_code"], values["notes"]) == ("404111222", "შიდა")
    assert values["abbreviations"] == []
    succession = db.session.scalars(sa.select(Succession)).one()
    assert (succession.kind, succession.leads, succession.note) == (
        SuccessionKind.RENAMED,
        True,
        "ბრძანება №1",
    )
    assert db.session.get(User, member.id).organisation_id == new.id
    assert db.session.get(Organisation, branch.id).parent_id == new.id
    assert organisers(before) == ["ძველი სახელი"]
    last = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.action, last.subject_id) == ("organisation.succeeded", old.id)
    assert last.changes["successors"] == [None, ["ახალი სახელი"]]


def test_new_events_get_the_successor_and_old_ones_keep_the_name(make_organisation):
    old, new = make_organisation("ძველი სახელი"), make_organisation("ახალი სახელი")
    before = add_event("2019-06-01", "ძველი სახელი")
    follow(old, new, on="2020-01-01", kind=SuccessionKind.RENAMED)
    after = add_event("2020-01-01", "ძველი სახელი")
    assert organisers(after) == ["ახალი სახელი"]
    assert organisers(before) == ["ძველი სახელი"]
    event = find_event(before)
    edit_event(
        event,
        {"organisers": ["ძველი სახელი", "სხვა"], "title_ka": "სათაური"},
        actor=Machine(),
        expected_version=event.row_version,
    )
    db.session.commit()
    assert organisers(before) == ["ძველი სახელი", "სხვა"]
    links = sa.select(EventOrganisation.organisation_id).where(EventOrganisation.event_id == after)
    assert db.session.scalars(links).all() == [new.id]


def test_a_succession_can_be_taken_back(make_organisation, make_user):
    old, new = make_organisation("ძველი"), make_organisation("ახალი")
    member = make_user(Role.PARTNER, organisation="ძველი")
    native = make_user(Role.PARTNER, organisation="ახალი")
    (succession,) = follow(old, new)
    later = make_user(Role.PARTNER, organisation="ახალი")
    assert db.session.get(User, member.id).organisation_id == new.id
    undo_succession(succession, actor=Machine())
    db.session.commit()
    assert db.session.get(User, member.id).organisation_id == old.id
    for one in (native, later):
        assert db.session.get(User, one.id).organisation_id == new.id
    assert db.session.get(Organisation, old.id).ended_on is None
    assert current(old) == old
    assert db.session.scalars(sa.select(Succession)).all() == []


def test_half_of_a_split_taken_back_leaves_the_body_ended(make_organisation):
    whole, left, right = (make_organisation(name) for name in ("მთელი", "მარცხენა", "მარჯვენა"))
    one, other = follow(whole, left, right, kind=SuccessionKind.SPLIT)
    undo_succession(one, actor=Machine())
    db.session.commit()
    assert db.session.get(Organisation, whole.id).ended_on == date(2020, 1, 1)
    undo_succession(other, actor=Machine())
    db.session.commit()
    assert db.session.get(Organisation, whole.id).ended_on is None


def test_an_end_that_was_known_stays(make_organisation):
    old, new = make_organisation("ძველი", ended_on="2019-12-31"), make_organisation("ახალი")
    (succession,) = follow(old, new)
    undo_succession(succession, actor=Machine())
    db.session.commit()
    assert db.session.get(Organisation, old.id).ended_on == date(2019, 12, 31)


def test_a_body_may_go_on_beside_what_split_from_it(make_organisation):
    old, new = make_organisation("ძველი"), make_organisation("ახალი")
    follow(old, new, leading=None, ends=False, kind=SuccessionKind.SPLIT)
    assert db.session.get(Organisation, old.id).ended_on is None


def test_a_name_that_exists_is_no_new_name(make_organisation):
    old = make_organisation("ძველი")
    make_organisation("არსებული")
    with pytest.raises(DomainError) as refused:
        rename_organisation(
            queries.find(old.id),
            {"name_ka": "არსებული"},
            happened_on=date(2020, 1, 1),
            actor=Machine(),
        )
    assert refused.value.field == "name_ka"


def test_the_same_code_stands_on_both_records_of_a_line(make_organisation):
    """A renamed body keeps its code, and either record can still be edited."""
    old = make_organisation("ძველი", identification_code="404111222")
    new = rename_organisation(
        queries.find(old.id), {"name_ka": "ახალი"}, happened_on=date(2020, 1, 1), actor=Machine()
    )
    db.session.commit()
    assert queries.find(new.id).identification_code == "404111222"
