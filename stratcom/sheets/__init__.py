"""Office spreadsheets of events read into recognised rows: no web, no database.

- `workbooks`: XLSX, CSV and ICS files as grids of cells (`xlsx`, `delimited`, `calendars`)
- `legacy_cells`: text typed in AcadNusx-family fonts becomes Unicode
- `headers`, `fields`, `content`: which column holds what
- `dates`, `times`, `values`, `places`, `terms`: what a cell means
- `recognise`, `rows`, `duplicates`: what a row means
- `reading`: all of that in one call; `report`: its outcome, line by line
"""

from stratcom.sheets.events import EventValues, SheetRow, Sheets
from stratcom.sheets.grids import Grid, UnreadableFileError
from stratcom.sheets.reading import read_events
from stratcom.sheets.reference import Municipality, Reference, Region, Term
from stratcom.sheets.workbooks import read_workbook

__all__ = [
    "EventValues",
    "Grid",
    "Municipality",
    "Reference",
    "Region",
    "SheetRow",
    "Sheets",
    "Term",
    "UnreadableFileError",
    "read_events",
    "read_workbook",
]
