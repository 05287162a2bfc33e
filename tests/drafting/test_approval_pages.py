"""Screens of approval: the section on the page of a text, what waits, themes."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting.enums import DraftState, Verdict
from stratcom.drafting.models import Draft, DraftReviewer, ThemeApproval
from stratcom.drafting.services import approving
from stratcom.messages.models import Message
from stratcom.moments import today
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term
from tests.conftest import Browser
from tests.messages.sample import draft_message

NewBrowser = Callable[[], Browser]
MakeUser = Callable[..., User]


@pytest.fixture
def people(app: Flask, make_user: MakeUser) -> dict[str, User]:
    roles = {
        "editor": Role.EDITOR,
        "agency": Role.AGENCY_MEMBER,
        "director": Role.DIRECTOR,
        "second": Role.DIRECTOR,
        "partner": Role.PARTNER,
    }
    return {name: make_user(role) for name, role in roles.items()}


def waiting_message(writer: User, title: str = "გზავნილი", **columns: object) -> int:
    message = draft_message(writer, title, **columns)
    db.session.flush()
    approving.submit(message, actor=writer, expected_version=message.row_version)
    db.session.commit()
    return message.id


def state_of(draft_id: int) -> DraftState:
    db.session.expire_all()
    return db.session.get_one(Draft, draft_id).state


def test_sent_and_taken_back(people: dict[str, User], new_browser: NewBrowser) -> None:
    message = draft_message(people["editor"])
    db.session.commit()
    number = message.id
    page = new_browser().sign_in(people["editor"])
    shown = page.get(f"/desk/messages/{number}")
    version = shown.html.select_one("#approval-panel input[name=row_version]")
    assert version is not None
    answer = page.post(f"/desk/drafts/{number}/submit", {"row_version": version["value"]})
    assert (answer.status, answer.location) == (303, f"/desk/messages/{number}")
    assert state_of(number) is DraftState.SUBMITTED
    # The same form once more is out of date.
    again = page.post(f"/desk/drafts/{number}/submit", {"row_version": version["value"]})
    assert again.status == 409
    shown = page.get(f"/desk/messages/{number}")
    assert not shown.html.select("form[action$='/approve']")
    assert page.post(f"/desk/drafts/{number}/take-back", {"row_version": 1}).status == 409
    present = shown.html.select_one("#approval-panel input[name=row_version]")
    assert present is not None
    answer = page.post(f"/desk/drafts/{number}/take-back", {"row_version": present["value"]})
    assert answer.status == 303
    assert state_of(number) is DraftState.DRAFT
    steps = page.get(f"/desk/messages/{number}").texts("#approval-panel .history li")
    assert len(steps) == 2


@pytest.mark.parametrize("htmx", [False, True])
def test_approved_by_the_version_that_was_read(
    people: dict[str, User], new_browser: NewBrowser, htmx: bool
) -> None:
    number = waiting_message(people["editor"])
    page = new_browser().sign_in(people["director"])
    assert page.get(f"/desk/messages/{number}").html.select("form[action$='/approve']")
    address = f"/desk/drafts/{number}/approve"
    for odd in ("", "2", "x"):
        assert page.post(address, {"number": odd}, htmx=htmx).status == 409
    answer = page.post(address, {"number": 1}, htmx=htmx)
    assert answer.status == (204 if htmx else 303)
    assert answer.location == f"/desk/messages/{number}"
    assert state_of(number) is DraftState.APPROVED
    assert page.post(address, {"number": 1}, htmx=htmx).status == 422


def test_nobody_approves_what_they_wrote_or_may_not_read(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    number = waiting_message(people["director"])
    address = f"/desk/drafts/{number}/approve"
    own = new_browser().sign_in(people["director"])
    assert not own.get(f"/desk/messages/{number}").html.select("form[action$='/approve']")
    assert own.post(address, {"number": 1}).status == 422
    for name in ("editor", "agency", "partner"):
        assert new_browser().sign_in(people[name]).post(address, {"number": 1}).status == 403
    assert state_of(number) is DraftState.SUBMITTED


@pytest.mark.parametrize("htmx", [False, True])
def test_returned_with_a_reason(
    people: dict[str, User], new_browser: NewBrowser, htmx: bool
) -> None:
    number = waiting_message(people["agency"])
    address = f"/desk/drafts/{number}/return"
    page = new_browser().sign_in(people["director"])
    form = page.get(address, htmx=htmx)
    assert form.status == 200
    assert bool(form.html.select("#approval-panel")) == htmx
    refused = page.post(address, {"number": 1, "reason": " "}, htmx=htmx)
    assert refused.status == 422
    assert refused.html.select("#reason-error")
    stale = page.post(address, {"number": 7, "reason": "წყარო აკლია."}, htmx=htmx)
    assert stale.status == 409
    answer = page.post(address, {"number": 1, "reason": "წყარო აკლია."}, htmx=htmx)
    assert answer.location == f"/desk/messages/{number}"
    assert state_of(number) is DraftState.RETURNED
    seen = new_browser().sign_in(people["agency"]).get(f"/desk/messages/{number}")
    assert "წყარო აკლია." in " ".join(seen.texts("#approval-panel .history li"))


def test_who_objects_is_shown_to_who_approves(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    from stratcom.drafting.models import DraftReview

    number = waiting_message(people["editor"])
    db.session.add(DraftReview(id=1, draft_id=number, number=1, due_on=today()))
    answered = {"verdict": Verdict.OBJECT, "remarks": "ციფრი ძველია."}
    db.session.add_all(
        [
            DraftReviewer(review_id=1, user_id=people["agency"].id, **answered),
            DraftReviewer(review_id=1, user_id=people["partner"].id),
        ]
    )
    db.session.commit()
    page = new_browser().sign_in(people["director"])
    (warned,) = page.get(f"/desk/messages/{number}").texts("#approval-panel .note.warning")
    assert "ციფრი ძველია." in warned
    assert people["agency"].name in warned
    assert people["partner"].name in warned
    (line,) = page.get("/desk/drafts/waiting").texts("#waiting-list tbody tr")
    assert people["agency"].name in line


def test_many_at_once(people: dict[str, User], new_browser: NewBrowser) -> None:
    good = waiting_message(people["editor"], "კარგი")
    own = waiting_message(people["director"], "საკუთარი")
    moved = waiting_message(people["editor"], "შეცვლილი")
    page = new_browser().sign_in(people["director"])
    ticks = page.get("/desk/drafts/waiting").html.select("input[name=draft]")
    assert [one["value"] for one in ticks] == [f"{good}:1", f"{moved}:1"]
    ticked = {"draft": [f"{good}:1", f"{own}:1", f"{moved}:2", "999999:1", "x:1"]}
    answer = page.post("/desk/drafts/waiting", ticked)
    assert answer.status == 200
    refused = answer.texts(".refused li")
    assert [one.split(":")[0] for one in refused[:2]] == ["საკუთარი", "შეცვლილი"]
    assert len(refused) == 3
    assert [state_of(one) for one in (good, own, moved)] == [
        DraftState.APPROVED, DraftState.SUBMITTED, DraftState.SUBMITTED,
    ]  # fmt: skip
    assert page.post("/desk/drafts/waiting", {}).status == 422
    nothing = page.post("/desk/drafts/waiting", {"draft": [f"{own}:1"]})
    assert nothing.status == 422
    many = {"draft": [f"{one}:1" for one in range(1, 200)]}
    assert page.post("/desk/drafts/waiting", many).status == 422


def test_the_list_is_for_those_who_approve(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    for name, status in {"director": 200, "editor": 403, "agency": 403, "partner": 403}.items():
        page = new_browser().sign_in(people[name])
        for address in ("/desk/drafts/waiting", "/desk/drafts/waiting/themes"):
            assert page.get(address).status == status
    empty = new_browser().sign_in(people["director"]).get("/desk/drafts/waiting", htmx=True)
    assert empty.html.select("#waiting-list .card")
    assert not empty.html.select("html")


def test_themes_with_a_second_approval(people: dict[str, User], new_browser: NewBrowser) -> None:
    theme = db.session.scalars(sa.select(Term).where(Term.kind == TermKind.THEME)).first()
    assert theme is not None
    number, label, second = theme.id, theme.label_ka, str(people["second"].id)
    page = new_browser().sign_in(people["director"])
    assert label in page.get("/desk/drafts/waiting/themes").texts("label")

    def choose(was: str, now: str) -> int:
        fields = {f"was-{number}": was, f"theme-{number}": now}
        return page.post("/desk/drafts/waiting/themes", fields).status

    assert choose("", "any") == 303
    assert db.session.get_one(ThemeApproval, number).second_approver_id is None
    db.session.rollback()
    assert choose("", second) == 409
    assert choose("any", str(people["editor"].id)) == 422
    assert choose("any", second) == 303
    assert choose(second, "") == 303
    db.session.rollback()
    assert db.session.get(ThemeApproval, number) is None
    said = db.session.scalars(
        sa.select(AuditEntry.changes).where(AuditEntry.action == "theme.second_approval")
    ).all()
    name = people["second"].name
    assert [one["second_approval"] for one in said] == [
        [False, True], [True, name], [name, False],
    ]  # fmt: skip


def test_partners_see_no_work(people: dict[str, User], new_browser: NewBrowser) -> None:
    number = waiting_message(people["editor"])
    assert new_browser().sign_in(people["partner"]).get(f"/desk/messages/{number}").status == 404
    approving.approve(db.session.get_one(Message, number), number=1, actor=people["director"])
    db.session.commit()
    seen = new_browser().sign_in(people["partner"]).get(f"/desk/messages/{number}")
    assert seen.status == 200
    assert not seen.html.select("#approval-panel")
