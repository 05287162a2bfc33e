"""Commenting and dealing with comments, with htmx and without."""

import brotli
import pytest

from stratcom.db import db
from stratcom.drafting.enums import CommentState
from stratcom.drafting.models import DraftComment
from stratcom.drafting.queries import find_draft
from tests.drafting.sample import (
    MINISTRY,
    NGO,
    comment,
    made_by,
    open_round,
    organisation,
    path,
    suggest,
    write,
)
from tests.messages.sample import draft_message


@pytest.fixture
def draft(author, agency, ngo):
    made = find_draft(draft_message(author).id)
    open_round(made, organisation(MINISTRY), organisation(NGO), actor=author, note="ნახეთ.")
    db.session.commit()
    return made


def test_comment_swaps_only_the_comments_of_its_part(browser, agency, draft):
    browser.sign_in(agency)
    form = browser.get(path(draft, "comment?part=b&language=ka"), htmx=True)
    assert form.html.select_one("#comment-form option[value=b][selected]")
    assert len(brotli.compress(form.data)) < 4096
    sent = {"part": "b", "language": "ka", "quote": "სრული ტექსტი", "text": "დააზუსტეთ."}
    answered = browser.post(path(draft, "comment"), sent, htmx=True)
    assert answered.status == 200
    assert answered.headers["HX-Retarget"] == "#of-b"
    assert answered.html.find(True)["id"] == "of-b"
    assert answered.texts("#c1 p.pre") == ["დააზუსტეთ."]
    assert len(brotli.compress(answered.data)) < 4096
    whole = browser.get(path(draft, "review?view=ka"))
    assert [one.get_text() for one in whole.html.select("mark")] == ["სრული", " ტექსტი"]
    assert whole.html.select_one("#m1")["href"] == "#c1"


def test_comment_works_without_scripts(browser, agency, draft):
    browser.sign_in(agency)
    sent = {"part": "b", "language": "ka", "quote": "სრული ტექსტი", "text": "დააზუსტეთ."}
    done = browser.post(path(draft, "comment"), sent)
    assert (done.status, done.location) == (303, f"{path(draft, 'review')}#of-b")


@pytest.mark.parametrize("htmx", [False, True])
def test_refused_comment_keeps_everything(browser, agency, draft, htmx):
    browser.sign_in(agency)
    sent = {
        "part": "b",
        "language": "ka",
        "quote": "ეს ტექსტში არ წერია",
        "text": "დააზუსტეთ.",
        "replacement": "ასე",
    }
    refused = browser.post(path(draft, "comment"), sent, htmx=htmx)
    assert refused.status == 422
    form = refused.html.select_one("#comment-form")
    for name in ("quote", "text", "replacement"):
        assert form.select_one(f"textarea[name={name}]").get_text().strip() == sent[name]
    assert form.select_one("#quote-error")
    assert comments_of(draft) == 0


def comments_of(draft):
    return db.session.query(DraftComment).filter_by(draft_id=draft.id).count()


@pytest.mark.parametrize("htmx", [False, True])
def test_author_takes_a_suggestion_into_the_text(browser, author, agency, draft, htmx):
    made = suggest(draft, agency, "სრული", "ვრცელი")
    db.session.commit()
    browser.sign_in(author)
    assert "შეიტანეთ ტექსტში" in browser.get(path(draft, "comments", made.id)).text
    done = browser.post(path(draft, "comments", made.id), {"act": "accept"}, htmx=htmx)
    assert done.status == (200 if htmx else 303)
    if htmx:
        assert done.headers["HX-Retarget"] == "#c1"
        assert done.html.find(True)["id"] == "c1"
        assert "შეტანილია ტექსტში" in done.text
    assert find_draft(draft.id).current_number == 2
    assert (
        "ვრცელი" in browser.get(path(draft, "review?view=ka")).html.select_one(".text strong").text
    )


@pytest.mark.parametrize("htmx", [False, True])
def test_suggestion_for_words_that_are_gone_is_said_clearly(browser, author, agency, draft, htmx):
    made = suggest(draft, agency, "სრული", "ვრცელი")
    write(draft, "სხვა", author)
    db.session.commit()
    browser.sign_in(author)
    sent = {"act": "accept", "text": "კარგია"}
    refused = browser.post(path(draft, "comments", made.id), sent, htmx=htmx)
    assert refused.status == 409
    assert "ეს მონაკვეთი ტექსტში აღარ არის" in refused.texts(".error-summary")[0]
    assert refused.html.select_one("textarea").get_text().strip() == "კარგია"
    assert find_draft(draft.id).current_number == 2


@pytest.mark.parametrize(
    ("act", "text", "status", "state"),
    [
        ("decline", "", 422, CommentState.OPEN),
        ("decline", "წყარო მითითებულია", 303, CommentState.DECLINED),
        ("resolve", "", 303, CommentState.RESOLVED),
        ("reply", "", 422, CommentState.OPEN),
        ("reply", "დავაზუსტებთ", 303, CommentState.OPEN),
        ("accept", "", 422, CommentState.OPEN),
    ],
)
def test_author_deals_with_comments(browser, author, agency, draft, act, text, status, state):
    made = made_by(draft, agency)
    browser.sign_in(author)
    done = browser.post(path(draft, "comments", made.id), {"act": act, "text": text})
    assert done.status == status
    assert db.session.get(DraftComment, made.id).state is state


def test_reviewer_takes_a_comment_back_but_decides_nothing(browser, agency, draft):
    made = made_by(draft, agency)
    suggested = suggest(draft, agency, "სრული", "ვრცელი")
    db.session.commit()
    browser.sign_in(agency)
    for act in ("accept", "decline"):
        sent = {"act": act, "text": "ა"}
        assert browser.post(path(draft, "comments", suggested.id), sent).status == 403
    assert browser.post(path(draft, "comments", made.id), {"act": "resolve"}).status == 303


def test_long_text_with_fifty_comments_is_thin(browser, author, agency, draft):
    words = [f"სიტყვა{number}" for number in range(5_000)]
    lines = [" ".join(words[at : at + 50]) for at in range(0, 5_000, 50)]
    write(draft, "\n\n".join(lines), author)
    for number in range(50):
        comment(draft, agency, f"სიტყვა{number * 90} სიტყვა{number * 90 + 1}", text="წყარო?")
    db.session.commit()
    browser.sign_in(author)
    with_comments = browser.get(path(draft, "review?view=ka"))
    assert len(with_comments.html.select("mark")) == 50
    text = brotli.compress("\n\n".join(lines).encode(), quality=4)
    weight = len(brotli.compress(with_comments.data, quality=4)) - len(text)
    assert weight < 8 * 1024
