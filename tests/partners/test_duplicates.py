"""Organisations that stand twice: finding them, telling them apart, and the screens of merging."""

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db, new_uid
from stratcom.errors import DomainError
from stratcom.partners.duplicates import LIKENESS, duplicates_of, likely_duplicates
from stratcom.partners.enums import SuccessionKind
from stratcom.partners.indexing import file_organisation
from stratcom.partners.models import (
    Distinct,
    Merge,
    Organisation,
    OrganisationKey,
    OrganisationName,
    Succession,
)
from stratcom.partners.pairs import MOST_SHARING, suggest_again, tell_apart
from stratcom.partners.services import match_key

ADDRESS = "/desk/partners/duplicates/"


def add(name, *, aliases=(), **columns):
    one = Organisation(name_ka=name, match_key=match_key(name), uid=new_uid(), **columns)
    db.session.add(one)
    db.session.flush()
    for text in aliases:
        key = match_key(text)
        db.session.add(OrganisationName(organisation_id=one.id, text=text, match_key=key))
    file_organisation(one)
    db.session.commit()
    return one


def found(app, **options):
    with app.test_request_context(), force_locale("en"):
        result = likely_duplicates(number=1, size=50)
    return [(one.one.name_ka, one.other.name_ka, one.reasons, one.doubts) for one in result.items]


def names(app):
    return [row[:2] for row in found(app)]


def test_pairs_stand_in_the_order_of_certainty(app):
    add("ხიდი", phone="599 11 22 33")
    add("კოშკი", phone="+995 599 11-22-33")
    add("მდინარე", website="https://www.river.example/ka")
    add("River", website="river.example")
    add("მთა", identification_code="404 111 222")
    add("მწვერვალი", identification_code="404111222", phone="032 2 11 11 11")
    add("ააიპ „ახალგაზრდული ცენტრი“")
    add("სსიპ ცენტრი ახალგაზრდული", email="a@x.example")
    add("ზღვა", email="info@sea.example")
    add("ტბა", email="INFO@sea.example")
    assert found(app) == [
        ("მთა", "მწვერვალი", ["same identification code: 404111222"], []),
        ("ააიპ „ახალგაზრდული ცენტრი“", "სსიპ ცენტრი ახალგაზრდული", ["same name"], []),
        ("მდინარე", "River", ["same web site: river.example"], []),
        ("ზღვა", "ტბა", ["same e-mail: info@sea.example"], []),
        ("ხიდი", "კოშკი", ["same phone: 599112233"], []),
    ]


def test_any_name_in_either_language_tells(app):
    add("დემოკრატიის ინსტიტუტი", name_en="Democracy Institute")
    add("კვლევითი ჯგუფი", aliases=["Democracy institute, LLC"])
    assert names(app) == [("დემოკრატიის ინსტიტუტი", "კვლევითი ჯგუფი")]


def test_different_codes_speak_against_it(app):
    add("საჯარო სკოლა", identification_code="404111222", website="https://mes.example")
    add("საჯარო სკოლა", identification_code="404333444")
    add("გიმნაზია", identification_code="404555666", website="https://mes.example")
    add("ბაღი", email="a@x.example")
    add("ბაგა", email="a@x.example")
    assert found(app) == [
        ("ბაღი", "ბაგა", ["same e-mail: a@x.example"], []),
        ("საჯარო სკოლა", "საჯარო სკოლა", ["same name"], ["the identification codes differ"]),
    ]


def test_what_belongs_together_is_no_duplicate(app):
    ministry = add("სამინისტრო", website="https://ministry.example")
    add("თელავის ოფისი", website="https://ministry.example", parent_id=ministry.id)
    add("გორის ოფისი", website="https://ministry.example", parent_id=ministry.id)
    old, new = add("სააგენტო"), add("სსიპ სააგენტო")
    kind = {"kind": SuccessionKind.RENAMED, "happened_on": sa.func.current_date()}
    db.session.add(Succession(predecessor_id=old.id, successor_id=new.id, **kind))
    add("კავშირი მზე", archived_at=ministry.created_at)
    add("მზე")
    gone = add("მთვარე")
    gone.merged_into_id = add("კლუბი მთვარე").id
    file_organisation(gone)
    db.session.commit()
    assert found(app) == []


def test_a_key_that_many_share_says_nothing(app):
    for number in range(MOST_SHARING + 1):
        add(f"გვერდი {number}", website="https://www.facebook.example/x", email="same@x.example")
    assert found(app) == []
    many = [add("რესურსცენტრი") for _number in range(MOST_SHARING + 2)]
    assert len(found(app)) == len(many) - 1
    with app.test_request_context(), force_locale("en"):
        assert [one.one.id for one in duplicates_of(many[-1])] == [many[-1].id] * 5


