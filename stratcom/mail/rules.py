"""What may be done with a letter, by its state."""

from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail


def can_release(letter: OutboxMail) -> bool:
    """Only a person knows whether a held letter arrived."""
    return letter.state is MailState.HELD


def can_retry(letter: OutboxMail) -> bool:
    """A letter that waits for its next attempt, or was given up or dropped and is still whole."""
    if letter.state is MailState.QUEUED:
        return letter.attempts > 0
    whole = bool(letter.text and letter.to_address)
    return letter.state in {MailState.FAILED, MailState.DROPPED} and whole


def can_drop(letter: OutboxMail) -> bool:
    """A letter that no sender has in its hands and that has not gone out."""
    return letter.state in {MailState.QUEUED, MailState.HELD, MailState.FAILED}
