"""Commands about the trail: `flask audit verify`."""

import click
from flask.cli import AppGroup

from stratcom.audit.verifying import verify
from stratcom.db.base import reading_only

audit = AppGroup("audit", help="The trail of who did what.")


@audit.command("verify")
@click.option("--expect", default="", help="An end of the chain noted earlier: it must be in it.")
def verify_chain(expect: str) -> None:
    """Follow the chain of hashes over the whole trail; exit 1 when anything was changed."""
    reading_only.set(True)
    verdict = verify(expect.strip().lower())
    for fault in verdict.faults:
        click.echo(f"- {fault}", err=True)
    if verdict.faults:
        raise SystemExit(1)
    click.echo(f"{verdict.entries} entries, unbroken. The chain ends with {verdict.last}")


COMMANDS = (audit,)
