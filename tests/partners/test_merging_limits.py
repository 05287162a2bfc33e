"""Which records cannot be made one, and what stays true afterwards."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events.enums import EventState
from stratcom.events.services.records import refile
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.merging import merge, undo_merge
from stratcom.partners.models import Succession
from stratcom.partners.services import find_or_add
from stratcom.places.models import Municipality
from tests.partners.test_merging import GONE, KEPT, event, held_by, join, pair, part

__all__ = ["pair"]


def test_later_merges_are_undone_first(pair):
    kept, gone = pair
    third = find_or_add("თაობა XXI", actor=Machine())
    held = event("ლექცია", organisers=[GONE])
    db.session.commit()
    first = join(kept, gone)
    second = join(third, kept)
    assert (gone.merged_into_id, kept.merged_into_id) == (third.id, third.id)
    with pytest.raises(DomainError):
        undo_merge(first, actor=Machine())
    db.session.rollback()
    part(second)
    assert (gone.merged_into_id, kept.merged_into_id) == (kept.id, None)
    assert held_by(KEPT) == {held.id}
    part(first)
    assert held_by(KEPT) == set()
    assert held_by(GONE) == {held.id}


def test_what_was_looked_at_must_still_be_so(pair):
    kept, gone = pair
    versions = {"kept_version": kept.row_version, "gone_version": gone.row_version}
    gone.phone = "577 00 00 00"
    db.session.commit()
    with pytest.raises(StaleError):
        merge(kept.id, gone.id, choices={}, actor=Machine(), **versions)


def test_bodies_that_followed_one_another_are_not_one(pair):
    kept, gone = pair
    db.session.add(
        Succession(
            predecessor_id=gone.id,
            successor_id=kept.id,
            kind=SuccessionKind.RENAMED,
            happened_on=date(2020, 1, 1),
        )
    )
    db.session.commit()
    with pytest.raises(DomainError):
        join(kept, gone)


def test_nothing_is_merged_into_the_archive(pair):
    kept, gone = pair
    kept.archived_at = kept.created_at
    db.session.commit()
    with pytest.raises(DomainError):
        join(kept, gone)
    join(gone, kept)
    assert kept.merged_into_id == gone.id


def test_nothing_ends_up_below_itself(pair):
    kept, gone = pair
    between = find_or_add("შუა რგოლი", actor=Machine())
    above = find_or_add("სამინისტრო", actor=Machine())
    db.session.flush()
    kept.parent_id, between.parent_id, gone.parent_id = between.id, gone.id, above.id
    db.session.commit()
    made = join(kept, gone)
    assert (kept.parent_id, between.parent_id) == (above.id, kept.id)
    part(made)
    assert (kept.parent_id, between.parent_id, gone.parent_id) == (between.id, gone.id, above.id)


def test_place_is_taken_whole(pair):
    kept, gone = pair
    telavi = db.session.scalars(sa.select(Municipality).filter_by(code="telavi")).one()
    gone.municipality_id, gone.region_id = telavi.id, telavi.region_id
    gone.ended_on = date(2026, 3, 1)
    db.session.commit()
    made = join(kept, gone)
    assert (kept.municipality_id, kept.region_id) == (telavi.id, telavi.region_id)
    assert kept.ended_on == date(2026, 3, 1)
    part(made)
    assert (kept.municipality_id, kept.region_id, kept.ended_on) == (None, None, None)


def test_old_addresses_lead_to_the_kept_record(browser, pair, make_user):
    kept, gone = pair
    held = event("ლექცია", organisers=[GONE])
    held.state = EventState.PUBLISHED
    refile(held)
    db.session.commit()
    join(kept, gone)
    page = browser.get(f"/events/?organiser={gone.id}")
    assert KEPT in page.text
    assert "ლექცია" in page.text
    browser.sign_in(make_user(Role.EDITOR))
    answer = browser.get(f"/desk/partners/{gone.id}/")
    assert answer.location == f"/desk/partners/{kept.id}/"
    assert find_or_add(GONE, actor=Machine()).id == kept.id
