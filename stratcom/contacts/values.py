"""What forms say of contacts and agreements, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.contacts.enums import AgreementKind, AgreementState, ContactKind
from stratcom.contacts.models import Agreement, ContactEntry


@dataclass(frozen=True)
class EntryValues:
    """One contact as typed."""

    happened_on: date
    organisation_id: int | None
    purpose: str
    kind: ContactKind = ContactKind.CALL
    person_ids: tuple[int, ...] = ()
    result: str = ""
    next_step: str = ""
    next_step_owner_id: int | None = None
    next_step_due: date | None = None


@dataclass(frozen=True)
class AgreementValues:
    """One agreement as typed; its parties in their order."""

    title_ka: str
    organisation_ids: tuple[int, ...]
    title_en: str = ""
    kind: AgreementKind = AgreementKind.MEMORANDUM
    state: AgreementState = AgreementState.SIGNED
    number: str = ""
    signed_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    renews_months: int = 0
    remind_days: int = 30
    responsible_id: int | None = None
    summary: str = ""


ENTRY_LABELS: dict[str, Any] = {
    "happened_on": _l("Date"),
    "organisation_id": _l("Organisation"),
    "purpose": _l("Purpose"),
    "kind": _l("How"),
    "person_ids": _l("Who took part"),
    "result": _l("Result"),
    "next_step": _l("Next step"),
    "next_step_owner_id": _l("Who does it"),
    "next_step_due": _l("By when"),
    "next_step_done_at": _l("Done"),
    "archived_at": _l("In the archive since"),
}
AGREEMENT_FIELD_LABELS: dict[str, Any] = {
    "title_ka": _l("Title in Georgian"),
    "title_en": _l("Title in English"),
    "organisation_ids": _l("Parties"),
    "kind": _l("Kind"),
    "state": _l("State"),
    "number": _l("Number"),
    "signed_on": _l("Signed on"),
    "valid_from": _l("In force from"),
    "valid_until": _l("In force until"),
    "renews_months": _l("Renewed by itself for (months)"),
    "remind_days": _l("Remind so many days before the end"),
    "responsible_id": _l("Responsible"),
    "summary": _l("Summary"),
    "terminated_on": _l("Ended on"),
    "termination_reason": _l("Why it was ended"),
    "archived_at": _l("In the archive since"),
}


def entry_values(entry: ContactEntry) -> EntryValues:
    """The contact as it stands; needs its people loaded."""
    columns = {
        name: getattr(entry, name)
        for name in EntryValues.__dataclass_fields__
        if name != "person_ids"
    }
    return EntryValues(
        **columns, person_ids=tuple(sorted(one.person_id for one in entry.person_links))
    )


def agreement_values(agreement: Agreement) -> AgreementValues:
    """The agreement as it stands; needs its parties loaded."""
    columns = {
        name: getattr(agreement, name)
        for name in AgreementValues.__dataclass_fields__
        if name != "organisation_ids"
    }
    parties = tuple(one.organisation_id for one in agreement.organisation_links)
    return AgreementValues(**columns, organisation_ids=parties)
