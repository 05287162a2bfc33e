"""The cells of one row turned into the values of an event."""

import datetime as dt
import re
from dataclasses import dataclass, field

from stratcom.georgian import fold, squash
from stratcom.georgian.folding import has_georgian
from stratcom.sheets.dates import DateReading, read_date
from stratcom.sheets.events import Conversion, EventValues, Note
from stratcom.sheets.grids import Cell
from stratcom.sheets.places import PlaceMatcher, PlaceReading
from stratcom.sheets.reference import Municipality, Reference, Region, TermKind
from stratcom.sheets.terms import TermMatcher, squash_lines
from stratcom.sheets.times import read_time
from stratcom.sheets.values import (
    read_languages,
    read_online,
    read_participants,
    read_urls,
    read_yes_no,
    split_names,
)

_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_TEXT_FIELDS = (
    "id", "version", "number", "summary_ka", "summary_en", "description_ka", "description_en",
    "contact", "result", "notes",
)  # fmt: skip
_EMPTY = re.compile(r"[\W_]*|n\s*/\s*a")
_STATUSES = {
    "cancelled": re.compile(r"გაუქმ|cancel|отмен"),
    "postponed": re.compile(r"გადაიდ|გადავად|postpon|перенес"),
    "held": re.compile(r"ჩატარდა|შესრულ|დასრულ|held|done|completed|проведен"),
    "tentative": re.compile(r"სავარაუდო|დასაზუსტ|tentative|tbc|предвар"),
    "confirmed": re.compile(r"დადასტურ|confirmed|подтвержд"),
    "planned": re.compile(r"დაგეგმ|იგეგმ|planned|запланир"),
}


@dataclass(slots=True)
class RowCells:
    """The cells of a row by field, and what the rows above it say."""

    cells: dict[str, list[Cell]] = field(default_factory=dict)
    year: int | None = None
    month: int | None = None
    region: Region | None = None
    municipality: Municipality | None = None
    month_first: bool = False
    has_municipality_column: bool = True

    def first(self, name: str) -> Cell | None:
        """Return the first cell of a field."""
        cells = self.cells.get(name)
        return cells[0] if cells else None

    def text(self, name: str) -> str:
        """Return the text of a field, those of several columns together."""
        cells = self.cells.get(name)
        return "; ".join(squash_lines(cell.text) for cell in cells) if cells else ""


@dataclass(slots=True)
class Recognised:
    """The values of a row, its errors in no order, and remarks."""

    values: EventValues = field(default_factory=EventValues)
    errors: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)

    def note(self, code: str, text: str = "") -> None:
        """Add a remark."""
        self.notes.append(Note(code, text))


