"""Commands about Georgian text; they read no database."""

import sys

import click

from stratcom.georgian import text_keys
from stratcom.georgian.legacy import to_unicode


@click.command("keys")
@click.argument("words", metavar="WORD...", nargs=-1)
def keys(words: tuple[str, ...]) -> None:
    """Print the search keys of each WORD, or of each line of standard input."""
    for word in words or (line.rstrip("\r\n") for line in _input()):
        click.echo(f"{word}\t{' '.join(text_keys(word))}")


@click.command("convert-legacy")
def convert_legacy() -> None:
    """Turn text typed in AcadNusx fonts (standard input) into Unicode (standard output)."""
    for line in _input():
        click.echo(to_unicode(line), nl=False)


def _input() -> list[str]:
    # Always UTF-8, whatever the locale of the server says.
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace").splitlines(keepends=True)


COMMANDS = (keys, convert_legacy)
