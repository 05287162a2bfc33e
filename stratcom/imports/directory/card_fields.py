"""What the properties of a vCard are of an organisation or a person.

What the format has no property for stands in properties of our own, in the same words as the
cells of a sheet, so that a card that comes back finds its record and loses nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from stratcom.imports.directory.cards import Card, Line, escaped, structured, write_card
from stratcom.imports.directory.columns import (
    COLUMNS,
    READ_ONLY,
    SEPARATOR,
    by_name,
)
from stratcom.imports.enums import ImportKind
from stratcom.sheets.grids import Cell as GridCell
from stratcom.sheets.grids import Grid
from stratcom.tables.cells import Cell

OWN = "X-STRATCOM-"
PRIVATE_KINDS = frozenset({"HOME", "CELL", "PERSONAL"})
# Columns that a property of the format carries.
CARRIED = {
    ImportKind.ORGANISATIONS: frozenset(
        {"uid", "name_ka", "email", "phone", "website", "address_ka", "description_ka"}
    ),
    ImportKind.PEOPLE: frozenset(
        {"uid", "first_name_ka", "last_name_ka", "organisation", "title_ka"}
        | {"office_email", "office_phone", "email", "phone", "biography_ka"}
    ),
}
Said = dict[str, str]


def kind_of(card: Card) -> ImportKind:
    """A card is of an organisation when it says so, or names nothing but one."""
    kind = card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")
    if kind is not None:
        return ImportKind.ORGANISATIONS if kind.text.lower() == "org" else ImportKind.PEOPLE
    shown = card.first("X-ABSHOWAS")
    if shown is not None and shown.text.upper() == "COMPANY":
        return ImportKind.ORGANISATIONS
    named, body = card.first("N"), card.first("ORG")
    full = card.first("FN")
    only_body = body is not None and (full is None or full.text == body.parts[0])
    return ImportKind.ORGANISATIONS if named is None and only_body else ImportKind.PEOPLE


def grid_of(cards: Iterable[Card], kind: ImportKind, name: str) -> Grid:
    """The cards of one kind as a sheet under our own headers."""
    columns = {column.name: index for index, column in enumerate(COLUMNS[kind])}
    grid = Grid(name)
    grid.rows[0] = {index: GridCell(column.ka) for index, column in enumerate(COLUMNS[kind])}
    for card in cards:
        said = _organisation(card) if kind is ImportKind.ORGANISATIONS else _person(card)
        said |= _own(card, kind)
        grid.rows[card.number] = {
            columns[field]: GridCell(text) for field, text in said.items() if text
        }
    return grid


def card_of(kind: ImportKind, cells: Mapping[str, Cell]) -> str:
    """The card of one record; only columns that the reader may see are in `cells`."""
    said = {name: _written(cell) for name, cell in cells.items() if cell is not None}
    lines = _organisation_lines(said) if kind is ImportKind.ORGANISATIONS else _person_lines(said)
    known = by_name(kind)
    lines += [
        (OWN + name.upper().replace("_", "-"), escaped(text))
        for name, text in said.items()
        if name in known and name not in CARRIED[kind]
    ]
    return write_card(lines)


def _organisation(card: Card) -> Said:
    body, full, place = card.first("ORG"), card.first("FN"), card.first("ADR")
    address = place.parts if place else []
    return {
        "uid": _uid(card),
        "name_ka": body.parts[0] if body else _text(full),
        "email": _text(card.first("EMAIL")),
        "phone": _text(card.first("TEL")).removeprefix("tel:"),
        "website": _text(card.first("URL")),
        "address_ka": ", ".join(part for part in address[1:3] if part),
        "municipality": address[3] if len(address) > 3 else "",
        "region": address[4] if len(address) > 4 else "",
        "aliases": SEPARATOR.join(one for line in card.all("NICKNAME") for one in line.words),
        "description_ka": _text(card.first("NOTE")),
    }


def _person(card: Card) -> Said:
    named, body = card.first("N"), card.first("ORG")
    parts = named.parts if named else []
    said = {
        "uid": _uid(card),
        "last_name_ka": parts[0] if parts else "",
        "first_name_ka": parts[1] if len(parts) > 1 else "",
        "organisation": body.parts[0] if body else "",
        "title_ka": _text(card.first("TITLE") or card.first("ROLE")),
        "biography_ka": _text(card.first("NOTE")),
    }
    if not (said["first_name_ka"] and said["last_name_ka"]):
        said["full_name"] = _text(card.first("FN"))
    for name, private, office in (("EMAIL", "email", "office_email"),
                                  ("TEL", "phone", "office_phone")):  # fmt: skip
        for line in card.all(name):
            # Without an organisation there is no office that a detail could belong to.
            own = (bool(line.kinds & PRIVATE_KINDS) and "WORK" not in line.kinds) or body is None
            said.setdefault(private if own else office, line.text.removeprefix("tel:"))
    return said


def _own(card: Card, kind: ImportKind) -> Said:
    known = by_name(kind)
    found = {}
    for line in card.lines:
        if line.name.startswith(OWN):
            name = line.name.removeprefix(OWN).lower().replace("-", "_")
            if name in known and name not in READ_ONLY:
                found[name] = line.text
    return found


def _organisation_lines(said: Said) -> list[tuple[str, str]]:
    name = said.get("name_ka", "")
    lines = [
        ("UID", said.get("uid", "")),
        ("FN", escaped(name)),
        ("N", structured([name, "", "", "", ""])),
        ("ORG", escaped(name)),
        ("X-ABSHOWAS", "COMPANY"),
    ]
    place = ["", "", said.get("address_ka", ""), "", "", "", ""]
    if said.get("municipality") or place[2]:
        place[3:5] = [said.get("municipality", ""), said.get("region", "")]
        lines.append(("ADR;TYPE=WORK", structured(place)))
    return lines + _present(
        said,
        ("EMAIL;TYPE=INTERNET,WORK", "email"),
        ("TEL;TYPE=WORK,VOICE", "phone"),
        ("URL", "website"),
        ("NOTE", "description_ka"),
    )


def _person_lines(said: Said) -> list[tuple[str, str]]:
    first, last = said.get("first_name_ka", ""), said.get("last_name_ka", "")
    lines = [
        ("UID", said.get("uid", "")),
        ("FN", escaped(f"{first} {last}".strip())),
        ("N", structured([last, first, "", "", ""])),
    ]
    return lines + _present(
        said,
        ("ORG", "organisation"),
        ("TITLE", "title_ka"),
        ("EMAIL;TYPE=INTERNET,WORK", "office_email"),
        ("TEL;TYPE=WORK,VOICE", "office_phone"),
        ("EMAIL;TYPE=INTERNET,HOME", "email"),
        ("TEL;TYPE=HOME,VOICE", "phone"),
        ("NOTE", "biography_ka"),
    )


def _present(said: Said, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(name, escaped(said[field])) for name, field in pairs if said.get(field)]


def _text(line: Line | None) -> str:
    return line.text if line else ""


def _uid(card: Card) -> str:
    return _text(card.first("UID")).removeprefix("urn:uuid:")


def _written(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)
