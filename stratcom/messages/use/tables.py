"""Uses as a table of a file."""

from collections.abc import Iterable

from flask_babel import gettext as _

from stratcom.messages.enums import CHANNEL_LABELS, USE_LABELS, USE_STATE_LABELS
from stratcom.messages.models import MessageUse
from stratcom.messages.use.rules import state_of
from stratcom.messages.use.wording import department, spoken_title, what_for, where_used, whom_for
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

WIDTHS = (13, 48, 9, 14, 44, 30, 26, 24, 18, 16, 36, 40)


def uses_table(uses: Iterable[MessageUse]) -> Table:
    """One row for each use, in the reader's language."""
    headers = (
        _("Date"),
        _("Message"),
        _("Version"),
        _("Kind of use"),
        _("What it was"),
        _("Who used it"),
        _("Where"),
        _("Audience"),
        _("Channel"),
        _("State"),
        _("Link"),
        _("Note"),
    )
    office = department()
    rows = (_row(one, office) for one in uses)
    return Table(_("Use of messages"), headers, rows, WIDTHS)


def _row(use: MessageUse, office: str) -> tuple[Cell, ...]:
    return (
        use.event.first_day if use.event is not None else use.day,
        spoken_title(use.message),
        use.number,
        str(USE_LABELS[use.kind]),
        what_for(use),
        use.organisation.name if use.organisation else office,
        where_used(use) or None,
        whom_for(use) or None,
        str(CHANNEL_LABELS[use.channel]) if use.channel else None,
        str(USE_STATE_LABELS[state_of(use)]),
        use.url or None,
        use.note or None,
    )
