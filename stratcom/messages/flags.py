"""What is wrong with a message on a day, in words, for wherever messages are shown or used.

Lists give the columns alone, as kept by services.filing; a page of one message gives the parts
as well and is told how many of the facts have expired. Nothing here asks the database.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.drafting.parts import Parts
from stratcom.georgian import dates
from stratcom.messages.house.reading import read_house
from stratcom.messages.models import Message


class Severity(enum.StrEnum):
    """How much a flag asks for."""

    STOP = "stop"  # do not use the message
    WARNING = "warning"  # somebody should mend it
    NOTICE = "notice"  # good to know


# The class of a badge in each case.
BADGES = {Severity.STOP: "late", Severity.WARNING: "wait", Severity.NOTICE: ""}


class FlagKind(enum.StrEnum):
    """What may be wrong with a message, the gravest first."""

    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    NOT_APPROVED = "not_approved"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    PROOFS_EXPIRED = "proofs_expired"
    UNSOURCED = "unsourced"
    NEWER_APPROVED = "newer_approved"
    REVIEW_DUE = "review_due"


SEVERITIES = {
    FlagKind.WITHDRAWN: Severity.STOP,
    FlagKind.ARCHIVED: Severity.STOP,
    FlagKind.NOT_APPROVED: Severity.STOP,
    FlagKind.EXPIRED: Severity.STOP,
    FlagKind.NOT_YET_VALID: Severity.STOP,
    FlagKind.PROOFS_EXPIRED: Severity.WARNING,
    FlagKind.UNSOURCED: Severity.WARNING,
    FlagKind.NEWER_APPROVED: Severity.WARNING,
    FlagKind.REVIEW_DUE: Severity.NOTICE,
}
LABELS = {
    FlagKind.WITHDRAWN: _l("Withdrawn: do not use"),
    FlagKind.ARCHIVED: _l("In the archive"),
    FlagKind.NOT_APPROVED: _l("Not approved"),
    FlagKind.EXPIRED: _l("Expired: %(day)s"),
    FlagKind.NOT_YET_VALID: _l("Valid only from %(day)s"),
    FlagKind.PROOFS_EXPIRED: _l("Facts out of date: %(count)s"),
    FlagKind.UNSOURCED: _l("Facts without a source: %(count)s"),
    FlagKind.NEWER_APPROVED: _l("A newer version was approved"),
    FlagKind.REVIEW_DUE: _l("To be looked at again: %(day)s"),
}


@dataclass(frozen=True)
class Flag:
    """One thing that is wrong; `count` says of how many facts, where that is known."""

    kind: FlagKind
    count: int = 0
    day: date | None = None

    @property
    def severity(self) -> Severity:
        """How much it asks for."""
        return SEVERITIES[self.kind]

    @property
    def badge(self) -> str:
        """The class of its badge."""
        return BADGES[self.severity]

    @property
    def label(self) -> str:
        """What is wrong, in the reader's language."""
        day = dates.short_day(self.day) if self.day else ""
        if self.kind is FlagKind.PROOFS_EXPIRED and not self.count:
            return _("Facts out of date")
        return str(LABELS[self.kind]) % {"day": day, "count": self.count}


def flags_of(
    message: Message, on: date, *, parts: Parts | None = None, used_number: int | None = None
) -> list[Flag]:
    """What is wrong with the message on that day, the gravest first.

    `parts` are those of the version that is shown; `used_number` is the version that was used,
    where the flags stand beside a use of it.
    """
    found = [_standing(message, on)]
    found += [_proofs_expired(message, on, parts), _unsourced(message, parts)]
    if used_number is not None and (message.approved_number or 0) > used_number:
        found.append(Flag(FlagKind.NEWER_APPROVED))
    if message.review_on is not None and message.review_on <= on and not message.withdrawn_at:
        found.append(Flag(FlagKind.REVIEW_DUE, day=message.review_on))
    return [one for one in found if one is not None]


def stops(flags: Iterable[Flag]) -> bool:
    """True when one of the flags says that the message must not be used."""
    return any(one.severity is Severity.STOP for one in flags)


def _standing(message: Message, on: date) -> Flag | None:
    """Why the message may not be used at all; the gravest reason alone."""
    if message.withdrawn_at is not None:
        return Flag(FlagKind.WITHDRAWN)
    if message.archived_at is not None:
        return Flag(FlagKind.ARCHIVED)
    if message.approved_number is None:
        return Flag(FlagKind.NOT_APPROVED)
    if message.valid_until is not None and message.valid_until < on:
        return Flag(FlagKind.EXPIRED, day=message.valid_until)
    if message.valid_from is not None and message.valid_from > on:
        return Flag(FlagKind.NOT_YET_VALID, day=message.valid_from)
    return None


def _proofs_expired(message: Message, on: date, parts: Parts | None) -> Flag | None:
    if parts is not None:
        count = sum(one.expired(on) for one in read_house(parts).all_proofs())
        return Flag(FlagKind.PROOFS_EXPIRED, count) if count else None
    if message.proofs_expire_on is not None and message.proofs_expire_on < on:
        return Flag(FlagKind.PROOFS_EXPIRED)
    return None


def _unsourced(message: Message, parts: Parts | None) -> Flag | None:
    if parts is not None:
        count = sum(one.unsourced for one in read_house(parts).all_proofs())
    else:
        count = message.unsourced
    return Flag(FlagKind.UNSOURCED, count) if count else None
