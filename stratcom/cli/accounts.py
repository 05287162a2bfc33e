"""Commands about accounts."""

import getpass

import click
from flask.cli import with_appcontext

from stratcom.accounts.permissions import Role
from stratcom.accounts.services.creating import create_user
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError


@click.command("create-admin")
@click.option("--login", prompt=True)
@click.option("--name", prompt=True)
@click.option("--password", envvar="STRATCOM_ADMIN_PASSWORD", help="Asked for when not given.")
@with_appcontext
def create_admin(login: str, name: str, password: str | None) -> None:
    """Add an administrator."""
    try:
        create_user(
            login=login.strip().casefold(),
            name=name,
            role=Role.ADMINISTRATOR,
            password=password or getpass.getpass("Password: "),
            actor=Machine(),
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Administrator {login} added.")


COMMANDS = (create_admin,)