class Recogniser:
    """Turns rows of cells into events."""

    def __init__(self, reference: Reference, places: PlaceMatcher, terms: TermMatcher) -> None:
        self._places = places
        self._terms = terms
        self._organisations = frozenset(reference.organisations)
        self._regions = {region.code: region for region in reference.regions}

    def read(self, row: RowCells) -> Recognised:
        """Return everything that a row tells, errors included."""
        result = Recognised()
        _read_titles(row, result)
        _read_dates(row, result)
        self._read_place(row, result)
        self._read_terms(row, result)
        self._read_names(row, result)
        _read_participants(row, result)
        _read_online(row, result)
        _read_status(row, result)
        values = result.values
        for name in _TEXT_FIELDS:
            if text := row.text(name):
                setattr(values, name, text)
        values.source_urls = _urls(row, "source_url")
        values.online_url = next(iter(_urls(row, "online_url")), "")
        values.languages = read_languages(row.text("languages"))
        result.conversions = [
            Conversion(name, cell.original, cell.text)
            for name, cells in row.cells.items()
            for cell in cells
            if cell.original is not None
        ]
        return result

    def _read_place(self, row: RowCells, result: Recognised) -> None:
        values = result.values
        values.settlement = _filled(row.text("settlement"))
        values.venue = _filled(row.text("venue"))
        region = self._region(row, result)
        cell = row.first("municipality")
        text = squash(cell.text) if cell is not None else ""
        if text:
            reading = self._places.read(text)
            # Azhara lies in Abkhazia; beside Adjara it is a slip for აჭარა.
            if region and region.code == "GE-AJ" and _is_in(reading, "GE-AB"):
                reading = PlaceReading(region=region, notes=("region_as_municipality",))
            if not reading.known:
                result.errors.add("unknown_municipality")
                result.note("unknown_municipality", text)
        else:
            reading = self._elsewhere(row, values)
        self._take_place(reading, region, text, result)
        if reading.municipality is None and not text and row.municipality is not None:
            values.municipality = row.municipality.code
            values.region = row.municipality.region

    def _elsewhere(self, row: RowCells, values: EventValues) -> PlaceReading:
        """Read the place where no municipality is given: from a free text, or from the town."""
        text = squash(row.text("place"))
        if text:
            reading = self._places.read(text)
            if not values.venue:
                values.venue = reading.rest
            return reading
        if values.settlement and not row.has_municipality_column:
            municipality = self._places.municipality(values.settlement)
            if municipality is not None:
                return PlaceReading(municipality, self._regions.get(municipality.region))
        return PlaceReading()

    @staticmethod
    def _take_place(
        reading: PlaceReading, region: Region | None, text: str, result: Recognised
    ) -> None:
        values = result.values
        for code in reading.notes:
            result.note(code, text)
        if reading.online:
            values.online = True
        if reading.region and region and reading.region != region:
            result.note("region_differs", region.name_ka)
        final = reading.region or region
        values.region = final.code if final else None
        if reading.municipality is not None:
            values.municipality = reading.municipality.code
        if not values.settlement:
            extra = reading.rest if text and reading.known else ""
            values.settlement = reading.settlement or extra

    def _region(self, row: RowCells, result: Recognised) -> Region | None:
        text = _filled(squash(row.text("region")))
        if not text:
            return row.region
        reading = self._places.read(text)
        if reading.municipality is not None and row.first("municipality") is None:
            row.municipality = reading.municipality
        if reading.region is None and reading.known is False:
            result.note("unknown_region", text)
        return reading.region

    def _read_terms(self, row: RowCells, result: Recognised) -> None:
        values = result.values
        values.audience = self._codes("audience", row, result)
        values.theme = self._codes("theme", row, result)
        formats = self._codes("format", row, result)
        values.format = formats[0] if formats else None
        if row.first("format") and "ონლაინ" in fold(row.text("format")):
            values.online = True

    def _codes(self, kind: TermKind, row: RowCells, result: Recognised) -> tuple[str, ...]:
        text = _filled(row.text(kind))
        if not text:
            return ()
        reading = self._terms.read(kind, text)
        for piece in reading.unknown:
            result.note(f"unknown_{kind}", piece)
        return reading.codes

    def _read_names(self, row: RowCells, result: Recognised) -> None:
        values = result.values
        values.organisers = split_names(row.text("organiser"), self._organisations)
        values.partners = split_names(row.text("partners"), self._organisations)
        values.donors = split_names(row.text("donor"), self._organisations)


def _is_in(reading: PlaceReading, region: str) -> bool:
    return reading.municipality is not None and reading.municipality.region == region


def _filled(text: str) -> str:
    return "" if _EMPTY.fullmatch(fold(text)) else text


def _read_titles(row: RowCells, result: Recognised) -> None:
    values = result.values
    values.title_ka = _filled(squash(row.text("title_ka")))
    values.title_en = _filled(squash(row.text("title_en")))
    title = _filled(squash(row.text("title")))
    if title and (has_georgian(title) or values.title_en) and not values.title_ka:
        values.title_ka = title
    elif title and not values.title_en:
        values.title_en = title
    if not values.title:
        result.errors.add("missing_title")
    elif not values.title_ka:
        result.note("english_title_only")


def _read_dates(row: RowCells, result: Recognised) -> None:
    values = result.values
    reading = _first_reading(row)
    end = _end_reading(row, reading)
    for code in reading.notes:
        result.note(code, row.text("date"))
    if reading.problem is None and _is_ambiguous(row):
        result.note("ambiguous_date", row.text("date"))
    values.precision, values.certain = reading.precision, reading.certain
    values.time_start, values.time_end = reading.start_time, reading.end_time
    _read_times(row, values, result)
    if reading.problem is not None:
        result.errors.add(reading.problem)
        if reading.problem == "end_before_start":
            result.note("dates_as_typed", row.text("date"))
        return
    values.date_start, values.date_end = reading.first, reading.last
    if end is None:
        return
    if end.problem == "invalid_date":
        result.errors.add("invalid_date")
        result.note("end_unreadable", row.text("date_end"))
        values.date_start = values.date_end = None
        return
    last = end.last or end.first
    if values.time_end is None:
        values.time_end = end.start_time
    if last is None or reading.first is None:
        return
    if last < reading.first:
        result.errors.add("end_before_start")
        result.note("dates_as_typed", f"{row.text('date')} – {row.text('date_end')}")
        values.date_start = values.date_end = None
    else:
        values.date_end = last if last != reading.first else None


