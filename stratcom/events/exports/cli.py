"""The command that writes events to a file."""

import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.events.exports.files import KINDS, write_file
from stratcom.events.models import Event
from stratcom.events.search import Search, find_ids
from stratcom.i18n import LANGUAGES


@click.command("export-events")
@click.option("--format", "kind", type=click.Choice(KINDS), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Else stdout.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="ka", show_default=True)
@click.option("--confidential", is_flag=True, help="Confidential events too.")
@with_appcontext
def export_events(kind: str, output: Path | None, language: str, confidential: bool) -> None:
    """Write every event that is not in the archive to a file; internal notes never."""
    reading_only.set(True)
    ids = list(find_ids(Search()))
    if not confidential:
        hidden = set(db.session.scalars(sa.select(Event.id).where(Event.confidential)))
        ids = [one for one in ids if one not in hidden]
    if output is None:
        write_file(kind, ids, language, sys.stdout.buffer)
        return
    with output.open("wb") as target:
        write_file(kind, ids, language, target)
    click.echo(f"{len(ids)} events written to {output}.", err=True)


COMMANDS = (export_events,)
