"""Rounds of review: asking, answering, reminding, closing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftState, Verdict
from stratcom.drafting.listeners import tell_readers_changed
from stratcom.drafting.models import Draft, DraftReview, DraftReviewer
from stratcom.drafting.review.queries import accounts_of, rounds, silent
from stratcom.drafting.review.rules import is_running
from stratcom.errors import DomainError
from stratcom.moments import local, today
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.partners.models import Organisation

DAYS_GIVEN = 7
SATURDAY = 5


@dataclass
class Asked:
    """Whom a round asks, until when, and what is said to them."""

    due_on: date
    organisations: Sequence[Organisation] = ()
    people: Sequence[User] = ()
    note: str = ""
    open_comments: bool = False
    # Ids of those who are asked, by column, to ask nobody twice.
    known: set[tuple[str, int]] = field(default_factory=set)


def usual_deadline(today: date) -> date:
    """A week from now; on a Monday where that would be a weekend."""
    day = today + timedelta(days=DAYS_GIVEN)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def ask(draft: Draft, asked: Asked, *, actor: Actor) -> DraftReview:
    """Open a round on the present version; one that is open is closed first."""
    for before in rounds(draft):
        if before.closed_at is None:
            before.closed_at = utcnow()
    review = DraftReview(
        draft_id=draft.id,
        number=draft.current_number,
        note=asked.note,
        due_on=asked.due_on,
        open_comments=asked.open_comments,
        opened_by_id=actor.id,
    )
    db.session.add(review)
    draft.state = DraftState.IN_REVIEW
    record(f"{draft.kind}.review_asked", draft, actor=actor)
    db.session.flush()
    _add(draft, review, asked, actor)
    return review


def change_round(draft: Draft, review: DraftReview, asked: Asked, *, actor: Actor) -> None:
    """Ask more people in an open round, move its deadline, or change what is said to them."""
    _require_running(draft, review)
    moved = review.due_on != asked.due_on
    review.due_on, review.note = asked.due_on, asked.note
    review.open_comments = asked.open_comments
    record("review.changed", review, actor=actor, label=draft.title_ka)
    if moved:
        waiting = silent(review)
        _tell_asked(draft, review, waiting, actor, once=f"review_asked:{{}}:{review.due_on}")
    for one in review.reviewers:
        column = "user" if one.user_id else "organisation"
        asked.known.add((column, one.user_id or one.organisation_id or 0))
    _add(draft, review, asked, actor)


def _add(draft: Draft, review: DraftReview, asked: Asked, actor: Actor) -> None:
    made = []
    wanted = [("organisation", one.id) for one in asked.organisations]
    wanted += [("user", one.id) for one in asked.people]
    for column, number in dict.fromkeys(wanted):
        if (column, number) not in asked.known:
            made.append(DraftReviewer(review_id=review.id, **{f"{column}_id": number}))
    db.session.add_all(made)
    db.session.flush()
    for one in made:
        record("review.reviewer_added", one, actor=actor, label=draft.title_ka)
    tell_readers_changed([draft.id])
    _tell_asked(draft, review, made, actor, once="review_asked:{}")


def take_off(draft: Draft, reviewer: DraftReviewer, *, actor: Actor) -> None:
    """Ask somebody no longer, as long as they have not answered."""
    if reviewer.answered_at is not None:
        raise DomainError(_("They have answered already."))
    gone = {"organisation_id": reviewer.organisation_id, "user_id": reviewer.user_id}
    changes: dict[str, list[Any]] = {name: [one, None] for name, one in gone.items() if one}
    record("review.reviewer_removed", reviewer, actor=actor, label=draft.title_ka, changes=changes)
    db.session.delete(reviewer)
    db.session.flush()
    tell_readers_changed([draft.id])


def close_round(draft: Draft, *, actor: Actor) -> None:
    """End the open round; whoever has not answered stays recorded as silent."""
    for review in rounds(draft):
        if review.closed_at is None:
            review.closed_at = utcnow()
            record("review.closed", review, actor=actor, label=draft.title_ka)
    if draft.state is DraftState.IN_REVIEW:
        draft.state = DraftState.DRAFT
        record(f"{draft.kind}.review_closed", draft, actor=actor)


def answer(
    draft: Draft,
    reviewer: DraftReviewer,
    verdict: Verdict,
    *,
    remarks: str,
    number: int,
    actor: User,
    came_by: str | None = None,
) -> None:
    """Note what a reviewer says of version `number`; `came_by` when it came by letter."""
    review = reviewer.review
    _require_running(draft, review)
    if verdict is not Verdict.AGREE and not remarks:
        raise DomainError(_("Say what your remarks are, or why you object."))
    reviewer.verdict = verdict
    reviewer.remarks = remarks
    in_order = review.number <= number <= draft.current_number
    reviewer.verdict_number = number if in_order else draft.current_number
    reviewer.answered_at = utcnow()
    reviewer.answered_by_id = actor.id
    if came_by is None and reviewer.seen_at is None:
        reviewer.seen_at = reviewer.answered_at
    reviewer.on_behalf = came_by is not None
    reviewer.came_by = came_by or ""
    record("review.answered", reviewer, actor=actor, label=draft.title_ka)
    if came_by is None:
        body = reviewer.organisation
        people = authors_of(draft, review)
        path = f"/desk/drafts/{draft.id}/reviews/{review.id}"
        words = words_of(draft) | words_for(actor, body) | {"reason": remarks}
        tell(people, NoticeKind.REVIEW_ANSWERED, path=path, words=words, but=actor.id)


def note_seen(reviewers: Sequence[DraftReviewer]) -> bool:
    """Note that somebody opened the text for these reviewers; False when that was known."""
    fresh = [one for one in reviewers if one.seen_at is None]
    for one in fresh:
        one.seen_at = utcnow()
    return bool(fresh)


def remind_silent(draft: Draft, review: DraftReview, *, actor: User) -> int:
    """Remind those who have not answered, once on a day; return how many people were told."""
    _require_running(draft, review)
    day = today()
    due = [
        one
        for one in silent(review)
        if one.reminded_at is None or local(one.reminded_at).date() < day
    ]
    news = tell_silent(draft, review, due, stage=f"asked-{day}", but=actor.id)
    if news:
        record("review.reminded", review, actor=actor, label=draft.title_ka)
    return news


def tell_silent(
    draft: Draft,
    review: DraftReview,
    reviewers: Sequence[DraftReviewer],
    *,
    stage: str,
    but: int | None = None,
) -> int:
    """Remind those reviewers once at each stage."""
    news = 0
    for reviewer, people in _with_accounts(reviewers):
        told = tell(
            people,
            NoticeKind.REVIEW_SILENT,
            path=path_of(draft),
            words=words_of(draft) | {"day": review.due_on.isoformat()},
            once=f"review_silent:{reviewer.id}:{review.due_on}:{stage}",
            but=but,
        )
        if told:
            reviewer.reminded_at = utcnow()
        news += told
    db.session.flush()
    return news


def authors_of(draft: Draft, review: DraftReview | None = None) -> list[User]:
    """Who is told on the author's side: who answers for the text, who made it, who asked."""
    ids = {draft.steward_id, draft.created_by_id, review.opened_by_id if review else None}
    found = (db.session.get(User, one) for one in sorted(one for one in ids if one))
    return [one for one in found if one is not None]


