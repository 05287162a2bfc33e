"""Letters to guests: their link, and what became of what they sent."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from stratcom.events.enums import EventState
from stratcom.events.models import Event
from stratcom.i18n import in_language
from stratcom.mail.services import post_letter
from stratcom.mail.writing import signature
from stratcom.submissions import queries, tokens
from stratcom.submissions.models import GuestLink, GuestSubmission
from stratcom.submissions.rules import is_open

TOLD = frozenset({EventState.APPROVED, EventState.RETURNED})


def can_be_sent() -> bool:
    """True when a mail server is set."""
    return bool(current_app.config["SMTP_URL"])


def send_link(link: GuestLink, address: str) -> None:
    """Put a letter with the link into the outbox, when it can be sent at all."""
    if not can_be_sent():
        return
    with in_language(link.language):
        post_letter(
            kind="guest_link",
            to_address=address,
            language=link.language,
            subject=_("Send your events to the Department of Strategic Communication"),
            text=_(
                "By this link you send events in, correct them and report on them, "
                "without an account. It is for %(organisation)s and valid until %(day)s:",
                organisation=link.organisation.name,
                day=f"{link.valid_until:%d.%m.%Y}",
            )
            + f"\n\n{tokens.whole_address(link)}\n"
            + signature(),
        )


def tell_guests(events: Sequence[Event], to: EventState) -> None:
    """Write to the guests whose events were approved or returned, where they left an address."""
    # What somebody with an account made never came from a guest.
    candidates = {one.id: one for one in events if one.created_by_id is None}
    if to not in TOLD or not candidates or not can_be_sent():
        return
    for submission in queries.submissions_of(candidates):
        if submission.sender_email:
            _tell(submission, candidates[submission.event_id], to)


def _tell(submission: GuestSubmission, event: Event, to: EventState) -> None:
    link = submission.link
    with in_language(link.language):
        title = event.title
        if to is EventState.APPROVED:
            subject = _("Approved: %(title)s", title=title)
            lines = [_("Your event “%(title)s” was approved. Thank you!", title=title)]
            then = _("After the event please say how it went, by the same link:")
        else:
            subject = _("Please correct: %(title)s", title=title)
            told = _("Your event “%(title)s” was returned for correction:", title=title)
            lines = [told, event.return_reason]
            then = _("Correct it by the same link:")
        if is_open(link):
            lines.append(f"{then}\n{tokens.whole_address(link)}")
        post_letter(
            kind="guest_answer",
            to_address=submission.sender_email,
            to_name=submission.sender_name,
            language=link.language,
            subject=subject,
            text="\n\n".join(lines) + "\n" + signature(),
        )
