"""Records, posts and relations: what is kept, what is refused, what the trail says."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.audit.models import AuditEntry, PersonalValue
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.moments import today
from stratcom.people import queries
from stratcom.people.enums import Consent, RelationKind
from stratcom.people.models import Person, PersonKey, PersonTerm, PersonWord, Post, Relation
from stratcom.people.services.posts import add_post, edit_post, end_post
from stratcom.people.services.records import (
    archive_person,
    create_person,
    edit_person,
    restore_person,
)
from stratcom.people.services.relations import add_relation, end_relation, remove_relation
from stratcom.people.services.vocabulary import TermsOfPeople
from stratcom.people.values import snapshot
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

ME = Machine()
NAMES = {"first_name_ka": " ნინო ", "last_name_ka": "ბერიძე"}


def last_entry():
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_person_is_filed_under_words_keys_and_an_order(new_person):
    person = new_person(
        first_name_en="Nino", last_name_en="Beridze", email="N@X.example", phone="+995 599 11 22 33"
    )
    assert (person.name_ka, person.match_key) == ("ნინო ბერიძე", "ნინო ბერიძე")
    assert person.sort_key == "1ბ1ე1რ1ი1ძ1ე  1ნ1ი1ნ1ო"
    keys = set(db.session.scalars(sa.select(PersonKey.key)))
    assert keys == {"name:berize nino", "mail:n@x.example", "phone:599112233"}
    words = set(db.session.scalars(sa.select(PersonWord.word)))
    assert words >= {"ნინო", "ბერიძე", "nino", "beridze"}


def test_the_trail_keeps_names_and_details_apart(new_person):
    person = new_person(email="n@x.example", languages=["ka"])
    entry = last_entry()
    assert (entry.action, entry.subject_label) == ("person.added", f"№ {person.id}")
    assert entry.changes["languages"] == [[], ["ka"]]
    assert set(entry.changes["email"][0]) == {"personal"}
    apart = db.session.get(PersonalValue, entry.changes["email"][1]["personal"])
    assert (apart.before, apart.after) == ("", "n@x.example")
    assert "ბერიძე" not in str(entry.changes)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"last_name_ka": ""}, "The name in Georgian is needed."),
        ({"email": "ნინო@"}, "This is not an e-mail address: name@example.ge."),
        ({"email": "a b@c.ge"}, "This is not an e-mail address: name@example.ge."),
        ({"phone": "ხვალ"}, "This is not a telephone number: +995 599 12 34 56."),
        ({"phone": "12"}, "This is not a telephone number: +995 599 12 34 56."),
        ({"consent": Consent.GIVEN, "consent_purpose": "x"}, "Say on which day."),
        (
            {"consent": Consent.GIVEN, "consent_on": date(2026, 1, 1)},
            "A consent is given for a purpose: say for which.",
        ),
        (
            {"consent_on": today() + timedelta(days=1)},
            "This day has not come yet, or is too long ago.",
        ),
    ],
)
def test_values_without_sense_are_refused(app, values, reason):
    from flask_babel import force_locale

    with force_locale("en"), pytest.raises(DomainError) as refused:
        create_person(NAMES | values, actor=ME)
    assert refused.value.message == reason
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_an_edit_keeps_what_was_not_sent_and_files_anew(new_person):
    person = queries.find_person(new_person(phone="599112233", themes=["dcfta"]).id)
    changed = edit_person(
        person,
        {"last_name_ka": "ლომიძე", "languages": ["en", "ka"]},
        actor=ME,
        expected_version=person.row_version,
    )
    db.session.commit()
    assert set(changed) == {"last_name_ka", "languages"}
    found = snapshot(queries.find_person(person.id))
    assert (found["phone"], found["themes"], found["languages"]) == (
        "599112233",
        ["dcfta"],
        ["en", "ka"],
    )
    assert "name:lomize nino" in set(db.session.scalars(sa.select(PersonKey.key)))
    assert "ბერიძე" not in set(db.session.scalars(sa.select(PersonWord.word)))


def test_terms_alone_make_a_new_version_and_nothing_makes_none(new_person):
    person = queries.find_person(new_person().id)
    version = person.row_version
    assert edit_person(person, snapshot(person), actor=ME, expected_version=version) == {}
    edit_person(person, {"themes": ["dcfta"]}, actor=ME, expected_version=version)
    db.session.commit()
    assert person.row_version == version + 1
    with pytest.raises(StaleError):
        edit_person(person, {"phone": "599000000"}, actor=ME, expected_version=version)


def test_archive_and_restore(new_person):
    person = new_person()
    archive_person(person, actor=ME)
    db.session.commit()
    assert db.session.scalars(queries.people(queries.Wanted())).all() == []
    assert db.session.scalars(queries.people(queries.Wanted(archived=True))).all() == [person]
    restore_person(person, actor=ME)
    assert person.archived_at is None
    assert last_entry().action == "person.restored"


def test_a_new_post_ends_the_old_one_on_the_day_before(new_person, new_post, body):
    person = new_person()
    old = new_post(person, title_ka="მდივანი", started_on=date(2020, 1, 1), main_contact=True)
    started = {"title_ka": "მრჩეველი", "started_on": date(2024, 5, 1)}
    new = add_post(person, body("სხვა უწყება"), started, actor=ME, instead_of=[old])
    db.session.commit()
    assert (old.ended_on, old.main_contact, old.current) == (date(2024, 4, 30), False, False)
    assert (new.current, new.title_ka) == (True, "მრჩეველი")
    with pytest.raises(DomainError):
        add_post(person, body("მესამე"), {}, actor=ME, instead_of=[new])


def test_an_organisation_has_one_main_contact(new_person, new_post):
    first, second = new_person(), new_person("გია", "კობახიძე")
    one = new_post(first, main_contact=True)
    two = new_post(second, main_contact=True)
    assert (one.main_contact, two.main_contact) == (False, True)
    elsewhere = new_post(first, "სხვა უწყება", main_contact=True)
    assert (two.main_contact, elsewhere.main_contact) == (True, True)


@pytest.mark.parametrize(
    "values",
    [
        {"started_on": date(2024, 5, 2), "ended_on": date(2024, 5, 1)},
        {"email": "არა"},
        {"main_contact": True, "ended_on": date(2020, 1, 1)},
    ],
)
def test_posts_without_sense_are_refused(new_person, body, values):
    with pytest.raises(DomainError):
        add_post(new_person(), body(), values, actor=ME)


def test_no_second_open_post_of_one_title_at_one_place(new_person, new_post, body):
    person = new_person()
    post = new_post(person, title_ka="მრჩეველი")
    with pytest.raises(DomainError):
        add_post(person, body(), {"title_ka": "მრჩეველი"}, actor=ME)
    end_post(post, on=today() - timedelta(days=1), actor=ME)
    again = new_post(person, title_ka="მრჩეველი")
    edit_post(again, {"title_en": "Adviser"}, actor=ME, expected_version=again.row_version)
    assert again.title_en == "Adviser"
    with pytest.raises(StaleError):
        edit_post(again, {"title_en": "x"}, actor=ME, expected_version=99)


def test_relations_are_refused_where_they_make_no_sense(new_person, body):
    nino, gia, ministry = new_person(), new_person("გია", "კობახიძე"), body()
    for kind, first, second in (
        (RelationKind.REPORTS_TO, nino, ministry),
        (RelationKind.CONTACT_FOR, nino, gia),
        (RelationKind.BOARD_OF, ministry, nino),
        (RelationKind.KNOWS, nino, nino),
    ):
        with pytest.raises(DomainError):
            add_relation(kind, first, second, actor=ME)
    days = {"started_on": date(2024, 2, 1), "ended_on": date(2024, 1, 1)}
    with pytest.raises(DomainError):
        add_relation(RelationKind.KNOWS, nino, gia, actor=ME, **days)
    assert db.session.scalar(sa.select(sa.func.count(Relation.id))) == 0


def test_an_open_relation_is_there_once_and_may_come_again(new_person, body):
    nino, gia, ministry = new_person(), new_person("გია", "კობახიძე"), body()
    knows = add_relation(RelationKind.KNOWS, nino, gia, actor=ME)
    with pytest.raises(DomainError):
        add_relation(RelationKind.KNOWS, gia, nino, actor=ME)
    add_relation(RelationKind.REPORTS_TO, nino, gia, actor=ME)
    add_relation(RelationKind.REPORTS_TO, gia, nino, actor=ME)
    add_relation(RelationKind.ADVISES, nino, ministry, actor=ME)
    end_relation(knows, on=today(), actor=ME, expected_version=knows.row_version)
    again = add_relation(RelationKind.KNOWS, gia, nino, actor=ME)
    remove_relation(again, actor=ME)
    db.session.commit()
    kinds = [(one.kind, one.ended_on) for one in queries.relations_of(person_id=gia.id)]
    assert sorted(kinds, key=str) == [
        (RelationKind.KNOWS, today()),
        (RelationKind.REPORTS_TO, None),
        (RelationKind.REPORTS_TO, None),
    ]
    of_body = queries.relations_of(organisation_id=ministry.id)
    assert [one.from_person_id for one in of_body] == [nino.id]


def test_people_follow_a_merge_of_terms(new_person):
    one, both = new_person(themes=["dcfta"]), new_person("გია", themes=["dcfta", "security"])
    terms = {
        term.code: term
        for term in db.session.scalars(sa.select(Term).filter_by(kind=TermKind.THEME))
    }
    old, new = terms["dcfta"], terms["security"]
    assert TermsOfPeople().count(old) == 2
    assert TermsOfPeople().move(old, new) == 2
    db.session.commit()
    links = db.session.execute(sa.select(PersonTerm.person_id, PersonTerm.term_id)).all()
    assert sorted(map(tuple, links)) == sorted([(one.id, new.id), (both.id, new.id)])


def test_posts_at_an_organisation_begin_with_the_main_contact(new_person, new_post, body):
    nino, gia, eka = new_person(), new_person("გია", "აბაშიძე"), new_person("ეკა", "ჯინჯოლია")
    for person in (nino, gia):
        new_post(person)
    main = new_post(eka, main_contact=True)
    left = new_post(gia, title_ka="ყოფილი", ended_on=date(2020, 1, 1))
    archive_person(nino, actor=ME)
    db.session.commit()
    there = queries.posts_at(body().id, current=True, most=9)
    assert [one.person_id for one in there] == [eka.id, gia.id]
    assert there[0] == main
    assert list(queries.posts_at(body().id, current=False, most=9)) == [left]
    assert db.session.scalar(sa.select(sa.func.count(Post.id))) == 4
