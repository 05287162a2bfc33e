"""Is everything in place that the app needs?"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from babel.messages.pofile import read_po
from sqlalchemy.exc import SQLAlchemyError

from stratcom.config import DEVELOPMENT_SECRET, SECRET_LENGTH
from stratcom.db import db, utcnow
from stratcom.mail.enums import MailState
from stratcom.mail.queries import count_by_state, count_old
from stratcom.search import rebuilding

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LANGUAGE_OF_RECORD = "ka"


def find_problems(config: Mapping[str, Any]) -> list[str]:
    """Everything that is not sound, in plain words; empty when all is."""
    return [
        *configuration_problems(config),
        *database_problems(),
        *catalogue_problems(Path(config["BABEL_TRANSLATION_DIRECTORIES"])),
        *media_problems(Path(config["MEDIA_DIR"])),
    ]


def find_warnings() -> list[str]:
    """What runs, but somebody should look at."""
    try:
        held = count_by_state().get(MailState.HELD, 0)
        old = count_old(utcnow())
        stale = rebuilding.is_needed()
    except SQLAlchemyError:
        return []
    found = []
    if held:
        found.append(f"Letters that may have been sent wait for a decision: {held}.")
    if old:
        found.append(f"Letters wait for more than a day: {old}. Does `outbox run` run?")
    if stale:
        found.append("The search index was made by other rules. Run: search-index rebuild")
    return found


def configuration_problems(config: Mapping[str, Any]) -> list[str]:
    """Settings that are unsafe outside development."""
    if config["DEVELOPMENT"]:
        return []
    found = []
    secret = config["SECRET_KEY"]
    if len(secret) < SECRET_LENGTH or secret == DEVELOPMENT_SECRET:
        found.append(f"STRATCOM_SECRET_KEY must hold {SECRET_LENGTH} characters of your own.")
    if config["BASE_URL"].startswith("https://") and not config["SESSION_COOKIE_SECURE"]:
        found.append("Cookies are sent without encryption although STRATCOM_BASE_URL is https.")
    return found


def database_problems() -> list[str]:
    """Can the database be reached, and is it at the newest revision?"""
    try:
        with db.engine.connect() as connection:
            connection.execute(sa.select(1))
            at = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        return [f"The database cannot be reached: {reason}"]
    newest = ScriptDirectory(str(MIGRATIONS)).get_heads()
    if set(at) != set(newest):
        stands = ", ".join(at) or "no revision at all"
        return [f"The database is at {stands}, the program at {', '.join(newest)}. Run: db upgrade"]
    return []


def catalogue_problems(folder: Path) -> list[str]:
    """Is every text translated into the language of record?"""
    catalogues = sorted((folder / LANGUAGE_OF_RECORD / "LC_MESSAGES").glob("*.po"))
    if not catalogues:
        return [f"There are no Georgian texts in {folder}."]
    found = []
    for path in catalogues:
        with path.open("rb") as file:
            missing = [one for one in read_po(file) if one.id and (not one.string or one.fuzzy)]
        if missing:
            found.append(f"{path.name} lacks {len(missing)} texts, the first: {missing[0].id!r}")
    return found


def media_problems(folder: Path) -> list[str]:
    """Can uploaded files be stored?"""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return []
    except OSError as error:
        return [f"The media folder {folder} cannot be written: {error.strerror}"]
