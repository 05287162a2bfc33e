"""Which themes ask for a second approval, and by whom."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.drafting.models import ThemeApproval
from stratcom.errors import DomainError, StaleError
from stratcom.notices.services import people_who_may
from stratcom.vocabularies.models import Term

# What may be chosen for a theme, beside the id of an account.
NOBODY, ANYBODY = "", "any"


def theme_choices() -> dict[int, str]:
    """The choice made for each theme that has one."""
    rows = db.session.scalars(sa.select(ThemeApproval))
    return {one.theme_id: _choice(one) for one in rows}


def possible_seconds() -> list[User]:
    """Everybody who may be named as the second approver."""
    return people_who_may(Permission.MESSAGE_APPROVE)


def set_second_approval(theme: Term, choice: str, *, expected: str, actor: Actor) -> bool:
    """Let the theme ask for a second approval, or not; tell whether anything changed.

    `expected` is the choice that the person saw: StaleError when it is another one now.
    """
    rule = db.session.scalar(
        sa.select(ThemeApproval)
        .where(ThemeApproval.theme_id == theme.id)
        .options(joinedload(ThemeApproval.second_approver))
    )
    present = _choice(rule) if rule else NOBODY
    if present != expected:
        raise StaleError(_("Somebody changed this meanwhile. Reload the page."))
    if choice == present:
        return False
    second = _second(choice)
    before = _said(rule)
    if choice == NOBODY:
        db.session.delete(rule)
    elif rule is None:
        rule = ThemeApproval(theme_id=theme.id, second_approver_id=second.id if second else None)
        db.session.add(rule)
    else:
        rule.second_approver_id = second.id if second else None
    after = second.name if second else choice == ANYBODY
    record(
        "theme.second_approval", theme, actor=actor, changes={"second_approval": [before, after]}
    )
    return True


def _second(choice: str) -> User | None:
    if choice in {NOBODY, ANYBODY}:
        return None
    found = {str(one.id): one for one in possible_seconds()}.get(choice)
    if found is None:
        raise DomainError(_("This person may not approve."))
    return found


def _choice(rule: ThemeApproval) -> str:
    return str(rule.second_approver_id) if rule.second_approver_id else ANYBODY


def _said(rule: ThemeApproval | None) -> bool | str:
    """The choice as the trail keeps it."""
    if rule is None:
        return False
    return rule.second_approver.name if rule.second_approver else True
