"""The search: how fast it answers an editor and the public, and how large its index is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from bench.cases import Case
from stratcom.config import settings
from stratcom.factory import create_app
from stratcom.search.sources import sources

# Goals in milliseconds: median and 99th percentile of a search, median of suggestions.
GOALS = "goals: searches 60 and 200 ms, suggestions 30 ms median; index 1.5 x the text"
QUERIES: dict[str, dict[str, str]] = {
    "rare word": {"q": "ფრენბურთი"},
    "common word": {"q": "შეხვედრა"},
    "two words": {"q": "ევროპის დღე"},
    "four words": {"q": "შეხვედრა სტუდენტებთან თბილისის უნივერსიტეტში"},
    "typed in Latin letters": {"q": "shekhvedra tbilisshi"},
    "misspelt, what was meant": {"q": "ფრენბურთბი"},
    "nothing at all": {"q": "ყვეყვეყვე"},
    "organisation's short name": {"q": "EUMM"},
    "place and year": {
        "q": "ლექცია",
        "municipality": "zugdidi",
        "from": "2022-01-01",
        "to": "2022-12-31",
    },
    "one kind, page 5": {"q": "შეხვედრა", "kind": "event", "page": "5"},
}
PUBLIC = ("common word", "two words", "misspelt, what was meant")
TYPED = {
    "three letters": "შეხ",
    "a second word begun": "ევროპის დ",
    "Latin letters": "shexv",
    "misspelt": "შეხვერდ",
    "a name": "ბერი",
}
BATCH = 500


def searches() -> Iterator[Case]:
    """Pages of what was found."""
    for name, query in QUERIES.items():
        yield Case(f"search: {name}", f"/desk/search/?{urlencode(query)}", signed_in=True)
    for name in PUBLIC:
        yield Case(f"public: {name}", f"/search/?{urlencode(QUERIES[name])}")
    for name, typed in TYPED.items():
        path = f"/desk/search/suggest?{urlencode({'q': typed})}"
        yield Case(f"suggest: {name}", path, signed_in=True, htmx=True)


def sizes(database: Path) -> tuple[int, int]:
    """The bytes of the index with all its tables, and of the texts that are in it."""
    size = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search\\_%' ESCAPE '\\'"
    with closing(sqlite3.connect(database)) as connection:
        index = connection.execute(size).fetchone()[0]
    app = create_app(
        settings(
            secret="-" * 40,
            database_url=f"sqlite:///{database}",
            media_dir=str(database.parent / "media"),
        )
    )
    with app.app_context():
        return index, sum(_texts())


def _texts() -> Iterator[int]:
    for source in sources().values():
        after = 0
        while ids := source.ids(after=after, limit=BATCH):
            after = ids[-1]
            for record in source.records(ids):
                # The fullest face says all that the others do.
                face = record.faces[-1]
                said = (face.title_ka, face.title_en, face.names, face.body)
                yield len("".join(said).encode())
