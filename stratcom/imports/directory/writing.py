"""Organisations and people as workbooks, CSV and cards, as far as the reader may see them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import sqlalchemy as sa

from stratcom.db import db
from stratcom.imports.directory.card_fields import card_of
from stratcom.imports.directory.cells import Writer
from stratcom.imports.directory.columns import (
    DICTIONARY,
    SHEET_NAMES,
    Column,
    worded,
    written_columns,
)
from stratcom.imports.directory.matching import SUBJECTS
from stratcom.imports.enums import ImportKind
from stratcom.partners.models import Organisation
from stratcom.tables.cells import Cell
from stratcom.tables.csv import write_csv
from stratcom.tables.xlsx import Table, write_xlsx

AT_ONCE = 500


def write_directory(
    kind: ImportKind,
    ids: Sequence[int],
    target: BinaryIO,
    *,
    extension: str,
    language: str,
    private: bool,
) -> None:
    """Write the records of those ids, in that order, as an 'xlsx', 'csv' or 'vcf' file.

    Cards are in Georgian whatever the reader's language: a telephone shows one name alone.
    """
    columns = written_columns(kind, private=private)
    if extension == "vcf":
        for cells in _rows(kind, ids, columns, "ka"):
            names = (column.name for column in columns)
            target.write(card_of(kind, dict(zip(names, cells, strict=True))).encode())
        return
    headers = [column.header(language) for column in columns]
    rows = _rows(kind, ids, columns, language)
    if extension == "csv":
        for piece in write_csv(headers, rows):
            target.write(piece)
        return
    widths = [column.width for column in columns]
    name = worded(SHEET_NAMES[kind], language)
    write_xlsx([Table(name, headers, rows, widths), _dictionary(columns, language)], target)


def _rows(
    kind: ImportKind, ids: Sequence[int], columns: Sequence[Column], language: str
) -> Iterator[list[Cell]]:
    subject = SUBJECTS[kind]
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found = subject.load(some)
        everything = {one: subject.values(found[one]) for one in some if one in found}
        writer = Writer(language, _bodies(kind, everything.values()))
        for one, values in everything.items():
            record = found[one]
            values |= {"uid": record.uid, "version": record.row_version}
            yield [writer.cell(column, values[column.name]) for column in columns]
            # A long list is not kept in memory whole.
            db.session.expunge(record)


def _bodies(kind: ImportKind, everything: Iterable[dict[str, Any]]) -> dict[int, str]:
    """Names of the bodies that others are a part of."""
    if kind is not ImportKind.ORGANISATIONS:
        return {}
    ids = {values["parent"] for values in everything} - {None}
    chosen = sa.select(Organisation.id, Organisation.name_ka).where(Organisation.id.in_(ids))
    return dict(db.session.execute(chosen).all())


def _dictionary(columns: Sequence[Column], language: str) -> Table:
    """A second sheet with the words that cells may hold."""
    writer = Writer(language)
    lists = [(column, words) for column in columns if (words := writer.words(column))]
    longest = max(len(words) for _column, words in lists)
    rows = [
        [words[number] if number < len(words) else None for _column, words in lists]
        for number in range(longest)
    ]
    headers = [column.header(language) for column, _words in lists]
    return Table(worded(DICTIONARY, language), headers, rows, [30] * len(lists))
