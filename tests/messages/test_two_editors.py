"""Two people write one message at once: nothing is lost, the clash is shown word by word."""

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.parts import find_part
from stratcom.drafting.queries import parts_of
from stratcom.messages.models import Message
from tests.html_rules import page_faults, part_faults
from tests.messages.editing import begin, sent, value_of

MINE = "ევროკავშირი ქართულ ოჯახებს ყოველდღე ეხმარება."
THEIRS = "ევროკავშირი მრავალშვილიან ოჯახებს ეხმარება."


@pytest.fixture
def pair(make_user, new_browser):
    """The address of an editor, and the browsers of two who may write."""
    first, second = make_user(Role.EDITOR, name="ნინო"), make_user(Role.EDITOR, name="გიორგი")
    address = begin(first)
    return address, new_browser().sign_in(first), new_browser().sign_in(second)


def parts_now(address):
    draft_id = int(address.split("/")[3])
    return parts_of(draft_id, db.session.get(Message, draft_id).current_number)


def clash(pair, mine, theirs):
    """Both open the editor, the other saves first: the answer that I get."""
    address, me, other = pair
    page = me.get(address)
    assert other.post(address, sent(other.get(address), theirs)).status == 303
    return me.post(address, sent(page, mine))


def test_changes_apart_are_joined_and_shown_before_anything_is_saved(pair):
    address, me, _other = pair
    answer = clash(pair, {"p1.ka": "თავისუფალი მიმოსვლა"}, {"u.ka": THEIRS, "ready": ["ka"]})
    assert answer.status == 409
    assert (value_of(answer, "p1.ka"), value_of(answer, "u.ka")) == ("თავისუფალი მიმოსვლა", THEIRS)
    assert value_of(answer, "base") == "2"
    assert "გიორგი" in answer.texts("#conflict")[0]
    assert answer.texts("#conflict ins") == ["მრავალშვილიან"]
    assert answer.html.select(".clash") == []
    assert find_part(parts_now(address), "p1").text("ka") == "უვიზო მიმოსვლა"
    assert me.post(address, sent(answer)).status == 303
    parts = parts_now(address)
    assert find_part(parts, "p1").text("ka") == "თავისუფალი მიმოსვლა"
    assert find_part(parts, "u").text("ka") == THEIRS


def test_words_apart_in_one_sentence_are_joined(pair):
    answer = clash(
        pair,
        {"u.ka": "ევროკავშირი ოჯახებს ყოველდღე ეხმარება."},
        {"u.ka": "ევროკავშირი ქართულ ოჯახებს ეხმარება."},
    )
    assert answer.status == 409
    assert value_of(answer, "u.ka") == "ევროკავშირი ქართულ ოჯახებს ყოველდღე ეხმარება."
    assert answer.html.select(".clash") == []


@pytest.mark.parametrize(
    ("choice", "saved"),
    [("joined", MINE), ("mine", MINE), ("theirs", THEIRS), ("none", MINE)],
)
def test_words_that_both_changed_are_told_and_chosen(pair, choice, saved):
    address, me, _other = pair
    answer = clash(pair, {"u.ka": MINE}, {"u.ka": THEIRS})
    (shown,) = answer.html.select(".clash")
    theirs, mine = shown.select("p")
    assert theirs.get_text().startswith("გიორგი:")
    assert [one.get_text().strip() for one in theirs.select("ins")] == ["მრავალშვილიან"]
    assert [one.get_text().strip() for one in mine.select("ins")] == ["ქართულ", "ყოველდღე"]
    assert answer.html.select_one('[id="u.ka"]')["aria-describedby"] == "u.ka-clash"
    form = sent(answer, {"take-u.ka": choice})
    assert me.post(address, form).status == 303
    assert find_part(parts_now(address), "u").text("ka") == saved


def test_words_written_after_the_clash_count_as_they_stand(pair):
    address, me, _other = pair
    answer = clash(pair, {"u.ka": MINE}, {"u.ka": THEIRS})
    me.post(address, sent(answer, {"u.ka": "სულ სხვა აზრი."}))
    assert find_part(parts_now(address), "u").text("ka") == "სულ სხვა აზრი."


def test_facts_clash_too(pair):
    answer = clash(pair, {"f1.day": "2017-03-29"}, {"f1.day": "2017-03-27"})
    (shown,) = answer.texts(".clash")
    assert "27" in shown
    assert "29" in shown
    assert value_of(answer, "f1.day") == "2017-03-29"


def test_row_removed_there_and_changed_here_stays_until_ticked(pair):
    address, me, _other = pair
    answer = clash(pair, {"q1.ka": "რას იგებს ფერმერი?"}, {"gone": ["q1"]})
    assert answer.status == 409
    assert len(answer.html.select('[id="q1-removed"]')) == 1
    assert value_of(answer, "q1.ka") == "რას იგებს ფერმერი?"
    assert value_of(answer, "a1.ka") == "არაფერს."
    me.post(address, sent(answer, {"gone": ["q1"]}))
    assert find_part(parts_now(address), "q1") is None


