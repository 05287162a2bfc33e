"""The command that searches every kind of record."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.db.base import reading_only
from stratcom.events.models import Event
from stratcom.messages.models import Message
from stratcom.messages.rules import is_in_force
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.places.models import Municipality
from stratcom.search.correcting import corrections
from stratcom.search.enums import KINDS, Kind
from stratcom.search.finding import Hit, find
from stratcom.search.query import Query, read_query
from stratcom.search.reading import kinds_for
from stratcom.search.results import standing
from stratcom.search.suggesting import suggestions

RESULTS = 50
Fields = Mapping[str, Any]


def everything() -> User:
    """A reader who may see whatever an administrator may, without being anybody."""
    return User(id=0, login="", name="", role=Role.ADMINISTRATOR)


def found(text: str, kinds: Sequence[Kind], reader: User | None) -> list[Fields]:
    """What the reader finds, the best first; words half typed only where no whole ones do."""
    for unfinished in (False, True):
        query = read_query(text, reader=reader, unfinished=unfinished)
        if hits := _hits(query, kinds, reader):
            return _in_fields(hits)
    return []


def _hits(query: Query, kinds: Sequence[Kind], reader: User | None) -> list[Hit]:
    """Of each kind the best; together those first whose titles answer best."""
    hits = [hit for kind in kinds for hit in find(query, kind, reader, size=RESULTS).items if query]
    return sorted(hits, key=lambda hit: standing(query, hit))


def _in_fields(hits: Sequence[Hit]) -> list[Fields]:
    more: dict[tuple[Kind, int], Fields] = {}
    for kind, read in FACTS.items():
        ids = [hit.record_id for hit in hits if hit.kind is kind]
        more |= {(kind, number): facts for number, facts in read(ids)} if ids else {}
    return [
        {"kind": hit.kind.code, "id": hit.record_id}
        | ({"day": hit.day.isoformat()} if hit.day else {})
        | {"title_ka": hit.title_ka, "title_en": hit.title_en}
        | dict(more.get((hit.kind, hit.record_id), {}))
        for hit in hits
    ]


def _of_events(ids: Sequence[int]) -> Iterator[tuple[int, Fields]]:
    code = sa.func.coalesce(Municipality.code, "").label("code")
    chosen = sa.select(Event.id, Event.state, code).outerjoin(
        Municipality, Municipality.id == Event.municipality_id
    )
    for row in db.session.execute(chosen.where(Event.id.in_(ids))):
        yield row.id, {"municipality": row.code, "state": row.state.value}


def _of_partners(ids: Sequence[int]) -> Iterator[tuple[int, Fields]]:
    chosen = sa.select(Organisation.id, Organisation.listed).where(Organisation.id.in_(ids))
    for row in db.session.execute(chosen):
        yield row.id, {"listed": row.listed}


def _of_messages(ids: Sequence[int]) -> Iterator[tuple[int, Fields]]:
    for one in db.session.scalars(sa.select(Message).where(Message.id.in_(ids))):
        yield one.id, {"state": one.state.value, "in_force": is_in_force(one, today())}


FACTS: dict[Kind, Callable[[Sequence[int]], Iterator[tuple[int, Fields]]]] = {
    Kind.EVENT: _of_events,
    Kind.PARTNER: _of_partners,
    Kind.MESSAGE: _of_messages,
}


def _reader(login: str | None, public: bool) -> User | None:
    if public:
        return None
    if login is None:
        return everything()
    user = db.session.scalar(sa.select(User).where(User.login == login.strip().casefold()))
    if user is None:
        raise click.ClickException(f"There is no account {login!r}.")
    return user


@click.command("search")
@click.argument("query")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Else every kind.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
@click.option("--as", "login", help="What this account finds; else what an administrator does.")
@click.option("--public", is_flag=True, help="What a reader of the public site finds.")
@click.option("--suggest", is_flag=True, help="Print what is offered to who has typed this far.")
@with_appcontext
def search(
    query: str, kind: str | None, as_json: bool, login: str | None, public: bool, suggest: bool
) -> None:
    """Find records that say every word of QUERY in any form, the best first.

    With few of them, what was probably meant is said on standard error.
    """
    reading_only.set(True)
    if public and login is not None:
        raise click.UsageError("--as and --public exclude each other.")
    reader = _reader(login, public)
    if suggest:
        # Suggestions carry addresses, which are made within a request.
        with current_app.test_request_context():
            for one in suggestions(query, reader):
                click.echo(f"{one.sort.value}\t{one.text}")
        return
    kinds = [one for one in kinds_for(reader) if kind is None or one is KINDS[kind]]
    results = found(query, kinds, reader)
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
    else:
        for each in results:
            click.echo(f"{each['kind']}\t{each['id']}\t{each.get('day', '')}\t{each['title_ka']}")
    asked = read_query(query, reader=reader)
    if meant := [one.text for one in corrections(asked, reader, kinds)]:
        click.echo(f"Did you mean: {'; '.join(meant)}?", err=True)


COMMANDS = (search,)
