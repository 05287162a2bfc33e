"""Addresses are in kebab-case and end alike."""

import re

import pytest
from werkzeug.routing import IntegerConverter

from tests.site import addresses, rules

PART = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")
ARGUMENT = re.compile(r"<[^>]+>")


def test_addresses_are_in_kebab_case(whole_app):
    wrong = []
    for rule in rules(whole_app) + rules(whole_app, "POST"):
        # An argument may stand for a whole part or for a piece of one.
        plain = ARGUMENT.sub("0", rule.rule).replace("W0", "0")
        parts = [part for part in plain.split("/") if part]
        wrong += [rule.rule for part in parts if not PART.fullmatch(part)]
    assert wrong == []


def test_endpoints_are_named_like_their_views(whole_app):
    wrong = {
        endpoint
        for endpoint, view in whole_app.view_functions.items()
        if endpoint.rpartition(".")[2] != view.__name__
    }
    assert wrong == set()


def test_a_forgotten_slash_leads_on(app, browser):
    answer = browser.get("/events")
    assert (answer.status, answer.location) == (308, "http://localhost/events/")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_numbers_beyond_every_database_are_no_failure(app, site, browser, method):
    browser.sign_in(site.user("admin"))
    numbers = {
        name: 99_999_999_999_999
        for rule in rules(app, method)
        for name, kind in rule._converters.items()
        if isinstance(kind, IntegerConverter)
    }
    asked = [one for one in addresses(app, site, method, **numbers) if "99999999999999" in one]
    assert len(asked) > 30
    failed = [
        (address, answer.status)
        for address in asked
        if (answer := browser.get(address) if method == "GET" else browser.post(address)).status
        not in {400, 404, 405}
    ]
    assert failed == []


ODD = ("99999999999999", "-1", "١٢", "%00", "a'b\"<i>", "31-31-31", "é" * 400)
ASKED = (
    *("page", "per", "sort", "q", "organisation", "person", "owner", "kind", "type", "region"),
    *("municipality", "theme", "audience", "language", "state", "role", "by", "rows", "columns"),
    *("count", "from", "to", "since", "until", "subject", "actor", "action", "user", "organiser"),
    *("partner", "donor", "organiser-type", "happened", "names", "name", "next", "year", "speaker"),
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_in_an_address_are_no_failure(app, site, browser, odd):
    browser.sign_in(site.user("admin"))
    query = "&".join(f"{name}={odd}" for name in ASKED)
    failed = []
    for rule in rules(app):
        if not rule.arguments:
            failed += [rule.rule] if browser.get(f"{rule.rule}?{query}").status >= 500 else []
    assert failed == []