def test_row_removed_here_and_changed_there_stays_until_ticked(pair):
    answer = clash(pair, {"gone": ["p3"]}, {"p3.ka": "განათლება და მეცნიერება"})
    assert value_of(answer, "p3.ka") == "განათლება და მეცნიერება"
    assert len(answer.html.select('[id="p3-removed"]')) == 1


def test_rows_of_both_and_long_texts_begun_by_both_are_kept(pair):
    address, me, other = pair
    my_page = me.post(address, sent(me.get(address), do="add:proof:p3"))
    their_page = other.post(address, sent(other.get(address), do="add:proof:p3"))

    def new_row(page):
        rows = [one["value"].split(":") for one in page.html.select('[name="row"]')]
        return next(uid for kind, uid, parent in rows if (kind, parent) == ("proof", "p3"))

    body = next(
        one["value"].split(":")[1]
        for one in my_page.html.select('[name="row"]')
        if one["value"].startswith("body:") and one["value"].endswith(":p1")
    )
    mine, theirs = new_row(my_page), new_row(their_page)
    other.post(
        address, sent(their_page, {f"{theirs}.ka": "მათი ფაქტი", f"{body}.ka": "მათი ტექსტი"})
    )
    changes = {f"{mine}.ka": "ჩემი ფაქტი", f"{body}.ka": "ჩემი ტექსტი"}
    answer = me.post(address, sent(my_page, changes))
    assert answer.status == 409
    assert value_of(answer, f"{mine}.ka") == "ჩემი ფაქტი"
    assert value_of(answer, f"{theirs}.ka") == "მათი ფაქტი"
    (shown,) = answer.texts(".clash")
    assert "მათი" in shown
    assert "ჩემი" in shown


def test_saved_once_more_meanwhile_is_joined_once_more(pair):
    address, me, other = pair
    answer = clash(pair, {"u.ka": MINE}, {"u.ka": THEIRS})
    other.post(address, sent(other.get(address), {"p2.ka": "ვაჭრობა"}))
    again = me.post(address, sent(answer, {"take-u.ka": "mine"}))
    assert again.status == 409
    assert value_of(again, "u.ka") == MINE
    assert value_of(again, "p2.ka") == "ვაჭრობა"
    assert me.post(address, sent(again)).status == 303
    assert find_part(parts_now(address), "u").text("ka") == MINE


def test_version_that_never_was_loses_nothing(pair):
    address, me, _other = pair
    answer = me.post(address, sent(me.get(address), {"base": "77", "u.ka": MINE}))
    assert answer.status == 409
    assert MINE in answer.text


def test_htmx_gets_the_form_with_the_clash(pair):
    address, me, other = pair
    page = me.get(address)
    other.post(address, sent(other.get(address), {"u.ka": THEIRS}))
    answer = me.post(address, sent(page, {"u.ka": MINE}), htmx=True)
    assert answer.status == 409
    assert answer.html.select("html") == []
    assert len(answer.html.select("#house-form .clash")) == 1


def test_every_answer_of_the_editor_is_whole(pair):
    address, me, other = pair
    page = me.get(address)
    refused = me.post(address, sent(page, {"t.ka": "", "f1.url": "x", "note": "ა" * 301}))
    previewed = me.post(address, sent(page, {"u.ka": MINE}, do="preview"))
    kept = me.get(address)
    other.post(address, sent(other.get(address), {"u.ka": THEIRS, "gone": ["q1"]}))
    clashing = me.post(
        address, sent(page, {"u.ka": MINE, "q1.ka": "რას იგებს?", "f1.day": "2017-03-01"})
    )
    back = me.get(f"{address}?kept=1")
    answers = (page, refused, previewed, kept, clashing, back, me.get("/desk/messages/new"))
    assert [one.status for one in answers] == [200, 422, 200, 200, 409, 200, 200]
    assert [fault for one in answers for fault in page_faults(one.html, "ka")] == []
    row = me.get(f"{address}/row?do=add:proof:p1", htmx=True)
    assert list(part_faults(row.html)) == []
    assert me.get(f"{address}/row?do=add:proof:p1").location == address


def test_what_a_clashing_or_refused_form_held_is_kept_should_its_window_be_closed(pair):
    address, me, _other = pair
    clash(pair, {"u.ka": MINE}, {"u.ka": THEIRS})
    again = me.get(f"{address}?kept=1")
    assert len(again.html.select(".clash")) == 1
    assert value_of(again, "u.ka") == MINE
    me.post(address, sent(again, {"t.ka": "", "p1.ka": "ნაწერი"}))
    assert value_of(me.get(f"{address}?kept=1"), "p1.ka") == "ნაწერი"


def test_button_pressed_twice_saves_once_and_asks_nothing(pair):
    address, me, _other = pair
    form = sent(me.get(address), {"u.ka": MINE, "gone": ["p3"], "ready": ["ka"]})
    for _time in range(2):
        answer = me.post(address, form)
        assert (answer.status, answer.location) == (303, address.removesuffix("/edit"))
    assert db.session.get(Message, int(address.split("/")[3])).current_number == 2
    assert value_of(me.get(address), "u.ka") == MINE
