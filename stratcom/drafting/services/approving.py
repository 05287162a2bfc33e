"""The way to approval: sent, taken back, returned, approved by one or by two.

An approval names the version that it is about. What was approved cannot shift afterwards: the
version and the approval are never changed again, and a newer version needs its own approval.
"""

from typing import Any

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import pending_changes, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.drafting.addresses import path_of
from stratcom.drafting.approval.queries import FIRST, SECOND, approvers_of, may_approve, rule_of
from stratcom.drafting.enums import WAITING_STATES, Decision, DraftState
from stratcom.drafting.listeners import tell_changed
from stratcom.drafting.models import Draft, DraftApproval, DraftVersion
from stratcom.drafting.queries import contributors, find_version
from stratcom.drafting.rules import POLICIES
from stratcom.drafting.services.reviewing import close_round
from stratcom.drafting.wording.checking import findings, open_ones, places_of
from stratcom.errors import DomainError, StaleError
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell

SENDABLE = frozenset({DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.RETURNED})


def submit(draft: Draft, *, actor: User, expected_version: int) -> None:
    """Send the present version to those who approve; an open round of review ends."""
    refuse_stale(draft, expected_version)
    if draft.state not in SENDABLE or draft.withdrawn_at is not None:
        raise DomainError(_("This is no longer possible."))
    version = _present(draft)
    close_round(draft, actor=actor)
    draft.state = DraftState.SUBMITTED
    draft.submitted_by_id, draft.submitted_at = actor.id, utcnow()
    draft.return_reason = ""
    _record("submitted", draft, actor)
    _tell(approvers_of(draft, version), NoticeKind.DRAFT_SUBMITTED, draft, actor)


def take_back(draft: Draft, *, actor: User, expected_version: int) -> None:
    """Take the text back from those who approve; a first approval counts no more."""
    refuse_stale(draft, expected_version)
    if draft.state not in WAITING_STATES:
        raise DomainError(_("This is no longer possible."))
    draft.state = DraftState.DRAFT
    draft.submitted_by_id = draft.submitted_at = None
    _record("taken_back", draft, actor)


def approve(draft: Draft, *, number: int, actor: User) -> None:
    """Approve that version: in force at once, or after a second approval where the theme asks.

    Raises StaleError when it is not the present version any more, DomainError with the reason
    when the person may not approve it.
    """
    refuse_other_version(draft, number)
    version = _present(draft)
    if refusal := why_not_approve(actor, draft, version):
        raise DomainError(refusal)
    step = SECOND if draft.state is DraftState.HALF_APPROVED else FIRST
    half = step == FIRST and rule_of(draft) is not None
    draft.state = DraftState.HALF_APPROVED if half else DraftState.APPROVED
    if not half:
        draft.approved_number, draft.approved_at = number, utcnow()
    _record("half_approved" if half else "approved", draft, actor)
    _decide(draft, number, Decision.APPROVED, step, actor)
    if half:
        seconds = approvers_of(draft, version)
        _tell(seconds, NoticeKind.DRAFT_HALF_APPROVED, draft, actor)
        return
    tell_changed(draft)
    _tell(contributors(draft), NoticeKind.DRAFT_APPROVED, draft, actor)


def return_draft(draft: Draft, *, number: int, reason: str, actor: User) -> None:
    """Send that version back to those who write it, with the reason."""
    refuse_other_version(draft, number)
    if draft.state not in WAITING_STATES:
        raise DomainError(_("This is no longer possible."))
    if not reason.strip():
        raise DomainError(_("Say what needs to be corrected."))
    people = contributors(draft)
    step = SECOND if draft.state is DraftState.HALF_APPROVED else FIRST
    draft.state = DraftState.RETURNED
    draft.return_reason = reason.strip()
    _record("returned", draft, actor)
    _decide(draft, number, Decision.RETURNED, step, actor, draft.return_reason)
    _tell(people, NoticeKind.DRAFT_RETURNED, draft, actor, reason=draft.return_reason)


def refuse_other_version(draft: Draft, number: int) -> None:
    """Raise StaleError when the present version is not the one that the person decided about."""
    if draft.current_number != number:
        raise StaleError(_("The text was changed meanwhile: read the new version first."))


def why_not_approve(user: User, draft: Draft, version: DraftVersion) -> str:
    """Why the person may not approve the version, in words; nothing when they may."""
    if draft.state is DraftState.APPROVED:
        return _("It is approved already.")
    if draft.state not in WAITING_STATES:
        return _("It does not wait for approval any more.")
    if may_approve(user, draft, version):
        return _wordings(draft, version)
    if not user.can(POLICIES[draft.kind].approve):
        return _("You may not do this.")
    if user.id == version.author_id:
        return _("You wrote this version yourself: somebody else must approve it.")
    if user.id == draft.submitted_by_id:
        return _("You sent it for approval yourself: somebody else must approve it.")
    if draft.state is DraftState.HALF_APPROVED:
        return _("The second approval is for somebody else.")
    return _("You may not do this.")


def _wordings(draft: Draft, version: DraftVersion) -> str:
    count = len(open_ones(findings(draft, places_of(version))))
    if not count:
        return ""
    return _("Wordings that nobody has decided about yet: %(count)s.", count=count)


def _present(draft: Draft) -> DraftVersion:
    version = find_version(draft.id, draft.current_number)
    if version is None:
        raise DomainError(_("There is no such version."))
    return version


def _record(act: str, draft: Draft, actor: User) -> None:
    """Note the act in the trail together with the version it was about."""
    changes = pending_changes(draft) | {"current_number": [None, draft.current_number]}
    record(f"{draft.kind}.{act}", draft, actor=actor, changes=changes)


def _decide(
    draft: Draft, number: int, decision: Decision, step: int, actor: User, reason: str = ""
) -> None:
    made: dict[str, Any] = {"number": number, "decision": decision, "step": step}
    db.session.add(DraftApproval(draft_id=draft.id, by_id=actor.id, reason=reason, **made))
    db.session.flush()


def _tell(people: Any, kind: NoticeKind, draft: Draft, actor: User, *, reason: str = "") -> None:
    words = {
        "title_ka": draft.title_ka,
        "title_en": draft.title_en,
        "who_ka": actor.name,
        "who_en": actor.name_en,
    }
    if reason:
        words["reason"] = reason
    tell(people, kind, path=path_of(draft), words=words, but=actor.id)
