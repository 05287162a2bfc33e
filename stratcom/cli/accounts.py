"""Commands about accounts."""

import getpass
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.creating import create_user
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners.services import find_organisation
from stratcom.team.queries import find_every_account, lines
from stratcom.team.services import changing, inviting


@click.command("create-admin")
@click.option("--login", prompt=True)
@click.option("--name", prompt=True)
@click.option("--email", default="")
@click.option("--password", envvar="STRATCOM_ADMIN_PASSWORD", help="Asked for when not given.")
@click.option("--invite", "by_link", is_flag=True, help="Print a link instead of a password.")
@with_appcontext
def create_admin(login: str, name: str, email: str, password: str | None, by_link: bool) -> None:
    """Add an administrator."""
    login = login.strip().casefold()
    person: dict[str, Any] = {"login": login, "name": name, "email": email.strip()}
    try:
        if by_link:
            _invite(role=Role.ADMINISTRATOR, **person)
            return
        create_user(
            role=Role.ADMINISTRATOR,
            password=password or getpass.getpass("Password: "),
            actor=Machine(),
            **person,
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"Administrator {login} added.")


def _invite(
    *, role: Role, login: str, name: str, email: str, organisation_id: int | None = None
) -> None:
    user, link = inviting.invite(
        role=role,
        login=login,
        name=name,
        email=email,
        organisation_id=organisation_id,
        actor=Machine(),
    )
    db.session.commit()
    sent = f"A letter with the link goes to {user.email}."
    click.echo(f"{user.login} is invited. {sent}" if link is None else f"{user.login}\t{link}")


@click.group("accounts")
def accounts() -> None:
    """Accounts: list, invite, disable, and a new password for who forgot it."""


@accounts.command("list")
@with_appcontext
def list_accounts() -> None:
    """Print every account: user name, state, role, organisation, name."""
    for line in lines(db.session.scalars(find_every_account()).all()):
        body = line.organisation.name_ka if line.organisation else "-"
        user = line.user
        click.echo("\t".join((user.login, line.standing.value, user.role.value, body, user.name)))


@accounts.command("invite")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--email", default="")
@click.option("--organisation", default="", help="Its name, Georgian or English.")
@with_appcontext
def invite(login: str, name: str, role: str, email: str, organisation: str) -> None:
    """Invite somebody; print the link where no letter brings it."""
    body = find_organisation(organisation)
    if organisation and body is None:
        raise click.ClickException(f"There is no organisation {organisation!r}.")
    try:
        _invite(
            role=Role(role),
            login=login.strip().casefold(),
            name=name,
            email=email.strip(),
            organisation_id=body.id if body else None,
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error


@accounts.command("disable")
@click.argument("login")
@with_appcontext
def disable(login: str) -> None:
    """Let an account in no more, from this moment on."""
    try:
        changing.disable(_find(login), actor=Machine())
    except DomainError as error:
        raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"{login} is disabled.")


@accounts.command("new-password")
@click.argument("login")
@with_appcontext
def new_password(login: str) -> None:
    """Make a link for a new password; print it where no letter brings it."""
    user = _find(login)
    link = changing.offer_new_password(user, actor=Machine())
    db.session.commit()
    click.echo(link or f"A letter with the link goes to {user.email}.")


def _find(login: str) -> User:
    found = db.session.scalar(sa.select(User).where(User.login == login.strip().casefold()))
    if found is None:
        raise click.ClickException(f"There is no account {login!r}.")
    return found


COMMANDS = (create_admin, accounts)
