"""The list of wordings as a table for files."""

from collections.abc import Iterable

from flask_babel import gettext as _

from stratcom.i18n import LANGUAGES
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table
from stratcom.wording.enums import KIND_LABELS
from stratcom.wording.models import WordingRule

WIDTHS = (16, 10, 36, 36, 40, 40, 60, 60, 12)


def rules_table(rules: Iterable[WordingRule]) -> Table:
    """One row for each rule, with headers in the reader's language."""
    headers = (
        _("What it is about"),
        _("Language"),
        _("Wording to look for"),
        _("Say instead"),
        _("Only beside"),
        _("Never inside"),
        _("Reason in Georgian"),
        _("Reason in English"),
        _("Retired on"),
    )
    return Table(_("Wording"), headers, (_row(one) for one in rules), WIDTHS)


def _row(rule: WordingRule) -> tuple[Cell, ...]:
    return (
        str(KIND_LABELS[rule.kind]),
        LANGUAGES[rule.language],
        rule.phrase,
        rule.replacement or None,
        " | ".join(rule.near) or None,
        " | ".join(rule.unless) or None,
        rule.reason_ka or None,
        rule.reason_en or None,
        rule.retired_at.date() if rule.retired_at else None,
    )
