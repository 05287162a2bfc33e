"""Differences told briefly, and the text that a translation was made from."""

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.parts import with_text
from stratcom.drafting.queries import find_draft, parts_of
from stratcom.drafting.services.versions import save_version
from stratcom.drafting.versions.origins import translated_from
from stratcom.drafting.versions.showing import GAP, shortened
from stratcom.prose.differences import Change
from tests.messages.sample import draft_message

LONG = " ".join(f"სიტყვა{number}" for number in range(200))


def test_what_stayed_is_cut_between_changes_and_at_both_ends():
    pieces = shortened(f"ერთი {LONG} ორი {LONG}", f"სამი {LONG} ოთხი {LONG}")
    told = [(one.change, len(one.text) < 250) for one in pieces]
    assert told == [
        (Change.GONE, True), (Change.NEW, True), (Change.SAME, True),
        (Change.GONE, True), (Change.NEW, True), (Change.SAME, True),
    ]  # fmt: skip
    assert pieces[2].text.count(GAP) == 1
    assert pieces[2].text.startswith("სიტყვა0 ")
    assert pieces[-1].text.endswith(GAP)


def test_short_texts_are_told_whole():
    pieces = shortened("ევროკავშირი ოჯახებს ეხმარება.", "ევროკავშირი ოჯახებს დაეხმარება.")
    kept = "".join(one.text for one in pieces if one.change is not Change.GONE)
    assert kept == "ევროკავშირი ოჯახებს დაეხმარება."


def test_source_of_a_stale_translation_is_found_several_versions_back(make_user):
    author = make_user(Role.EDITOR)
    message = draft_message(author)
    first = parts_of(message.id, 1)
    for number in range(1, 9):
        parts = with_text(parts_of(message.id, number), "u", "ka", f"ტექსტი {number}")
        save_version(message, parts, actor=author, expected_number=number)
    db.session.commit()
    draft = find_draft(message.id)
    found = translated_from(draft, draft.current.parts)
    assert found == {"u": next(one.text("ka") for one in first if one.uid == "u")}


def test_nothing_is_looked_for_where_nothing_is_stale(make_user):
    message = draft_message(make_user(Role.EDITOR))
    assert translated_from(message, parts_of(message.id, 1)) == {}
