"""Organisations in the search: by whom they are found, and when they no longer are."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission, Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners import merging, queries, rules
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.models import Organisation
from stratcom.partners.search_source import OrganisationSource
from stratcom.partners.services.records import (
    archive_organisation,
    edit_organisation,
    restore_organisation,
)
from stratcom.partners.services.succession import add_succession, undo_succession
from stratcom.search.enums import Kind
from stratcom.search.finding import find
from stratcom.search.models import SearchDocument
from stratcom.search.query import read_query
from stratcom.search.reading import Bounds
from stratcom.search.sources import cards_of, place_tag

Make = Callable[..., Organisation]
ME = Machine()
AGREED = {"listed": True, "listing_agreed_on": "2026-01-01"}


def ids(text: str, user: User | None, **more: Any) -> list[int]:
    query = read_query(text, reader=user)
    return [one.record_id for one in find(query, Kind.PARTNER, user, **more).items]


def cards(app: Flask, found: Any, user: User) -> Any:
    with app.test_request_context(), force_locale("ka"):
        return cards_of(Kind.PARTNER, sorted(found), user)


def again(made: Organisation) -> Organisation:
    found = queries.find(made.id)
    assert found is not None
    return found


def edit(made: Organisation, **values: Any) -> None:
    one = again(made)
    edit_organisation(one, values, actor=ME, expected_version=one.row_version)
    db.session.commit()


def join(kept: Organisation, gone: Organisation) -> Any:
    versions = {"kept_version": again(kept).row_version, "gone_version": again(gone).row_version}
    made = merging.merge(kept.id, gone.id, choices={}, actor=ME, **versions)
    db.session.commit()
    return made


@pytest.mark.parametrize("role", list(Role))
def test_each_role_finds_what_it_may_view(
    app: Flask, make_user: Any, make_organisation: Make, role: Role
):
    own = make_organisation("ნიმუში საკუთარი")
    others = {
        "own": own,
        "branch": make_organisation("ნიმუში ფილიალი", parent=own.id),
        "other": make_organisation("ნიმუში სხვა"),
        "listed": make_organisation("ნიმუში საჯარო", **AGREED),
    }
    away = make_organisation("ნიმუში არქივში", **AGREED)
    archive_organisation(away, actor=ME)
    gone = make_organisation("ნიმუში ორჯერ", parent=own.id)
    join(others["other"], gone)
    user = make_user(role=role, organisation=own.name_ka)
    assert user.can(Permission.ORGANISATION_VIEW)
    seen = {one.id for one in others.values() if rules.can_view(user, again(one))}
    assert set(ids("ნიმუში", user)) == seen
    assert set(cards(app, seen, user)) == seen
    assert ids("ნიმუში", None) == [others["listed"].id]
    without = make_user(role=role)
    everything = set() if role in (Role.PARTNER, Role.ADVERTISER) else seen
    assert set(ids("ნიმუში", without)) == everything


def test_notes_are_for_those_who_keep_the_directory(make_user: Any, make_organisation: Make):
    made = make_organisation("ნიმუში", notes="გადამოწმება ბუღალტერთან", **AGREED)
    assert ids("ბუღალტერი", make_user(role=Role.EDITOR)) == [made.id]
    observer = make_user(role=Role.OBSERVER, email="o@example.ge", organisation=made.name_ka)
    assert ids("ბუღალტერი", observer) == ids("ბუღალტერი", None) == []
    assert ids("ნიმუში", observer) == ids("ნიმუში", None) == [made.id]


def test_every_name_finds_and_the_present_one_is_shown(
    app: Flask, make_user: Any, make_organisation: Make
):
    made = make_organisation(
        "საქართველოს სტრატეგიის ფონდი",
        name_en="Foundation for Strategy",
        abbreviations=["GFSIS"],
        aliases=["რონდელის ფონდი"],
        former_names=["უსაფრთხოების კვლევის ცენტრი"],
        description_ka="საგარეო პოლიტიკა",
        municipality="tbilisi",
    )
    make_organisation("სხვა", description_ka="რონდელის ფონდის პარტნიორი")
    user = make_user(role=Role.OBSERVER)
    for text in ("gfsis", "რონდელის ფონდში", "rondelis fondi", "strategy", "კვლევის ცენტრი"):
        assert ids(text, user)[:1] == [made.id], text
    # Names come before what is said elsewhere.
    assert ids("რონდელი", user)[0] == made.id
    assert len(ids("რონდელი", user)) == 2
    assert ids("პოლიტიკა", user) == [made.id]
    card = cards(app, [made.id], user)[made.id]
    assert card.title_ka == "საქართველოს სტრატეგიის ფონდი"
    assert card.path == f"/desk/partners/{made.id}/"
    assert card.facts[-1] == "GFSIS"


def test_it_is_found_by_place(make_user: Any, make_organisation: Make):
    made = make_organisation("ნიმუში", municipality="telavi")
    make_organisation("ნიმუში სხვაგან")
    place = again(made).municipality
    assert place is not None
    user = make_user(role=Role.OBSERVER)
    assert ids("თელავში ნიმუში", user) == [made.id]
    bounds = Bounds(frozenset({place_tag(place.id)}))
    assert ids("ნიმუში", user, bounds=bounds) == [made.id]


def test_changes_are_found_at_once(make_user: Any, make_organisation: Make):
    user = make_user(role=Role.OBSERVER)
    made = make_organisation("ძველი სახელი", aliases=["მეტსახელი"], **AGREED)
    edit(made, name_ka="ახალი დასახელება", aliases=[])
    assert ids("ძველი", user) == ids("მეტსახელი", user) == []
    assert ids("დასახელება", user) == ids("დასახელება", None) == [made.id]
    edit(made, listed=False)
    assert ids("დასახელება", None) == []
    archive_organisation(again(made), actor=ME)
    assert ids("დასახელება", user) == []
    restore_organisation(again(made), actor=ME)
    assert ids("დასახელება", user) == [made.id]


def test_a_merge_lets_the_kept_record_be_found_and_its_undo_both(
    make_user: Any, make_organisation: Make
):
    user = make_user(role=Role.OBSERVER)
    kept = make_organisation("კვლევის ინსტიტუტი")
    gone = make_organisation("სტრატეგიული აზრი", abbreviations=["სააზ"])
    branch = make_organisation("სტრატეგიული აზრის ფილიალი", parent=gone.id)
    merge = join(kept, gone)
    assert ids("სააზ", user) == [kept.id]
    partner = make_user(role=Role.PARTNER, organisation=kept.name_ka)
    assert set(ids("სტრატეგიული", partner)) == {kept.id, branch.id}
    merging.undo_merge(merge, actor=ME)
    db.session.commit()
    assert ids("სააზ", user) == [gone.id]
    assert ids("სტრატეგიული", partner) == []


def test_branches_pass_to_the_successor_in_the_index_too(make_user: Any, make_organisation: Make):
    old, new = make_organisation("ძველი უწყება"), make_organisation("ახალი უწყება")
    branch = make_organisation("ფილიალი", parent=old.id)
    partner = make_user(role=Role.PARTNER, organisation=new.name_ka)
    (step,) = add_succession(
        again(old),
        [again(new)],
        kind=SuccessionKind.RENAMED,
        happened_on=today(),
        leading=again(new),
        actor=ME,
    )
    assert ids("ფილიალი", partner) == [branch.id]
    undo_succession(step, actor=ME)
    assert ids("ფილიალი", partner) == []


def test_the_index_is_made_anew_alike(app: Flask, make_organisation: Make):
    kept = make_organisation("პირველი", aliases=["მეორე სახელი"], notes="შენიშვნა", **AGREED)
    branch = make_organisation("ფილიალი", parent=kept.id)
    table = SearchDocument.__table__
    before = db.session.execute(sa.select(table).order_by(table.c.id)).all()
    source = OrganisationSource()
    assert list(source.ids(after=0, limit=10)) == [kept.id, branch.id]
    source.refile([kept.id, branch.id])
    from stratcom.search.filing import file_records

    assert file_records(source, [kept.id, branch.id]) == 0
    assert db.session.execute(sa.select(table).order_by(table.c.id)).all() == before
    # Two documents where there are notes, else one.
    assert [row.record_id for row in before] == [kept.id, kept.id, branch.id]
