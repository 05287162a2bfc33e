"""The section "Approval" on the page of a text: where it stands and how it came there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting import rules
from stratcom.drafting.approval import queries as approvals
from stratcom.drafting.enums import WAITING_STATES, Decision, LanguageState
from stratcom.drafting.models import Draft, DraftApproval
from stratcom.drafting.parts import language_state
from stratcom.drafting.services.approving import why_not_approve
from stratcom.i18n import LANGUAGES

# Steps that leave no decision behind, as the trail names them.
ACTS = {
    "submitted": _l("sent for approval"),
    "taken_back": _l("taken back"),
    "withdrawn": _l("withdrawn"),
    "reinstated": _l("in force again"),
}
DECISIONS = {
    (Decision.APPROVED, approvals.FIRST): _l("approved"),
    (Decision.APPROVED, approvals.SECOND): _l("approved, second approval"),
    (Decision.RETURNED, approvals.FIRST): _l("returned for correction"),
    (Decision.RETURNED, approvals.SECOND): _l("returned for correction"),
}


@dataclass(frozen=True)
class Step:
    """One step on the way of a text."""

    at: datetime
    what: Any
    who: User | None
    number: int | None
    reason: str = ""


class ApprovalPanel:
    """The approval of a text; for those who read its work."""

    position = 10
    template = "drafting/_approval_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """What the section shows."""
        return approval_page(draft, user) if rules.can_read_work(user, draft) else {}


def approval_page(draft: Draft, user: User) -> dict[str, Any]:
    """Everything that the section shows; the text comes with its present version."""
    version = draft.current
    waits = draft.state in WAITING_STATES
    asked = approvals.asked_last([draft.id]).get(draft.id, [])
    refusal = why_not_approve(user, draft, version) if waits else ""
    approves = user.can(rules.POLICIES[draft.kind].approve)
    may_send = rules.can_submit(user, draft)
    return {
        "version": version,
        "waits": waits,
        "may_submit": may_send,
        # Who approves returns it with a reason instead.
        "may_take_back": rules.can_take_back(user, draft) and not (waits and not refusal),
        "may_approve": waits and not refusal,
        "may_return": rules.can_return(user, draft),
        "refusal": refusal if approves else "",
        "approvers": approvals.approvers_of(draft, version) if waits else [],
        "second": approvals.rule_of(draft) if waits or may_send else None,
        "silent": approvals.silent(asked),
        "objecting": approvals.objecting(asked),
        "unready": unready_languages(draft) if waits or may_send else {},
        "steps": way_of(draft),
    }


def unready_languages(draft: Draft) -> dict[str, LanguageState]:
    """Languages in which the present version is not ready, with how far it is."""
    version = draft.current
    states = {
        language: language_state(version.parts, language, source=draft.source, ready=version.ready)
        for language in LANGUAGES
    }
    return {one: state for one, state in states.items() if state is not LanguageState.READY}


def way_of(draft: Draft) -> list[Step]:
    """What happened on the way to approval, in order."""
    steps = [_decided(one) for one in approvals.decisions(draft.id)]
    steps += _acts(draft)
    return sorted(steps, key=lambda one: one.at)


def _decided(one: DraftApproval) -> Step:
    return Step(one.at, DECISIONS[one.decision, one.step], one.by, one.number, one.reason)


def _acts(draft: Draft) -> list[Step]:
    """Submissions and the like, from the trail."""
    actions = {f"{draft.kind}.{act}": label for act, label in ACTS.items()}
    rows = db.session.execute(
        sa.select(AuditEntry, User)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject_type == draft.__tablename__,
            AuditEntry.subject_id == draft.id,
            AuditEntry.action.in_(actions),
        )
        .order_by(AuditEntry.id)
    )
    return [
        Step(entry.at, actions[entry.action], user, *_told(entry.changes)) for entry, user in rows
    ]


def _told(changes: dict[str, Any]) -> tuple[int | None, str]:
    number = changes.get("current_number", [None, None])[1]
    return number, changes.get("withdrawal_reason", ["", ""])[1] or ""
