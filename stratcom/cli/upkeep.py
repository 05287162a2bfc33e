"""Commands that keep an installation safe: backup, restore, check."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from stratcom.upkeep import backups
from stratcom.upkeep.checks import find_problems, find_warnings

target = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
source = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command("backup")
@target
@with_appcontext
def backup(file: Path) -> None:
    """Write the database and the media folder into FILE (.tar.gz), while the app runs."""
    try:
        backups.write_backup(file)
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Backup written to {file}.")


@click.command("restore")
@source
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Put the database and the media folder back from FILE; the present ones are kept beside."""
    if not yes:
        click.confirm(f"Replace everything with what {file} holds?", abort=True)
    try:
        kept = backups.restore_backup(file)
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Restored. What was there before is in {kept}.")


@click.command("check")
@with_appcontext
def check() -> None:
    """Say whether configuration, database, translations and media folder are sound."""
    problems = find_problems(current_app.config)
    for warning in find_warnings():
        click.echo(f"Note: {warning}", err=True)
    for problem in problems:
        click.echo(f"- {problem}", err=True)
    if problems:
        raise SystemExit(1)
    click.echo("All is sound.")


COMMANDS = (backup, restore, check)
