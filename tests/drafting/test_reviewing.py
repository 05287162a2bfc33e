"""Rounds of review: asking, answering, reminding, closing; comments and suggestions."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.drafting.enums import CommentState, DraftState, Verdict
from stratcom.drafting.handing import Texts, Views
from stratcom.drafting.holding import ORGANISATION_HOLDERS
from stratcom.drafting.models import DraftComment, DraftReviewer
from stratcom.drafting.parts import find_part, with_text
from stratcom.drafting.queries import find_draft, parts_of
from stratcom.drafting.review_queries import comments, rounds, standing
from stratcom.drafting.review_reminders import remind
from stratcom.drafting.review_text import read_text, threads_of
from stratcom.drafting.services import commenting, reviewing
from stratcom.drafting.services.reviewing import Asked, usual_deadline
from stratcom.drafting.services.versions import save_version
from stratcom.errors import DomainError, StaleError
from stratcom.moments import today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from tests.drafting.sample import comment, open_round, organisation, suggest
from tests.messages.sample import draft_message

MINISTRY, CITY = "საგარეო საქმეთა სამინისტრო", "გორის მუნიციპალიტეტის მერია"


@pytest.fixture
def author(make_user):
    return make_user(Role.EDITOR, name="ავტორი")


@pytest.fixture
def reviewer(make_user):
    return make_user(Role.AGENCY_MEMBER, organisation=MINISTRY, name="თამარი")


@pytest.fixture
def draft(author):
    made = draft_message(author)
    db.session.commit()
    return find_draft(made.id)


def told(kind):
    """Who was told of that, oldest first."""
    found = sa.select(Notice).where(Notice.kind == kind).order_by(Notice.id)
    return list(db.session.scalars(found))


def write(draft, text, author, part="b"):
    """A new version with that text in a part."""
    draft = find_draft(draft.id)
    parts = with_text(draft.current.parts, part, "ka", text)
    save_version(draft, parts, actor=author, expected_number=draft.current_number)
    return find_draft(draft.id)


def text_of(draft, part="b"):
    """What stands in a part of the present version."""
    parts = parts_of(draft.id, db.session.get(type(draft), draft.id).current_number)
    return find_part(parts, part).text("ka")


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


def test_everybody_asked_is_told_once(draft, author, reviewer, make_user):
    colleague = make_user(Role.AGENCY_MEMBER, organisation=MINISTRY)
    person = make_user(Role.OBSERVER)
    ministry = organisation(MINISTRY)
    review = open_round(draft, ministry, person, actor=author, note="ნახეთ ფაქტები")
    assert draft.state is DraftState.IN_REVIEW
    assert (review.number, len(review.reviewers)) == (1, 2)
    notices = told(NoticeKind.REVIEW_ASKED)
    assert {one.user_id for one in notices} == {reviewer.id, colleague.id, person.id}
    assert notices[0].path == f"/desk/drafts/{draft.id}/review"
    assert notices[0].words["reason"] == "ნახეთ ფაქტები"
    more = Asked(due_on=review.due_on, organisations=[ministry, organisation(CITY)])
    reviewing.change_round(draft, review, more, actor=author)
    assert len(rounds(draft)[0].reviewers) == 3
    assert len(told(NoticeKind.REVIEW_ASKED)) == 3


def test_moved_deadline_is_told_to_the_silent_alone(draft, author, reviewer, make_user):
    person = make_user(Role.OBSERVER)
    review = open_round(draft, organisation(MINISTRY), person, actor=author)
    reviewing.answer(
        draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=reviewer
    )
    later = Asked(due_on=review.due_on + timedelta(days=5))
    reviewing.change_round(draft, rounds(draft)[0], later, actor=author)
    last = told(NoticeKind.REVIEW_ASKED)[-1]
    assert last.user_id == person.id
    assert last.words["day"] == later.due_on.isoformat()
    assert len(told(NoticeKind.REVIEW_ASKED)) == 3


def test_second_round_closes_the_first(draft, author, reviewer):
    first = open_round(draft, organisation(MINISTRY), actor=author)
    write(draft, "სხვა ტექსტი", author)
    second = open_round(find_draft(draft.id), organisation(MINISTRY), actor=author)
    assert [one.id for one in rounds(draft)] == [second.id, first.id]
    assert db.session.get(type(first), first.id).closed_at is not None
    assert second.number == 2


def test_answer_is_kept_with_its_version_and_may_be_changed(draft, author, reviewer):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    one = review.reviewers[0]
    reviewing.answer(draft, one, Verdict.OBJECT, remarks="ციფრი მცდარია", number=1, actor=reviewer)
    draft = write(draft, "სხვა ტექსტი", author)
    one = rounds(draft)[0].reviewers[0]
    assert (one.verdict, one.verdict_number, one.answered_by_id) == (
        Verdict.OBJECT,
        1,
        reviewer.id,
    )
    assert [n.user_id for n in told(NoticeKind.REVIEW_ANSWERED)] == [author.id]
    reviewing.answer(draft, one, Verdict.AGREE, remarks="", number=2, actor=reviewer)
    trail = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "review.answered").order_by(AuditEntry.id)
    ).all()
    assert [entry.changes["verdict"] for entry in trail] == [[None, "object"], ["object", "agree"]]
    reviewing.answer(draft, one, Verdict.AGREE, remarks="", number=99, actor=reviewer)
    assert one.verdict_number == 2


@pytest.mark.parametrize("verdict", [Verdict.REMARKS, Verdict.OBJECT])
def test_remarks_and_objections_need_words(draft, author, reviewer, verdict):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    with pytest.raises(DomainError):
        reviewing.answer(draft, review.reviewers[0], verdict, remarks="", number=1, actor=reviewer)
    assert review.reviewers[0].verdict is None


def test_closed_round_takes_no_answers_and_leaves_the_silent_silent(draft, author, reviewer):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    reviewing.close_round(draft, actor=author)
    assert draft.state is DraftState.DRAFT
    with pytest.raises(DomainError):
        reviewing.answer(
            draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=reviewer
        )
    assert rounds(draft)[0].reviewers[0].answered_at is None


def test_whoever_answered_is_not_taken_off(draft, author, reviewer):
    review = open_round(draft, organisation(MINISTRY), organisation(CITY), actor=author)
    answered, silent = review.reviewers
    reviewing.answer(draft, answered, Verdict.AGREE, remarks="", number=1, actor=reviewer)
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


def test_the_silent_alone_are_reminded(draft, author, reviewer, make_user):
    make_user(Role.OBSERVER, organisation=CITY)
    review = open_round(
        draft,
        organisation(MINISTRY),
        organisation(CITY),
        actor=author,
        due_on=today() + timedelta(days=10),
    )
    reviewing.answer(
        draft, review.reviewers[0], Verdict.AGREE, remarks="", number=1, actor=reviewer
    )
    assert days_of_news(review, 9, -40) == {3: 1, 0: 1, -7: 1, -14: 1}
    assert reviewer.id not in {one.user_id for one in told(NoticeKind.REVIEW_SILENT)}


def test_nobody_is_reminded_of_what_was_asked_today_or_is_closed(draft, author, reviewer):
    review = open_round(draft, organisation(MINISTRY), actor=author, due_on=today())
    assert remind(today()) == 0
    assert remind(today() + timedelta(days=1)) == 1
    reviewing.close_round(draft, actor=author)
    assert remind(review.due_on + timedelta(days=7)) == 0


def test_author_reminds_once_in_a_day(draft, author, reviewer):
    review = open_round(draft, organisation(MINISTRY), actor=author)
    assert reviewing.remind_silent(draft, review, actor=author) == 1
    assert reviewing.remind_silent(draft, rounds(draft)[0], actor=author) == 0
    rounds(draft)[0].reviewers[0].reminded_at = utcnow() - timedelta(days=2)
    db.session.flush()
    assert len(told(NoticeKind.REVIEW_SILENT)) == 1


def test_comment_is_anchored_in_markdown_as_it_was_read(draft, author, reviewer):
    open_round(draft, organisation(MINISTRY), actor=author)
    made = comment(draft, reviewer, "გზავნილის სრული ტექსტი")
    assert made.quote == "გზავნილის **სრული** ტექსტი"
    assert text_of(draft)[made.start : made.end] == made.quote
    assert [one.user_id for one in told(NoticeKind.COMMENT_MADE)] == [author.id]
    comment(draft, reviewer, "ტექსტი")
    assert len(told(NoticeKind.COMMENT_MADE)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quote": "ასეთი სიტყვები არ წერია"}, "quote"),
        ({"quote": "ტექსტი", "part": ""}, "part"),
        ({"quote": "ტექსტი", "part": "zz"}, "part"),
        ({"text": ""}, "text"),
    ],
)
def test_comment_without_its_passage_or_words_is_refused(draft, reviewer, values, field):
    with pytest.raises(commenting.FieldError) as refusal:
        comment(draft, reviewer, **values)
    assert refusal.value.field == field
    assert comments(draft) == []


def test_letters_before_say_which_of_several_is_meant(draft, author, reviewer):
    draft = write(draft, "ფაქტი და **ფაქტი**, ფაქტი", author)
    assert comment(draft, reviewer, "ფაქტი", letters=7).start == 11
    assert comment(draft, reviewer, "ფაქტი").start == 0
    with pytest.raises(commenting.FieldError):
        suggest(draft, reviewer, "ფაქტი", "არგუმენტი")


def test_suggestion_becomes_a_version(draft, author, reviewer):
    made = suggest(draft, reviewer, "სრული", "ვრცელი")
    assert commenting.accept(find_draft(draft.id), made, actor=author) == 2
    assert text_of(draft) == "გზავნილის **ვრცელი** ტექსტი."
    assert made.state is CommentState.ACCEPTED
    assert [one.user_id for one in told(NoticeKind.COMMENT_CLOSED)] == [reviewer.id]
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert find_draft(draft.id).current_number == 2


def test_several_suggestions_one_after_another_keep_their_places(draft, author, reviewer):
    draft = write(draft, "ევროკავშირი, ევროკავშირი, ევროკავშირი და ევროკავშირი.", author)
    made = [
        suggest(draft, reviewer, "ევროკავშირი", words, letters=11 * place)
        for place, words in enumerate(["პირველი სიტყვა", "მეორე", "", "მეოთხე"])
    ]
    for one in (made[1], made[0], made[3], made[2]):
        commenting.accept(find_draft(draft.id), one, actor=author)
    assert text_of(draft) == "პირველი სიტყვა, მეორე,  და მეოთხე."
    assert find_draft(draft.id).current_number == 6


def test_suggestion_follows_its_passage_through_an_edit(draft, author, reviewer):
    draft = write(draft, "ევროკავშირი ოჯახებს ეხმარება. ევროკავშირი ფერმერებს ეხმარება.", author)
    made = suggest(draft, reviewer, "ევროკავშირი", "ჩვენ", letters=27)
    write(
        draft,
        "ევროკავშირი. ევროკავშირი ოჯახებს ეხმარება. ევროკავშირი ფერმერებს ეხმარება.",
        author,
    )
    commenting.accept(find_draft(draft.id), made, actor=author)
    wanted = "ევროკავშირი. ევროკავშირი ოჯახებს ეხმარება. ჩვენ ფერმერებს ეხმარება."
    assert text_of(draft) == wanted


@pytest.mark.parametrize("now", ["გზავნილის ახალი ტექსტი.", "სხვა სრული და სრული სხვა"])
def test_suggestion_for_words_that_are_gone_or_doubled_changes_nothing(
    draft, author, reviewer, now
):
    made = suggest(draft, reviewer, "სრული", "ვრცელი")
    write(draft, now, author)
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert text_of(draft) == now
    assert made.state is CommentState.OPEN


def test_suggestion_whose_place_was_deleted_does_not_go_elsewhere(draft, author, reviewer):
    draft = write(draft, "ფაქტი ერთი. ფაქტი ორი.", author)
    made = suggest(draft, reviewer, "ფაქტი", "არგუმენტი", letters=9)
    write(draft, "ფაქტი ერთი.", author)
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert text_of(draft) == "ფაქტი ერთი."


def test_comment_is_declined_only_with_a_reason(draft, author, reviewer):
    made = comment(draft, reviewer, "ტექსტი")
    with pytest.raises(commenting.FieldError):
        commenting.close_comment(draft, made, CommentState.DECLINED, "", actor=author)
    commenting.close_comment(draft, made, CommentState.DECLINED, "წყარო მითითებულია", actor=author)
    assert (made.state, made.reason) == (CommentState.DECLINED, "წყარო მითითებულია")
    assert told(NoticeKind.COMMENT_CLOSED)[0].words["reason"] == "წყარო მითითებულია"


def test_replies_stand_under_the_comment_and_are_told(draft, author, reviewer):
    made = comment(draft, reviewer, "ტექსტი")
    first = commenting.reply(draft, made, "დავაზუსტებთ.", actor=author)
    second = commenting.reply(draft, first, "გმადლობთ.", actor=reviewer)
    assert (first.parent_id, second.parent_id) == (made.id, made.id)
    assert told(NoticeKind.COMMENT_MADE)[-1].user_id in {author.id, reviewer.id}
    threads = threads_of(standing(author, draft), comments(draft))
    assert [(one.number, len(one.replies)) for one in threads] == [(1, 2)]


def test_comments_are_shown_where_their_passage_stands_now(draft, author, reviewer):
    comment(draft, reviewer, "სრული")
    comment(draft, reviewer, "გზავნილის", text="ორი")
    comment(draft, reviewer, part="p1", text="სამი")
    draft = write(draft, "წინ ჩაემატა. გზავნილის ტექსტი.", author)
    threads = threads_of(standing(author, draft), comments(draft))
    shown, loose = read_text(draft.current.parts, threads, view="ka", source="ka")
    body = next(one for one in shown if one.part.uid == "b")
    assert [(one.number, one.gone) for one in body.threads] == [(1, True), (2, False)]
    assert "<mark>გზავნილის</mark>" in body.texts[0].html
    assert loose == []
    names = [one.name for one in shown]
    # Proof points follow the pillars they belong to.
    assert names[3:6] == ["Pillar 1", "Proof point 1", "Pillar 2"]


def test_outsiders_see_their_own_and_what_authors_replied(draft, author, reviewer, make_user):
    ngo = make_user(Role.PARTNER, organisation="ჩვენი ევროპა")
    colleague = make_user(Role.PARTNER, organisation="ჩვენი ევროპა")
    bodies = [organisation(MINISTRY), organisation("ჩვენი ევროპა")]
    review = open_round(draft, *bodies, actor=author)
    comment(draft, reviewer, "ტექსტი")
    own = comment(draft, colleague, "სრული")
    commenting.reply(draft, own, "დავაზუსტებთ.", actor=author)
    commenting.reply(draft, own, "არ ვეთანხმები.", actor=reviewer)

    def seen(user):
        found = standing(user, draft)
        threads = threads_of(found, comments(draft))
        return [(one.number, [r.text for r in one.replies]) for one in threads], len(
            found.shown(found.rounds[0])
        )

    everything = [(1, []), (2, ["დავაზუსტებთ.", "არ ვეთანხმები."])]
    assert seen(ngo) == ([(2, ["დავაზუსტებთ."])], 1)
    assert seen(reviewer) == (everything, 2)
    assert seen(author) == (everything, 2)
    review = rounds(draft)[0]
    review.open_comments = True
    db.session.flush()
    assert seen(ngo) == (everything, 2)


def test_merged_organisation_takes_reviews_along_but_asks_nobody_twice(draft, author, reviewer):
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
    made = comment(draft, reviewer, "ტექსტი")
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
