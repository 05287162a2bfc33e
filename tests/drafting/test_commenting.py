"""Comments on passages and suggestions: made, answered, taken into the text or not."""

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.enums import CommentState
from stratcom.drafting.parts import find_part
from stratcom.drafting.queries import find_draft, parts_of
from stratcom.drafting.review.queries import comments, rounds, standing
from stratcom.drafting.review.text import read_text, threads_of
from stratcom.drafting.services import commenting
from stratcom.errors import DomainError, StaleError
from stratcom.notices.enums import NoticeKind
from tests.drafting.sample import (
    MINISTRY,
    comment,
    open_round,
    organisation,
    suggest,
    told,
    write,
)
from tests.messages.sample import draft_message


@pytest.fixture
def draft(author):
    made = draft_message(author)
    db.session.commit()
    return find_draft(made.id)


def text_of(draft, part="b"):
    """What stands in a part of the present version."""
    parts = parts_of(draft.id, db.session.get(type(draft), draft.id).current_number)
    return find_part(parts, part).text("ka")


def test_comment_is_anchored_in_markdown_as_it_was_read(draft, author, agency):
    open_round(draft, organisation(MINISTRY), actor=author)
    made = comment(draft, agency, "გზავნილის სრული ტექსტი")
    assert made.quote == "გზავნილის **სრული** ტექსტი"
    assert text_of(draft)[made.start : made.end] == made.quote
    assert [one.user_id for one in told(NoticeKind.COMMENT_MADE)] == [author.id]
    comment(draft, agency, "ტექსტი")
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
def test_comment_without_its_passage_or_words_is_refused(draft, agency, values, field):
    with pytest.raises(commenting.FieldError) as refusal:
        comment(draft, agency, **values)
    assert refusal.value.field == field
    assert comments(draft) == []


def test_letters_before_say_which_of_several_is_meant(draft, author, agency):
    draft = write(draft, "ფაქტი და **ფაქტი**, ფაქტი", author)
    assert comment(draft, agency, "ფაქტი", letters=7).start == 11
    assert comment(draft, agency, "ფაქტი").start == 0
    with pytest.raises(commenting.FieldError):
        suggest(draft, agency, "ფაქტი", "არგუმენტი")


def test_suggestion_becomes_a_version(draft, author, agency):
    made = suggest(draft, agency, "სრული", "ვრცელი")
    assert commenting.accept(find_draft(draft.id), made, actor=author) == 2
    assert text_of(draft) == "გზავნილის **ვრცელი** ტექსტი."
    assert made.state is CommentState.ACCEPTED
    assert [one.user_id for one in told(NoticeKind.COMMENT_CLOSED)] == [agency.id]
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert find_draft(draft.id).current_number == 2


def test_several_suggestions_one_after_another_keep_their_places(draft, author, agency):
    draft = write(draft, "ევროკავშირი, ევროკავშირი, ევროკავშირი და ევროკავშირი.", author)
    made = [
        suggest(draft, agency, "ევროკავშირი", words, letters=11 * place)
        for place, words in enumerate(["პირველი სიტყვა", "მეორე", "", "მეოთხე"])
    ]
    for one in (made[1], made[0], made[3], made[2]):
        commenting.accept(find_draft(draft.id), one, actor=author)
    assert text_of(draft) == "პირველი სიტყვა, მეორე,  და მეოთხე."
    assert find_draft(draft.id).current_number == 6


def test_suggestion_follows_its_passage_through_an_edit(draft, author, agency):
    draft = write(draft, "ევროკავშირი ოჯახებს ეხმარება. ევროკავშირი ფერმერებს ეხმარება.", author)
    made = suggest(draft, agency, "ევროკავშირი", "ჩვენ", letters=27)
    write(
        draft,
        "ევროკავშირი. ევროკავშირი ოჯახებს ეხმარება. ევროკავშირი ფერმერებს ეხმარება.",
        author,
    )
    commenting.accept(find_draft(draft.id), made, actor=author)
    wanted = "ევროკავშირი. ევროკავშირი ოჯახებს ეხმარება. ჩვენ ფერმერებს ეხმარება."
    assert text_of(draft) == wanted


@pytest.mark.parametrize("now", ["გზავნილის ახალი ტექსტი.", "სხვა სრული და სრული სხვა"])
def test_suggestion_for_words_that_are_gone_or_doubled_changes_nothing(draft, author, agency, now):
    made = suggest(draft, agency, "სრული", "ვრცელი")
    write(draft, now, author)
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert text_of(draft) == now
    assert made.state is CommentState.OPEN


