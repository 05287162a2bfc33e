"""The list of agreements as a table for files."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from stratcom.contacts.enums import AGREEMENT_LABELS
from stratcom.contacts.models import Agreement
from stratcom.contacts.validity import STANDING_LABELS, last_day, standing
from stratcom.contacts.wording import user_name
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

WIDTHS = (16, 18, 48, 40, 16, 13, 13, 13, 16, 24, 40)


def agreements_table(agreements: Iterable[Agreement], today: date) -> Table:
    """One row for each agreement, in the reader's language."""
    headers = (
        _("Number"),
        _("Kind"),
        _("Title"),
        _("Parties"),
        _("State"),
        _("Signed on"),
        _("In force from"),
        _("In force until"),
        _("Renewed by itself for (months)"),
        _("Responsible"),
        _("Summary"),
    )
    rows = (_row(one, today) for one in agreements)
    return Table(_("Agreements"), headers, rows, WIDTHS)


def _row(one: Agreement, today: date) -> tuple[Cell, ...]:
    return (
        one.number or None,
        str(AGREEMENT_LABELS[one.kind]),
        one.title,
        "; ".join(link.organisation.name for link in one.organisation_links),
        str(STANDING_LABELS[standing(one, today)]),
        one.signed_on,
        one.valid_from,
        last_day(one, today),
        one.renews_months or None,
        user_name(one.responsible) if one.responsible else None,
        one.summary or None,
    )
