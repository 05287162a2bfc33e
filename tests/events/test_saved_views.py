"""Filters kept by name."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.models import SavedView

QUERY = "q=telavi&state=draft"


def kept():
    return db.session.execute(sa.select(SavedView.name, SavedView.query)).all()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_view_is_saved_and_offered(browser, make_user, htmx):
    browser.sign_in(make_user(Role.OBSERVER))
    sent = {"name": " ჩემი ხედი ", "query": QUERY + "&nonsense=1&page=3"}
    answer = browser.post("/desk/events/views/", sent, htmx=htmx)
    assert (answer.status, answer.location) == (204 if htmx else 303, f"/desk/events/?{QUERY}")
    assert kept() == [("ჩემი ხედი", QUERY)]
    chip = browser.get("/desk/events/").html.select_one(".saved a")
    assert (chip.get_text(), chip["href"]) == ("ჩემი ხედი", f"/desk/events/?{QUERY}")


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", QUERY),
        ("   ", QUERY),
        ("Telavi", QUERY),
        ("ა" * 81, QUERY),
        ("new", ""),
        ("new", "nonsense=1"),
        ("new", "&".join(f"audience={'ა' * 150}{n}" for n in range(20))),
    ],
)
def test_a_name_that_will_not_do_comes_back_with_the_reason(browser, make_user, name, query, htmx):
    browser.sign_in(make_user(Role.PARTNER))
    browser.post("/desk/events/views/", {"name": "telavi", "query": QUERY})
    answer = browser.post("/desk/events/views/", {"name": name, "query": query}, htmx=htmx)
    field = answer.html.select_one("#save-view-form [name=name]")
    assert (answer.status, field["aria-invalid"], field["value"]) == (422, "true", name.strip())
    assert answer.html.select_one("#view-name-error").get_text()
    assert len(kept()) == 1


def test_a_view_is_its_owners_alone(browser, new_browser, make_user):
    browser.sign_in(make_user(Role.EDITOR))
    browser.post("/desk/events/views/", {"name": "telavi", "query": QUERY})
    other = new_browser().sign_in(make_user(Role.DIRECTOR))
    assert other.get("/desk/events/").html.select(".saved") == []
    assert other.post("/desk/events/views/1/delete").status == 404
    assert other.post("/desk/events/views/", {"name": "telavi", "query": QUERY}).status == 303
    assert browser.post("/desk/events/views/1/delete").status == 303
    assert len(kept()) == 1
