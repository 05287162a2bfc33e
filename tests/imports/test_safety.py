"""Hostile files, other organisations, long files, and a process killed half way."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.events.models import Event, EventFacet
from stratcom.imports.background import SILENT_AFTER
from stratcom.imports.enums import BatchState, RowAction
from stratcom.imports.models import ImportBatch
from tests.imports.helpers import apply, last_batch, rows, send, workbook

ROOT = Path(__file__).parents[2]
ROW = ("ლექცია ევროინტეგრაციაზე", date(2024, 3, 5), "თელავი", "სტუდენტები", 40)


def bomb() -> bytes:
    """A workbook whose one sheet unpacks to 64 MB of nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
    return target.getvalue()


def with_macros(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + b"\x00" * 500, "events.xlsx"),
        (bomb(), "events.xlsx"),
        (b"", "events.csv"),
        (b"%PDF-1.7 something", "events.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old.xls"),
        (b"PK\x03\x04 cut short", "events.xlsx"),
    ],
    ids=["exe", "bomb", "empty", "pdf", "xls", "cut"],
)
def test_what_is_no_table_is_refused_with_a_reason(browser, make_user, content, name) -> None:
    answer = send(browser.sign_in(make_user(Role.EDITOR)), content, name)
    assert answer.status == 422
    [reason] = answer.texts("#file-error")
    assert len(reason) > 10
    assert answer.html.select_one("#file")["aria-invalid"] == "true"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportBatch)) == 0


def test_no_file_at_all_is_refused(browser, make_user) -> None:
    answer = browser.sign_in(make_user(Role.EDITOR)).post("/desk/imports/new", {})
    assert answer.status == 422
    assert answer.html.select_one("#file-error") is not None


def test_macros_are_noted_and_never_kept(browser, make_user) -> None:
    browser.sign_in(make_user(Role.EDITOR, language="en"))
    send(browser, with_macros(workbook([ROW])), "events.xlsm")
    batch = last_batch()
    assert len(rows(batch, RowAction.IMPORT)) == 1
    page = browser.get(f"/desk/imports/{batch.id}/")
    assert any("macros" in text for text in page.texts(".note"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("დასახელება;თარიღი\nლექცია;05.03.2024\n".encode("utf-8-sig"), "events.csv"),
        (
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            b"DTSTAMP:20240101T000000Z\r\nDTSTART;VALUE=DATE:20240305\r\n"
            + "SUMMARY:ლექცია\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode(),
            "events.ics",
        ),
    ],
    ids=["csv", "ics"],
)
def test_other_kinds_of_files_are_read(browser, make_user, content, name) -> None:
    send(browser.sign_in(make_user(Role.EDITOR)), content, name)
    [row] = rows(last_batch(), RowAction.IMPORT)
    assert (row.values["title_ka"], row.values["first_day"]) == ("ლექცია", "2024-03-05")


def test_organisations_do_not_see_each_others_imports(new_browser, make_user) -> None:
    mine = make_user(Role.IMPLEMENTER, organisation="საინფორმაციო ცენტრი")
    other = make_user(Role.AGENCY_MEMBER, organisation="სააგენტო")
    staff = make_user(Role.EDITOR, organisation="დეპარტამენტი")
    send(new_browser().sign_in(mine), workbook([ROW]))
    batch = last_batch()
    outsider = new_browser().sign_in(other)
    assert outsider.get("/desk/imports/").html.select("tbody tr") == []
    paths = ("", "undo", "columns")
    assert {outsider.get(f"/desk/imports/{batch.id}/{p}").status for p in paths} == {404}
    acts = ("apply", "rows", "all", "options", "restart", "undo", "columns")
    assert {outsider.post(f"/desk/imports/{batch.id}/{p}").status for p in acts} == {404}
    assert new_browser().sign_in(staff).get(f"/desk/imports/{batch.id}/").status == 200
    assert new_browser().sign_in(make_user(Role.PARTNER)).get("/desk/imports/").status == 403
    assert last_batch().state is BatchState.PREVIEW