def test_one_record_knows_its_likes(app):
    one = add("ხიდი", identification_code="404111222", email="a@x.example")
    mail, code = add("კოშკი", email="a@x.example"), add("სხვა", identification_code="404111222")
    with app.test_request_context(), force_locale("en"):
        pairs = duplicates_of(one)
        back = duplicates_of(mail)
    assert [pair.other.id for pair in pairs] == [code.id, mail.id]
    assert [(pair.one.id, pair.other.id) for pair in back] == [(mail.id, one.id)]


def test_told_apart_until_suggested_again(app):
    one, other = add("ხიდი"), add("ფონდი ხიდი")
    tell_apart(other, one, actor=Machine())
    tell_apart(one, other, actor=Machine())
    db.session.commit()
    assert found(app) == []
    assert [tuple(row) for row in db.session.execute(sa.select(Distinct.one_id, Distinct.other_id))]
    entries = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "organisation.told_apart")
    ).all()
    assert [(entry.subject_id, entry.changes) for entry in entries] == [
        (one.id, {"distinct": [None, "ფონდი ხიდი"]}),
        (other.id, {"distinct": [None, "ხიდი"]}),
    ]
    suggest_again(one, other, actor=Machine())
    db.session.commit()
    assert names(app) == [("ხიდი", "ფონდი ხიდი")]
    with pytest.raises(DomainError):
        tell_apart(one, one, actor=Machine())


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_shows_pairs_and_keeps_them_apart(browser, make_user, htmx):
    one, other = add("ხიდი", identification_code="404111222"), add("სხვა ხიდი")
    other.identification_code = "404111222"
    file_organisation(other)
    db.session.commit()
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    page = browser.get(ADDRESS, htmx=htmx)
    assert page.status == 200
    assert page.texts("#duplicates-list .todo p")[0] == "same identification code: 404111222"
    assert (page.html.select_one("h1") is None) == htmx
    path = f"/desk/partners/{one.id}/told-apart/{other.id}"
    assert browser.post(path, htmx=htmx).location == "/desk/partners/duplicates/?page=1"
    assert browser.get(ADDRESS).texts(".todo li") == []
    apart = browser.get("/desk/partners/duplicates/told-apart/", htmx=htmx)
    assert apart.texts("#told-apart-list li p") == [f"ხიდი № {one.id} / სხვა ხიდი № {other.id}"]
    again = f"/desk/partners/{one.id}/suggested/{other.id}"
    assert browser.post(again).status == 303
    assert len(browser.get(ADDRESS).texts(".todo li")) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_merge_by_form_and_undo(browser, make_user, htmx):
    kept, gone = add("ხიდი", phone="032 200"), add("ფონდი ხიდი", phone="599 300")
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    path = f"/desk/partners/{kept.id}/merge/{gone.id}"
    page = browser.get(path, htmx=htmx)
    ticked = {one["name"]: one["value"] for one in page.html.select("input[checked]")}
    assert ticked == {"choose-name_ka": "kept", "choose-phone": "kept"}
    fields = {
        one["name"]: one["value"] for one in page.html.select("#merge-form input[type=hidden]")
    }
    answer = browser.post(path, fields | {"choose-phone": "gone"}, htmx=htmx)
    assert answer.status == (204 if htmx else 303)
    assert answer.location == f"/desk/partners/{kept.id}/"
    db.session.refresh(kept)
    assert kept.phone == "599 300"
    history = browser.get("/desk/partners/merges/", htmx=htmx)
    assert history.texts("#merges-list td")[:2] == ["ხიდი", f"ფონდი ხიდი № {gone.id}"]
    made = db.session.scalars(sa.select(Merge)).one()
    undo = f"/desk/partners/merges/{made.id}/undo"
    assert history.html.select_one(f'a[href="{undo}"]').get_text() == "Undo"
    asked = browser.get(undo)
    assert asked.texts("h1") == ["Undo this merge?"]
    answer = browser.post(undo, htmx=htmx)
    assert answer.location == f"/desk/partners/{gone.id}/"
    db.session.refresh(kept)
    assert kept.phone == "032 200"
    assert db.session.get(Organisation, gone.id).merged_into_id is None
    assert browser.post(undo).status == 422


def test_a_stale_preview_is_refused_with_the_choices_kept(browser, make_user):
    kept, gone = add("ხიდი", phone="032 200"), add("ფონდი ხიდი", phone="599 300")
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    path = f"/desk/partners/{kept.id}/merge/{gone.id}"
    fields = {"kept_version": "1", "gone_version": "1", "choose-phone": "gone"}
    gone.phone = "577 400"
    db.session.commit()
    answer = browser.post(path, fields)
    assert answer.status == 409
    assert answer.texts("[role=alert]") == ["“ფონდი ხიდი” was changed meanwhile. Look at it again."]
    chosen = answer.html.select_one('input[name="choose-phone"][checked]')
    assert (chosen["value"], chosen.find_next("span").get_text()) == ("gone", "577 400")
    assert answer.html.select_one("[name=gone_version]")["value"] == "2"
    assert db.session.scalar(sa.select(Merge)) is None


