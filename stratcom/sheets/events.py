"""The recognised row of a sheet."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from stratcom.sheets.dates import Precision
from stratcom.sheets.headers import Column

Action = Literal["import", "duplicate", "error", "skip"]

ERROR_CODES = (
    "missing_title",
    "missing_date",
    "invalid_date",
    "end_before_start",
    "unknown_municipality",
)
"""Why a row cannot be imported; where several apply, the first."""

NOTE_CODES = {
    "blank_row": "skipped: nothing in it",
    "title_row": "skipped: above the header",
    "header_row": "skipped: names the columns",
    "section_row": "skipped: names a region, a month or a year for the rows below",
    "totals_row": "skipped: sums",
    "notes_row": "skipped: a remark about the table",
    "continuation_row": "skipped: its cells were added to the row above",
    "no_header": "skipped: no header was found in this sheet",
    "hidden_sheet": "the sheet is hidden and was not read",
    "encoding_guessed": "the encoding of the file was guessed",
    "several_dates": "several dates were read as one range",
    "month_first": "read as month, day, year",
    "ambiguous_date": "read as day, month, year; it could be month, day, year",
    "year_from_context": "the year was taken from the rest of the sheet",
    "part_of_period": "only a part of the month or quarter is meant",
    "vague": "the words make the date uncertain",
    "words_ignored": "words in the date were not understood",
    "season": "a season is no date",
    "no_year": "the year is missing",
    "no_month": "the month is missing",
    "year_only": "only a year is given",
    "unreadable": "the date was not understood",
    "end_unreadable": "the end date was not understood",
    "time_unreadable": "the time was not understood",
    "dates_as_typed": "the dates as they were typed, the end before the start",
    "unknown_region": "the region was not recognised",
    "region_differs": "the municipality lies in another region than the row says",
    "typo_in_municipality": "the name of the municipality was corrected",
    "several_municipalities": "more than one municipality is named",
    "region_as_municipality": "a region stands where the municipality belongs",
    "whole_country": "the whole country is meant",
    "online_place": "the place is online",
    "occupied_place": "a place in the occupied territories",
    "district_of_tbilisi": "a district of Tbilisi",
    "unknown_format": "no known format",
    "unknown_audience": "no known audience",
    "unknown_theme": "no known theme",
    "unreadable_participants": "the number of participants was not understood",
    "unreadable_online": "neither yes nor no",
    "english_title_only": "the title is not in Georgian",
    "duplicate_in_sheet": "repeats the row named by duplicate_of_sheet and duplicate_of",
}
"""Every code of a note and what it means."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a row; `text` quotes the cell where that helps."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A cell that was turned from a legacy font into Unicode."""

    field: str
    original: str
    converted: str


@dataclass(slots=True)
class EventValues:
    """What a row tells about an event; codes for everything that was recognised."""

    id: str = ""
    version: str = ""
    number: str = ""
    title_ka: str = ""
    title_en: str = ""
    summary_ka: str = ""
    summary_en: str = ""
    description_ka: str = ""
    description_en: str = ""
    date_start: dt.date | None = None
    date_end: dt.date | None = None  # only where it differs from the start
    precision: Precision = "exact"
    certain: bool = True
    time_start: dt.time | None = None
    time_end: dt.time | None = None
    format: str | None = None
    organisers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    region: str | None = None
    municipality: str | None = None
    settlement: str = ""
    venue: str = ""
    audience: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    online: bool | None = None
    online_url: str = ""
    languages: tuple[str, ...] = ()
    participants: int | None = None
    participants_women: int | None = None
    participants_men: int | None = None
    participants_youth: int | None = None
    participants_planned: int | None = None
    participants_approximate: bool = False
    contact: str = ""
    source_urls: tuple[str, ...] = ()
    status: str = ""
    result: str = ""
    notes: str = ""

    @property
    def title(self) -> str:
        """The title in Georgian, or else in English."""
        return self.title_ka or self.title_en


@dataclass(slots=True)
class SheetRow:
    """One row of a sheet and what is to become of it."""

    sheet: str
    number: int
    action: Action = "import"
    error_code: str = ""
    notes: list[Note] = field(default_factory=list)
    values: EventValues = field(default_factory=EventValues)
    raw: dict[str, str] = field(default_factory=dict)  # field, or "column N", to the text as stored
    conversions: list[Conversion] = field(default_factory=list)
    duplicate_of: int | None = None
    duplicate_of_sheet: str = ""


@dataclass(slots=True)
class SheetSummary:
    """One sheet: where its header is and what its columns were taken for."""

    name: str
    header_rows: tuple[int, ...] = ()
    columns: list[Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheets:
    """Everything read from a file."""

    sheets: list[SheetSummary] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)

    def count(self, action: Action) -> int:
        """Return how many rows have an action."""
        return sum(row.action == action for row in self.rows)