def test_an_event_that_one_may_not_see_is_no_duplicate(new_browser, make_user) -> None:
    first = make_user(Role.AGENCY_MEMBER, organisation="პირველი")
    second = make_user(Role.AGENCY_MEMBER, organisation="მეორე")
    browser = new_browser().sign_in(first)
    send(browser, workbook([ROW]))
    apply(browser, last_batch())
    send(new_browser().sign_in(second), workbook([ROW]))
    assert len(rows(last_batch(), RowAction.IMPORT)) == 1


def test_long_files_are_read_beside_the_requests(app: Flask, browser, make_user) -> None:
    app.config["IMPORT_INLINE_ROWS"] = 5
    try:
        browser.sign_in(make_user(Role.EDITOR))
        many = [(f"ლექცია {number}", *ROW[1:]) for number in range(30)]
        assert send(browser, workbook(many)).status == 303
        batch_id = last_batch().id
        db.session.rollback()
        until = time.monotonic() + 20
        while last_batch().state is BatchState.READING and time.monotonic() < until:
            answer = browser.get(f"/desk/imports/{batch_id}/")
            assert answer.status == 200
            time.sleep(0.1)
        batch = last_batch()
        assert batch.state is BatchState.PREVIEW
        assert (batch.rows_done, batch.rows_total) == (31, 31)
        assert len(rows(batch, RowAction.IMPORT)) == 30
    finally:
        app.config["IMPORT_INLINE_ROWS"] = 1_500


def test_a_reading_that_died_is_noticed_and_started_again(browser, make_user) -> None:
    browser.sign_in(make_user(Role.EDITOR))
    send(browser, workbook([ROW]))
    batch = last_batch()
    table = ImportBatch.__table__
    from datetime import timedelta

    quiet = utcnow() - timedelta(seconds=SILENT_AFTER + 5)
    with db.engine.begin() as connection:
        connection.execute(
            sa.update(table)
            .where(table.c.id == batch.id)
            .values(state=BatchState.READING, updated_at=quiet)
        )
    db.session.rollback()
    page = browser.get(f"/desk/imports/{batch.id}/")
    assert page.html.select_one("form[action$=restart] button") is not None
    assert page.html.select_one("[hx-trigger]") is None
    assert browser.post(f"/desk/imports/{batch.id}/restart").status == 303
    assert last_batch().state is BatchState.PREVIEW
    assert len(rows(last_batch(), RowAction.IMPORT)) == 1


KILLED = """
import os, signal, sys
from stratcom.config import settings
from stratcom.factory import create_app
from stratcom.db import db
from stratcom.accounts.models import User
from stratcom.imports.models import ImportBatch
from stratcom.imports.services import applying
app = create_app(settings(secret="x" * 40, database_url=sys.argv[1], media_dir=sys.argv[2]))
with app.app_context():
    create = applying.create_events
    def create_and_die(*args, **kwargs):
        ids = create(*args, **kwargs)
        print(len(ids), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        return ids
    applying.create_events = create_and_die
    batch = db.session.get(ImportBatch, int(sys.argv[3]))
    user = db.session.get(User, batch.user_id)
    applying.apply_batch(batch, actor=user, expected_version=batch.row_version)
"""


def test_a_process_killed_while_applying_leaves_nothing(
    app: Flask, browser, make_user, store
) -> None:
    browser.sign_in(make_user(Role.EDITOR))
    send(browser, workbook([(f"ლექცია {number}", *ROW[1:]) for number in range(200)]))
    batch = last_batch()
    db.session.rollback()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, store.url, app.config["MEDIA_DIR"], str(batch.id)],
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert done.stdout.strip() == b"200"
    for model in (Event, EventFacet):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
    batch = last_batch()
    assert batch.state is BatchState.PREVIEW
    assert apply(browser, batch).status == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 200
