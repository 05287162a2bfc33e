"""The words of a list filter are read as the search reads them."""

import pytest

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.filters import Filters, narrow
from stratcom.events.queries import visible_to
from stratcom.events.search import find_ids
from stratcom.events.services.records import create_event

TITLES = [
    "ნატოს დღეები თელავში",
    "ევროკავშირის საინფორმაციო კვირეული",
    "European Union film festival",
    "ევროპა და კულტურის კავშირი",
    "ინფოცენტრის გახსნა",
]


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR, organisation="საინფორმაციო ცენტრი")


@pytest.fixture
def events(editor):
    made = [
        create_event(
            {"title_ka": title, "first_day": "2026-12-01", "last_day": "2026-12-01"},
            actor=editor,
            owner_id=editor.organisation_id,
        )
        for title in TITLES
    ]
    db.session.commit()
    return {one.id: one.title_ka for one in made}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("თელავი", [0]),
        ("telavi", [0]),
        ("NATO", [0]),
        ("NATO-ს", [0]),
        ("EU", [1, 2]),
        ("ევროკავშირი", [1, 2]),
        ("European Union", [1, 2]),
        ("ინფო-ცენტრი", [4]),
        ("კავშირი", [3]),
        ("კავშირი -კულტურა", []),
        ("evrokavSiri", [1, 2]),
    ],
)
def test_words(editor, events, words, found):
    search = narrow(visible_to(editor), Filters({"q": [words]}), user=editor)
    assert sorted(events[one] for one in find_ids(search)) == sorted(TITLES[at] for at in found)
