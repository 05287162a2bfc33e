"""Events in the way of one that is being planned."""

import pytest

from stratcom.accounts.permissions import Role
from stratcom.events.clashes import PLACE, SAME_DAY, TITLE, find_clashes


@pytest.mark.parametrize(
    "title",
    ["NATO-ს კვირეული სკოლებში", "ნატოს კვირეულები სკოლებისთვის", "natos kvireuli skolebshi"],
)
def test_an_event_with_much_the_same_title_comes_first(app, make_event, make_user, title):
    given = {"first_day": "2026-12-01", "municipality": "telavi"}
    make_event(title_ka="გამოფენა", **given)
    same = make_event(title_ka="ნატოს კვირეული სკოლებში", **given)
    with app.test_request_context("/en/"):
        first, second = find_clashes({"title_ka": title} | given, make_user(Role.EDITOR))
    assert (first.event.id, first.score) == (same.id, PLACE + SAME_DAY + TITLE)
    assert second.score == PLACE + SAME_DAY
    assert first.shared[0] == "same day"
    assert len(first.shared) == len(second.shared) + 1
