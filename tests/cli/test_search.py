"""The command that searches."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.events.services.records import create_event
from stratcom.partners.services.records import create_organisation
from stratcom.people.services.records import create_person
from tests.messages.sample import approved_message


@pytest.fixture(autouse=True)
def _events(app: Flask) -> None:
    for title, place in (("შეხვედრა სტუდენტებთან", "zugdidi"), ("ლექცია სტუდენტებისთვის", "gori")):
        values = {"title_ka": title, "municipality": place, "first_day": f"{date(2026, 5, 9)}"}
        create_event(values, actor=Machine(), owner_id=None)
    db.session.commit()


def search(app: Flask, *arguments: str) -> Any:
    return app.test_cli_runner().invoke(args=["search", *arguments])


def test_any_form_of_every_word_is_found(app: Flask) -> None:
    said = search(app, "სტუდენტი ზუგდიდში").output
    assert said.splitlines() == ["event\t1\t2026-05-09\tშეხვედრა სტუდენტებთან"]


def test_results_may_be_read_by_programs(app: Flask) -> None:
    found = json.loads(search(app, "სტუდენტები", "--kind", "event", "--json").output)
    assert [(one["id"], one["municipality"]) for one in found] == [(2, "gori"), (1, "zugdidi")]


def test_messages_are_found_by_what_they_say(app: Flask, make_user: Callable[..., User]) -> None:
    message = approved_message(make_user(), "უვიზო მიმოსვლა")
    gone = approved_message(make_user(), "ძველი მიმოსვლა", archived_at=utcnow())
    db.session.commit()
    found = json.loads(search(app, "ფერმერების კითხვა", "--kind", "message", "--json").output)
    assert found == []
    found = json.loads(search(app, "ფერმერს მიმოსვლით", "--kind", "message", "--json").output)
    assert {(one["id"], one["in_force"]) for one in found} == {
        (message.id, True),
        (gone.id, False),
    }


def test_titles_come_before_texts_and_whole_words_before_half_ones(app: Flask) -> None:
    values = {"first_day": f"{date(2026, 5, 9)}", "summary_ka": "სტუდენტები მოვლენ"}
    create_event({"title_ka": "ბანაკი"} | values, actor=Machine(), owner_id=None)
    create_event({"title_ka": "სტუდენტობა"} | values, actor=Machine(), owner_id=None)
    db.session.commit()
    found = json.loads(search(app, "studentebi", "--json").output)
    assert [one["id"] for one in found][-1:] == [3]
    assert [one["title_ka"] for one in json.loads(search(app, "ლექც", "--json").output)] == [
        "ლექცია სტუდენტებისთვის"
    ]


def test_one_reader_finds_what_they_may_see(app: Flask, make_user: Callable[..., User]) -> None:
    login = make_user(Role.PARTNER, organisation="ფონდი").login
    assert search(app, "სტუდენტი", "--public").output == ""
    assert search(app, "სტუდენტი", "--as", login).output == ""
    assert len(search(app, "სტუდენტი").output.splitlines()) == 2
    assert search(app, "სტუდენტი", "--as", "nobody").exit_code == 1
    assert search(app, "სტუდენტი", "--as", login, "--public").exit_code == 2


def test_what_was_meant_is_said_aside(app: Flask) -> None:
    said = search(app, "შეხვერდა", "--json")
    assert json.loads(said.stdout) == []
    assert said.stderr == "Did you mean: შეხვედრა?\n"
    offered = search(app, "შეხვედრა სტუ", "--suggest").output
    assert "შეხვედრა სტუდენტებთან" in offered


def test_nothing_found_says_nothing(app: Flask) -> None:
    assert search(app, "ფერმერი").output == ""
    assert json.loads(search(app, "ფერმერი", "--json").output) == []


def test_organisations_and_people_are_found_by_any_form_of_any_name(app: Flask) -> None:
    names = {"name_ka": "რონდელის ფონდი", "abbreviations": ["GFSIS"]}
    body = create_organisation(names, actor=Machine())
    create_person({"first_name_ka": "ნინო", "last_name_ka": "ბერიძე"}, actor=Machine())
    db.session.commit()
    assert search(app, "gfsis").output == f"partner\t{body.id}\t\tრონდელის ფონდი\n"
    assert search(app, "რონდელის ფონდს", "--kind", "partner").output.startswith("partner\t")
    assert search(app, "ბერიძემ", "--kind", "person").output == "person\t1\t\tნინო ბერიძე\n"
    assert search(app, "ბერიძემ", "--kind", "event").output == ""
