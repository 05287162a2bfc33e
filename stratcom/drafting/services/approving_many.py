"""Approving several texts at once: what can be approved is, the rest is refused with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.drafting.models import Draft
from stratcom.drafting.queries import find_draft, is_asked
from stratcom.drafting.rules import can_read_work
from stratcom.drafting.services.approving import approve
from stratcom.errors import DomainError

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Outcome:
    """What became of one text; `draft` is None when the person may not know of it."""

    draft: Draft | None
    refusal: str = ""


def approve_many(numbers: Mapping[int, int], *, actor: User) -> list[Outcome]:
    """Approve the texts, given by id with the version that the person saw.

    Raises DomainError when none or too many are named.
    """
    if not numbers:
        raise DomainError(_("Tick the texts first."))
    if len(numbers) > MOST_AT_ONCE:
        raise DomainError(_("Too many at once: at most %(count)s.", count=MOST_AT_ONCE))
    return [_approve_one(draft_id, number, actor) for draft_id, number in numbers.items()]


def _approve_one(draft_id: int, number: int, actor: User) -> Outcome:
    draft = find_draft(draft_id)
    if draft is None or not can_read_work(actor, draft, asked=is_asked(actor, draft)):
        return Outcome(None, _("There is no such text."))
    try:
        # Everything is checked before anything is changed.
        approve(draft, number=number, actor=actor)
    except DomainError as error:
        return Outcome(draft, error.message)
    return Outcome(draft)
