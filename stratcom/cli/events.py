"""Commands about events."""

import json

import click
from flask.cli import with_appcontext

from stratcom.events.filters import word_groups
from stratcom.events.queries import load
from stratcom.events.search import Search, find_page

RESULTS = 50


@click.command("search")
@click.argument("query")
@click.option("--kind", type=click.Choice(["event"]), default="event", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of lines.")
@with_appcontext
def search(query: str, kind: str, as_json: bool) -> None:
    """Find records in which every word of QUERY occurs, in any of its forms."""
    found = Search()
    for group in word_groups(query):
        found = found.also(*group)
    events = load(find_page(found, number=1, size=RESULTS).items)
    results = [
        {
            "kind": kind,
            "id": one.id,
            "day": one.first_day.isoformat(),
            "title_ka": one.title_ka,
            "title_en": one.title_en,
            "municipality": one.municipality.code if one.municipality else "",
            "state": one.state.value,
        }
        for one in events
    ]
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=1))
        return
    for one in results:
        click.echo(f"{one['kind']}\t{one['id']}\t{one['day']}\t{one['title_ka']}")


COMMANDS = (search,)
