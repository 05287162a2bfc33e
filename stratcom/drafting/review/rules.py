"""Who may ask, answer, comment and close; what reviewers from outside the state see.

Reviewers of state bodies see what all others answered and commented, so that agencies can agree.
Partner organisations, advertisers and observers see their own organisation's, and what the
authors replied to it, unless whoever asked opened the comments to all reviewers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.drafting import rules
from stratcom.drafting.enums import CommentState, DraftState
from stratcom.drafting.models import Draft, DraftComment, DraftReview, DraftReviewer

OUTSIDE_ROLES = frozenset({Role.PARTNER, Role.ADVERTISER, Role.OBSERVER})
# Enough letters for other words for a whole part, without marking a passage.
LONGEST_WHOLE = 2_000


def looks_after(user: User, draft: Draft) -> bool:
    """Is the person on the author's side of the text?"""
    policy = rules.POLICIES[draft.kind]
    return user.can(policy.edit_all) or (user.can(policy.edit) and rules.owns(user, draft))


def is_for(user: User, reviewer: DraftReviewer) -> bool:
    """Does the person answer for this reviewer? `queries.asked_of` says the same."""
    if reviewer.user_id is not None:
        return reviewer.user_id == user.id
    return user.organisation_id is not None and reviewer.organisation_id == user.organisation_id


def is_running(draft: Draft, review: DraftReview | None) -> bool:
    """Can the round still be answered?"""
    return (
        review is not None
        and review.closed_at is None
        and draft.archived_at is None
        and draft.withdrawn_at is None
        and draft.state is not DraftState.APPROVED
    )


def days_left(review: DraftReview, today: date) -> int:
    """Days until the deadline; less than none once it has passed."""
    return (review.due_on - today).days


@dataclass(frozen=True)
class Standing:
    """What one person is in the reviews of a text; `rounds` are all of them, the newest first."""

    user: User
    draft: Draft
    rounds: Sequence[DraftReview]

    @property
    def is_author(self) -> bool:
        """On the author's side."""
        return looks_after(self.user, self.draft)

    @property
    def reads_work(self) -> bool:
        """May the person read the work without having been asked?"""
        return rules.can_read_work(self.user, self.draft)

    @property
    def open_round(self) -> DraftReview | None:
        """The round that can be answered."""
        newest = self.rounds[0] if self.rounds else None
        return newest if is_running(self.draft, newest) else None

    @property
    def mine(self) -> list[DraftReviewer]:
        """The reviewers for whom the person answers in the open round."""
        return self.my_part_of(self.open_round)

    def my_part_of(self, review: DraftReview | None) -> list[DraftReviewer]:
        """The reviewers for whom the person answers in that round."""
        return [one for one in review.reviewers if is_for(self.user, one)] if review else []

    @property
    def sees_all(self) -> bool:
        """Does the person see what others answered and commented?"""
        if self.is_author or self.reads_work or self.user.role not in OUTSIDE_ROLES:
            return True
        asked = next((one for one in self.rounds if self.my_part_of(one)), None)
        return asked is not None and asked.open_comments

    def shown(self, review: DraftReview) -> list[DraftReviewer]:
        """Whose answers the person sees in that round."""
        return list(review.reviewers) if self.sees_all else self.my_part_of(review)

    @property
    def may_comment(self) -> bool:
        """Those who read all work comment until it is decided, reviewers while they are asked."""
        if not rules.can_comment(self.user, self.draft, asked=True):
            return False
        return self.reads_work or bool(self.mine)

    @property
    def may_ask(self) -> bool:
        """May the person ask others, and remind them?"""
        return rules.can_ask_review(self.user, self.draft)

    def may_write_down(self, reviewer: DraftReviewer) -> bool:
        """May the person write down what came by letter? Not over what somebody answered here."""
        unsaid = reviewer.answered_at is None or reviewer.on_behalf
        return unsaid and rules.may_write(self.user, self.draft) and self.open_round is not None

    @property
    def may_close(self) -> bool:
        """May the person end the round?"""
        open_now = bool(self.rounds) and self.rounds[0].closed_at is None
        return rules.may_write(self.user, self.draft) and open_now

    def may_take_off(self, reviewer: DraftReviewer) -> bool:
        """May a reviewer be taken off? Not once they answered."""
        return self.may_ask and reviewer.answered_at is None and self.open_round is not None

    def is_ours(self, comment: DraftComment) -> bool:
        """Was the comment made by the person or their organisation?"""
        body = self.user.organisation_id
        return comment.author_id == self.user.id or (
            body is not None and comment.organisation_id == body
        )

    def may_see(self, comment: DraftComment, parent: DraftComment | None = None) -> bool:
        """May the person read the comment, or this reply to `parent`?"""
        if self.sees_all or self.is_ours(comment):
            return True
        by_author = comment.author is not None and looks_after(comment.author, self.draft)
        return parent is not None and self.is_ours(parent) and by_author

    def may_accept(self, comment: DraftComment) -> bool:
        """May the person put the suggested words into the text?"""
        return is_open(comment) and rules.can_edit(self.user, self.draft)

    def may_resolve(self, comment: DraftComment) -> bool:
        """Authors deal with every comment; whoever made one may take it back."""
        if not is_open(comment) or self.draft.archived_at is not None:
            return False
        mine = self.may_comment and self.is_ours(comment)
        return mine or rules.may_write(self.user, self.draft)

    def may_decline(self, comment: DraftComment) -> bool:
        """May the person say why a comment is not followed?"""
        return is_open(comment) and rules.may_write(self.user, self.draft)


def is_open(comment: DraftComment) -> bool:
    """True until somebody dealt with the comment; replies are never dealt with."""
    return comment.state is CommentState.OPEN and comment.parent_id is None
