"""What is said of a message beside its text: for whom, by whom, for how long; plain values."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.messages.enums import Circle
from stratcom.messages.models import Message

LABELS = {
    "theme_id": _l("Theme"),
    "circle": _l("Who sees it once it is approved"),
    "reader_ids": _l("Organisations that see it besides"),
    "audience_ids": _l("Audiences"),
    "steward_id": _l("Who answers for it"),
    "review_on": _l("To be looked at again on"),
    "valid_from": _l("Valid from"),
    "valid_until": _l("Valid until"),
}
# What decides who reads a message and who approves it, and how long it holds.
PLACE = frozenset({"theme_id", "circle", "reader_ids"})
VALIDITY = frozenset({"valid_from", "valid_until"})


@dataclass(frozen=True)
class Details:
    """Every detail of a message."""

    theme_id: int | None = None
    circle: Circle = Circle.EVERYBODY
    reader_ids: frozenset[int] = frozenset()
    audience_ids: frozenset[int] = frozenset()
    steward_id: int | None = None
    review_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None


def details_of(message: Message) -> Details:
    """The details of a message as they are; load it with `queries.find_message`."""
    return Details(
        theme_id=message.theme_id,
        circle=message.circle,
        reader_ids=frozenset(one.organisation_id for one in message.reader_links),
        audience_ids=frozenset(one.term_id for one in message.audience_links),
        steward_id=message.steward_id,
        review_on=message.review_on,
        valid_from=message.valid_from,
        valid_until=message.valid_until,
    )


def problems(details: Details, *, public: bool) -> dict[str, str]:
    """What does not fit together, by field; `public`: the message is on the public site."""
    found = {}
    first, last = details.valid_from, details.valid_until
    if first and last and last < first:
        found["valid_until"] = _("The last day is before the first.")
    if public and details.circle is not Circle.EVERYBODY:
        found["circle"] = _("It is on the public site: take it off first.")
    return found
