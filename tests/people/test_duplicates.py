"""People who stand twice: by their own addresses, by name and organisation, by name alone."""

import pytest
from flask_babel import force_locale

from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners.pairs import tell_apart
from stratcom.partners.services import find_or_add
from stratcom.people.duplicates import MOST_NAMESAKES, duplicates_of, likely_duplicates
from stratcom.people.models import Post
from stratcom.people.services.records import create_person


def add(first, last, *, at=None, **values):
    names = {"first_name_ka": first, "last_name_ka": last}
    person = create_person(names | values, actor=Machine())
    if at:
        body = find_or_add(at, actor=Machine())
        db.session.flush()
        db.session.add(Post(person_id=person.id, organisation_id=body.id))
    db.session.commit()
    return person


def found(app, **options):
    with app.test_request_context(), force_locale("en"):
        page = likely_duplicates(number=1, size=50, **options)
    return [(one.one.id, one.other.id, one.reasons, one.weak) for one in page.items]


def test_pairs_stand_in_the_order_of_certainty(app):
    phone = [add("გია", "ა", phone="+995 599 11 22 33"), add("გია", "ბ", phone="599112233")]
    mail = [add("ლია", "გ", email="x@x.example"), add("მია", "გ", email="X@x.example")]
    desk = [add("ქეთი", "თ", phone="032200300"), add("რეზო", "ი", phone="032200300")]
    office = [add("ნია", "ე", at="ხიდი"), add("ნია", "ე", at="ხიდი")]
    sure = [add("თია", "ვ", email="t@x.example"), add("თია", "ვ", email="t@x.example")]
    name = [add("პია", "ზ", at="ხიდი"), add("პია", "ზ", at="კოშკი")]
    assert found(app) == [
        (sure[0].id, sure[1].id, ["same e-mail", "same first and family name"], False),
        (office[0].id, office[1].id, ["same first and family name", "both at ხიდი"], False),
        (mail[0].id, mail[1].id, ["same e-mail"], False),
        (phone[0].id, phone[1].id, ["same phone"], False),
    ]
    assert found(app, weak=True) == [
        (name[0].id, name[1].id, ["same first and family name"], True),
        (desk[0].id, desk[1].id, ["same phone"], True),
    ]


def test_a_common_name_tells_within_one_organisation_alone(app):
    for number in range(MOST_NAMESAKES + 1):
        add("გიორგი", "ბერიძე", at=f"ორგანიზაცია {number}")
    assert found(app) == found(app, weak=True) == []
    again = add("გიორგი", "ბერიძე", at="ორგანიზაცია 3")
    assert [pair[1] for pair in found(app)] == [again.id]


def test_names_one_letter_apart_are_found_the_surer_at_one_organisation(app):
    alone = [add("ნინო", "მაისურაძე"), add("ნინო", "მაისურძე")]
    there = [add("გია", "კვარაცხელია", at="ხიდი"), add("გია", "კვარახცელია", at="ხიდი")]
    sound = [add("აკაკი", "წერეთელი"), add("აკაკი", "ცერეტელი")]
    spelt = "names one letter apart"
    assert found(app) == [(there[0].id, there[1].id, [spelt, "both at ხიდი"], False)]
    assert found(app, weak=True) == [
        (sound[0].id, sound[1].id, ["same first and family name"], True),
        (alone[0].id, alone[1].id, [spelt], True),
    ]
    assert [pair.other.id for pair in duplicates_of(there[0])] == [there[1].id]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ნინო", "ბერიძე"), ("ნინა", "ბერიძე")),
        (("ლია", "ბერიძე"), ("მია", "ბერიძე")),
        (("ნინო", "მაისურაძე"), ("ნანა", "მაისურძე")),
    ],
)
def test_other_names_are_not(app, one, other):
    add(*one, at="ხიდი")
    add(*other, at="ხიდი")
    assert found(app) == found(app, weak=True) == []


def test_two_family_names_that_several_bear_are_no_slip(app):
    for first in ("ანა", "ბექა", "გია"):
        add(first, "ჯავახიძე")
        add(f"{first}ნა", "ჯავახაძე")
    add("ნინო", "ჯავახიძე", at="ხიდი")
    add("ნინო", "ჯავახაძე", at="ხიდი")
    assert found(app) == found(app, weak=True) == []


def test_one_record_knows_its_likes(app):
    one = add("ნინო", "აბაშიძე", at="ხიდი", email="n@x.example")
    weak = add("ნინო", "აბაშიძე")
    sure = add("ნინო", "აბაშიძე", email="n@x.example")
    with app.test_request_context(), force_locale("en"):
        pairs = [(pair.one.id, pair.other.id, pair.weak) for pair in duplicates_of(one)]
    assert pairs == [(one.id, sure.id, False), (one.id, weak.id, True)]


def test_those_no_longer_in_use_and_told_apart_are_left_out(app):
    one, other = add("ნინო", "ა", email="n@x.example"), add("ნინო", "ბ", email="n@x.example")
    assert len(found(app)) == 1
    for column in ("archived_at", "erased_at"):
        setattr(other, column, other.created_at)
        db.session.commit()
        assert found(app) == []
        setattr(other, column, None)
    tell_apart(one, other, actor=Machine())
    db.session.commit()
    assert found(app) == []


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_shows_pairs_and_keeps_them_apart(browser, make_user, htmx):
    one, other = add("ნინო", "ა", phone="599112233"), add("ნინო", "ბ", phone="599112233")
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    page = browser.get("/desk/people/duplicates/", htmx=htmx)
    assert page.texts(".todo p")[0] == "same phone"
    assert "599112233" not in page.text
    path = f"/desk/people/{one.id}/told-apart/{other.id}"
    assert browser.post(path, htmx=htmx).location == "/desk/people/duplicates/?page=1"
    assert browser.get("/desk/people/duplicates/").texts(".todo li") == []
    apart = browser.get("/desk/people/duplicates/told-apart/", htmx=htmx)
    assert apart.texts("#told-apart-list li p") == [f"ნინო ა № {one.id} / ნინო ბ № {other.id}"]
    assert browser.post(f"/desk/people/{one.id}/suggested/{other.id}").status == 303
    assert len(browser.get("/desk/people/duplicates/").texts(".todo li")) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_the_twin_is_chosen_by_name(browser, make_user, htmx):
    one, like = add("ნინო", "აბაშიძე"), add("ნინო", "აბაშიძე")
    other = add("გია", "ლომიძე")
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    path = f"/desk/people/{one.id}/merge"
    links = browser.get(path, htmx=htmx).html.select("#twins-list a.btn")
    assert [link["href"] for link in links] == [f"{path}/{like.id}"]
    links = browser.get(f"{path}?q=ლომიძ", htmx=htmx).html.select("#twins-list a.btn")
    assert [link["href"] for link in links] == [f"{path}/{other.id}"]
