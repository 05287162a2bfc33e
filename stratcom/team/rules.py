"""Who may see, invite and change whose account."""

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.accounts.rules import DEPARTMENT_ROLES, has_joined


def of_department(user: User) -> bool:
    """True for the department's own people, who act for no organisation."""
    return user.organisation_id is None and user.role in DEPARTMENT_ROLES


def same_body(one: User, other: User) -> bool:
    """True for two people of one organisation, or of the department."""
    if one.organisation_id is not None:
        return other.organisation_id == one.organisation_id
    return one.id == other.id or (of_department(one) and of_department(other))


def can_manage(actor: User) -> bool:
    """May the person change every account?"""
    return actor.can(Permission.ACCOUNT_MANAGE)


def can_see(actor: User, user: User) -> bool:
    """May the person open the account? `queries.visible` says the same for lists."""
    return can_manage(actor) or (actor.can(Permission.ACCOUNT_INVITE) and same_body(actor, user))


def can_invite_again(actor: User, user: User) -> bool:
    """May the person renew or revoke an invitation? A link is as good as the account itself."""
    if has_joined(user):
        return False
    alike = can_see(actor, user) and user.role is actor.role
    return can_manage(actor) or alike


def can_hand_over(actor: User, user: User) -> bool:
    """May the person give away what the account has in hand?"""
    alike = can_see(actor, user) and user.role is actor.role
    return has_joined(user) and (can_manage(actor) or alike)


def can_receive(actor: User, user: User, to: User) -> bool:
    """May what `user` has in hand go to `to`?"""
    ready = to.is_active and has_joined(to) and to.id != user.id
    return ready and (can_manage(actor) or same_body(actor, to))