def test_what_cannot_be_merged_is_refused(browser, make_user):
    kept, gone = add("ხიდი"), add("კოშკი")
    gone.merged_into_id = kept.id
    db.session.commit()
    browser.sign_in(make_user(Role.EDITOR))
    assert browser.get(f"/desk/partners/{kept.id}/merge/{kept.id}").status == 422
    assert browser.get(f"/desk/partners/{kept.id}/merge/{gone.id}").status == 422
    assert browser.get(f"/desk/partners/{kept.id}/merge/999").status == 404
    assert browser.get("/desk/partners/merges/999/undo").status == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_the_twin_is_chosen_by_name(browser, make_user, htmx):
    one, like = add("ხიდი", phone="599 11 22 33"), add("კოშკი", phone="599112233")
    other = add("მდინარის კავშირი")
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    path = f"/desk/partners/{one.id}/merge"
    links = browser.get(path, htmx=htmx).html.select("#twins-list a.btn")
    assert [link["href"] for link in links] == [f"{path}/{like.id}"]
    links = browser.get(f"{path}?q=მდინარე", htmx=htmx).html.select("#twins-list a.btn")
    assert [link["href"] for link in links] == [f"{path}/{other.id}"]


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AGENCY_MEMBER, Role.OBSERVER])
def test_only_the_department_merges(browser, make_user, role):
    one, other = add("ხიდი"), add("ფონდი ხიდი")
    browser.sign_in(make_user(role, organisation="ხიდი"))
    paths = (ADDRESS, "/desk/partners/merges/", f"/desk/partners/{one.id}/merge/{other.id}")
    assert [browser.get(path).status for path in paths] == [403, 403, 403]
    assert browser.post(f"/desk/partners/{one.id}/merge/{other.id}").status == 403
    assert browser.post(f"/desk/partners/{one.id}/told-apart/{other.id}").status == 403
    assert LIKENESS.kind == "organisation"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("თელავის განათლების ცენტრი", "თელავის განატლების ცენტრი"),
        ("თელავის განათლების ცენტრი", "თელავის განათლბის ცენტრი"),
        ("თელავის განათლების ცენტრი", "თელავის განთალების ცენტრი"),
        ("ააიპ „ნაპერწკალი“", "ნაპერწკალლი"),
        ("ფონდი ჰორიზონტი", "ფონდი ხორიზონტი"),
        ("მდინარე", "მდინარრე"),
        ("ევრო ატლანტიკური კლუბი", "ევროატლანტიკური კლუბი"),
        ("კავკასიის უნივერსიტეტი", "კავკასიის უნივერისტეტი"),
        ("Rondeli Foundation", "Rondelli Foundation"),
    ],
)
def test_names_one_letter_apart_are_found(app, one, other):
    add(one)
    add(other)
    assert names(app) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ხონის მერია", "ხობის მერია"),
        ("№ 12 საჯარო სკოლა", "№ 13 საჯარო სკოლა"),
        ("გორის მუზეუმი", "გორის თეატრი"),
        ("ფონდი ხიდი", "ფონდი ხმა"),
        ("ფონდი მზე", "ფონდი ტყე"),
        ("თელავის ცენტრი ხიდი", "თელავის ცენტრი გზა"),
    ],
)
def test_other_names_are_not(app, one, other):
    add(one)
    add(other)
    assert names(app) == []


def test_two_words_that_many_names_have_are_no_slip(app):
    for number in range(2):
        add(f"მარცვალი {number + 50}")
        add(f"მარცვილი {number + 70}")
    add("სოფლის მარცვალი")
    assert [pair for pair in names(app) if "სოფლის" in pair[0] + pair[1]] == []
    add("სოფლის მარცვილი")
    assert [pair for pair in names(app) if "სოფლის" in pair[0] + pair[1]] == []


def test_a_slip_that_was_put_right_is_no_longer_told(app):
    right, wrong = add("თელავის განათლების ცენტრი"), add("თელავის განთალების ცენტრი")
    assert len(duplicates_of(right)) == len(duplicates_of(wrong)) == 1
    wrong.name_ka = "გორის ბიბლიოთეკა"
    file_organisation(wrong)
    db.session.commit()
    assert duplicates_of(right) == duplicates_of(wrong) == []
    assert [
        key for key in db.session.scalars(sa.select(OrganisationKey.key)) if "letter" in key
    ] == []
