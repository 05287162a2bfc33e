"""Commands about letters: `flask --app app outbox --help`."""

import signal
import threading
import time

import click
from flask import current_app
from flask.cli import AppGroup

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.i18n import in_language
from stratcom.mail import services
from stratcom.mail.enums import MailState
from stratcom.mail.models import OutboxMail
from stratcom.mail.queries import find_letter, letters
from stratcom.upkeep.post import Round, make_round
from stratcom.web.filters import moment

SHOWN = 200
PAUSE = 10.0
outbox = AppGroup("outbox", help="Letters of the outbox: send, list, release, drop.")


@outbox.command("run")
@click.option("--once", is_flag=True, help="One round; this is what happens without options too.")
@click.option("--for", "seconds", type=float, default=0, help="Go on for so many seconds.")
def run(once: bool, seconds: float) -> None:
    """Remind, gather messages into letters and send what is due.

    Ends with 1 when a part failed or the mail server did not take letters; nothing is lost then.
    """
    if once and seconds:
        raise click.UsageError("--once and --for exclude each other.")
    stopping = _stop_on_signals()
    until = time.monotonic() + seconds
    sound = True
    while True:
        done = make_round(stopping.is_set)
        sound = _say(done)
        rest = until - time.monotonic()
        if rest <= 0 or stopping.wait(min(PAUSE, rest)):
            break
    if not sound:
        raise SystemExit(1)


def _stop_on_signals() -> threading.Event:
    """The letter in hand is finished before the process ends."""
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopping.set())
    return stopping


def _say(done: Round) -> bool:
    tally = done.tally
    click.echo(
        f"reminders {done.reminded}, digests {done.digests}, sent {tally.sent}, "
        f"later {tally.later}, failed {tally.failed}, held {tally.held}"
    )
    if not current_app.config["SMTP_URL"]:
        click.echo("No mail server: set STRATCOM_SMTP_URL.", err=True)
    if tally.trouble:
        click.echo(f"The mail server: {tally.trouble}", err=True)
    for part in done.failed:
        click.echo(f"This part failed, see the log: {part}", err=True)
    return not (tally.trouble or done.failed)


@outbox.command("list")
@click.option("--state", type=click.Choice([one.value for one in MailState]))
def show(state: str | None) -> None:
    """Letters, the newest first; their texts are not shown."""
    found = letters(MailState(state) if state else None).limit(SHOWN)
    for one in db.session.scalars(found):
        columns = (
            str(one.id),
            one.state.value,
            moment(one.created_at),
            one.kind,
            one.to_address,
            str(one.attempts),
            one.subject,
            one.last_error,
        )
        click.echo("\t".join(columns))


@outbox.command("release")
@click.argument("letter_id", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="Every held letter.")
def release(letter_id: int | None, everything: bool) -> None:
    """Send a held letter again: nobody got it."""
    if everything == (letter_id is not None):
        raise click.UsageError("Name one letter, or --all.")
    held = letters(MailState.HELD)
    chosen = [_letter(letter_id)] if letter_id is not None else db.session.scalars(held).all()
    for one in chosen:
        _decide(one, services.release)
    click.echo(f"Letters that will be sent again: {len(chosen)}.")


@outbox.command("drop")
@click.argument("letter_id", type=int)
def drop(letter_id: int) -> None:
    """Never send a letter."""
    _decide(_letter(letter_id), services.drop)
    click.echo("The letter will not be sent.")


def _letter(letter_id: int) -> OutboxMail:
    found = find_letter(letter_id)
    if found is None:
        raise click.ClickException(f"There is no letter {letter_id}.")
    return found


def _decide(letter: OutboxMail, act: services.Decision) -> None:
    try:
        with in_language("en"):
            act(letter, actor=Machine())
        db.session.commit()
    except DomainError as error:
        db.session.rollback()
        raise click.ClickException(error.message) from error


COMMANDS = (outbox,)
