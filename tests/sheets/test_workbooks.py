import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from stratcom.sheets import UnreadableFileError, read_events, read_workbook
from tests.sheets.reference_data import DATA, reference

TABLE = "დასახელება{0}თარიღი{0}მუნიციპალიტეტი\nლექცია{0}05.05.2018{0}„თელავი“\n"


def titles(content, filename):
    sheets = read_events(read_workbook(content, filename), reference())
    return [
        (row.values.title_ka, row.values.date_start)
        for row in sheets.rows
        if row.action == "import"
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_delimited_files_are_read_in_any_encoding(separator, encoding):
    content = TABLE.format(separator).encode(encoding)
    assert titles(content, "events.csv") == [("ლექცია", dt.date(2018, 5, 5))]


def test_cyrillic_without_unicode_is_guessed_and_noted():
    content = "название;дата\nВстреча;8 мая 2018\n".encode("cp1251")
    grid = read_workbook(content, "a.csv")[0]
    assert grid.rows[2][0].value == "Встреча"
    assert grid.notes == ["encoding_guessed"]


def test_excel_separator_line_is_obeyed():
    grid = read_workbook(b"sep=;\na;b,c\n1;2,3\n", "a.csv")[0]
    assert [cell.value for cell in grid.rows[1].values()] == ["a", "b,c"]


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//
BEGIN:VEVENT
UID:1
SUMMARY:ლექცია ნატოზე
DTSTART;TZID=Europe/Berlin:20180508T100000
DTEND;TZID=Europe/Berlin:20180508T120000
LOCATION:თელავი\\, უნივერსიტეტი
URL:https://example.ge/1
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:ევროპის დღეები
DTSTART;VALUE=DATE:20180509
DTEND;VALUE=DATE:20180512
RRULE:FREQ=YEARLY
STATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
"""


def test_calendars_become_rows():
    sheets = read_events(
        read_workbook(CALENDAR.replace("\n", "\r\n").encode(), "a.ics"), reference()
    )
    lecture, days = (row.values for row in sheets.rows if row.action == "import")
    assert (lecture.date_start, lecture.date_end) == (dt.date(2018, 5, 8), None)
    assert (lecture.time_start, lecture.time_end) == (dt.time(12), dt.time(14))
    assert (lecture.municipality, lecture.venue) == ("telavi", "უნივერსიტეტი")
    assert lecture.source_urls == ("https://example.ge/1",)
    assert (days.date_start, days.date_end) == (dt.date(2018, 5, 9), dt.date(2018, 5, 11))
    assert (days.certain, days.notes) == (False, "RRULE: FREQ=YEARLY")


def test_merged_cells_reach_every_row_they_cover():
    grid = read_workbook(DATA / "messy_dev.xlsx")[0]
    assert [grid.rows[number][0].value for number in (4, 7, 8)] == ["აჭარა", "აჭარა", "გურია"]
    assert [grid.rows[number][0].filled for number in (4, 7)] == [False, True]
    assert grid.rows[1][0].span == 16


def archive(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return content.getvalue()


BOMB = archive(
    **{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/x.xml": bytes(64 * 1024 * 1024)}
)


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"  \n", "a.csv", "empty"),
        (b"PK\x03\x04 and no more", "a.xlsx", "damaged"),
        (archive(mimetype=b"application/vnd.oasis"), "a.ods", "unsupported"),
        (archive(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.xlsx", "damaged"),
        (BOMB, "a.xlsx", "suspicious"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.xls", "old_excel"),
        (b"%PDF-1.7", "a.csv", "unsupported"),
        (b"<html><table></table></html>", "a.xls", "unsupported"),
        (b"name,date", "a.xlsx", "damaged"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a.ics", "empty"),
        (b"\xff\xfe\x00\xd8", "a.csv", "not_a_table"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(content, filename, code):
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(content, filename)
    assert caught.value.code == code
    assert code in UnreadableFileError.CODES


def test_a_file_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    with pytest.raises(UnreadableFileError, match="too_large"):
        read_workbook(path)


def test_a_stray_cell_far_below_costs_nothing():
    book = openpyxl.Workbook()
    book.active["A1"] = "დასახელება"
    book.active["B1"] = "თარიღი"
    book.active["A1000000"] = "x"
    content = io.BytesIO()
    book.save(content)
    sheets = read_events(read_workbook(content.getvalue()), reference())
    assert len(sheets.rows) < 200
