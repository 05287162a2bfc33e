"""Export, edit in Excel, bring back: cell by cell, and no identity is lost."""

import io

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.exports.tables import COLUMNS
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.services.records import archive_event, edit_event
from stratcom.events.values import snapshot
from stratcom.imports.enums import RowAction
from tests.exports.helpers import event
from tests.imports.helpers import apply, last_batch, rows, send

PLACE = {column.name: number for number, column in enumerate(COLUMNS, 1)}


@pytest.fixture
def staff(make_user):
    return make_user(Role.EDITOR, organisation="დეპარტამენტი")


def exported(browser, kind: str = "xlsx") -> bytes:
    return browser.get(f"/desk/events/export.{kind}?sort=oldest").data


def edited(content: bytes, changes: dict[tuple[int, str], object]) -> bytes:
    """The workbook with some cells changed: {(row, column name): value}."""
    book = load_workbook(io.BytesIO(content))
    for (row, name), value in changes.items():
        book.worksheets[0].cell(row, PLACE[name]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def make_events() -> list[int]:
    """Events of every kind of date, place and list."""
    made = [
        event(),
        event(title_ka="თვის ღონისძიება", first_day="2031-06-01", last_day="2031-06-30",
              precision="month", certainty="tentative", start_time="", end_time=""),
        event(title_ka="კვარტალი", first_day="2031-07-01", last_day="2031-09-30",
              precision="quarter", certainty="tentative", start_time="", end_time="",
              municipality="", region="GE-KA", settlement="სოფელი შილდა"),
        event(title_ka="=ფორმულა", title_en="", organisers=["სამოქალაქო ჯგუფი „ა, ბ“"],
              first_day="2031-10-05", last_day="2031-10-07", online=True,
              online_url="https://example.ge/zoom", result="კარგი"),
        event(title_ka="ევროპის დღე თელავში", first_day="2031-11-09", last_day="2031-11-09",
              themes=[], audiences=[], format="", state=EventState.PUBLISHED),
    ]  # fmt: skip
    return [one.id for one in made]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_untouched_export_changes_nothing(browser, staff, kind) -> None:
    make_events()
    send(browser.sign_in(staff), exported(browser, kind), f"events.{kind}")
    found = [
        (row.action, row.error_code, row.changes)
        for row in rows(last_batch())
        if row.action != "skip"
    ]
    assert found == [(RowAction.UNCHANGED, "", {})] * 5


def test_english_export_changes_nothing_either(browser, make_user) -> None:
    make_events()
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    send(browser, exported(browser))
    assert {row.action for row in rows(last_batch())} == {RowAction.UNCHANGED, RowAction.SKIP}


def test_exactly_the_edited_cells_are_changed(browser, staff) -> None:
    ids = make_events()
    before = [snapshot(find_event(one)) for one in ids]
    browser.sign_in(staff)
    changes = {(2, "title_en"): "Day of Europe", (4, "audiences"): "მედია; სტუდენტები"}
    send(browser, edited(exported(browser), changes))
    batch = last_batch()
    updates = {row.event_id: row.changes for row in rows(batch, RowAction.UPDATE)}
    assert updates == {
        ids[0]: {"title_en": ["Europe Day in Telavi", "Day of Europe"]},
        ids[2]: {"audiences": [["youth", "media"], ["media", "students"]]},
    }
    page = browser.get(f"/desk/imports/{batch.id}/?action=update")
    assert page.texts(".diff del")[0] == "Europe Day in Telavi"
    assert page.texts(".diff ins")[0] == "Day of Europe"
    assert apply(browser, batch).status == 303
    after = [snapshot(find_event(one)) for one in ids]
    assert after[0] == before[0] | {"title_en": "Day of Europe"}
    assert after[2] == before[2] | {"audiences": ["media", "students"]}
    assert [after[1], after[3], after[4]] == [before[1], before[3], before[4]]
    versions = db.session.scalars(sa.select(Event.row_version).order_by(Event.id)).all()
    assert [version > 1 for version in versions] == [True, False, True, False, False]
    assert before[0]["internal_notes"] == after[0]["internal_notes"] == "შიდა ჩანაწერი"


def test_undo_gives_the_values_back(browser, staff) -> None:
    ids = make_events()
    before = snapshot(find_event(ids[0]))
    browser.sign_in(staff)
    send(browser, edited(exported(browser), {(2, "title_ka"): "სხვა", (2, "result"): "შედეგი"}))
    apply(browser, last_batch())
    assert find_event(ids[0]).result == "შედეგი"
    batch = last_batch()
    browser.post(f"/desk/imports/{batch.id}/undo", {"version": batch.row_version})
    event_now = find_event(ids[0])
    assert snapshot(event_now) == before
    assert event_now.result == ""


def test_changes_on_both_sides_are_told_apart(browser, staff) -> None:
    ids = make_events()
    browser.sign_in(staff)
    content = edited(
        exported(browser),
        {(2, "title_en"): "From the file", (2, "contact"): "from the file", (3, "contact"): "x"},
    )
    for number, values in (
        (ids[0], {"title_en": "From the desk", "settlement": "იყალთო"}),
        (ids[1], {"settlement": "იყალთო"}),
    ):
        known = find_event(number)
        edit_event(known, values, actor=staff, expected_version=known.row_version)
        db.session.commit()
    send(browser, content)
    batch = last_batch()
    [conflict] = rows(batch, RowAction.CONFLICT)
    assert conflict.changes == {
        "title_en": ["From the desk", "From the file", "Europe Day in Telavi", False],
        "contact": ["599 00 00 00", "from the file"],
    }
    [update] = rows(batch, RowAction.UPDATE)
    assert update.changes == {"contact": ["599 00 00 00", "x"]}
    assert (conflict.chosen, update.chosen) == (False, True)
    shown = [str(conflict.id), str(update.id)]
    taken = f"{conflict.id}:title_en"
    browser.post(f"/desk/imports/{batch.id}/rows", {"shown": shown, "row": shown, "taken": taken})
    apply(browser, last_batch())
    values = snapshot(find_event(ids[0]))
    assert values["title_en"] == "From the file"
    assert (values["contact"], values["settlement"]) == ("from the file", "იყალთო")
    assert snapshot(find_event(ids[1]))["settlement"] == "იყალთო"


def test_a_conflict_left_alone_keeps_the_desk(browser, staff) -> None:
    [number, *_] = make_events()
    browser.sign_in(staff)
    content = edited(exported(browser), {(2, "title_en"): "file", (2, "contact"): "file"})
    known = find_event(number)
    edit_event(known, {"title_en": "desk"}, actor=staff, expected_version=known.row_version)
    db.session.commit()
    send(browser, content)
    batch = last_batch()
    [row] = rows(batch, RowAction.CONFLICT)
    browser.post(f"/desk/imports/{batch.id}/rows", {"shown": [row.id], "row": [row.id]})
    apply(browser, last_batch())
    values = snapshot(find_event(number))
    assert (values["title_en"], values["contact"]) == ("desk", "file")


def test_an_event_changed_after_the_preview_is_left_out_and_says_so(browser, staff) -> None:
    [number, *_] = make_events()
    browser.sign_in(staff)
    send(browser, edited(exported(browser), {(2, "title_en"): "file"}))
    known = find_event(number)
    edit_event(known, {"contact": "desk"}, actor=staff, expected_version=known.row_version)
    db.session.commit()
    apply(browser, last_batch())
    [row] = rows(last_batch(), RowAction.ERROR)
    assert row.error_code == "stale"
    assert snapshot(find_event(number))["title_en"] == "Europe Day in Telavi"


def test_numbers_of_a_past_event_count_as_its_report(browser, staff) -> None:
    number = event(first_day="2024-05-09", last_day="2024-05-09").id
    browser.sign_in(staff)
    send(browser, edited(exported(browser), {(2, "actual_total"): 90}))
    apply(browser, last_batch())
    known = find_event(number)
    assert (known.occurrence, known.actual_total) == (Occurrence.HELD, 90)
    assert known.reported_at is not None


def test_moved_start_of_one_day_moves_the_day(browser, staff) -> None:
    from datetime import date

    number = event().id
    browser.sign_in(staff)
    send(browser, edited(exported(browser), {(2, "first_day"): date(2031, 5, 20)}))
    apply(browser, last_batch())
    values = snapshot(find_event(number))
    assert (values["first_day"], values["last_day"]) == ("2031-05-20", "2031-05-20")


def test_new_rows_in_the_template_become_events(browser, staff) -> None:
    from datetime import date

    event()
    browser.sign_in(staff)
    new = {
        (3, "title_ka"): "ახალი",
        (3, "first_day"): date(2031, 8, 1),
        (3, "municipality"): "გორი",
        (3, "planned_total"): 15,
        (3, "planned_women"): 9,
        (3, "organisers"): "მეცნიერების, ხელოვნების ცენტრი; მერია",
    }
    send(browser, edited(exported(browser), new))
    [row] = rows(last_batch(), RowAction.IMPORT)
    assert row.event_id is None
    apply(browser, last_batch())
    made = find_event(
        db.session.scalars(sa.select(Event.id).where(Event.title_ka == "ახალი")).one()
    )
    values = snapshot(made)
    assert (values["planned_total"], values["planned_women"]) == (15, 9)
    assert values["organisers"] == ["მეცნიერების, ხელოვნების ცენტრი", "მერია"]
    assert values["region"] == "GE-SK"


def test_unknown_repeated_and_archived_identifiers_are_errors(browser, staff) -> None:
    ids = make_events()
    browser.sign_in(staff)
    content = exported(browser)
    uid = find_event(ids[0]).uid
    archive_event(find_event(ids[2]), actor=staff)
    db.session.commit()
    changes = {(3, "id"): "f" * 32, (5, "id"): uid, (4, "title_en"): "changed"}
    send(browser, edited(content, changes))
    codes = [row.error_code for row in rows(last_batch()) if row.action != "skip"]
    assert codes == ["", "not_found", "archived", "repeated_id", ""]


def test_what_one_may_not_edit_is_an_error(new_browser, make_user) -> None:
    editor = make_user(Role.AGENCY_MEMBER, organisation="სააგენტო")
    event(state=EventState.APPROVED)
    mine = event(title_ka="ჩემი", owner_id=editor.organisation_id).id
    hidden = event(title_ka="სხვისი მონახაზი")
    browser = new_browser().sign_in(editor)
    content = exported(browser)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    titles = [sheet.cell(row, PLACE["title_ka"]).value for row in (2, 3)]
    row = titles.index("ჩემი") + 2
    other = 5 - row
    changes = {(row, "contact"): "x", (other, "contact"): "x", (4, "id"): hidden.uid}
    changes |= {(4, "title_ka"): "y", (4, "first_day"): "09.05.2031"}
    send(browser, edited(content, changes))
    found = {one.event_id: one.error_code for one in rows(last_batch()) if one.action != "skip"}
    assert found[mine] == ""
    assert sorted(found.values()) == ["", "not_allowed", "not_found"]
