"""Commands that fill the database: reference data, demonstration, bulk."""

import time
from collections.abc import Callable, Iterator

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.demo.accounts import ACCOUNTS, PASSWORD, seed_accounts
from stratcom.demo.bulk import MOST_EVENTS, load_events
from stratcom.demo.bulk_directory import (
    MOST_ORGANISATIONS,
    MOST_PEOPLE,
    load_organisations,
    load_people,
)
from stratcom.demo.directory import seed_directory, seed_organisations
from stratcom.demo.messages import seed_messages
from stratcom.demo.real_events import seed_real_events
from stratcom.demo.samples import seed_samples
from stratcom.places.services import seed_places
from stratcom.search.rebuilding import begin as begin_index
from stratcom.vocabularies.services import seed_terms
from stratcom.wording.services import seed_rules


def refuse_production(sure: bool) -> None:
    """Stop where made-up data would land among the office's own."""
    if not current_app.config["DEVELOPMENT"] and not sure:
        raise click.ClickException(
            "This adds sample accounts with a published password or made-up events. "
            "It runs where STRATCOM_ENV=development, or with --yes-really."
        )


really = click.option("--yes-really", "sure", is_flag=True, help="Run outside development too.")


def _seed_reference() -> None:
    begin_index()
    seed_places()
    seed_terms()
    seed_rules()
    db.session.commit()


@click.command("seed-reference")
@with_appcontext
def seed_reference() -> None:
    """Add the places, vocabularies and wordings that are missing."""
    _seed_reference()
    click.echo("Places, vocabularies and wordings are in place.")


@click.command("seed-demo")
@really
@click.option("--once", is_flag=True, help="Add nothing where there are accounts already.")
@with_appcontext
def seed_demo(sure: bool, once: bool) -> None:
    """Add real events of the past, sample accounts and sample events; safe to repeat."""
    refuse_production(sure)
    if not (once and db.session.scalar(sa.select(User.id).limit(1))):
        _seed_reference()
        seed_organisations()
        people = seed_accounts()
        real = seed_real_events()
        samples = seed_samples(people)
        seed_directory(people)
        messages = seed_messages(people)
        db.session.commit()
        said = f"Added {real} real and {samples} sample events, {messages} sample messages."
        click.echo(said)
    logins = set(db.session.scalars(sa.select(User.login)))
    there = [one.login for one in ACCOUNTS if one.login in logins]
    if there:
        click.echo(f"Sign in as: {', '.join(there)}\nPassword:   {PASSWORD}")


@click.command("seed-load")
@click.option("--events", type=click.IntRange(0, MOST_EVENTS), default=0)
@click.option("--organisations", type=click.IntRange(0, MOST_ORGANISATIONS), default=0)
@click.option("--people", type=click.IntRange(0, MOST_PEOPLE), default=0)
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same rows.")
@really
@with_appcontext
def seed_load(events: int, organisations: int, people: int, seed: int, sure: bool) -> None:
    """Add many made-up events, organisations or people, for benchmarks."""
    refuse_production(sure)
    if not (events or organisations or people):
        raise click.UsageError("Say how many: --events, --organisations or --people.")
    _seed_reference()
    _load("organisations", organisations, load_organisations, seed)
    _load("people", people, load_people, seed)
    _load("events", events, load_events, seed)


def _load(name: str, count: int, load: Callable[..., Iterator[int]], seed: int) -> None:
    if not count:
        return
    began = time.perf_counter()
    with click.progressbar(length=count, label=f"Loading {name}") as bar:
        for done in load(count, seed=seed):
            bar.update(done)
    took = time.perf_counter() - began
    click.echo(f"Added {count} {name} in {took:.1f} s ({count / took:.0f} a second).")


COMMANDS = (seed_reference, seed_demo, seed_load)
