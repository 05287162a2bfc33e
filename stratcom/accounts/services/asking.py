"""Asking for a letter with a link: the same answer whether there is such an account or not."""

import sqlalchemy as sa

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.letters import send_link
from stratcom.accounts.models import User
from stratcom.accounts.rules import has_joined
from stratcom.accounts.services.links import had_enough
from stratcom.accounts.throttle import LETTER, check_attempts, note_attempt
from stratcom.audit.services import Machine, record
from stratcom.db import db


def ask_for_letter(who: str, purpose: LinkPurpose, *, address: str) -> None:
    """Write to the account of that user name or e-mail address, if there is one to write to.

    Disabled accounts, those without an address and those that never accepted their invitation
    get nothing. Raises TooManyTriesError, by what was typed and not by what was found.
    """
    name = who.strip().casefold()
    check_attempts(LETTER, name, address)
    note_attempt(LETTER, name, address, succeeded=False)
    user = _find(name)
    if user is None or not user.is_active or not user.email or not has_joined(user):
        return
    if not had_enough(user):
        send_link(user, purpose)
        record(f"user.{purpose.value}_link_asked", user, actor=Machine(), changes={})


def _find(name: str) -> User | None:
    """The account of that user name, else of that e-mail address."""
    by_login = db.session.scalar(sa.select(User).where(User.login == name))
    if by_login is not None or "@" not in name:
        return by_login
    return db.session.scalar(
        sa.select(User).where(sa.func.lower(User.email) == name).order_by(User.id).limit(1)
    )
