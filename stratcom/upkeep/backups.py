"""A backup is one .tar.gz: the database, the media folder, and a note of what it is."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from sqlite3 import Error as SQLiteError
from sqlite3 import connect as open_sqlite
from typing import Any

from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import URL

from stratcom.db import db
from stratcom.moments import TBILISI, utcnow

NOTE = "backup.json"
MEDIA = "media"
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# Pages copied at a time: others may write in between.
PAGES = 2_000


class BackupError(Exception):
    """The backup cannot be made or put back; the text says why."""


def write_backup(file: Path) -> None:
    """Write database and media into `file`; it appears whole or not at all."""
    kind = db.engine.dialect.name
    media = Path(current_app.config["MEDIA_DIR"])
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as scratch:
        folder = Path(scratch)
        _dump(kind, folder / DATABASE_FILES[kind])
        (folder / NOTE).write_text(json.dumps(_note(kind), ensure_ascii=False), "utf-8")
        packed = folder / "packed.tar.gz"
        with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
            for name in (NOTE, DATABASE_FILES[kind]):
                archive.add(folder / name, name)
            if media.is_dir():
                archive.add(media, MEDIA)
        packed.chmod(0o600)
        packed.replace(file)


def restore_backup(file: Path) -> Path:
    """Put database and media back from `file`; return the backup made of the present state."""
    kind = db.engine.dialect.name
    media = Path(current_app.config["MEDIA_DIR"]).resolve()
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media.parent, prefix=".restore-") as scratch:
        folder = Path(scratch)
        _unpack(file, folder, kind)
        kept = file.resolve().with_name(f"before-restore-{_stamp()}.tar.gz")
        write_backup(kept)
        db.session.remove()
        db.engine.dispose()
        _load(kind, folder / DATABASE_FILES[kind])
        _replace_media(folder, media)
    return kept


def _note(kind: str) -> dict[str, Any]:
    with db.engine.connect() as connection:
        revisions = MigrationContext.configure(connection).get_current_heads()
    return {"made_at": utcnow().isoformat(), "database": kind, "revisions": list(revisions)}


def _stamp() -> str:
    return f"{datetime.now(TBILISI):%Y%m%d-%H%M%S}"


def _unpack(file: Path, folder: Path, kind: str) -> None:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        note = json.loads((folder / NOTE).read_text("utf-8"))
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise BackupError(f"{file} is not a backup of StratCom, or it is damaged.") from error
    if note.get("database") != kind or not (folder / DATABASE_FILES[kind]).exists():
        raise BackupError(f"{file} was made of {note.get('database')}, this database is {kind}.")


def _replace_media(folder: Path, media: Path) -> None:
    fresh = folder / MEDIA
    fresh.mkdir(exist_ok=True)
    if media.exists():
        media.rename(folder / "old-media")
    fresh.rename(media)


def _dump(kind: str, to: Path) -> None:
    if kind == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={to}", _address())
        return
    with closing(open_sqlite(_sqlite_file())) as live, closing(open_sqlite(to)) as copy:
        live.backup(copy, pages=PAGES)
        _verify(copy)


def _load(kind: str, dump: Path) -> None:
    if kind == "postgresql":
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run("pg_restore", *options, f"--dbname={_address()}", str(dump))
        return
    with closing(open_sqlite(dump)) as stored, closing(open_sqlite(_sqlite_file())) as live:
        _verify(stored)
        live.execute("PRAGMA busy_timeout=30000")
        stored.backup(live)


def _verify(database: Connection) -> None:
    try:
        sound = database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except SQLiteError:
        sound = False
    if not sound:
        raise BackupError("The copy of the database is damaged; nothing was replaced.")


def _sqlite_file() -> str:
    name = db.engine.url.database
    if not name or name == ":memory:":
        raise BackupError("A database in memory cannot be backed up.")
    return name


def _address() -> str:
    """The database's address as the PostgreSQL tools read it, without the password."""
    url = db.engine.url.set(drivername="postgresql")
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database)
    return bare.update_query_dict(dict(url.query)).render_as_string()


def _run(tool: str, *arguments: str) -> None:
    found = shutil.which(tool)
    if found is None:
        raise BackupError(f"{tool} is not on the PATH. Install the PostgreSQL client tools.")
    # In the environment, since everybody on the machine can read the arguments of a process.
    secret = {"PGPASSWORD": db.engine.url.password} if db.engine.url.password else {}
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [found, *arguments], capture_output=True, text=True, check=False, env=os.environ | secret
    )
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")