def _first_reading(row: RowCells) -> DateReading:
    cell = row.first("date")
    if cell is not None:
        return read_date(
            cell.value,
            number_format=cell.number_format,
            context_year=_own_year(row) or row.year,
            context_month=_own_month(row) or row.month,
            month_first=row.month_first,
        )
    parts = [row.text(name) for name in ("date_day", "date_quarter", "date_month", "date_year")]
    if parts[1] and "კვ" not in parts[1] and "q" not in parts[1].lower():
        parts[1] = f"{parts[1]} კვარტალი"
    if parts[2].isdigit() and parts[0]:
        return read_date(f"{parts[0]}.{parts[2]}.{parts[3] or row.year or ''}".rstrip("."))
    text = " ".join(filter(None, parts))
    return read_date(text or None, context_year=row.year, context_month=row.month)


def _own_year(row: RowCells) -> int | None:
    text = row.text("date_year").strip(" .წ")
    return int(text) if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _own_month(row: RowCells) -> int | None:
    first = read_date(row.text("date_month") or None, context_year=2000).first
    return first.month if first else None


def _end_reading(row: RowCells, start: DateReading) -> DateReading | None:
    cell = row.first("date_end")
    if cell is None or start.first is None:
        return None
    reading = read_date(
        cell.value,
        number_format=cell.number_format,
        context_year=start.first.year,
        context_month=start.first.month,
        month_first=row.month_first,
    )
    return None if reading.problem == "missing_date" else reading


def _is_ambiguous(row: RowCells) -> bool:
    """Tell whether 5/8/2018 might be meant the American way."""
    text = row.text("date")
    if row.month_first or not _SLASHED.fullmatch(text):
        return False
    day, month, _ = map(int, text.split("/"))
    return day <= 12 and month <= 12 and day != month


def _read_times(row: RowCells, values: EventValues, result: Recognised) -> None:
    for name in ("time", "time_end"):
        cell = row.first(name)
        if cell is None or not _filled(cell.text):
            continue
        start, end = read_time(cell.value)
        if start is None:
            result.note("time_unreadable", cell.text)
        elif name == "time":
            values.time_start, values.time_end = start, end or values.time_end
        else:
            values.time_end = start
    if values.time_start == dt.time.min and values.time_end is None:
        values.time_start = None


def _read_participants(row: RowCells, result: Recognised) -> None:
    values = result.values
    for name in ("participants", "women", "men", "youth", "planned"):
        column = name if name == "participants" else f"participants_{name}"
        cell = row.first(column)
        if cell is None:
            continue
        reading = read_participants(cell.value)
        if not reading.readable:
            result.note("unreadable_participants", cell.text)
        if name == "participants":
            values.participants = reading.total
            values.participants_women = reading.women
            values.participants_men = reading.men
            values.participants_youth = reading.youth
            values.participants_approximate = reading.approximate
        else:
            parts = (reading.total, reading.women, reading.men, reading.youth)
            number = next((part for part in parts if part is not None), None)
            if number is not None:
                setattr(values, column, number)
    women, men = values.participants_women, values.participants_men
    if values.participants is None and women is not None and men is not None:
        values.participants = women + men


def _read_online(row: RowCells, result: Recognised) -> None:
    cell = row.first("online")
    if cell is None or not _filled(cell.text):
        return
    online = read_online(cell.value)
    if online is None and read_urls(cell.text):
        online = True
    if online is None:
        result.note("unreadable_online", cell.text)
    else:
        result.values.online = online


def _read_status(row: RowCells, result: Recognised) -> None:
    text = fold(row.text("status"))
    status = next((name for name, words in _STATUSES.items() if words.search(text)), "")
    result.values.status = status
    if status == "tentative":
        result.values.certain = False
    certainty = row.first("certainty")
    if certainty is not None and read_yes_no(certainty.value) is False:
        result.values.certain = False


def _urls(row: RowCells, name: str) -> tuple[str, ...]:
    cells = row.cells.get(name, [])
    found = [
        url for cell in cells for url in read_urls(cell.text) or ([cell.link] if cell.link else [])
    ]
    return tuple(dict.fromkeys(found))
