"""Who may do what with contacts and agreements, and what makes no sense."""

from datetime import date

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts.enums import AgreementState
from stratcom.contacts.models import Agreement, ContactEntry
from stratcom.contacts.values import AgreementValues, EntryValues
from stratcom.moments import today

LONGEST_RENEWAL = 120
LONGEST_NOTICE = 365


def can_edit(user: User, record: ContactEntry | Agreement) -> bool:
    """What lies in the archive is only read."""
    return user.can(Permission.CONTACT_EDIT) and record.archived_at is None


def can_restore(user: User, record: ContactEntry | Agreement) -> bool:
    """Only what lies in the archive can be brought back."""
    return user.can(Permission.CONTACT_EDIT) and record.archived_at is not None


def can_finish(user: User, entry: ContactEntry) -> bool:
    """A next step that waits can be marked as done."""
    return can_edit(user, entry) and bool(entry.next_step) and entry.next_step_done_at is None


def can_reopen(user: User, entry: ContactEntry) -> bool:
    """A next step that was done can be opened again."""
    return can_edit(user, entry) and bool(entry.next_step) and entry.next_step_done_at is not None


def can_terminate(user: User, agreement: Agreement) -> bool:
    """Only what was signed can be ended before its time."""
    return can_edit(user, agreement) and agreement.state is AgreementState.SIGNED


def can_reinstate(user: User, agreement: Agreement) -> bool:
    """An ending entered by mistake can be taken back."""
    return can_edit(user, agreement) and agreement.state is AgreementState.TERMINATED


def entry_problems(values: EntryValues) -> dict[str, str]:
    """What makes no sense, by field."""
    found: dict[str, str] = {}
    if values.happened_on > today():
        found["happened_on"] = _("This day has not come yet. What is planned is a next step.")
    if not values.next_step:
        if values.next_step_due:
            found["next_step"] = _("Say what is to be done by then.")
        return found
    if values.next_step_owner_id is None:
        found["next_step_owner_id"] = _("Say who does it.")
    if values.next_step_due is None:
        found["next_step_due"] = _("Say by when.")
    elif values.next_step_due < values.happened_on:
        found["next_step_due"] = _("The next step cannot be due before the contact.")
    return found


def agreement_problems(values: AgreementValues) -> dict[str, str]:
    """What makes no sense, by field."""
    found: dict[str, str] = {}
    if not values.organisation_ids:
        found["organisation_ids"] = _("Name at least one organisation.")
    first = values.valid_from or values.signed_on
    if values.valid_until and first and values.valid_until < first:
        found["valid_until"] = _("The end cannot come before the beginning.")
    if values.renews_months and values.valid_until is None:
        found["valid_until"] = _("Say when the first term ends, so that renewals can be counted.")
    if not 0 <= values.renews_months <= LONGEST_RENEWAL:
        found["renews_months"] = _("From 0 to %(limit)s.", limit=LONGEST_RENEWAL)
    if not 0 <= values.remind_days <= LONGEST_NOTICE:
        found["remind_days"] = _("From 0 to %(limit)s.", limit=LONGEST_NOTICE)
    if values.state is AgreementState.SIGNED and values.signed_on and values.signed_on > today():
        found["signed_on"] = _("This day has not come yet.")
    return found


def termination_problem(agreement: Agreement, day: date) -> str:
    """Why it cannot end on that day; empty when it can."""
    first = agreement.valid_from or agreement.signed_on
    if first is not None and day < first:
        return _("The end cannot come before the beginning.")
    return ""
