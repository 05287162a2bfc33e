"""The command that searches every kind of record."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.filters import Filters, narrow
from stratcom.events.queries import load
from stratcom.events.search import Search, find_page
from stratcom.messages.finding import matching as messages_matching
from stratcom.messages.models import Message
from stratcom.messages.rules import is_in_force
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.partners.queries import matching
from stratcom.people.queries import Wanted, people

RESULTS = 50
Found = dict[str, Any]


def find_events(query: str) -> Iterator[Found]:
    """Events in which every word occurs, the latest first."""
    found = narrow(Search(), Filters({"q": [query]}))
    for one in load(find_page(found, number=1, size=RESULTS).items):
        yield {
            "kind": "event",
            "id": one.id,
            "day": one.first_day.isoformat(),
            "title_ka": one.title_ka,
            "title_en": one.title_en,
            "municipality": one.municipality.code if one.municipality else "",
            "state": one.state.value,
        }


def find_partners(query: str) -> Iterator[Found]:
    """Organisations one of whose names has every word, in the order of names."""
    chosen = sa.select(Organisation).where(
        Organisation.id.in_(matching(query)), Organisation.merged_into_id.is_(None)
    )
    for one in db.session.scalars(chosen.order_by(Organisation.match_key).limit(RESULTS)):
        yield {
            "kind": "partner",
            "id": one.id,
            "title_ka": one.name_ka,
            "title_en": one.name_en,
            "listed": one.listed,
        }


def find_people(query: str) -> Iterator[Found]:
    """People whose name has every word, by family name; names alone."""
    for one in db.session.scalars(people(Wanted(words=query)).limit(RESULTS)):
        yield {"kind": "person", "id": one.id, "title_ka": one.name_ka}


def find_messages(query: str) -> Iterator[Found]:
    """Messages that say every word, changed last first."""
    everything = User(id=0, login="", name="", role=Role.ADMINISTRATOR)
    chosen = sa.select(Message).where(
        Message.id.in_(messages_matching(query, everything)), Message.archived_at.is_(None)
    )
    ordered = chosen.order_by(Message.updated_at.desc(), Message.id.desc())
    for one in db.session.scalars(ordered.limit(RESULTS)):
        yield {
            "kind": "message",
            "id": one.id,
            "title_ka": one.title_ka,
            "title_en": one.title_en,
            "state": one.state.value,
            "in_force": is_in_force(one, today()),
        }


FINDERS: dict[str, Callable[[str], Iterator[Found]]] = {
    "event": find_events,
    "partner": find_partners,
    "person": find_people,
    "message": find_messages,
}


@click.command("search")
@click.argument("query")
@click.option("--kind", type=click.Choice(list(FINDERS)), help="Else every kind.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
@with_appcontext
def search(query: str, kind: str | None, as_json: bool) -> None:
    """Find records in which every word of QUERY occurs, in any of its forms."""
    kinds = [kind] if kind else list(FINDERS)
    results = [one for name in kinds for one in FINDERS[name](query)]
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
        return
    for one in results:
        click.echo(f"{one['kind']}\t{one['id']}\t{one.get('day', '')}\t{one['title_ka']}")


COMMANDS = (search,)
