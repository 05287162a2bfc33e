"""Rounds of review: asking, answering, reminding, closing, merging, handing over."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState, Verdict
from stratcom.drafting.handing import Texts, Views
from stratcom.drafting.holding import ORGANISATION_HOLDERS
from stratcom.drafting.models import DraftComment, DraftReviewer
from stratcom.drafting.queries import find_draft
from stratcom.drafting.review.queries import rounds
from stratcom.drafting.review.reminders import remind
from stratcom.drafting.services import reviewing
from stratcom.drafting.services.reviewing import Asked, usual_deadline
from stratcom.errors import DomainError
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from tests.drafting.sample import (
    CITY,
    MINISTRY,
    comment,
    open_round,
    organisation,
    told,
    write,
)
from tests.messages.sample import draft_message


@pytest.fixture
def draft(author):
    made = draft_message(author)
    db.session.commit()
    return find_draft(made.id)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 11, 27), date(2026, 12, 4)),
        (date(2026, 11, 28), date(2026, 12, 7)),
        (date(2026, 11, 29), date(2026, 12, 7)),
    ],
)
def test_usual_deadline_is_a_working_day_a_week_from_now(day, due):
    assert usual_deadline(day) == due


def test_everybody_asked_is_told_once(draft, author, agency, make_user):
    colleague = make_user(Role.AGENCY_MEMBER, organisation=MINISTRY)
    person = make_user(Role.OBSERVER)
    ministry = organisation(MINISTRY)
    review = open_round(draft, ministry, person, actor=author, note="ნახეთ ფაქტები")
    assert draft.state is DraftState.IN_REVIEW
    assert (review.number, len(review.reviewers)) == (1, 2)
    notices = told(NoticeKind.REVIEW_ASKED)
    assert {one.user_id for one in notices} == {agency.id, colleague.id, person.id}
    assert notices[0].path == f"/desk/drafts/{draft.id}/review"
    assert notices[0].words["reason"] == "ნახეთ ფაქტები"
    more = Asked(due_on=review.due_on, organisations=[ministry, organisation(CITY)])
    reviewing.change_round(draft, review, more, actor=author)
    assert len(rounds(draft)[0].reviewers) == 3
    assert len(told(NoticeKind.REVIEW_ASKED)) == 3


def test_moved_deadline_is_told_to_the_silent_alone(draft, author, agency, make_user):
    person = make_user(Role.OBSERVER)
    review = open_round(draft, organisation(MINISTRY), person, actor=author)
    reviewing.answer(draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=agency)
    later = Asked(due_on=review.due_on + timedelta(days=5))
    reviewing.change_round(draft, rounds(draft)[0], later, actor=author)
    last = told(NoticeKind.REVIEW_ASKED)[-1]
    assert last.user_id == person.id
    assert last.words["day"] == later.due_on.isoformat()
    assert len(told(NoticeKind.REVIEW_ASKED)) == 3


def test_second_round_closes_the_first(draft, author, agency):
    first = open_round(draft, organisation(MINISTRY), actor=author)
    write(draft, "სხვა ტექსტი", author)
    second = open_round(find_draft(draft.id), organisation(MINISTRY), actor=author)
    assert [one.id for one in rounds(draft)] == [second.id, first.id]
    assert db.session.get(type(first), first.id).closed_at is not None
    assert second.number == 2


def test_answer_is_kept_with_its_version_and_may_be_changed(draft, author, agency):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    one = review.reviewers[0]
    reviewing.answer(draft, one, Verdict.OBJECT, remarks="ციფრი მცდარია", number=1, actor=agency)
    draft = write(draft, "სხვა ტექსტი", author)
    one = rounds(draft)[0].reviewers[0]
    assert (one.verdict, one.verdict_number, one.answered_by_id) == (
        Verdict.OBJECT,
        1,
        agency.id,
    )
    assert [n.user_id for n in told(NoticeKind.REVIEW_ANSWERED)] == [author.id]
    reviewing.answer(draft, one, Verdict.AGREE, remarks="", number=2, actor=agency)
    trail = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "review.answered").order_by(AuditEntry.id)
    ).all()
    assert [entry.changes["verdict"] for entry in trail] == [[None, "object"], ["object", "agree"]]
    reviewing.answer(draft, one, Verdict.AGREE, remarks="", number=99, actor=agency)
    assert one.verdict_number == 2


@pytest.mark.parametrize("verdict", [Verdict.REMARKS, Verdict.OBJECT])
def test_remarks_and_objections_need_words(draft, author, agency, verdict):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    with pytest.raises(DomainError):
        reviewing.answer(draft, review.reviewers[0], verdict, remarks="", number=1, actor=agency)
    assert review.reviewers[0].verdict is None


def test_closed_round_takes_no_answers_and_leaves_the_silent_silent(draft, author, agency):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    reviewing.close_round(draft, actor=author)
    assert draft.state is DraftState.DRAFT
    with pytest.raises(DomainError):
        reviewing.answer(
            draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=agency
        )
    assert rounds(draft)[0].reviewers[0].answered_at is None


def test_whoever_answered_is_not_taken_off(draft, author, agency):
    review = open_round(draft, organisation(MINISTRY), organisation(CITY), actor=author)
    answered, silent = review.reviewers
    reviewing.answer(draft, answered, Verdict.AGREE, remarks="", number=1, actor=agency)
    with pytest.raises(DomainError):
        reviewing.take_off(draft, answered, actor=author)
    reviewing.take_off(draft, silent, actor=author)
    assert [one.id for one in rounds(draft)[0].reviewers] == [answered.id]


def days_of_news(review, first, last):
    """Days before the deadline on which somebody was reminded; every day is run twice."""
    found = {}
    for number in range(first, last, -1):
        news = remind(review.due_on - timedelta(days=number))
        assert remind(review.due_on - timedelta(days=number)) == 0
        if news:
            found[number] = news
    return found


def test_the_silent_alone_are_reminded(draft, author, agency, make_user):
    make_user(Role.OBSERVER, organisation=CITY)
    review = open_round(
        draft,
        organisation(MINISTRY),
        organisation(CITY),
        actor=author,
        due_on=today() + timedelta(days=10),
    )
    reviewing.answer(draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=agency)
    assert days_of_news(review, 9, -40) == {3: 1, 0: 1, -7: 1, -14: 1}
    assert agency.id not in {one.user_id for one in told(NoticeKind.REVIEW_SILENT)}


def test_nobody_is_reminded_of_what_was_asked_today_or_is_closed(draft, author, agency):
    review = open_round(draft, organisation(MINISTRY), actor=author, due_on=today())
    assert remind(today()) == 0
    assert remind(today() + timedelta(days=1)) == 1
    reviewing.close_round(draft, actor=author)
    assert remind(review.due_on + timedelta(days=7)) == 0


def test_author_reminds_once_in_a_day(draft, author, agency):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    assert reviewing.remind_silent(draft, review, actor=author) == 1
    assert reviewing.remind_silent(draft, rounds(draft)[0], actor=author) == 0
    rounds(draft)[0].reviewers[0].reminded_at = utcnow() - timedelta(days=2)
    db.session.flush()
    assert len(told(NoticeKind.REVIEW_SILENT)) == 1


def test_merged_organisation_takes_reviews_along_but_asks_nobody_twice(draft, author, agency):
    ministry, double = organisation(MINISTRY), organisation("საგარეო სამინისტრო")
    open_round(draft, ministry, double, actor=author)
    other = draft_message(author, "სხვა გზავნილი")
    open_round(find_draft(other.id), double, actor=author)
    holders = {one.name: one for one in ORGANISATION_HOLDERS}
    assert holders["draft_reviewers"].count(double.id) == 2
    moved = holders["draft_reviewers"].move(double.id, ministry.id)
    db.session.expire_all()
    assert len(moved) == 1
    assert db.session.get(DraftReviewer, moved[0]).organisation_id == ministry.id
    assert holders["draft_reviewers"].move(ministry.id, double.id, moved) == moved
    made = comment(draft, agency, "ტექსტი")
    assert holders["draft_comments"].move(ministry.id, double.id) == [made.id]
    db.session.expire_all()
    assert db.session.get(DraftComment, made.id).organisation_id == double.id


def test_leaver_hands_over_texts_and_open_questions(draft, author, make_user):
    leaver, heir = make_user(Role.EDITOR), make_user(Role.EDITOR)
    draft.steward_id = leaver.id
    open_round(draft, leaver, actor=author)
    assert (Texts().count(leaver), Views().count(leaver)) == (1, 1)
    assert (Texts().hand_over(leaver, heir), Views().hand_over(leaver, heir)) == (1, 1)
    assert draft.steward_id == heir.id
    assert rounds(draft)[0].reviewers[0].user_id == heir.id
    assert (Texts().count(leaver), Views().count(leaver)) == (0, 0)


def test_machine_may_close_a_round(draft, author):
    open_round(draft, organisation(CITY), actor=author)
    reviewing.close_round(draft, actor=Machine())
    assert rounds(draft)[0].closed_at is not None
