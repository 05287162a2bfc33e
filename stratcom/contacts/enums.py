"""Ways of contact, and kinds and states of agreements."""

import enum

from flask_babel import lazy_gettext as _l


class ContactKind(enum.StrEnum):
    """How people were in touch."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    LETTER = "letter"
    OTHER = "other"


class AgreementKind(enum.StrEnum):
    """What was signed."""

    MEMORANDUM = "memorandum"
    AGREEMENT = "agreement"
    GRANT = "grant"
    OTHER = "other"


class AgreementState(enum.StrEnum):
    """How far it has come; that its term ran out is told by its dates."""

    DRAFT = "draft"
    SIGNED = "signed"
    TERMINATED = "terminated"


CONTACT_LABELS = {
    ContactKind.CALL: _l("Call"),
    ContactKind.EMAIL: _l("E-mail"),
    ContactKind.MEETING: _l("Meeting"),
    ContactKind.LETTER: _l("Letter"),
    ContactKind.OTHER: _l("Other"),
}
AGREEMENT_LABELS = {
    AgreementKind.MEMORANDUM: _l("Memorandum"),
    AgreementKind.AGREEMENT: _l("Agreement"),
    AgreementKind.GRANT: _l("Grant agreement"),
    AgreementKind.OTHER: _l("Other"),
}
STATE_LABELS = {
    AgreementState.DRAFT: _l("in preparation"),
    AgreementState.SIGNED: _l("signed"),
    AgreementState.TERMINATED: _l("terminated"),
}
