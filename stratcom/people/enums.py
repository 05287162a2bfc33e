"""Consent, and how people and bodies stand to one another."""

import enum
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


class Consent(enum.StrEnum):
    """On what ground the department keeps the person's details."""

    UNKNOWN = "unknown"
    ASKED = "asked"
    GIVEN = "given"
    PUBLIC_OFFICE = "public_office"
    CONTRACT = "contract"
    WITHDRAWN = "withdrawn"


class RelationKind(enum.StrEnum):
    """How one person or body stands to another; read from the first to the second."""

    REPORTS_TO = "reports_to"
    DEPUTY_OF = "deputy_of"
    ASSISTANT_OF = "assistant_of"
    CONTACT_FOR = "contact_for"
    MEMBER_OF = "member_of"
    FOUNDER_OF = "founder_of"
    BOARD_OF = "board_of"
    ADVISES = "advises"
    FUNDS = "funds"
    CONTRACTOR_OF = "contractor_of"
    OVERSEES = "oversees"
    PARTNER_OF = "partner_of"
    KNOWS = "knows"


class AskedBy(enum.StrEnum):
    """How a person's request to be erased came; kept in the trail without the name."""

    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    TELEPHONE = "telephone"


@dataclass(frozen=True)
class Sides:
    """A relation as each of its two sides says it."""

    forward: Any
    backward: Any


CONSENT_LABELS = {
    Consent.UNKNOWN: _l("not known"),
    Consent.ASKED: _l("asked, no answer yet"),
    Consent.GIVEN: _l("given"),
    Consent.PUBLIC_OFFICE: _l("not needed: holds a public office"),
    Consent.CONTRACT: _l("not needed: under a contract"),
    Consent.WITHDRAWN: _l("withdrawn"),
}
ASKED_BY_LABELS = {
    AskedBy.LETTER: _l("by letter"),
    AskedBy.EMAIL: _l("by e-mail"),
    AskedBy.IN_PERSON: _l("in person"),
    AskedBy.TELEPHONE: _l("by telephone"),
}
RELATION_LABELS = {
    RelationKind.REPORTS_TO: Sides(_l("reports to"), _l("directs")),
    RelationKind.DEPUTY_OF: Sides(_l("deputises for"), _l("has as deputy")),
    RelationKind.ASSISTANT_OF: Sides(_l("assists"), _l("has as assistant")),
    RelationKind.CONTACT_FOR: Sides(_l("is the contact for"), _l("has as contact")),
    RelationKind.MEMBER_OF: Sides(_l("is a member of"), _l("has as member")),
    RelationKind.FOUNDER_OF: Sides(_l("founded"), _l("was founded by")),
    RelationKind.BOARD_OF: Sides(_l("sits on the board of"), _l("has on its board")),
    RelationKind.ADVISES: Sides(_l("advises"), _l("is advised by")),
    RelationKind.FUNDS: Sides(_l("funds"), _l("is funded by")),
    RelationKind.CONTRACTOR_OF: Sides(_l("works under contract for"), _l("has as contractor")),
    RelationKind.OVERSEES: Sides(_l("oversees"), _l("is overseen by")),
    RelationKind.PARTNER_OF: Sides(_l("is a partner of"), _l("is a partner of")),
    RelationKind.KNOWS: Sides(_l("knows"), _l("knows")),
}
