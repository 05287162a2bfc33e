"""Files of organisations and people: what they hold, where the header is, what the rows say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stratcom.georgian import fold, squash
from stratcom.georgian.folding import has_georgian
from stratcom.imports.directory.card_fields import grid_of, kind_of
from stratcom.imports.directory.cards import is_cards, read_cards
from stratcom.imports.directory.cells import Reader, UnreadError
from stratcom.imports.directory.columns import COLUMNS, DICTIONARY, Column, by_name
from stratcom.imports.enums import ImportKind
from stratcom.imports.roundtrip import own_columns
from stratcom.partners.models import Organisation
from stratcom.people.models import Person, Post
from stratcom.sheets import Grid, UnreadableFileError, read_workbook
from stratcom.sheets.grids import MAX_FILE_BYTES
from stratcom.sheets.legacy_cells import convert_legacy

SEARCHED_ROWS = 10
FEWEST_HEADERS = 2
# A sheet of that kind must have one of these.
NEEDED = {
    ImportKind.ORGANISATIONS: frozenset({"uid", "name_ka", "name_en"}),
    ImportKind.PEOPLE: frozenset({"uid", "last_name_ka", "last_name_en", "full_name"}),
}
LATIN = frozenset(
    {"uid", "version", "identification_code", "email", "office_email", "phone", "office_phone"}
    | {"website", "social", "name_en", "first_name_en", "last_name_en", "title_en", "address_en"}
    | {"description_en", "expertise_en", "biography_en"}
)
# Headers that only registers of events have.
OF_EVENTS = frozenset({fold(one) for one in ("თარიღი", "დაწყების თარიღი", "Date", "Start date")})
LENGTHS: dict[tuple[type, str], int] = {
    (model, column.name): length
    for model in (Organisation, Person, Post)
    for column in model.__table__.columns
    if isinstance(length := getattr(column.type, "length", None), int)
}
MODELS: Mapping[ImportKind, type] = {
    ImportKind.ORGANISATIONS: Organisation,
    ImportKind.PEOPLE: Person,
}


@dataclass
class Sheet:
    """One sheet with its columns by index and the row of the header."""

    grid: Grid
    columns: dict[int, Column]
    header: int


@dataclass
class Opened:
    """What a file holds; of a `sparse` one an empty cell says nothing."""

    kind: ImportKind
    sheets: list[Sheet]
    sparse: bool = False
    others: int = 0  # cards of the other kind

    @property
    def size(self) -> int:
        """How many rows there are to read."""
        return sum(len(sheet.grid.rows) for sheet in self.sheets)


@dataclass
class Said:
    """One row: what it says, as values, and what was hard to read."""

    sheet: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    conversions: dict[str, list[str]] = field(default_factory=dict)


def recognise(content: bytes, filename: str) -> ImportKind:
    """What the file most likely holds; events when nothing else is likelier."""
    try:
        if is_cards(content):
            return _commonest(content)
        grids = read_workbook(content, filename)
    except UnreadableFileError:
        return ImportKind.EVENTS
    found = {kind: max((_score(grid, kind) for grid in grids), default=0) for kind in COLUMNS}
    kind = max(found, key=lambda one: found[one])
    if found[kind] < FEWEST_HEADERS or any(_of_events(grid) for grid in grids):
        return ImportKind.EVENTS
    return kind


def open_directory(
    source: Path | bytes,
    filename: str,
    kind: ImportKind,
    mapping: Mapping[str, Mapping[int, str | None]] | None = None,
) -> Opened:
    """The sheets of a file with their columns; raise UnreadableFileError when it has none."""
    content = source.read_bytes() if isinstance(source, Path) else source
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError("too_large")
    if is_cards(content):
        cards = read_cards(content)
        wanted = [card for card in cards if kind_of(card) is kind]
        grid = grid_of(wanted, kind, "vCard")
        convert_legacy(grid)
        sheet = Sheet(grid, dict(enumerate(COLUMNS[kind])), 0)
        _give_back_latin(grid, sheet.columns)
        return Opened(kind, [sheet], sparse=True, others=len(cards) - len(wanted))
    grids = [one for one in read_workbook(content, filename) if one.name not in DICTIONARY]
    for grid in grids:
        convert_legacy(grid)
    sheets = [one for grid in grids if (one := _sheet(grid, kind, mapping or {}))]
    if not sheets:
        raise UnreadableFileError("no_directory")
    return Opened(kind, sheets)


def rows_of(opened: Opened) -> Iterator[Said]:
    """What every row says, in the order of the file; empty rows are passed over."""
    reader = Reader()
    for sheet in opened.sheets:
        for number, row in sorted(sheet.grid.rows.items()):
            if number <= sheet.header:
                continue
            texts = {index: cell.text.strip() for index, cell in row.items()}
            if not any(texts.get(index) for index in sheet.columns):
                continue
            said = Said(sheet.grid.name, number)
            for index, column in sheet.columns.items():
                if index not in texts and opened.sparse:
                    continue
                said.raw[column.name] = texts.get(index, "")
                cell = row.get(index)
                if cell is not None and cell.original is not None:
                    said.conversions[column.name] = [cell.original, cell.text]
                _read(reader, column, said)
            _settle(opened.kind, said)
            yield said


def _read(reader: Reader, column: Column, said: Said) -> None:
    text = said.raw[column.name]
    try:
        value = reader.value(column, text, said.notes)
    except UnreadError:
        said.notes.append(f"unread_cell\t{column.name}\t{text}")
        return
    said.values[column.name] = value


def _settle(kind: ImportKind, said: Said) -> None:
    """Split whole names, move foreign ones to their place, cut what is too long."""
    values = said.values
    if full := squash(values.pop("full_name", "") or ""):
        last, comma, first = full.partition(",")
        if not comma:
            first, _space, last = full.partition(" ")
        values["first_name_ka"] = values.get("first_name_ka") or squash(first)
        values["last_name_ka"] = values.get("last_name_ka") or squash(last)
    names = ("name",) if kind is ImportKind.ORGANISATIONS else ("first_name", "last_name")
    for name in names:
        here, there = f"{name}_ka", f"{name}_en"
        for one in (here, there):
            if values.get(one):
                values[one] = squash(values[one])
        if values.get(here) and not has_georgian(values[here]) and not values.get(there):
            values[there] = values[here]
        if values.get(there) and not values.get(here) and not values.get("uid"):
            values[here] = values[there]
    for name, value in values.items():
        length = LENGTHS.get((MODELS[kind], name))
        if length and isinstance(value, str):
            values[name] = value[:length]


def _sheet(
    grid: Grid, kind: ImportKind, mapping: Mapping[str, Mapping[int, str | None]]
) -> Sheet | None:
    header, columns = _header(grid, kind)
    if chosen := mapping.get(grid.name):
        known = by_name(kind)
        columns = {index: known[name] for index, name in chosen.items() if name in known}
    if not {column.name for column in columns.values()} & NEEDED[kind]:
        return None
    _give_back_latin(grid, columns)
    return Sheet(grid, columns, header)


def _give_back_latin(grid: Grid, columns: Mapping[int, Column]) -> None:
    """Undo the conversion of old fonts where a column never holds Georgian."""
    for index in (index for index, column in columns.items() if column.name in LATIN):
        for row in grid.rows.values():
            cell = row.get(index)
            if cell is not None and cell.original is not None:
                cell.value, cell.original = cell.original, None


def _header(grid: Grid, kind: ImportKind) -> tuple[int, dict[int, Column]]:
    """The row that names most columns, and these; each column is taken once."""
    best: tuple[int, dict[int, Column]] = (0, {})
    for number in sorted(grid.rows)[:SEARCHED_ROWS]:
        found: dict[int, Column] = {}
        for index, cell in grid.rows[number].items():
            column = _headers(kind).get(fold(squash(cell.text)).strip(" :*№"))
            if column is not None and column not in found.values():
                found[index] = column
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def _headers(kind: ImportKind) -> dict[str, Column]:
    """Columns by every usual header; the names we write ourselves come first."""
    known: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        for text in (column.ka, column.en):
            known.setdefault(fold(text), column)
    for column in COLUMNS[kind]:
        for text in column.spellings:
            known.setdefault(fold(text), column)
    return known


def _score(grid: Grid, kind: ImportKind) -> int:
    found = {column.name for column in _header(grid, kind)[1].values()}
    return len(found) if found & NEEDED[kind] else 0


def _of_events(grid: Grid) -> bool:
    rows = sorted(grid.rows)[:SEARCHED_ROWS]
    headers = {fold(squash(cell.text)) for row in rows for cell in grid.rows[row].values()}
    return bool(own_columns(grid)) or bool(headers & OF_EVENTS)


def _commonest(content: bytes) -> ImportKind:
    kinds = [kind_of(card) for card in read_cards(content)]
    return max(set(kinds), key=lambda kind: (kinds.count(kind), kind.value))
