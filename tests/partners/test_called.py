"""Names of organisations within what is looked for, and who may learn of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners import queries
from stratcom.partners.called import EVERYDAY, tags_called
from stratcom.partners.calling import phrases_asked, phrases_of
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.models import Organisation
from stratcom.partners.services.records import archive_organisation
from stratcom.partners.services.succession import add_succession
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find
from stratcom.search.query import read_query
from stratcom.search.sources import EVERYBODY, Face, Record, organisation_tag
from tests.search.samples import DESK, shelf

Make = Callable[..., Organisation]
ME = Machine()
AGREED = {"listed": True, "listing_agreed_on": "2026-01-01"}
GFSIS = "საქართველოს სტრატეგიისა და საერთაშორისო ურთიერთობათა კვლევის ფონდი"


def called(text: str, reader: User | None) -> set[str]:
    return set(tags_called([text], reader).get(text, ()))


def tags(*bodies: Organisation) -> set[str]:
    return {organisation_tag(one.id) for one in bodies}


def succeed(old: Organisation, new: Organisation, **more: Any) -> None:
    before, after = queries.find(old.id), queries.find(new.id)
    assert before is not None
    assert after is not None
    step = {"kind": SuccessionKind.RENAMED, "happened_on": today() - timedelta(days=9)} | more
    add_succession(before, [after], leading=after, actor=ME, **step)
    db.session.commit()


@pytest.fixture
def observer(make_user: Any) -> User:
    return make_user(role=Role.OBSERVER)


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("კვლევის ფონდის", "კვლევის ფონდი"),
        ("რონდელის ფონდთან", "რონდელის ფონდი"),
        ("rondelis fondi", "რონდელის ფონდი"),
        ("gfsis", "GFSIS"),
        ("სტრატეგიისა და კვლევის ფონდში", "სტრატეგიის და კვლევის ფონდი"),
        ("foundations of strategy", "Foundation for Strategy"),
    ],
)
def test_a_run_of_words_meets_a_name_in_any_form(run: str, name: str):
    assert set(phrases_asked(run)) & set(phrases_of(name))


@pytest.mark.parametrize("name", ["ცენტრი", "ფონდი", "სამინისტრო", "School", "და", "5"])
def test_a_word_for_what_many_bodies_are_names_none(name: str):
    assert phrases_of(name) == []


@pytest.mark.parametrize(
    ("run", "name"),
    [
        ("ფონდი კვლევის", "კვლევის ფონდი"),
        ("კვლევა", "კვლევის ფონდი"),
        ("სკოლა 1", "სკოლა 11"),
        ("ფონდი", "რონდელის ფონდი"),
    ],
)
def test_other_words_are_another_name(run: str, name: str):
    assert not set(phrases_asked(run)) & set(phrases_of(name))


def test_every_name_leads_to_the_body(observer: User, make_organisation: Make):
    made = make_organisation(GFSIS, abbreviations=["GFSIS"], aliases=["რონდელის ფონდი"])
    make_organisation("სხვა ფონდი")
    for text in ("gfsis", "რონდელის ფონდის", GFSIS, "rondelis fondis"):
        assert called(text, observer) == tags(made), text
    assert called("ფონდი", observer) == called("კვლევა", observer) == set()


def test_a_word_in_many_names_is_an_everyday_word(observer: User, make_organisation: Make):
    single = make_organisation("მომავალი")
    assert called("მომავლის", observer) == tags(single)
    for number in range(EVERYDAY):
        make_organisation(f"მომავლის სახლი {number + 100}")
    assert called("მომავლის", observer) == set()
    assert called("მომავლის სახლი 100", observer) != set()


def test_a_line_of_bodies_is_one(observer: User, make_organisation: Make):
    first, second, third = (make_organisation(f"{name} უწყება") for name in ("ქარი", "ზღვა", "მთა"))
    other = make_organisation("ტყის უწყება")
    succeed(first, second)
    succeed(second, third)
    succeed(other, third)
    assert called("ქარის უწყება", observer) == tags(first, second, third)
    assert called("ზღვის უწყება", observer) == tags(first, second, third)
    assert called("მთის უწყება", observer) == tags(first, second, third, other)
    assert called("ტყის უწყება", observer) == tags(other, third)


def test_further_names_are_for_those_who_see_the_page(make_user: Any, make_organisation: Make):
    made = make_organisation("ზღვის ფონდი", aliases=["წითელი სახლი"])
    branch = make_organisation("ნავსადგური", aliases=["ნაცრისფერი ოთახი"], parent=made.id)
    observer = make_user(role=Role.OBSERVER)
    own = make_user(role=Role.PARTNER, organisation=made.name_ka)
    other = make_user(role=Role.PARTNER, organisation="სხვა ვინმე")
    for reader in (observer, own):
        assert called("წითელი სახლი", reader) == tags(made)
        assert called("ნაცრისფერი ოთახი", reader) == tags(branch)
    for reader in (other, None):
        assert called("წითელი სახლი", reader) == called("ნაცრისფერი ოთახი", reader) == set()
        # What stands beside the events that it takes part in is no secret.
        assert called("ზღვის ფონდი", reader) == tags(made)
    listed = make_organisation("მთის ფონდი", aliases=["თეთრი სახლი"], **AGREED)
    assert called("თეთრი სახლი", None) == called("თეთრი სახლი", other) == tags(listed)
    archive_organisation(listed, actor=ME)
    assert called("თეთრი სახლი", None) == set()
    assert called("თეთრი სახლი", observer) == tags(listed)


def test_what_followed_what_is_for_those_who_see_a_page_that_says_so(
    make_user: Any, make_organisation: Make
):
    old, new = make_organisation("ქარის უწყება"), make_organisation("ზღვის უწყება")
    succeed(old, new)
    assert called("ქარის უწყება", None) == tags(old)
    assert called("ქარის უწყება", make_user(role=Role.OBSERVER)) == tags(old, new)
    listed = make_organisation("მთის უწყება", **AGREED)
    succeed(new, listed)
    assert called("ზღვის უწყება", None) == tags(new, listed)
    assert called("ქარის უწყება", None) == tags(old)


def test_an_alias_finds_what_belongs_to_the_body_and_only_what_one_may_read(
    app: Flask, monkeypatch: Any, make_user: Any, make_organisation: Make
):
    made = make_organisation(GFSIS, aliases=["რონდელის ფონდი"])
    mine = frozenset({organisation_tag(made.id)})
    public = frozenset({EVERYBODY})
    names = app.extensions["search_names"]
    shelf(
        app,
        monkeypatch,
        Kind.EVENT,
        Record(1, [Face(public | DESK, "კონფერენცია", body=GFSIS)], today(), mine),
        Record(2, [Face(DESK, "კონფერენცია", body=GFSIS)], today(), mine),
        Record(3, [Face(public | DESK, "კონფერენცია")], today()),
        Record(4, [Face(public | DESK, "ლექცია")], today(), mine),
    )
    monkeypatch.setitem(app.extensions, "search_names", names)
    refile(Kind.EVENT, range(1, 5))

    def ids(text: str, reader: User | None) -> list[int]:
        query = read_query(text, reader=reader)
        return sorted(one.record_id for one in find(query, Kind.EVENT, reader).items)

    observer = make_user(role=Role.OBSERVER)
    assert ids("რონდელის ფონდის კონფერენცია", observer) == [1, 2]
    assert ids("კონფერენცია rondelis fondshi", observer) == [1, 2]
    assert ids("რონდელის ფონდი", observer) == [1, 2, 4]
    assert ids("რონდელის ფონდის კონფერენცია", None) == []
    assert ids(f"კონფერენცია {GFSIS}", None) == [1]
