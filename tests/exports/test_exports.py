"""Files of events: what they hold, what they never hold, and that no cell runs."""

import csv
import io
import json
from datetime import date
from datetime import time as clock
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.events.enums import EventState
from stratcom.events.exports.tables import COLUMNS
from stratcom.tables.cells import guarded, unguarded
from tests.exports.helpers import event

KINDS = ("xlsx", "csv", "ics", "json")


def sheet(answer):
    return load_workbook(io.BytesIO(answer.data))


def records(answer) -> list[dict]:
    first, *rows = sheet(answer).worksheets[0].iter_rows(values_only=True)
    names = {column.ka: column.name for column in COLUMNS}
    return [{names[h]: v for h, v in zip(first, row, strict=True)} for row in rows]


@pytest.fixture
def staff(make_user):
    return make_user(Role.EDITOR, organisation="დეპარტამენტი")


def test_workbook_has_real_values_and_an_identity(browser, staff) -> None:
    made = event()
    answer = browser.sign_in(staff).get("/desk/events/export.xlsx")
    [row] = records(answer)
    assert row["id"] == made.uid
    assert row["version"] == 1
    assert row["first_day"].date() == date(2031, 5, 9)
    assert (row["last_day"], row["start_time"]) == (None, clock(11, 0))
    assert row["format"] == "ბანაკი / საზაფხულო სკოლა"
    assert row["audiences"] == "ახალგაზრდები; მედია"
    assert row["region"] == "კახეთი"
    assert (row["planned_total"], row["planned_women"]) == (120, 70)
    assert (row["state"], row["occurrence"]) == ("მონახაზი", "დაგეგმილი")
    book = sheet(answer)
    first, words = book.worksheets
    assert (first.title, words.title) == ("ღონისძიებები", "ლექსიკონი")
    assert first.freeze_panes == "D2"
    assert first.auto_filter.ref.startswith("A1:")
    assert {first["A1"].font.name, first["C2"].font.name} == {"Sylfaen"}
    assert first["G2"].number_format == "dd.mm.yyyy"
    assert "ლექცია" in [cell.value for cell in words["A"]]
    assert [column.ka for column in COLUMNS][:2] == ["იდენტიფიკატორი", "ვერსია"]


def test_file_name_is_ascii_with_a_georgian_one_beside(browser, staff) -> None:
    answer = browser.sign_in(staff).get("/desk/events/export.csv")
    said = answer.headers["Content-Disposition"]
    assert said.startswith('attachment; filename="events-2')
    assert f"filename*=UTF-8''{quote('ღონისძიებები')}" in said


@pytest.mark.parametrize("kind", KINDS)
def test_internal_notes_are_in_no_file(browser, make_user, kind) -> None:
    event(result="შედეგი")
    admin = make_user(Role.ADMINISTRATOR)
    answer = browser.sign_in(admin).get(f"/desk/events/export.{kind}")
    assert answer.status == 200
    text = answer.text
    if kind == "xlsx":
        text = str([list(s.values) for s in sheet(answer).worksheets])
    assert "შიდა ჩანაწერი" not in text
    assert "Europe Day" in text or "ევროპის დღე" in text


def test_files_hold_what_the_filters_show_and_the_person_may_see(
    new_browser, make_user, staff
) -> None:
    event(title_ka="საჯარო", state=EventState.APPROVED)
    event(title_ka="მონახაზი")
    event(title_ka="საიდუმლო", state=EventState.APPROVED, confidential=True)
    event(title_ka="ბათუმში", state=EventState.APPROVED, municipality="batumi")
    outsider = make_user(Role.PARTNER, organisation="ენჯეო")

    def titles(user, query: str = "") -> set[str]:
        answer = new_browser().sign_in(user).get(f"/desk/events/export.json{query}")
        return {one["title_ka"] for one in json.loads(answer.text)}

    assert titles(staff) == {"საჯარო", "მონახაზი", "საიდუმლო", "ბათუმში"}
    assert titles(outsider) == {"საჯარო", "ბათუმში"}
    assert titles(staff, "?municipality=batumi") == {"ბათუმში"}
    assert titles(outsider, "?q=საიდუმლო") == set()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'", "'="])
def test_no_cell_runs_as_a_formula_and_text_comes_back(browser, staff, start) -> None:
    title = f"{start}HYPERLINK(1)"
    event(title_ka=title)
    browser.sign_in(staff)
    cell = sheet(browser.get("/desk/events/export.xlsx")).worksheets[0]["C2"]
    assert (cell.value, cell.data_type) == (title, "s")
    lines = list(csv.reader(io.StringIO(browser.get("/desk/events/export.csv").text)))
    assert lines[1][2] == f"'{title}"
    assert unguarded(lines[1][2]) == title
    assert unguarded(guarded("ჩვეულებრივი")) == "ჩვეულებრივი"


def test_csv_begins_with_the_mark_that_excel_needs(browser, staff) -> None:
    answer = browser.sign_in(staff).get("/desk/events/export.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf" + "იდენტიფიკატორი".encode())


def test_english_readers_get_english_words(browser, make_user) -> None:
    event()
    user = make_user(Role.EDITOR, language="en")
    answer = browser.sign_in(user).get("/desk/events/export.xlsx")
    headers, row = list(sheet(answer).worksheets[0].values)
    assert headers[:3] == ("Identifier", "Version", "Title in Georgian")
    assert "Youth; Media" in row


@pytest.mark.parametrize("kind", KINDS)
def test_command_writes_a_file_without_confidential_events(app, tmp_path, kind) -> None:
    event(title_ka="საჯარო")
    event(title_ka="საიდუმლო", confidential=True)
    target = tmp_path / f"events.{kind}"
    run = app.test_cli_runner().invoke
    result = run(args=["export-events", "--format", kind, "--output", str(target)])
    assert result.exit_code == 0, result.output
    text = target.read_bytes().decode("utf-8", "replace")
    if kind == "xlsx":
        text = str(list(load_workbook(target).worksheets[0].values))
    assert "საჯარო" in text
    assert "საიდუმლო" not in text


def test_nobody_exports_without_signing_in(browser) -> None:
    answer = browser.get("/desk/events/export.csv")
    assert answer.status == 302
