"""Who must prove more than a password."""

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role

REQUIRED = "required"
ROLES_WITH_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})
# Roles that the department's own people have; all others act for an organisation.
DEPARTMENT_ROLES = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.EDITOR})


def needs_second_factor(user: User, policy: str) -> bool:
    """True when the office asks it of the person's role."""
    return policy == REQUIRED and user.role in ROLES_WITH_SECOND_FACTOR


def has_joined(user: User) -> bool:
    """False until the invitation was accepted."""
    return user.joined_at is not None or bool(user.password_hash)