def test_suggestion_whose_place_was_deleted_does_not_go_elsewhere(draft, author, agency):
    draft = write(draft, "ფაქტი ერთი. ფაქტი ორი.", author)
    made = suggest(draft, agency, "ფაქტი", "არგუმენტი", letters=9)
    write(draft, "ფაქტი ერთი.", author)
    with pytest.raises(StaleError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert text_of(draft) == "ფაქტი ერთი."


def test_title_is_not_suggested_away(draft, author, agency):
    made = suggest(draft, agency, "ევროპა ჩვენი სახლია", "", part="t")
    with pytest.raises(DomainError):
        commenting.accept(find_draft(draft.id), made, actor=author)
    assert text_of(draft, "t") == "ევროპა ჩვენი სახლია"


def test_comment_is_declined_only_with_a_reason(draft, author, agency):
    made = comment(draft, agency, "ტექსტი")
    with pytest.raises(commenting.FieldError):
        commenting.close_comment(draft, made, CommentState.DECLINED, "", actor=author)
    commenting.close_comment(draft, made, CommentState.DECLINED, "წყარო მითითებულია", actor=author)
    assert (made.state, made.reason) == (CommentState.DECLINED, "წყარო მითითებულია")
    assert told(NoticeKind.COMMENT_CLOSED)[0].words["reason"] == "წყარო მითითებულია"


def test_replies_stand_under_the_comment_and_are_told(draft, author, agency):
    made = comment(draft, agency, "ტექსტი")
    first = commenting.reply(draft, made, "დავაზუსტებთ.", actor=author)
    second = commenting.reply(draft, first, "გმადლობთ.", actor=agency)
    assert (first.parent_id, second.parent_id) == (made.id, made.id)
    assert told(NoticeKind.COMMENT_MADE)[-1].user_id in {author.id, agency.id}
    threads = threads_of(standing(author, draft), comments(draft))
    assert [(one.number, len(one.replies)) for one in threads] == [(1, 2)]


def test_comments_are_shown_where_their_passage_stands_now(draft, author, agency):
    comment(draft, agency, "სრული")
    comment(draft, agency, "გზავნილის", text="ორი")
    comment(draft, agency, part="p1", text="სამი")
    draft = write(draft, "წინ ჩაემატა. გზავნილის ტექსტი.", author)
    threads = threads_of(standing(author, draft), comments(draft))
    shown, loose = read_text(draft.current.parts, threads, view="ka", source="ka")
    body = next(one for one in shown if one.part.uid == "b")
    assert [(one.number, one.gone) for one in body.threads] == [(1, True), (2, False)]
    assert "<mark>გზავნილის</mark>" in body.texts[0].html
    assert loose == []
    names = [one.name for one in shown]
    # Proof points follow the pillars they belong to.
    assert names[3:6] == ["საყრდენი 1", "ფაქტი 1", "საყრდენი 2"]


def test_outsiders_see_their_own_and_what_authors_replied(draft, author, agency, make_user):
    ngo = make_user(Role.PARTNER, organisation="ჩვენი ევროპა")
    colleague = make_user(Role.PARTNER, organisation="ჩვენი ევროპა")
    bodies = [organisation(MINISTRY), organisation("ჩვენი ევროპა")]
    review = open_round(draft, *bodies, actor=author)
    comment(draft, agency, "ტექსტი")
    own = comment(draft, colleague, "სრული")
    commenting.reply(draft, own, "დავაზუსტებთ.", actor=author)
    commenting.reply(draft, own, "არ ვეთანხმები.", actor=agency)

    def seen(user):
        found = standing(user, draft)
        threads = threads_of(found, comments(draft))
        return [(one.number, [r.text for r in one.replies]) for one in threads], len(
            found.shown(found.rounds[0])
        )

    everything = [(1, []), (2, ["დავაზუსტებთ.", "არ ვეთანხმები."])]
    assert seen(ngo) == ([(2, ["დავაზუსტებთ."])], 1)
    assert seen(agency) == (everything, 2)
    assert seen(author) == (everything, 2)
    review = rounds(draft)[0]
    review.open_comments = True
    db.session.flush()
    assert seen(ngo) == (everything, 2)