def path_of(draft: Draft) -> str:
    """Where the text is read by those who are asked."""
    return f"/desk/drafts/{draft.id}/review"


def words_of(draft: Draft) -> dict[str, Any]:
    """What notices call the text."""
    return {"title_ka": draft.title_ka, "title_en": draft.title_en}


def words_for(user: User, body: Organisation | None) -> dict[str, Any]:
    """What notices call somebody: the person, and the organisation they speak for."""
    english = user.name_en or user.name
    if body is None:
        return {"who_ka": user.name, "who_en": english}
    return {
        "who_ka": f"{user.name}, {body.name_ka}",
        "who_en": f"{english}, {body.name_en or body.name_ka}",
    }


def _tell_asked(
    draft: Draft, review: DraftReview, reviewers: Sequence[DraftReviewer], actor: Actor, once: str
) -> None:
    words = words_of(draft) | {"day": review.due_on.isoformat(), "reason": review.note}
    for reviewer, people in _with_accounts(reviewers):
        tell(
            people,
            NoticeKind.REVIEW_ASKED,
            path=path_of(draft),
            words=words,
            once=once.format(reviewer.id),
            but=actor.id,
        )


def _with_accounts(reviewers: Sequence[DraftReviewer]) -> list[tuple[DraftReviewer, list[User]]]:
    accounts = accounts_of(reviewers)
    return [(one, accounts[one.id]) for one in reviewers]


def _require_running(draft: Draft, review: DraftReview) -> None:
    if not is_running(draft, review):
        raise DomainError(_("This round is closed."))
