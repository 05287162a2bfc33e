"""For whom a message is, who answers for it, how long it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting.enums import DraftState
from stratcom.errors import DomainError, StaleError
from stratcom.messages import rules
from stratcom.messages.details.values import Details, details_of
from stratcom.messages.distribution.people import possible_stewards
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message
from stratcom.messages.queries import find_message
from stratcom.messages.services.details import fixed_names, set_details
from stratcom.partners.services import find_or_add
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term
from tests.conftest import Browser
from tests.messages.sample import approved_message, draft_message

NewBrowser = Callable[[], Browser]
MakeUser = Callable[..., User]
DAY = date(2026, 12, 1)


@pytest.fixture
def people(app: Flask, make_user: MakeUser) -> dict[str, User]:
    return {
        "editor": make_user(Role.EDITOR),
        "director": make_user(Role.DIRECTOR),
        "agency": make_user(Role.AGENCY_MEMBER, organisation="საქსტატი"),
        "other": make_user(Role.AGENCY_MEMBER, organisation="სხვა უწყება"),
        "partner": make_user(Role.PARTNER, organisation="არასამთავრობო"),
    }


def loaded(message: Message) -> Message:
    db.session.flush()
    found = find_message(message.id)
    assert found is not None
    return found


def terms(kind: TermKind) -> list[int]:
    return list(db.session.scalars(sa.select(Term.id).where(Term.kind == kind).order_by(Term.id)))


def test_everything_is_written_and_told_to_the_trail(people: dict[str, User]) -> None:
    message = loaded(draft_message(people["editor"]))
    body = find_or_add("საქსტატი", actor=people["editor"])
    audiences = terms(TermKind.AUDIENCE)[:2]
    wanted = Details(
        theme_id=terms(TermKind.THEME)[0],
        circle=Circle.AGENCIES,
        reader_ids=frozenset({body.id}),
        audience_ids=frozenset(audiences),
        steward_id=people["director"].id,
        review_on=DAY,
        valid_from=DAY,
        valid_until=date(2027, 1, 1),
    )
    was = message.row_version
    assert set_details(message, wanted, actor=people["editor"], expected_version=was)
    message = loaded(message)
    assert details_of(message) == wanted
    assert message.row_version > was
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.changes["reader_ids"] == [[], ["საქსტატი"]]
    assert entry.changes["circle"] == ["everybody", "agencies"]
    now = message.row_version
    assert not set_details(message, wanted, actor=people["editor"], expected_version=now)
    # Lists alone count as a change: whoever has the old form is told.
    fewer = replace(wanted, audience_ids=frozenset(audiences[:1]))
    assert set_details(message, fewer, actor=people["editor"], expected_version=now)
    with pytest.raises(StaleError):
        set_details(message, wanted, actor=people["editor"], expected_version=now)


@pytest.mark.parametrize(
    ("approved", "state", "name", "fixed"),
    [
        (False, DraftState.DRAFT, "editor", set()),
        (False, DraftState.DRAFT, "agency", set()),
        (False, DraftState.SUBMITTED, "editor", {"theme_id", "circle", "reader_ids"}),
        (False, DraftState.SUBMITTED, "director", set()),
        (True, DraftState.APPROVED, "editor",
         {"theme_id", "circle", "reader_ids", "valid_from", "valid_until"}),
        (True, DraftState.APPROVED, "director", set()),
        (True, DraftState.DRAFT, "agency",
         {"theme_id", "circle", "reader_ids", "valid_from", "valid_until"}),
    ],
)  # fmt: skip
def test_who_may_set_what(
    people: dict[str, User], approved: bool, state: DraftState, name: str, fixed: set[str]
) -> None:
    make = approved_message if approved else draft_message
    message = loaded(make(people["agency"], state=state))
    user = people[name]
    assert fixed_names(user, message) == fixed
    wanted = Details(circle=Circle.DEPARTMENT, valid_until=DAY, review_on=DAY)
    set_details(message, wanted, actor=user, expected_version=message.row_version)
    assert message.review_on == DAY
    assert (message.circle is Circle.DEPARTMENT) == ("circle" not in fixed)
    assert (message.valid_until == DAY) == ("valid_until" not in fixed)


def test_who_may_open_the_form(people: dict[str, User], new_browser: NewBrowser) -> None:
    message = approved_message(people["agency"])
    db.session.commit()
    expected = {"editor": 200, "director": 200, "agency": 200, "other": 403, "partner": 403}
    for name, status in expected.items():
        page = new_browser().sign_in(people[name])
        assert page.get(f"/desk/messages/{message.id}/details").status == status
    assert not rules.can_edit_details(people["other"], message)


def test_stewards_are_those_who_write_for_the_owner(people: dict[str, User]) -> None:
    message = loaded(draft_message(people["agency"]))
    own = {one.id for one in possible_stewards(message, people["agency"])}
    assert own == {people["agency"].id}
    every = {one.id for one in possible_stewards(message, people["editor"])}
    assert every == {people[name].id for name in ("agency", "editor", "director")}


def test_what_does_not_fit_together(people: dict[str, User]) -> None:
    message = loaded(approved_message(people["editor"], public=True))
    for wanted in (
        Details(valid_from=DAY, valid_until=date(2026, 11, 30)),
        Details(circle=Circle.AGENCIES),
    ):
        with pytest.raises(DomainError):
            set_details(
                message, wanted, actor=people["director"], expected_version=message.row_version
            )


@pytest.mark.parametrize("htmx", [False, True])
def test_the_form(people: dict[str, User], new_browser: NewBrowser, htmx: bool) -> None:
    message = draft_message(people["editor"])
    find_or_add("საქსტატი", actor=people["editor"])
    db.session.commit()
    number, version = message.id, message.row_version
    address = f"/desk/messages/{number}/details"
    page = new_browser().sign_in(people["editor"])
    typed = {
        "row_version": version,
        "theme": terms(TermKind.THEME)[0],
        "circle": "agencies",
        "readers": "უცნობი უწყება",
        "reader_more": "საქსტატი",
        "audiences": [terms(TermKind.AUDIENCE)[0]],
        "steward": people["director"].id,
        "valid_from": "2026-12-01",
        "valid_until": "01.11.2026",
    }
    refused = page.post(address, typed, htmx=htmx)
    assert refused.status == 422
    assert "უცნობი უწყება" in refused.texts("#readers-error")[0]
    kept = refused.html.select_one("textarea[name=readers]")
    assert kept is not None
    assert kept.get_text().strip() == "უცნობი უწყება"
    refused = page.post(address, typed | {"readers": ""}, htmx=htmx)
    assert refused.status == 422
    assert refused.html.select("#valid_until-error")
    sound = typed | {"readers": "", "valid_until": "2027-01-01"}
    answer = page.post(address, sound, htmx=htmx)
    assert answer.location == f"/desk/messages/{number}"
    message = loaded(db.session.get_one(Message, number))
    assert [one.organisation.name_ka for one in message.reader_links] == ["საქსტატი"]
    assert (message.circle, message.valid_until) == (Circle.AGENCIES, date(2027, 1, 1))
    # The old form once more: what stands now is shown, what was typed is still there.
    conflict = page.post(address, sound | {"circle": "department"}, htmx=htmx)
    assert conflict.status == 409
    assert conflict.html.select("input[name=circle][value=department][checked]")
    assert len(conflict.texts(".error-summary dd")) == 1
    present = conflict.html.select_one("input[name=row_version]")
    assert present is not None
    again = page.post(
        address, sound | {"circle": "department", "row_version": present["value"]}, htmx=htmx
    )
    assert again.location == f"/desk/messages/{number}"


def test_an_editor_cannot_move_what_is_approved(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    message = approved_message(people["editor"])
    db.session.commit()
    number, version = message.id, message.row_version
    page = new_browser().sign_in(people["editor"])
    shown = page.get(f"/desk/messages/{number}/details")
    assert not shown.html.select("[name=circle], [name=valid_until], [name=readers]")
    typed = {"row_version": version, "circle": "department", "valid_until": "2026-01-01"}
    page.post(f"/desk/messages/{number}/details", typed | {"review_on": "2026-12-01"})
    db.session.expire_all()
    message = db.session.get_one(Message, number)
    assert (message.circle, message.valid_until) == (Circle.EVERYBODY, None)
    assert message.review_on == DAY
