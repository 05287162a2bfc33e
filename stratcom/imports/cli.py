"""The command that brings events in from a file."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.errors import DomainError
from stratcom.events.enums import EventState
from stratcom.imports.enums import BatchState
from stratcom.imports.files import Opened, open_file
from stratcom.imports.matching import Outcome
from stratcom.imports.services.applying import apply_batch
from stratcom.imports.services.choosing import set_options
from stratcom.imports.services.reading import (
    begin_reading,
    create_batch,
    preview_rows,
    read_batch,
)
from stratcom.imports.vocabulary import sheet_reference
from stratcom.sheets import UnreadableFileError
from stratcom.sheets.report import COLUMNS, Reporter

STATES = [EventState.DRAFT, EventState.SUBMITTED, EventState.APPROVED, EventState.PUBLISHED]


@click.command("import-events")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing to the database.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="CSV of all rows.")
@click.option(
    "--state",
    type=click.Choice([one.value for one in STATES]),
    default=EventState.DRAFT.value,
    show_default=True,
    help="State of the new events.",
)
@click.option("--user", "login", help="On whose behalf; else the first administrator.")
@with_appcontext
def import_events(
    file: Path, dry_run: bool, report: Path | None, state: str, login: str | None
) -> None:
    """Bring in events from an XLSX, XLSM, CSV or ICS file."""
    try:
        opened = open_file(file, file.name)
    except UnreadableFileError as error:
        raise click.ClickException(f"{file.name} cannot be read: {error.code}") from error
    if dry_run or report is not None:
        reading_only.set(True)
        outcomes = list(preview_rows(opened, _person(login) if login else None))
        db.session.rollback()
        _tell(outcomes)
        if report is not None:
            with report.open("w", encoding="utf-8-sig", newline="") as target:
                _write_report(outcomes, target)
        reading_only.set(False)
    if not dry_run:
        # Reading converts legacy text in the sheets themselves: start from the file again.
        _bring_in(file, open_file(file, file.name), EventState(state), _person(login))


def _bring_in(file: Path, opened: Opened, state: EventState, user: User | None) -> None:
    actor = user or Machine()
    batch = create_batch(file.read_bytes(), file.name, user=user)
    read_batch(batch, mark=begin_reading(batch), actor=actor, user=user, opened=opened)
    if batch.state is BatchState.FAILED:
        raise click.ClickException(f"{file.name} cannot be read: {batch.problem}")
    try:
        set_options(batch, state=state, past_held=True, owner="own", actor=actor)
        db.session.flush()
        done = apply_batch(batch, actor=actor, expected_version=batch.row_version)
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Import {batch.id}: {done['created']} events added, {done['changed']} changed.")


def _person(login: str | None) -> User | None:
    """The account named, or the first administrator; nobody before there are accounts."""
    chosen = sa.select(User).where(User.disabled_at.is_(None)).order_by(User.id).limit(1)
    if login is None:
        chosen = chosen.where(User.role == Role.ADMINISTRATOR)
    else:
        chosen = chosen.where(User.login == login)
    user = db.session.scalar(chosen)
    if user is None and login is not None:
        raise click.ClickException("There is no such account.")
    return user


def _tell(outcomes: Iterable[Outcome]) -> None:
    counts: dict[str, int] = {}
    for one in outcomes:
        counts[one.action] = counts.get(one.action, 0) + 1
    click.echo(", ".join(f"{action}: {number}" for action, number in sorted(counts.items())))


def _write_report(outcomes: Iterable[Outcome], target: TextIO) -> None:
    reporter = Reporter(sheet_reference())
    lines = csv.DictWriter(target, COLUMNS)
    lines.writeheader()
    for one in outcomes:
        line = dict(reporter.line(one.row))
        line["action"] = one.action.value
        line["error_code"] = one.error_code
        if one.duplicate_of_event_id:
            line["note"] = "; ".join(filter(None, [line["note"], "duplicate_in_database"]))
        lines.writerow(line)


COMMANDS = (import_events,)
