"""Commands about the index of the search: `flask search-index rebuild|verify`."""

import click
from flask.cli import AppGroup

from stratcom.search import rebuilding, verifying
from stratcom.search.enums import KINDS, Kind

# Progress is said after so many records.
SAID_AFTER = 10_000
search_index = AppGroup("search-index", help="The index of the search.")


@search_index.command("rebuild")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Records of one kind alone.")
@click.option("--if-needed", is_flag=True, help="Only if it is empty or made by other rules.")
def rebuild(kind: str | None, if_needed: bool) -> None:
    """File every record as it is now; safe to repeat, people go on working meanwhile."""
    if if_needed and not rebuilding.is_needed():
        return
    done: dict[Kind, rebuilding.Progress] = {}
    said = 0
    for progress in rebuilding.rebuild([KINDS[kind]] if kind else None):
        done[progress.kind] = progress
        if progress.records - said >= SAID_AFTER:
            said = progress.records
            click.echo(f"{progress.kind.code}: {said} ...")
        elif progress.records < said:
            said = 0
    written = 0
    for one in done.values():
        written += one.written
        click.echo(f"{one.kind.code}: {one.records} records, {one.written} documents written")
    click.echo(f"The index is made: {written} documents written.")


@search_index.command("verify")
def verify() -> None:
    """Compare the index with every record; exit 1 and say why when they disagree."""
    found = 0
    for fault in verifying.faults():
        click.echo(f"- {fault}", err=True)
        found += 1
    if found:
        click.echo("Run: search-index rebuild", err=True)
        raise SystemExit(1)
    click.echo("The index is sound.")


COMMANDS = (search_index,)
