"""Publishing, withdrawing, archiving, and reminders of messages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.drafting.services.versions import save_version
from stratcom.errors import DomainError
from stratcom.events.services.records import create_event
from stratcom.messages.distribution.people import keepers
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message, MessagePledge, MessageUse
from stratcom.messages.queries import find_message, published
from stratcom.messages.reminders import remind_of_messages
from stratcom.messages.services import publishing, withdrawing
from stratcom.messages.services.filing import file_message
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.partners.services import find_or_add
from tests.conftest import Browser
from tests.messages.sample import approved_message, draft_message, house_parts

NewBrowser = Callable[[], Browser]
MakeUser = Callable[..., User]


@pytest.fixture
def people(app: Flask, make_user: MakeUser) -> dict[str, User]:
    return {
        "editor": make_user(Role.EDITOR),
        "director": make_user(Role.DIRECTOR),
        "admin": make_user(Role.ADMINISTRATOR),
        "agency": make_user(Role.AGENCY_MEMBER, organisation="საქსტატი"),
        "owner": make_user(Role.IMPLEMENTER, organisation="ინფოცენტრი"),
        "organiser": make_user(Role.PARTNER, organisation="გორის მერია"),
        "user": make_user(Role.PARTNER, organisation="უნივერსიტეტი"),
        "pledger": make_user(Role.PARTNER, organisation="ფონდი"),
        "former": make_user(Role.PARTNER, organisation="ყოფილი"),
        "partner": make_user(Role.PARTNER, organisation="უცხო"),
    }


def take_up(message: Message, people: dict[str, User], days: int = 40) -> None:
    """Used at an event, elsewhere, and pledged; once taken off, once taken back."""
    day = (today() + timedelta(days=days)).isoformat()
    owner = find_or_add("ინფოცენტრი", actor=Machine())
    values = {"title_ka": "შეხვედრა", "first_day": day, "last_day": day}
    event = create_event(
        values | {"organisers": ["გორის მერია"]}, actor=Machine(), owner_id=owner.id
    )
    db.session.flush()
    given: dict[str, Any] = {"message_id": message.id, "number": 1}
    used = {"organisation_id": people["user"].organisation_id, "day": today()}
    gone = {"organisation_id": people["former"].organisation_id, "removed_at": utcnow()}
    pledged = {"message_id": message.id, "organisation_id": people["pledger"].organisation_id}
    back = {"message_id": message.id, "organisation_id": people["former"].organisation_id}
    db.session.add_all(
        [
            MessageUse(event_id=event.id, **given),
            MessageUse(**given, **used),
            MessageUse(**given, **gone),
            MessagePledge(**pledged),
            MessagePledge(**back, taken_back_at=utcnow()),
        ]
    )
    db.session.flush()


def told(kind: NoticeKind) -> dict[int, int]:
    rows = db.session.execute(
        sa.select(Notice.user_id, sa.func.count())
        .where(Notice.kind == kind)
        .group_by(Notice.user_id)
    )
    return dict(rows.all())


def public_ids() -> list[int]:
    return [one.id for one in db.session.scalars(published())]


def loaded(message: Message) -> Message:
    db.session.flush()
    found = find_message(message.id)
    assert found is not None
    return found


def test_withdrawal_tells_everybody_who_took_it_up_once(people: dict[str, User]) -> None:
    message = loaded(approved_message(people["editor"], public=True))
    other = approved_message(people["editor"], "სხვა გზავნილი")
    take_up(message, people)
    assert public_ids() == [message.id]
    now = message.row_version
    count = withdrawing.withdraw(
        message, reason="ციფრი მცდარია.", instead=other, actor=people["director"],
        expected_version=now,
    )  # fmt: skip
    names = ("editor", "owner", "organiser", "user", "pledger")
    assert told(NoticeKind.MESSAGE_WITHDRAWN) == {people[name].id: 1 for name in names}
    assert count == len(names)
    notice = db.session.scalars(sa.select(Notice).order_by(Notice.id)).first()
    assert notice is not None
    assert (notice.path, notice.words["reason"]) == (
        f"/desk/messages/{message.id}", "ციფრი მცდარია.",
    )  # fmt: skip
    assert public_ids() == []
    assert (message.public, message.replaced_by_id) == (False, other.id)
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "message.withdrawn")
    ).one()
    assert set(entry.changes["told"][1]) == {
        "ინფოცენტრი", "გორის მერია", "უნივერსიტეტი", "ფონდი", people["editor"].name,
    }  # fmt: skip


def test_reinstated_but_not_published_again(people: dict[str, User]) -> None:
    message = loaded(approved_message(people["editor"], public=True))
    take_up(message, people)
    version = message.row_version
    acts: dict[str, Any] = {"actor": people["director"]}
    withdrawing.withdraw(message, reason="მიზეზი", instead=None, expected_version=version, **acts)
    withdrawing.reinstate(message, expected_version=message.row_version, **acts)
    assert (message.withdrawn_at, message.withdrawal_reason) == (None, "")
    assert public_ids() == []
    assert set(told(NoticeKind.MESSAGE_REINSTATED)) == set(told(NoticeKind.MESSAGE_WITHDRAWN))


def test_what_cannot_be_withdrawn(people: dict[str, User]) -> None:
    message = loaded(approved_message(people["editor"]))
    draft = loaded(draft_message(people["editor"], "მონახაზი"))
    over = approved_message(people["editor"], "ძველი", valid_until=today() - timedelta(days=1))
    db.session.flush()

    def withdraw(one: Message, reason: str = "მიზეზი", instead: Message | None = None) -> None:
        withdrawing.withdraw(
            one, reason=reason, instead=instead, actor=people["director"],
            expected_version=one.row_version,
        )  # fmt: skip

    for refused in (
        lambda: withdraw(message, " "),
        lambda: withdraw(draft),
        lambda: withdraw(message, instead=message),
        lambda: withdraw(message, instead=over),
    ):
        with pytest.raises(DomainError):
            refused()
    withdraw(message)
    with pytest.raises(DomainError):
        withdraw(message)


@pytest.mark.parametrize(
    ("columns", "possible"),
    [
        ({}, True),
        ({"valid_until": today()}, True),
        ({"valid_until": today() - timedelta(days=1)}, False),
        ({"withdrawn_at": utcnow()}, False),
        ({"circle": Circle.AGENCIES}, False),
        ({"archived_at": utcnow()}, False),
        ({"approved_number": None}, False),
        ({"public": True}, False),
    ],
)
def test_what_can_be_published(
    people: dict[str, User], new_browser: NewBrowser, columns: dict[str, Any], possible: bool
) -> None:
    message = approved_message(people["editor"], **columns)
    db.session.commit()
    number, version = message.id, message.row_version
    page = new_browser().sign_in(people["editor"])
    address = f"/desk/messages/{number}/publish"
    shown = page.get(f"/desk/messages/{number}")
    assert bool(shown.html.select(f"form[action='{address}']")) == possible
    assert page.post(address, {"row_version": version + 1}).status == 409
    status = page.post(address, {"row_version": version}).status
    assert status == (303 if possible else 422)
    db.session.expire_all()
    if possible:
        assert public_ids() == [number]


def test_who_publishes(people: dict[str, User], new_browser: NewBrowser) -> None:
    message = approved_message(people["agency"])
    db.session.commit()
    number, version = message.id, message.row_version
    for name in ("agency", "owner", "partner"):
        page = new_browser().sign_in(people[name])
        for act in ("publish", "unpublish"):
            assert page.post(f"/desk/messages/{number}/{act}", {}).status == 403
    page = new_browser().sign_in(people["editor"])
    page.post(f"/desk/messages/{number}/publish", {"row_version": version})
    assert page.post(f"/desk/messages/{number}/unpublish", {"row_version": version}).status == 409
    answer = page.post(f"/desk/messages/{number}/unpublish", {"row_version": version + 1})
    assert answer.status == 303
    db.session.expire_all()
    assert public_ids() == []


@pytest.mark.parametrize("htmx", [False, True])
def test_the_form_of_withdrawal(
    people: dict[str, User], new_browser: NewBrowser, htmx: bool
) -> None:
    message = approved_message(people["editor"])
    other = approved_message(people["editor"], "სხვა გზავნილი")
    db.session.commit()
    number, version = message.id, message.row_version
    address = f"/desk/messages/{number}/withdraw"
    assert new_browser().sign_in(people["editor"]).get(address).status == 403
    page = new_browser().sign_in(people["director"])
    offered = page.get(address, htmx=htmx).html.select("#messages-in-force option")
    assert [one["value"] for one in offered] == [f"სხვა გზავნილი № {other.id}"]
    typed = {"row_version": version, "reason": "", "instead": "სხვა გზავნილი"}
    assert page.post(address, typed, htmx=htmx).status == 422
    typed["reason"] = "ძველი ციფრი"
    unknown = page.post(address, typed | {"instead": "არ არის"}, htmx=htmx)
    assert unknown.status == 422
    assert unknown.html.select("#instead-error")
    assert "ძველი ციფრი" in unknown.texts("textarea")[0]
    answer = page.post(address, typed, htmx=htmx)
    assert answer.location == f"/desk/messages/{number}"
    seen = new_browser().sign_in(people["partner"]).get(f"/desk/messages/{number}")
    assert "ძველი ციფრი" in seen.text
    assert seen.html.select(f"a[href='/desk/messages/{other.id}']")
    again = page.post(address, typed, htmx=htmx)
    assert again.status == 409


def test_archived_by_those_who_answer_for_it(
    people: dict[str, User], new_browser: NewBrowser
) -> None:
    draft = draft_message(people["agency"])
    approved = approved_message(people["agency"], "დამტკიცებული", public=True)
    db.session.commit()
    ids, versions = (draft.id, approved.id), (draft.row_version, approved.row_version)

    def post(name: str, which: int, act: str, version: int) -> int:
        page = new_browser().sign_in(people[name])
        address = f"/desk/messages/{ids[which]}/{act}"
        return page.post(address, {"row_version": version}).status

    assert post("agency", 1, "archive", versions[1]) == 403
    assert post("editor", 1, "archive", versions[1]) == 403
    assert post("director", 1, "archive", versions[1]) == 303
    assert public_ids() == []
    assert post("agency", 0, "archive", versions[0]) == 303
    assert post("agency", 0, "restore", versions[0]) == 409
    assert post("agency", 0, "restore", versions[0] + 1) == 303
    assert post("editor", 1, "restore", versions[1] + 1) == 403
    assert post("director", 1, "restore", versions[1] + 1) == 303
    # What was archived is not put on the public site again by itself.
    db.session.expire_all()
    assert public_ids() == []
    publishing.publish(
        loaded(db.session.get_one(Message, ids[1])),
        actor=people["director"],
        expected_version=versions[1] + 2,
    )
    assert public_ids() == [ids[1]]


def remind(day: date) -> int:
    count = remind_of_messages(day)
    assert remind_of_messages(day) == 0
    return count


def test_reminders_before_it_expires(people: dict[str, User]) -> None:
    end = today() + timedelta(days=100)
    message = approved_message(people["editor"], valid_until=end)
    message.steward_id = people["director"].id
    take_up(message, people, days=120)
    assert remind(end - timedelta(days=31)) == 0
    # The event comes after the last day: those who prepare it are told, and those who pledged.
    names = ("director", "owner", "organiser", "pledger")
    assert remind(end - timedelta(days=30)) == len(names)
    assert set(told(NoticeKind.MESSAGE_EXPIRES)) == {people[name].id for name in names}
    assert remind(end - timedelta(days=8)) == 0
    assert remind(end - timedelta(days=7)) == len(names)
    assert remind(end) == 0
    assert remind(end + timedelta(days=1)) == 0


def test_an_event_before_the_last_day_needs_no_warning(people: dict[str, User]) -> None:
    end = today() + timedelta(days=20)
    message = approved_message(people["editor"], valid_until=end)
    take_up(message, people, days=10)
    assert remind(today()) == 2
    ids = {people["editor"].id, people["pledger"].id}
    assert set(told(NoticeKind.MESSAGE_EXPIRES)) == ids


def test_reminder_to_look_again(people: dict[str, User]) -> None:
    day = today() + timedelta(days=5)
    approved_message(people["editor"], review_on=day)
    draft_message(people["editor"], "მონახაზი", review_on=day)
    approved_message(people["editor"], "ამოღებული", review_on=day, withdrawn_at=utcnow())
    db.session.flush()
    assert remind(day - timedelta(days=1)) == 0
    # A day without a run is made up for.
    assert remind(day + timedelta(days=2)) == 1
    assert told(NoticeKind.MESSAGE_LOOK_AGAIN) == {people["editor"].id: 1}


def test_reminders_of_every_fact(people: dict[str, User]) -> None:
    first, second = today() + timedelta(days=20), today() + timedelta(days=60)
    message = draft_message(people["editor"])
    proofs = [
        Part(f"x{number}", PartKind.PROOF, {"ka": "ფაქტი"}, facts={"until": day.isoformat()})
        for number, day in enumerate((first, second))
    ]
    db.session.flush()
    save_version(message, [*house_parts(), *proofs], actor=people["editor"], expected_number=1)
    message.approved_number = 2
    file_message(message)
    assert message.proofs_expire_on == first
    assert remind(first - timedelta(days=15)) == 0
    assert remind(first - timedelta(days=14)) == 1
    assert remind(first) == 0
    assert remind(first + timedelta(days=1)) == 1
    # The first fact stays as it is; the second is told all the same.
    assert remind(second - timedelta(days=14)) == 1
    assert remind(second + timedelta(days=1)) == 1


def test_who_keeps_a_message(people: dict[str, User]) -> None:
    message = draft_message(people["agency"])
    assert keepers(message) == [people["agency"]]
    message.steward_id = people["director"].id
    assert keepers(message) == [people["director"]]
    people["director"].disabled_at = utcnow()
    assert keepers(message) == [people["agency"]]
    message.steward_id = None
    message.created_by_id = people["editor"].id
    assert keepers(message) == [people["agency"], people["editor"]]
