"""Writing letters into the outbox, and what a person decides about one of them."""

import secrets
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, new_uid, utcnow
from stratcom.errors import DomainError
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail
from stratcom.mail.rules import can_drop, can_release, can_retry


class Decision(Protocol):
    """One of the acts below."""

    def __call__(self, letter: OutboxMail, *, actor: Actor) -> None:
        """Decide about the letter and leave a trace."""


def post_letter(
    *,
    kind: str,
    to_address: str,
    subject: str,
    text: str,
    to_name: str = "",
    language: str = "ka",
    user_id: int | None = None,
    secret: bool = False,
    forget_after_sending: bool = False,
    expires_at: datetime | None = None,
) -> OutboxMail:
    """Put a letter into the outbox, in the transaction that gives rise to it.

    `secret`: it holds a link that signs in; its text is emptied once it is sent or dropped.
    `forget_after_sending`: nobody needs to know then to whom it went.
    """
    letter = OutboxMail(
        message_id=f"<{new_uid()}.{secrets.token_hex(4)}@stratcom>",
        kind=kind,
        user_id=user_id,
        to_address=to_address.strip(),
        to_name=" ".join(to_name.split())[:200],
        language=language,
        subject=" ".join(subject.split())[:300],
        text=text,
        secret=secret,
        forget=forget_after_sending,
        expires_at=expires_at,
    )
    db.session.add(letter)
    db.session.flush()
    return letter


def release(letter: OutboxMail, *, actor: Actor) -> None:
    """Send a held letter again: nobody got it."""
    _decide(letter, can_release(letter), MailState.QUEUED, "mail.released", actor)


def mark_sent(letter: OutboxMail, *, actor: Actor) -> None:
    """Take a held letter as sent: somebody got it."""
    _decide(letter, can_release(letter), MailState.SENT, "mail.taken_as_sent", actor)


def retry(letter: OutboxMail, *, actor: Actor) -> None:
    """Send a letter that waits or was given up as soon as possible, with a full row of attempts."""
    _decide(letter, can_retry(letter), MailState.QUEUED, "mail.retried", actor)


def drop(letter: OutboxMail, *, actor: Actor) -> None:
    """Never send the letter."""
    _decide(letter, can_drop(letter), MailState.DROPPED, "mail.dropped", actor)


def _decide(letter: OutboxMail, allowed: bool, state: MailState, action: str, actor: Actor) -> None:
    """Change the state in one statement: a sender may be taking the letter up just now."""
    gone = _("The letter is not in that state any more. Look at the list again.")
    if not allowed:
        raise DomainError(gone)
    before, now = letter.state, utcnow()
    values: dict[str, object] = {"state": state, "claimed_by": "", "claimed_until": None}
    if state is MailState.QUEUED:
        values |= {"attempts": 0, "next_attempt_at": now, "last_error": ""}
    else:
        values |= what_remains()
    if state is MailState.SENT:
        values["sent_at"] = now
    done = db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.id == letter.id, OutboxMail.state == before)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    if not getattr(done, "rowcount", 0):
        raise DomainError(gone)
    db.session.refresh(letter)
    # Told by hand: a comparison of columns would put a secret text into the trail.
    record(action, letter, actor=actor, changes={"state": [before.value, state.value]})


def what_remains() -> dict[str, sa.ColumnElement[str]]:
    """What a letter holds once it is at its end: no secret text, nobody who is to be forgotten."""
    gone = {name: getattr(OutboxMail, name) for name in ("to_address", "to_name")}
    return {
        "text": sa.case((OutboxMail.secret, ""), else_=OutboxMail.text),
        **{name: sa.case((OutboxMail.forget, ""), else_=column) for name, column in gone.items()},
    }


def forget_recipients(before: datetime) -> int:
    """Erase whom letters of that kind were for that were written before; return how many.

    Most have forgotten it long since: these are held, or wait where no letter goes out at all.
    What still waits is dropped.
    """
    waits = OutboxMail.state.in_((MailState.QUEUED, MailState.HELD))
    dropped = sa.literal(MailState.DROPPED, OutboxMail.state.type)
    done = db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.forget, OutboxMail.to_address != "", OutboxMail.created_at < before)
        .where(OutboxMail.state.not_in((MailState.SENDING, MailState.HANDED)))
        .values(
            to_address="",
            to_name="",
            state=sa.case((waits, dropped), else_=OutboxMail.state),
        )
        .execution_options(synchronize_session=False)
    )
    return int(getattr(done, "rowcount", 0))
