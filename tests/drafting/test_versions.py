"""Versions of a text: listed, read, compared word by word, brought back."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.facts import Fact
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part, read_parts, with_text
from stratcom.drafting.services.versions import save_version
from stratcom.drafting.versions.comparing import Fate, compare
from stratcom.messages.queries import find_message
from stratcom.prose.differences import Change
from tests.messages.sample import approved_message, house_parts


def say(part: Part) -> list[Fact]:
    return [Fact(value) for value in part.facts.values()]


def told(before: list[Part], after: list[Part], **options: Any) -> Mapping[str, Any]:
    return {one.part.uid: one for one in compare(before, after, say=say, **options)}


class TestComparing:
    def test_nothing_changed(self):
        changes = compare(house_parts(), house_parts(), say=say)
        assert all(one.quiet for one in changes)
        assert [one.part.uid for one in changes] == [one.uid for one in house_parts()]

    def test_a_word_in_each_language(self):
        after = with_text(house_parts(), "p1", "ka", "უვიზო მიმოსვლით")
        after = with_text(after, "p1", "en", "Travel without any visas")
        one = told(house_parts(), after)["p1"]
        assert one.fate is Fate.CHANGED
        assert [(it.language, [(p.change, p.text) for p in it.passages]) for it in one.texts] == [
            (
                "ka",
                [
                    (Change.SAME, "უვიზო "),
                    (Change.GONE, "მიმოსვლა"),
                    (Change.NEW, "მიმოსვლით"),
                ],
            ),
            (
                "en",
                [
                    (Change.SAME, "Travel without "),
                    (Change.NEW, "any "),
                    (Change.SAME, "visas"),
                ],
            ),
        ]

    def test_parts_that_came_and_went_stand_where_they_belong(self):
        before = house_parts()
        after = [one for one in before if one.uid != "p2"]
        after.insert(4, Part("new", PartKind.PILLAR, {"ka": "ახალი"}))
        changes = compare(before, after, say=say)
        order = [one.part.uid for one in changes]
        assert order.index("p1") < order.index("p2") < order.index("p3")
        fates = {one.part.uid: one.fate for one in changes if one.fate is not Fate.SAME}
        assert fates == {"p2": Fate.REMOVED, "new": Fate.ADDED}
        assert [piece.change for piece in told(before, after)["p2"].texts[0].passages] == [
            Change.GONE
        ]

    def test_a_part_moved_among_its_like_is_told_alone(self):
        before = house_parts()
        first = next(one for one in before if one.uid == "p1")
        after = [one for one in before if one.uid != "p1"]
        after.insert(6, first)
        moved = [one.part.uid for one in compare(before, after, say=say) if one.moved]
        assert moved == ["p1"]

    def test_a_proof_under_another_pillar_was_moved(self):
        after = [
            Part(one.uid, one.kind, one.texts, "p3", one.facts) if one.uid == "f2" else one
            for one in house_parts()
        ]
        one = told(house_parts(), after)["f2"]
        assert (one.fate, one.moved) == (Fate.SAME, True)

    def test_facts_that_differ(self):
        after = [
            Part(one.uid, one.kind, one.texts, one.parent, one.facts | {"source": "საქსტატი"})
            if one.uid == "f1"
            else one
            for one in house_parts()
        ]
        one = told(house_parts(), after)["f1"]
        assert one.fate is Fate.CHANGED
        assert [(change, fact.text) for change, fact in one.facts] == [
            (Change.GONE, "ევროკომისია"),
            (Change.NEW, "საქსტატი"),
        ]

    def test_long_passages_that_stayed_are_folded(self):
        words = [f"სიტყვა{number}" for number in range(100)]
        before = [Part("b", PartKind.BODY, {"ka": " ".join(words)})]
        changed = [*words[:50], "სხვა", *words[51:]]
        after = [Part("b", PartKind.BODY, {"ka": " ".join(changed)})]
        passages = told(before, after)["b"].texts[0].passages
        assert [one.folded for one in passages if one.folded] == [38, 37]
        shown = "".join(one.text for one in passages)
        assert "სიტყვა38 " in shown
        assert "სიტყვა37 " not in shown
        assert "სიტყვა62" in shown
        whole = told(before, after, whole=True)["b"].texts[0].passages
        kept = "".join(one.text for one in whole if one.change is not Change.NEW)
        assert kept == " ".join(words)


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR, language="en")


@pytest.fixture
def message_id(app, editor):
    """Three versions; the first is in force."""
    message = approved_message(editor)
    parts = with_text(house_parts(), "u", "ka", "ევროკავშირი ფერმერებსაც ეხმარება.")
    save_version(message, parts, actor=editor, expected_number=1, note="ფერმერები დაემატა")
    parts = with_text(parts, "p3", "ka", "განათლება ყველასთვის")
    save_version(message, parts, actor=editor, expected_number=2)
    db.session.commit()
    return message.id


def test_the_list_says_when_who_and_which_is_in_force(browser, editor, message_id):
    browser.sign_in(editor)
    answer = browser.get(f"/desk/drafts/{message_id}/versions")
    rows = answer.texts("tbody tr")
    assert len(rows) == 3
    assert rows[0].startswith("Version 3 present")
    assert "ფერმერები დაემატა" in rows[1]
    assert rows[2].startswith("Version 1 in force")
    chosen = [(one["name"], one["value"]) for one in answer.html.select("input[checked]")]
    assert sorted(chosen) == [("from", "1"), ("to", "3")]


def test_any_two_are_compared(browser, editor, message_id):
    browser.sign_in(editor)
    here = f"/desk/drafts/{message_id}/compare"
    usual = browser.get(here)
    assert usual.texts("main .card h2") == ["Umbrella message changed", "Pillar changed"]
    assert usual.texts("main .card del") == ["ოჯახებს"]
    assert usual.texts("main .card ins") == ["ფერმერებსაც", "ყველასთვის"]
    assert usual.html.select_one("main .card p")["lang"] == "ka"
    back = browser.get(f"{here}?from=3&to=2")
    assert back.texts("main .card del") == ["ყველასთვის"]
    assert browser.get(f"{here}?from=2&to=2").texts("main .note") == ["Both versions say the same."]
    assert len(browser.get(f"{here}?whole=1").texts("main .card")) == len(house_parts())
    assert browser.get(f"{here}?from=1&to=9").status == 404


def test_one_version_is_read_part_by_part(browser, editor, message_id):
    browser.sign_in(editor)
    first = browser.get(f"/desk/drafts/{message_id}/versions/1")
    assert "ევროკავშირი ოჯახებს ეხმარება." in first.texts("main .card")[1]
    assert "ევროკომისია" in first.text
    assert first.html.select_one("form[action$=restore]") is not None
    present = browser.get(f"/desk/drafts/{message_id}/versions/3")
    assert present.html.select_one("form[action$=restore]") is None
    assert browser.get(f"/desk/drafts/{message_id}/versions/4").status == 404


def test_an_old_version_is_brought_back_as_a_new_one(browser, editor, message_id):
    browser.sign_in(editor)
    here = f"/desk/drafts/{message_id}/versions/1/restore"
    answer = browser.post(here, {"number": 3})
    assert (answer.status, answer.location) == (303, f"/desk/messages/{message_id}")
    message = find_message(message_id)
    assert message.current_number == 4
    assert message.approved_number == 1
    assert message.state is DraftState.DRAFT
    assert message.current.parts == house_parts_of(1, message_id)
    assert message.current.based_on == 1
    again = browser.post(here, {"number": 4})
    assert again.location == f"/desk/drafts/{message_id}/versions"
    assert find_message(message_id).current_number == 4


def house_parts_of(number: int, message_id: int) -> list[Part]:
    chosen = sa.select(DraftVersion.content).where(
        DraftVersion.draft_id == message_id, DraftVersion.number == number
    )
    return read_parts(db.session.scalar(chosen))


def test_a_form_that_is_out_of_date_brings_nothing_back(browser, editor, message_id):
    browser.sign_in(editor)
    answer = browser.post(f"/desk/drafts/{message_id}/versions/1/restore", {"number": 2})
    assert answer.status == 409
    assert find_message(message_id).current_number == 3
    assert browser.post(f"/desk/drafts/{message_id}/versions/1/restore", {}).status == 409


def test_what_waits_for_approval_is_not_written_over(browser, editor, message_id):
    find_message(message_id).state = DraftState.SUBMITTED
    db.session.commit()
    browser.sign_in(editor)
    restore = f"/desk/drafts/{message_id}/versions/1/restore"
    assert browser.post(restore, {"number": 3}).status == 403
    page = browser.get(f"/desk/drafts/{message_id}/versions/1")
    assert page.html.select_one("form[action$=restore]") is None


def test_others_reach_none_of_it(browser, make_user, message_id):
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია"))
    here = f"/desk/drafts/{message_id}"
    for path in ("versions", "versions/1", "versions/3", "compare"):
        assert browser.get(f"{here}/{path}").status == 404
    # Partners write no messages at all.
    assert browser.post(f"{here}/versions/1/restore", {"number": 3}).status == 403
    browser.sign_in(make_user(Role.AGENCY_MEMBER, organisation="სააგენტო"))
    assert browser.post(f"{here}/versions/1/restore", {"number": 3}).status == 404


def test_the_page_of_the_text_shows_the_latest(browser, editor, message_id):
    browser.sign_in(editor)
    answer = browser.get(f"/desk/messages/{message_id}")
    assert len(answer.texts("#versions-panel ol li")) == 3
    assert answer.html.select_one(f'a[href="/desk/drafts/{message_id}/compare"]') is not None
