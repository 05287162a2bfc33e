"""The command: the messy workbook as a report, and a real import."""

import csv
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.imports.enums import BatchState
from stratcom.imports.models import ImportBatch, ImportRow
from tests.imports.helpers import EXPECTED, MESSY

COMPARED = (
    "sheet",
    "row",
    "action",
    "error_code",
    "duplicate_of_row",
    "date_start",
    "date_end",
    "municipality_en",
    "audience",
    "participants",
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: row[name] for name in COMPARED} for row in csv.DictReader(file)]


def test_dry_run_reports_what_is_expected_and_writes_nothing(app: Flask, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    result = app.test_cli_runner().invoke(
        args=["import-events", str(MESSY), "--dry-run", "--report", str(report)]
    )
    assert result.exit_code == 0, result.output
    written, expected = read(report), read(EXPECTED)
    assert len(written) == len(expected)
    for row, wanted in zip(written, expected, strict=True):
        assert {**row, "audience": set(row["audience"].split(";"))} == {
            **wanted,
            "audience": set(wanted["audience"].split(";")),
        }
    for model in (Event, ImportBatch, ImportRow):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0


def test_import_adds_the_events_in_the_state_asked_for(app: Flask, make_user) -> None:
    make_user(Role.ADMINISTRATOR)
    expected = sum(row["action"] == "import" for row in read(EXPECTED))
    result = app.test_cli_runner().invoke(
        args=["import-events", str(MESSY), "--state", "published"]
    )
    assert result.exit_code == 0, result.output
    assert f"{expected} events added" in result.output
    states = db.session.execute(sa.select(Event.state, sa.func.count()).group_by(Event.state))
    assert [(state.value, number) for state, number in states] == [("published", expected)]


def test_import_on_behalf_of_a_person_keeps_to_their_rights(app: Flask, make_user) -> None:
    user = make_user(Role.IMPLEMENTER, organisation="საინფორმაციო ცენტრი")
    arguments = ["import-events", str(MESSY), "--user", user.login]
    refused = app.test_cli_runner().invoke(args=[*arguments, "--state", "approved"])
    assert refused.exit_code == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 0
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0
    owners = set(db.session.scalars(sa.select(Event.owner_id)))
    assert owners == {user.organisation_id}


def test_unreadable_file_is_refused_with_its_code(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "fake.xlsx"
    path.write_bytes(b"MZ\x90\x00 not a workbook")
    result = app.test_cli_runner().invoke(args=["import-events", str(path), "--dry-run"])
    assert result.exit_code == 1
    assert "cannot be read: unsupported" in result.output


def test_file_can_be_brought_in_before_there_are_accounts(app, browser, make_user):
    result = app.test_cli_runner().invoke(
        args=["import-events", str(MESSY), "--state", "published"]
    )
    assert result.exit_code == 0, result.output
    assert "117 events added" in result.output
    batch = db.session.scalars(sa.select(ImportBatch)).one()
    assert (batch.user_id, batch.state) == (None, BatchState.APPLIED)
    browser.sign_in(make_user(Role.ADMINISTRATOR))
    for address in ("/desk/imports/", f"/desk/imports/{batch.id}/"):
        assert browser.get(address).status == 200
