"""The second factor: a shared secret, codes that change, and codes for the day it is lost."""

import hmac
import secrets
import time

import pyotp
import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import RecoveryCode, User, hash_token
from stratcom.accounts.throttle import CODE, check_attempts, note_attempt
from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError

STEP_SECONDS = 30
# A clock may be this many steps fast or slow.
TOLERANCE = 1
RECOVERY_CODES = 10
# Without letters and digits that look alike; twelve of them are 59 bits.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 3, 4


def begin(user: User) -> None:
    """Give the account a new secret; it counts for nothing until a code proves it."""
    if user.has_second_factor:
        raise DomainError(_("The second factor is already set up."))
    user.totp_secret = pyotp.random_base32()
    record("user.second_factor_begun", user, actor=user)
    user.totp_step = 0


def address_for_apps(user: User) -> str:
    """What the square for telephones says: issuer, account and secret."""
    return pyotp.TOTP(user.totp_secret).provisioning_uri(name=user.login, issuer_name="StratCom")


def confirm(user: User, code: str, *, address: str) -> list[str] | None:
    """Set the factor up when `code` proves that the telephone has the secret.

    Returns the recovery codes, which are shown once; None when the code is wrong. The caller
    commits either way. Raises TooManyTriesError.
    """
    if user.has_second_factor or not user.totp_secret:
        raise DomainError(_("Begin again: there is nothing to confirm."))
    check_attempts(CODE, user.login, address)
    step = _step_of(user, code)
    note_attempt(CODE, user.login, address, succeeded=step is not None)
    if step is None:
        return None
    user.totp_confirmed_at = utcnow()
    record("user.second_factor_on", user, actor=user)
    user.totp_step = step  # bookkeeping: it stands in no trail
    return _make_codes(user)


def accept(user: User, text: str, *, address: str) -> bool:
    """True when `text` is the present code, or a recovery code, which is then used up.

    The caller commits either way. Raises TooManyTriesError.
    """
    check_attempts(CODE, user.login, address)
    step = _step_of(user, text)
    if step is not None:
        user.totp_step = step  # row_version lets only one of two that send the same code pass
        db.session.flush()
    right = step is not None or _use_recovery_code(user, text)
    note_attempt(CODE, user.login, address, succeeded=right)
    return right


def _step_of(user: User, text: str) -> int | None:
    """The step of time whose code `text` is; None when wrong or used before."""
    code = "".join(text.split())
    totp, now = pyotp.TOTP(user.totp_secret), int(time.time()) // STEP_SECONDS
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
        if right and step > user.totp_step:
            return step
    return None


def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes in place of the old ones."""
    record("user.recovery_codes_made", user, actor=user, changes={})
    return _make_codes(user)


def _make_codes(user: User) -> list[str]:
    _drop_codes(user)
    made = [_new_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user, one)) for one in made)
    db.session.flush()
    return made


def _new_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _hash(user: User, code: str) -> str:
    plain = "".join(sign for sign in code.casefold() if sign.isalnum())
    return hash_token(f"{user.id}:{plain}")


def _use_recovery_code(user: User, text: str) -> bool:
    used = db.session.execute(
        sa.update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash(user, text),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=utcnow())
    )
    if not getattr(used, "rowcount", 0):
        return False
    record("user.recovery_code_used", user, actor=user, changes={})
    return True


def codes_left(user: User) -> int:
    """How many recovery codes are still good."""
    left = sa.select(sa.func.count()).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(left) or 0


def turn_off(user: User, *, actor: Actor) -> None:
    """Sign-in asks for no code any more; the recovery codes go too."""
    user.totp_secret, user.totp_confirmed_at = "", None
    record("user.second_factor_off", user, actor=actor)
    user.totp_step = 0
    _drop_codes(user)


def _drop_codes(user: User) -> None:
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
