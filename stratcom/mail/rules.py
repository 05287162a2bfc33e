"""What may be done with a letter, by its state."""

from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail


def can_release(letter: OutboxMail) -> bool:
    """Only a person knows whether a held letter arrived."""
    return letter.state is MailState.HELD


def can_retry(letter: OutboxMail) -> bool:
    """A letter that waits for its next attempt, or was given up or dropped with its text kept."""
    if letter.state is MailState.QUEUED:
        return letter.attempts > 0
    return letter.state in {MailState.FAILED, MailState.DROPPED} and bool(letter.text)


def can_drop(letter: OutboxMail) -> bool:
    """A letter that no sender has in its hands and that has not gone out."""
    return letter.state in {MailState.QUEUED, MailState.HELD, MailState.FAILED}
