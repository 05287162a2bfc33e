"""Letters to guests: their link, and what became of what they sent."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l

from stratcom.events.enums import EventState
from stratcom.events.models import Event
from stratcom.i18n import in_language
from stratcom.mail.services import post_letter
from stratcom.mail.writing import write
from stratcom.submissions import queries, tokens
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.rules import is_open

SUBJECTS = {
    EventState.APPROVED: _l("Approved: %(title)s"),
    EventState.RETURNED: _l("Please correct: %(title)s"),
}
INVITATION = _l("Send your events to the Department of Strategic Communication")


def can_be_sent() -> bool:
    """True when a mail server is set."""
    return bool(current_app.config["SMTP_URL"])


def send_link(link: GuestLink, address: str) -> None:
    """Put a letter with the link into the outbox, when it can be sent at all."""
    if can_be_sent():
        with in_language(link.language):
            subject, name = str(INVITATION), link.organisation.name
        _post(link, "guest_link", address, name, subject)


def tell_guests(events: Sequence[Event], to: EventState) -> None:
    """Write to the guests whose events were approved or returned, where they left an address."""
    # What somebody with an account made never came from a guest.
    candidates = {one.id: one for one in events if one.created_by_id is None}
    if to not in SUBJECTS or not candidates or not can_be_sent():
        return
    for submission in queries.submissions_of(candidates):
        if submission.sender_email:
            _answer(submission, candidates[submission.event_id], to)


def _answer(submission: GuestSubmission, event: Event, to: EventState) -> None:
    link = submission.link
    with in_language(link.language):
        title = event.title
        subject = str(SUBJECTS[to]) % {"title": title}
    words = {"title": title, "approved": to is EventState.APPROVED, "reason": event.return_reason}
    name = submission.sender_name
    _post(link, "guest_answer", submission.sender_email, name, subject, **words)


def _post(link: GuestLink, kind: str, address: str, name: str, subject: str, **words: Any) -> None:
    words |= {"name": name, "valid_until": link.valid_until}
    words["address"] = tokens.whole_address(link) if is_open(link) else ""
    post_letter(
        kind=kind,
        to_address=address,
        to_name=name,
        language=link.language,
        subject=subject,
        text=write(kind, link.language, **words),
        # Whoever has the link can use it: no copy of it stays in the outbox.
        secret=True,
    )
