"""Commands for the people who run the server: `flask --app app --help`."""

import os

from flask import Flask

from stratcom.cli import accounts, audit, outbox, search, search_index, seeds, text, upkeep
from stratcom.events.exports import cli as exports
from stratcom.imports import cli as imports

MODULES = (accounts, audit, seeds, search, search_index, exports, imports, text, upkeep, outbox)


def init_app(app: Flask) -> None:
    """Offer the commands of every module."""
    os.environ.setdefault("PYTHONUTF8", "1")
    for module in MODULES:
        for command in module.COMMANDS:
            app.cli.add_command(command)
