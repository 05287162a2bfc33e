"""The office's own workbook, against what a perfect importer makes of it."""

import pytest

from stratcom.sheets import read_events, read_workbook
from stratcom.sheets.report import COLUMNS, Reporter
from tests.sheets.reference_data import DATA, reference, rows

EXPECTED = rows("messy_dev.expected.csv")
COMPARED = [name for name in COLUMNS if name not in ("event_id", "note")]


@pytest.fixture(scope="module")
def lines():
    sheets = read_events(read_workbook(DATA / "messy_dev.xlsx"), reference())
    report = Reporter(reference())
    return {(row.sheet, str(row.number)): report.line(row) for row in sheets.rows}


def test_every_row_of_every_sheet_is_reported(lines):
    assert list(lines) == [(row["sheet"], row["row"]) for row in EXPECTED]


@pytest.mark.parametrize("column", COMPARED)
def test_column_equals_what_is_expected(lines, column):
    assert [line[column] for line in lines.values()] == [row[column] for row in EXPECTED]


def test_report_has_the_columns_of_the_expected_file():
    assert list(EXPECTED[0]) == list(COLUMNS)
