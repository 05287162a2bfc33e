"""What waits with thematic messages stands on the first page, each line with its list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState
from stratcom.moments import today
from tests.conftest import Browser
from tests.messages.sample import approved_message, draft_message

NewBrowser = Callable[[], Browser]
MakeUser = Callable[..., User]


@pytest.fixture
def people(app: Flask, make_user: MakeUser) -> dict[str, User]:
    roles = {
        "editor": Role.EDITOR,
        "director": Role.DIRECTOR,
        "agency": Role.AGENCY_MEMBER,
        "partner": Role.PARTNER,
        "observer": Role.OBSERVER,
    }
    made = {name: make_user(role) for name, role in roles.items()}
    editor, yesterday = made["editor"], today() - timedelta(days=1)
    approved_message(editor, "ვადიანი", valid_until=today() + timedelta(days=30))
    approved_message(editor, "უვადო", valid_until=today() + timedelta(days=31))
    approved_message(editor, "გასული", valid_until=yesterday)
    approved_message(editor, "გადასახედი", review_on=today())
    approved_message(editor, "არქივიდან", review_on=yesterday, archived_at=utcnow())
    stale = approved_message(editor, "ძველი ფაქტი")
    stale.proofs_expire_on = yesterday
    gone = approved_message(editor, "ამოღებული", withdrawn_at=utcnow())
    gone.proofs_expire_on = yesterday
    sent = {"state": DraftState.SUBMITTED, "submitted_at": utcnow()}
    draft_message(editor, "გაგზავნილი", submitted_by_id=editor.id, **sent)
    draft_message(made["director"], "საკუთარი", submitted_by_id=editor.id, **sent)
    db.session.commit()
    return made


def test_each_line_leads_to_as_many_messages(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    page = new_browser().sign_in(people["director"])
    lines = page.get("/desk/").html.select("#message-work li")
    assert len(lines) == 4
    expected = {
        "/desk/drafts/waiting": ["გაგზავნილი"],
        "/desk/messages/?facts=1": ["ძველი ფაქტი"],
        "/desk/messages/?ends=1": ["ვადიანი"],
        "/desk/messages/?again=1": ["გადასახედი"],
    }
    for line in lines:
        link, badge = line.a, line.span
        assert link is not None
        assert badge is not None
        titles = page.get(str(link["href"])).texts("tbody tr td a:first-of-type")
        assert titles[: len(expected[str(link["href"])])] == expected[str(link["href"])]
        assert badge.get_text() == str(len(expected[str(link["href"])]))


def test_only_those_who_look_after_messages_see_it(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    shown = {"editor": 3, "agency": 0, "partner": 0, "observer": 0}
    for name, count in shown.items():
        page = new_browser().sign_in(people[name]).get("/desk/")
        assert len(page.html.select("#message-work li")) == count
