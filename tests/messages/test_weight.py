"""A long text that many commented on: what its pages weigh and how long they take."""

import random

import brotli
import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.models import DraftComment
from stratcom.drafting.parts import Part
from stratcom.drafting.services.versions import save_version
from stratcom.messages.queries import find_message
from stratcom.prose.counting import count_words
from stratcom.web.compression import BROTLI_QUALITY
from tests.conftest import POSTGRES
from tests.messages.sample import approved_message, house_parts
from tests.messages.test_lists import count_statements

WORDS = 10_000
COMMENTS = 50
BUDGET = 8 * 1024
BR = {"headers": {"Accept-Encoding": "br"}}
LETTERS = "აბგდევზთიკლმნოპრსტუქღშჩცძწჭხჯ"
ENDINGS = ("ი", "ის", "მა", "ში", "თან", "ების", "ებს", "ზე", "იდან", "ად", "ისთვის", "ებით")
SMALL = ("და", "რომ", "არის", "ეს", "მათ", "უკვე", "ასევე", "ყველა", "ახალი", "დიდი")
STEMS = ["".join(random.Random(one).choices(LETTERS, k=4 + one % 5)) for one in range(600)]


def sentences(count, *, seed):
    """Georgian words in sentences and paragraphs; no two paragraphs are alike."""
    chance = random.Random(seed)
    said = []
    while count > 0:
        size = min(count, chance.randint(6, 16))
        found = [
            chance.choice(SMALL)
            if chance.random() < 0.25
            else chance.choice(STEMS) + chance.choice(ENDINGS)
            for _ in range(size)
        ]
        said.append(" ".join(found) + (".\n\n" if chance.random() < 0.15 else ". "))
        count -= size
    return "".join(said)


def long_house():
    """10,000 words: a body, five pillars with texts and facts, forty questions."""
    text = iter(range(10_000))
    parts = [one for one in house_parts() if one.uid in {"t", "u"}]
    parts.append(Part("body", PartKind.BODY, {"ka": sentences(2_000, seed=next(text))}))
    for number in range(5):
        uid = f"pillar{number}"
        heading = sentences(6, seed=next(text))
        parts.append(Part(uid, PartKind.PILLAR, {"ka": heading}))
        parts.append(Part(f"{uid}b", PartKind.BODY, {"ka": sentences(900, seed=next(text))}, uid))
        parts += [
            Part(
                f"{uid}f{one}",
                PartKind.PROOF,
                {"ka": sentences(20, seed=next(text))},
                uid,
                {"source": "საქსტატი", "day": "2026-01-01"},
            )
            for one in range(5)
        ]
    for number in range(40):
        question = sentences(10, seed=next(text))
        parts.append(Part(f"q{number}", PartKind.QUESTION, {"ka": question}))
        answer = sentences(65, seed=next(text))
        parts.append(Part(f"a{number}", PartKind.ANSWER, {"ka": answer}, f"q{number}"))
    return parts


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def message_id(app, editor):
    """An agreed text of 10,000 words with 50 comments."""
    message = approved_message(editor)
    parts = long_house()
    save_version(message, parts, actor=editor, expected_number=1)
    message.approved_number = 2
    for number in range(COMMENTS):
        one = parts[2 + number]
        db.session.add(
            DraftComment(
                draft_id=message.id,
                number=2,
                part=one.uid,
                quote=one.text("ka")[:20],
                end=20,
                text=sentences(30, seed=1_000 + number),
                author_id=editor.id,
            )
        )
    db.session.commit()
    return message.id


def packed(texts):
    """What texts weigh, packed as answers are."""
    return len(brotli.compress("\n".join(texts).encode(), quality=BROTLI_QUALITY))


def own_text(message_id):
    """The text of the message part by part."""
    said = [one.text("ka") for one in find_message(message_id).current.parts]
    assert WORDS <= sum(count_words(one) for one in said) <= WORDS * 1.1
    return said


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PARTNER])
def test_its_page_weighs_little_more_than_its_text(browser, make_user, message_id, role):
    browser.sign_in(make_user(role, organisation="ორგანიზაცია"))
    answer = browser.get(f"/desk/messages/{message_id}", **BR)
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= packed(own_text(message_id)) + BUDGET


def test_its_page_of_comments_weighs_little_more_than_text_and_comments(
    browser, editor, message_id
):
    browser.sign_in(editor)
    answer = browser.get(f"/desk/drafts/{message_id}/review", **BR)
    assert answer.status == 200
    comments = db.session.scalars(sa.select(DraftComment.text)).all()
    assert len(comments) == COMMENTS
    assert len(answer.data) <= packed([*own_text(message_id), *comments]) + BUDGET


def test_it_is_compared_with_another_text_as_long(browser, editor, message_id):
    message = find_message(message_id)
    anew = [
        Part(one.uid, one.kind, {"ka": one.text("ka")[::-1]}, one.parent, one.facts)
        for one in message.current.parts
    ]
    save_version(message, anew, actor=editor, expected_number=2)
    db.session.commit()
    browser.sign_in(editor)
    answer = browser.get(f"/desk/drafts/{message_id}/compare?from=2&to=3")
    assert answer.status == 200


def test_a_longer_text_asks_no_more_of_the_database(browser, editor, message_id):
    short = approved_message(editor, "მოკლე")
    db.session.commit()
    short_id = short.id
    browser.sign_in(editor)
    few = count_statements(browser, f"/desk/messages/{short_id}")
    many = count_statements(browser, f"/desk/messages/{message_id}")
    assert many - few <= 2
    assert many <= (60 if POSTGRES else 50)
