"""Nothing of a message but what was approved for everybody reaches anyone outside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import Decision, DraftState, PartKind, Verdict
from stratcom.drafting.models import (
    DraftApproval,
    DraftComment,
    DraftKeep,
    DraftReview,
    DraftReviewer,
)
from stratcom.drafting.parts import Part
from stratcom.drafting.services.versions import save_version
from stratcom.messages.enums import Circle, UseKind
from stratcom.messages.models import MessageReader, MessageUse
from stratcom.messages.services import questions
from stratcom.messages.services.filing import file_message
from stratcom.messages.services.pledging import pledge
from stratcom.moments import today
from tests.messages.sample import approved_message, draft_message, house_parts

SECRET = "იდუმალება"
WORD = "zqxsecret"
BOTH = {"ka": f"{SECRET} {WORD}", "en": f"{SECRET} {WORD}"}
INTERNAL = (PartKind.AVOID, PartKind.SAY, PartKind.VARIANT)


def parts_with_secrets():
    """The house of the sample, with the secret in every part that is not for everybody."""
    yesterday = (today() - timedelta(days=1)).isoformat()
    shown = [
        replace(one, texts=BOTH, facts=dict(one.facts)) if one.kind in INTERNAL else one
        for one in house_parts()
    ]
    web = {"audience": WORD, "channel": "web", "language": "ka"}
    return [
        *shown,
        Part("v9", PartKind.VARIANT, BOTH, "", web),
        Part("f8", PartKind.PROOF, BOTH, "p1", {"until": yesterday, "source": SECRET, "url": WORD}),
        Part("f9", PartKind.PROOF, BOTH, "", {"until": yesterday}),
    ]


@pytest.fixture
def message(make_user, monkeypatch):
    """A public message with the secret in everything around it that is not public."""
    monkeypatch.setattr("tests.messages.sample.house_parts", lambda _title: parts_with_secrets())
    steward = make_user(
        Role.EDITOR, name=SECRET, name_en=WORD, login=WORD, email=f"{WORD}@example.ge"
    )
    partner = make_user(Role.PARTNER, organisation=SECRET, name=SECRET)
    shown = approved_message(
        steward,
        public=True,
        published_at=utcnow(),
        owner_id=partner.organisation_id,
        return_reason=SECRET,
    )
    db.session.flush()
    db.session.add(MessageReader(message_id=shown.id, organisation_id=partner.organisation_id))
    pledge(shown, note=SECRET, actor=partner)
    asked = questions.ask_as_partner(shown, SECRET, actor=partner)
    questions.answer(asked, SECRET, actor=steward, expected_version=asked.row_version)
    questions.ask_as_reader(shown, SECRET, email=f"{WORD}@example.org", language="ka")
    _add_work(shown, steward, partner)
    newer = [replace(one, texts=BOTH) for one in house_parts()]
    save_version(shown, newer, actor=steward, expected_number=1, note=SECRET)
    shown.state, shown.return_reason = DraftState.RETURNED, f"{SECRET} {WORD}"
    file_message(shown)
    db.session.commit()
    return shown


def _add_work(shown, steward, partner):
    """A round of review, comments, what was typed, decisions and uses, all with the secret."""
    review = DraftReview(
        draft_id=shown.id, number=1, opened_by_id=steward.id, due_on=today(), note=SECRET
    )
    db.session.add(review)
    db.session.flush()
    db.session.add_all(
        [
            DraftReviewer(
                review_id=review.id,
                organisation_id=partner.organisation_id,
                verdict=Verdict.OBJECT,
                remarks=SECRET,
            ),
            DraftComment(
                draft_id=shown.id, number=1, quote=SECRET, text=SECRET, author_id=steward.id
            ),
            DraftKeep(
                draft_id=shown.id, user_id=steward.id, base_number=1, fields={"title": SECRET}
            ),
            DraftApproval(draft_id=shown.id, number=1, decision=Decision.RETURNED, reason=SECRET),
            MessageUse(
                message_id=shown.id,
                number=1,
                kind=UseKind.OTHER,
                reference=SECRET,
                note=SECRET,
                organisation_id=partner.organisation_id,
            ),
        ]
    )


@pytest.fixture
def hidden(make_user):
    """Messages that nobody outside may hear of, each with the secret for a title."""
    steward = make_user(Role.EDITOR)
    made = [
        draft_message(steward, SECRET, public=True),
        approved_message(steward, SECRET),
        approved_message(steward, SECRET, circle=Circle.DEPARTMENT),
        approved_message(
            steward, SECRET, public=True, withdrawn_at=utcnow(), withdrawal_reason=WORD
        ),
        approved_message(steward, SECRET, public=True, archived_at=utcnow()),
        approved_message(steward, SECRET, public=True, valid_from=today() + timedelta(days=1)),
        approved_message(steward, SECRET, public=True, valid_until=today() - timedelta(days=1)),
    ]
    db.session.commit()
    return made


def everything(messages):
    """Every public answer that could tell of the messages."""
    paths = ["/", "/messages/", "/feeds/messages.atom", "/events/", "/partners/"]
    for query in (SECRET, WORD, "მოდი", "ევროპა"):
        paths += [f"/messages/?q={query}", f"/feeds/messages.atom?q={query}"]
    for one in messages:
        paths += [f"/messages/{one.id}{end}" for end in ("/", "-x/", "-x/ask", "-x/asked")]
    paths = [root + path for path in paths for root in ("", "/en")]
    return [*paths, "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-messages.xml"]


def said_by(answer, asked_for_it):
    """What an answer says, but for what it repeats of the search itself."""
    if not answer.headers["Content-Type"].startswith("text/html"):
        entries = "".join(answer.text.partition("<entry>")[1:])
        return entries if asked_for_it else answer.text
    return " ".join(answer.texts(".says")) if asked_for_it else answer.text


def assert_silent(browser, path):
    """No answer to the address, nor where it leads, holds the secret."""
    answer = browser.get(path)
    assert answer.status in {200, 301, 404, 410}, path
    text = f"{said_by(answer, '?q=' in path)}{answer.location}"
    for secret in (SECRET, WORD, "idumaleba"):
        assert secret not in text, path
    if answer.status == 301:
        assert_silent(browser, answer.location)


def test_no_public_answer_holds_a_secret(browser, message, hidden):
    for path in everything([message, *hidden]):
        assert_silent(browser, path)
    for root in ("", "/en"):
        shown = browser.get(browser.get(f"{root}/messages/{message.id}/").location)
        assert (shown.status, len(shown.html.select(".holds section"))) == (200, 3)


def test_secret_words_find_nothing(browser, message, hidden):
    for word in (SECRET, WORD):
        answer = browser.get(f"/messages/?q={word}")
        found = answer.texts("ul.says h2")
        # Words of facts that ran out were public once; what is found shows none of them.
        assert all(SECRET not in one for one in found)
        assert found in ([], ["ევროპა ჩვენი სახლია"])
