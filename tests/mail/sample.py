"""Letters of every state, for tests over all pages."""

from stratcom.mail.enums import MailState
from stratcom.mail.services import post_letter


def add_letters() -> None:
    """Put a letter of each state into the outbox."""
    for number, state in enumerate(MailState):
        letter = post_letter(
            kind="account_link",
            to_address=f"reader-{number}@example.ge",
            to_name="ნინო ბერიძე",
            subject="მოწვევა სტრატკომში",
            text="ტექსტი\n",
        )
        letter.state, letter.attempts = state, 1
        letter.last_error = "unanswered: timed out" if state is MailState.HELD else ""
