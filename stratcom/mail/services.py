"""Writing letters into the outbox."""

import secrets
from datetime import datetime

from stratcom.db import db, new_uid
from stratcom.mail.models import OutboxMail


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
    expires_at: datetime | None = None,
) -> OutboxMail:
    """Put a letter into the outbox, in the transaction that gives rise to it.

    `secret`: it holds a link that signs in; its text is emptied once it is sent or dropped.
    """
    letter = OutboxMail(
        message_id=f"<{new_uid()}.{secrets.token_hex(4)}@stratcom>",
        kind=kind,
        user_id=user_id,
        to_address=to_address,
        to_name=to_name,
        language=language,
        subject=" ".join(subject.split())[:300],
        text=text,
        secret=secret,
        expires_at=expires_at,
    )
    db.session.add(letter)
    db.session.flush()
    return letter
