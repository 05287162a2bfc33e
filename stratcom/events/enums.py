"""States of an event and the ways between them."""

import enum

from flask_babel import lazy_gettext as _l


class EventState(enum.StrEnum):
    """How far the record has come towards the public."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


class Occurrence(enum.StrEnum):
    """What became of the event itself; independent of who may read about it."""

    PLANNED = "planned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"


class DatePrecision(enum.StrEnum):
    """How exactly the date is known."""

    EXACT = "exact"
    MONTH = "month"
    QUARTER = "quarter"


class Certainty(enum.StrEnum):
    """Whether the date is settled."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"


class OrganisationRole(enum.StrEnum):
    """What an organisation does for an event."""

    ORGANISER = "organiser"
    PARTNER = "partner"
    DONOR = "donor"


class FileKind(enum.StrEnum):
    """What an attached file is for."""

    PHOTOGRAPH = "photograph"
    DOCUMENT = "document"
    EVIDENCE = "evidence"


class JoinState(enum.StrEnum):
    """Answer to an organisation that offered to join an event."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


NEXT_STATES: dict[EventState, frozenset[EventState]] = {
    EventState.DRAFT: frozenset({EventState.SUBMITTED}),
    EventState.SUBMITTED: frozenset({EventState.APPROVED, EventState.RETURNED, EventState.DRAFT}),
    EventState.RETURNED: frozenset({EventState.SUBMITTED}),
    EventState.APPROVED: frozenset({EventState.PUBLISHED, EventState.RETURNED}),
    EventState.PUBLISHED: frozenset({EventState.APPROVED}),
}
# What may still happen to an event; a held or cancelled one is history unless corrected.
NEXT_OCCURRENCES: dict[Occurrence, frozenset[Occurrence]] = {
    Occurrence.PLANNED: frozenset({Occurrence.HELD, Occurrence.POSTPONED, Occurrence.CANCELLED}),
    Occurrence.POSTPONED: frozenset({Occurrence.HELD, Occurrence.POSTPONED, Occurrence.CANCELLED}),
    Occurrence.CANCELLED: frozenset({Occurrence.PLANNED}),
    Occurrence.HELD: frozenset({Occurrence.PLANNED}),
}
# States that were approved once: later edits are marked for review.
APPROVED_STATES = frozenset({EventState.APPROVED, EventState.PUBLISHED})
# Occurrences of which somebody still has to say what became.
AWAITING = (Occurrence.PLANNED, Occurrence.POSTPONED)

STATE_LABELS = {
    EventState.DRAFT: _l("Draft"),
    EventState.SUBMITTED: _l("Submitted"),
    EventState.RETURNED: _l("Returned for correction"),
    EventState.APPROVED: _l("Approved"),
    EventState.PUBLISHED: _l("Published"),
}
OCCURRENCE_LABELS = {
    Occurrence.PLANNED: _l("Planned"),
    Occurrence.POSTPONED: _l("Postponed"),
    Occurrence.CANCELLED: _l("Cancelled"),
    Occurrence.HELD: _l("Held"),
}
PRECISION_LABELS = {
    DatePrecision.EXACT: _l("Exact day"),
    DatePrecision.MONTH: _l("Month only"),
    DatePrecision.QUARTER: _l("Quarter only"),
}
CERTAINTY_LABELS = {
    Certainty.TENTATIVE: _l("Tentative"),
    Certainty.CONFIRMED: _l("Confirmed"),
}
FILE_KIND_LABELS = {
    FileKind.PHOTOGRAPH: _l("Photograph"),
    FileKind.DOCUMENT: _l("Document"),
    FileKind.EVIDENCE: _l("Evidence"),
}
ROLE_LABELS = {
    OrganisationRole.ORGANISER: _l("Organisers"),
    OrganisationRole.PARTNER: _l("Partners"),
    OrganisationRole.DONOR: _l("Donors"),
}
