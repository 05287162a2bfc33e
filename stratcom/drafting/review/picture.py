"""How a round of review stands: who answered how, who is silent, how many days are left."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from stratcom.drafting.enums import Verdict
from stratcom.drafting.models import Draft, DraftReview, DraftReviewer
from stratcom.drafting.review.rules import days_left, is_running
from stratcom.moments import today


@dataclass(frozen=True)
class Picture:
    """A round at a glance."""

    asked: int
    answered: int
    counts: dict[Verdict, int]
    running: bool
    days_left: int

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.asked - self.answered

    @property
    def line(self) -> str:
        """'4 of 7 answered, 1 with remarks, 1 objects'."""
        said = [_("%(count)s of %(all)s answered", count=self.answered, all=self.asked)]
        if remarks := self.counts[Verdict.REMARKS]:
            said.append(_("with remarks: %(count)s", count=remarks))
        if objections := self.counts[Verdict.OBJECT]:
            said.append(_("objections: %(count)s", count=objections))
        return ", ".join(said)

    @property
    def shade(self) -> str:
        """The class of the badge that says how much time is left."""
        if not self.running:
            return "held"
        if self.days_left < 0:
            return "late"
        return "wait" if self.days_left <= 1 else ""

    @property
    def time(self) -> str:
        """How much time is left, or by how much the round is late."""
        if not self.running:
            return _("closed")
        if self.days_left < 0:
            return _("overdue by %(days)s days", days=-self.days_left)
        return (
            _("the last day is today")
            if not self.days_left
            else _("%(days)s days left", days=self.days_left)
        )


def picture_of(review: DraftReview, reviewers: Sequence[DraftReviewer], draft: Draft) -> Picture:
    """How the round stands, as far as those reviewers go."""
    verdicts = [one.verdict for one in reviewers if one.verdict is not None]
    return Picture(
        asked=len(reviewers),
        answered=len(verdicts),
        counts={one: verdicts.count(one) for one in Verdict},
        running=is_running(draft, review),
        days_left=days_left(review, today()),
    )
