"""Who may do what with a text that is drafted; each kind of text has its own permissions."""

from dataclasses import dataclass

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.drafting.enums import OPEN_STATES, WAITING_STATES, DraftKind, DraftState
from stratcom.drafting.models import Draft, DraftVersion, ThemeApproval


@dataclass(frozen=True)
class Policy:
    """The permissions that govern one kind of text."""

    view_all: Permission
    edit: Permission
    edit_all: Permission
    approve: Permission


POLICIES = {
    DraftKind.MESSAGE: Policy(
        view_all=Permission.MESSAGE_VIEW_ALL,
        edit=Permission.MESSAGE_EDIT,
        edit_all=Permission.MESSAGE_EDIT_ALL,
        approve=Permission.MESSAGE_APPROVE,
    )
}


def owns(user: User, draft: Draft) -> bool:
    """True when the text belongs to the person's organisation; without one, when they made it."""
    if user.organisation_id is not None:
        return draft.owner_id == user.organisation_id
    return draft.owner_id is None and draft.created_by_id == user.id


def can_read_work(user: User, draft: Draft, *, asked: bool = False) -> bool:
    """May the person read versions that are not approved? `asked`: they review the text."""
    policy = POLICIES[draft.kind]
    if user.can(policy.view_all) or user.can(policy.approve):
        return True
    return asked or (user.can(policy.edit) and owns(user, draft))


def may_write(user: User, draft: Draft) -> bool:
    """Is the person one of those who look after the text, whatever its state?"""
    policy = POLICIES[draft.kind]
    if draft.archived_at is not None:
        return False
    return user.can(policy.edit_all) or (user.can(policy.edit) and owns(user, draft))


def can_edit(user: User, draft: Draft) -> bool:
    """May the person write a new version now? Not while the text waits for approval."""
    return may_write(user, draft) and draft.state in OPEN_STATES and draft.withdrawn_at is None


def can_submit(user: User, draft: Draft) -> bool:
    """May the person send the present version for approval?"""
    return can_edit(user, draft) and draft.state is not DraftState.APPROVED


def can_take_back(user: User, draft: Draft) -> bool:
    """May the person take the text back from those who approve?"""
    return may_write(user, draft) and draft.state in WAITING_STATES


def can_ask_review(user: User, draft: Draft) -> bool:
    """May the person ask others for their view of the present version?"""
    return can_submit(user, draft)


def can_comment(user: User, draft: Draft, *, asked: bool) -> bool:
    """May the person comment? Those who may read the work, until it is decided."""
    undecided = draft.state is not DraftState.APPROVED and draft.archived_at is None
    return undecided and can_read_work(user, draft, asked=asked)


def can_approve(
    user: User,
    draft: Draft,
    version: DraftVersion,
    *,
    first_approver_id: int | None = None,
    rule: ThemeApproval | None = None,
) -> bool:
    """May the person approve that version? Four eyes: not who wrote it or sent it.

    The second approval is for another than the first, where the theme names one for that person.
    """
    if draft.state not in WAITING_STATES or draft.archived_at is not None:
        return False
    if draft.withdrawn_at is not None or not user.can(POLICIES[draft.kind].approve):
        return False
    if user.id in {draft.submitted_by_id, version.author_id}:
        return False
    if draft.state is DraftState.SUBMITTED:
        return True
    named = rule.second_approver_id if rule else None
    return user.id != first_approver_id and named in {None, user.id}


def can_return(user: User, draft: Draft) -> bool:
    """May the person send it back with a reason?"""
    return draft.state in WAITING_STATES and user.can(POLICIES[draft.kind].approve)


def can_decide_wording(user: User, draft: Draft) -> bool:
    """May the person say that a wording stays as it is? Those who write and those who approve."""
    approves = user.can(POLICIES[draft.kind].approve) and draft.archived_at is None
    return approves or may_write(user, draft)
