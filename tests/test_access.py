"""Every endpoint says who may call it, and the guard keeps to it."""

import pytest

from stratcom.accounts.permissions import Permission
from stratcom.web.access import PUBLIC, SIGNED_IN
from tests.site import addresses, rules

# What nobody needs to sign in for; anything else that becomes public must be added here.
PUBLIC_ENDPOINTS = {
    "accounts.ask",
    "accounts.asked",
    "accounts.choose_language",
    "accounts.code",
    "accounts.link",
    "accounts.sign_in",
    "accounts.sign_out",
    "assets.file",
    "guests.correct",
    "guests.index",
    "guests.report",
    "guests.reported",
    "guests.sent",
    "health.alive",
    "health.ready",
    "logos.file",
    "media.file",
}
PUBLIC_BLUEPRINTS = {"public", "public_en", "site"}


def test_every_endpoint_declares_access(whole_app):
    rule_of = {
        name: getattr(view, "access_rule", None) for name, view in whole_app.view_functions.items()
    }
    undeclared = {
        name
        for name, rule in rule_of.items()
        if rule not in {PUBLIC, SIGNED_IN} and not isinstance(rule, Permission)
    }
    assert undeclared == set()
    public = {
        name
        for name, rule in rule_of.items()
        if rule == PUBLIC and name.partition(".")[0] not in PUBLIC_BLUEPRINTS
    }
    assert public == PUBLIC_ENDPOINTS


def test_undeclared_view_is_closed(app, browser, make_user):
    app.view_functions["dashboard.index"], kept = (
        lambda: "open",
        app.view_functions["dashboard.index"],
    )
    try:
        assert browser.get("/desk/").status == 302
        assert browser.sign_in(make_user()).get("/desk/").status == 403
    finally:
        app.view_functions["dashboard.index"] = kept


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_gets_into_the_desk_without_signing_in(app, browser, site, method):
    closed = [one for one in addresses(app, site, method) if one.startswith("/desk")]
    assert len(closed) > 10
    for address in closed:
        answer = browser.get(address) if method == "GET" else browser.post(address)
        if method == "GET":
            assert (answer.status, answer.location.partition("?")[0]) == (302, "/account/sign-in")
        else:
            assert answer.status in {302, 401}, address


def test_only_reading_is_asked_for_by_get(whole_app):
    """What changes something is never a link: a route takes GET and POST, or one of them."""
    methods = {frozenset(rule.methods) - {"HEAD", "OPTIONS"} for rule in rules(whole_app)}
    methods |= {frozenset(r.methods) - {"HEAD", "OPTIONS"} for r in rules(whole_app, "POST")}
    assert methods <= {frozenset({"GET"}), frozenset({"POST"}), frozenset({"GET", "POST"})}
