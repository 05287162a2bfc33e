"""Former names of organisations that were renamed, merged or succeeded."""

import time
from datetime import date

import pytest

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add
from stratcom.partners.services.succession import add_succession
from stratcom.wording import checking


@pytest.fixture
def body(app):
    def make(name_ka, name_en=""):
        found = find_or_add(name_ka, actor=Machine())
        found.name_en = name_en
        db.session.commit()
        return found

    return make


def follow(before, after, day="2020-01-01"):
    add_succession(
        before, [after], kind=SuccessionKind.RENAMED, happened_on=date.fromisoformat(day),
        leading=after, actor=Machine(),
    )  # fmt: skip
    db.session.commit()


def said(text, language="ka"):
    return [(one.found, one.suggestion) for one in checking.check(text, language)]


def test_the_present_name_is_advised_in_both_languages(body):
    former = body("ნატოს საინფორმაციო ცენტრი", "NATO Information Centre")
    follow(former, body("ევროპის საინფორმაციო ბიურო", "Europe Office"))
    assert said("გუშინ ნატოს საინფორმაციო ცენტრში შეხვდნენ.") == [
        ("ნატოს საინფორმაციო ცენტრში", "ევროპის საინფორმაციო ბიუროში")
    ]
    assert said("At the NATO Information Centre", "en") == [
        ("NATO Information Centre", "Europe Office")
    ]
    (hit,) = checking.check("ნატოს საინფორმაციო ცენტრი", "ka")
    assert hit.rule.ref == f"organisation:{former.id}"
    assert checking.rule_id(hit.rule.ref) is None
    assert "01.01.2020" in hit.rule.reason_ka


def test_the_line_is_followed_to_its_end_and_a_change_is_seen_at_once(body):
    first, second, third = (body(f"სამინისტროს {name} ბიურო") for name in ("ძველი", "შუა", "ახალი"))
    assert said("სამინისტროს ძველი ბიურო") == []
    follow(first, second)
    assert said("სამინისტროს ძველ ბიუროში") == [
        ("სამინისტროს ძველ ბიუროში", "სამინისტროს შუა ბიუროში")
    ]
    follow(second, third, "2021-01-01")
    assert said("სამინისტროს ძველ ბიუროში")[0][1] == "სამინისტროს ახალ ბიუროში"
    assert said("სამინისტროს ახალ ბიუროში") == []


def test_what_lies_ahead_or_says_too_little_is_not_advised(body):
    follow(body("მომავალი სააგენტო დღეს"), body("ხვალინდელი უწყება"), f"{today().year + 1}-01-01")
    follow(body("ინფოცენტრი"), body("ახალი ინფოცენტრი"))
    follow(body("სიტყვის ცენტრი"), body("სიტყვების ცენტრი"))
    assert said("მომავალი სააგენტო დღეს, ინფოცენტრში, სიტყვების ცენტრში") == []


def test_a_name_that_another_body_bears_today_is_left_alone(body):
    former = body("ახალგაზრდობის სახლი თელავში", "Youth House Telavi")
    follow(former, body("თელავის ცენტრი"))
    body("სხვა ორგანიზაცია", "Youth House Telavi").match_key_en = "youth house telavi"
    db.session.commit()
    assert len(said("ახალგაზრდობის სახლში თელავში")) == 1
    assert said("Youth House Telavi", "en") == []


def test_a_large_directory_costs_nothing(body):
    follow(body("ძველი დიდი უწყება"), body("ახალი დიდი უწყება"))
    names = (f"ორგანიზაცია ნომერი {n}" for n in range(20_000))
    db.session.execute(
        Organisation.__table__.insert(),
        [{"name_ka": one, "match_key": one, "uid": one, "sort_key": one} for one in names],
    )
    db.session.commit()
    assert len(said("ძველ დიდ უწყებაში")) == 1
    began = time.process_time()
    for _time in range(10):
        checking.rules_now()
    assert (time.process_time() - began) / 10 < 0.05
