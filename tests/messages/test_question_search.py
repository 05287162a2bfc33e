"""Questions as the search finds them: by those who answer, and by those who asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Permission, Role
from stratcom.db import db, utcnow
from stratcom.i18n import in_language
from stratcom.messages.enums import Circle, CloseReason
from stratcom.messages.questions.queries import own_questions
from stratcom.messages.questions.retention import forget
from stratcom.messages.questions.search_source import QuestionSource
from stratcom.messages.services import questions
from stratcom.messages.services.filing import file_message
from stratcom.partners import merging
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import find, matching
from stratcom.search.models import SearchDocument, SearchWord
from stratcom.search.query import read_query
from tests.messages.sample import approved_message

ASKED, ANSWERED = "საძოვარი", "იჯარა"
TEXT = "ვის ეკუთვნის საძოვრები?"
ADDRESS = "zurabi@example.org"


@pytest.fixture
def message(editor):
    return approved_message(editor)


@pytest.fixture
def partner(make_user):
    return make_user(Role.PARTNER, organisation="ჭიათურის ბიბლიოთეკა")


def found(text, user):
    return list(db.session.scalars(matching(Kind.QUESTION, read_query(text), user)))


def up_to_date(*asked):
    db.session.flush()
    return file_records(QuestionSource(), [one.id for one in asked]) == 0


def test_an_organisation_finds_its_own_question_and_staff_all(message, partner, make_user, editor):
    colleague = make_user(Role.PARTNER, organisation="ჭიათურის ბიბლიოთეკა")
    other = make_user(Role.PARTNER, organisation="ხონის მუზეუმი")
    asked = questions.ask_as_partner(message, TEXT, actor=partner)
    for user in (partner, colleague, editor):
        assert found(ASKED, user) == [asked.id]
        assert found(ANSWERED, user) == []
    questions.answer(asked, "იჯარით გაიცემა.", actor=editor, expected_version=asked.row_version)
    for user in (partner, colleague, editor):
        assert found(f"{ASKED} {ANSWERED}", user) == [asked.id]
    assert found(ASKED, other) == found(ASKED, None) == []
    assert up_to_date(asked)


def test_who_asked_without_an_organisation_finds_it_alone(message, make_user):
    alone, other = (make_user(Role.OBSERVER, login=one) for one in ("alone", "other"))
    asked = questions.ask_as_partner(message, TEXT, actor=alone)
    assert found(ASKED, alone) == [asked.id]
    assert found(ASKED, other) == []


def test_every_role_finds_what_the_page_of_the_message_shows(message, partner, make_user, editor):
    asked = questions.ask_as_partner(message, TEXT, actor=partner)
    users = [make_user(role, organisation="ჭიათურის ბიბლიოთეკა") for role in Role]
    users += [make_user(role, organisation="ხონის მუზეუმი") for role in Role]
    for circle in Circle:
        message.circle = circle
        file_message(message)
        sees = {Circle.DEPARTMENT: set(), Circle.AGENCIES: {Role.AGENCY_MEMBER, Role.IMPLEMENTER}}
        for user in users:
            opens = user.role in sees.get(circle, set(Role))
            own = opens and asked in own_questions(user, message.id)
            shown = own or user.can(Permission.MESSAGE_ANSWER)
            assert found(ASKED, user) == ([asked.id] if shown else []), (circle, user.role)
        assert up_to_date(asked)


def test_what_readers_wrote_is_for_those_who_answer(message, partner, editor):
    text = f"{TEXT} მომწერეთ: {ADDRESS}"
    asked = questions.ask_as_reader(message, text, email=ADDRESS, language="ka")
    assert found(ASKED, editor) == [asked.id]
    assert found("მომწერეთ", editor) == [asked.id]
    assert found(ASKED, partner) == found(ASKED, None) == []
    for word in ("zurabi", "zurabi@example.org", "ზურაბი"):
        assert found(word, editor) == []
    db.session.commit()
    assert "zurabi" not in set(db.session.scalars(sa.select(SearchWord.word)))


def test_text_that_is_erased_leaves_the_index_at_once(message, editor):
    asked = questions.ask_as_reader(message, TEXT, email="", language="ka")
    version = asked.row_version
    questions.close(asked, CloseReason.ABUSE, actor=editor, expected_version=version)
    db.session.commit()
    assert found(ASKED, editor) == [asked.id]
    assert forget(utcnow() + timedelta(days=31)) == 1
    assert found(ASKED, editor) == []
    mine = sa.select(SearchDocument).where(SearchDocument.kind == int(Kind.QUESTION))
    assert db.session.scalars(mine).all() == []
    db.session.commit()
    assert "საძოვრები" not in set(db.session.scalars(sa.select(SearchWord.word)))


def test_a_merge_of_organisations_takes_questions_along(message, partner, make_user, editor):
    kept = make_user(Role.PARTNER, organisation="ხონის მუზეუმი")
    asked = questions.ask_as_partner(message, TEXT, actor=partner)
    db.session.commit()
    ids = (kept.organisation_id, partner.organisation_id)
    versions = [merging.load(one).row_version for one in ids]
    merge = merging.merge(
        *ids, choices={}, actor=editor, kept_version=versions[0], gone_version=versions[1]
    )
    db.session.refresh(kept)
    assert found(ASKED, kept) == [asked.id]
    merging.undo_merge(merge, actor=editor)
    assert found(ASKED, kept) == []
    db.session.refresh(partner)
    assert found(ASKED, partner) == [asked.id]


def test_cards_lead_to_where_each_reads_it(message, partner, editor):
    asked = questions.ask_as_partner(message, f"{TEXT} {'და ' * 90}", actor=partner)
    source = QuestionSource()
    with in_language("en"):
        staff = source.cards([asked.id], editor)[asked.id]
        mine = source.cards([asked.id], partner)[asked.id]
    assert staff.path == f"/desk/messages/questions/{asked.id}/"
    assert mine.path == f"/desk/messages/{message.id}#my-questions"
    assert list(mine.facts) == ["Unanswered", "Europe is our home"]
    assert mine.title_ka.startswith(TEXT)
    assert mine.title_ka.endswith("…")
    (hit,) = find(read_query(ASKED), Kind.QUESTION, partner).items
    assert hit.title_ka == mine.title_ka
    assert list(source.ids(after=0, limit=5)) == [asked.id]
