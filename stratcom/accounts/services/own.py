"""What people change about their own account."""

from stratcom.accounts.models import User
from stratcom.accounts.services.creating import refuse_taken_email
from stratcom.accounts.services.links import make_void
from stratcom.audit.services import record


def choose_language(user: User, language: str) -> None:
    """Remember the language of the person's desk."""
    user.language = language
    record("user.language_chosen", user, actor=user)


def change_name(user: User, *, name: str, name_en: str) -> None:
    """Be called otherwise from now on."""
    user.name, user.name_en = name, name_en
    record("user.renamed", user, actor=user)


def change_email(user: User, email: str) -> None:
    """Get letters elsewhere; links that went to the old address become void."""
    refuse_taken_email(email, but=user.id)
    user.email = email
    record("user.email_changed", user, actor=user)
    make_void(user)
