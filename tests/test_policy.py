"""The written policy: who reaches which screen. An endpoint that is not in the table fails.

tests/policy.tsv has one line for each endpoint: how it is asked for, then "yes" for whoever may
reach it: anybody without an account, and each role. The last column says what a member of
another organisation gets of a record, the department aside: "own" – nothing; "seen" – whoever
sees all organisations may read it; "shared" – what was approved may be used by everybody; "-" –
the screen is about no record of an organisation. tests/test_isolation.py holds it to that.
"""

import csv
from pathlib import Path

import pytest

from stratcom.accounts.permissions import Role
from tests.site import addresses, rules

TABLE = Path(__file__).parent / "policy.tsv"
NOBODY = "anonymous"
REACHED = "the view was reached"
# What belongs to an organisation, by the name it has in addresses.
RECORDS = {"event_id", "file_id", "request_id", "view_id", "batch_id", "user_id"}
RECORDS |= {"entry_id", "agreement_id", "document_id", "organisation_id"}
RECORDS |= {"draft_id", "review_id", "reviewer_id", "comment_id", "use_id", "question_id"}
RECORDS |= {"import_id"}


def written():
    """The table, by endpoint."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["endpoint"]: row for row in csv.DictReader(file, delimiter="\t")}


def methods_of(app):
    """Every endpoint and the methods it takes."""
    found = {}
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            found.setdefault(rule.endpoint, set()).add(method)
    return {name: " ".join(sorted(methods)) for name, methods in found.items()}


@pytest.fixture
def hollow(whole_app, app, site):
    """The app with its guards, behind which every view says only that it was reached."""
    kept = dict(app.view_functions)

    def stand_in(view):
        def reached(**_values):
            return REACHED

        reached.access_rule = getattr(view, "access_rule", None)
        return reached

    for name, view in kept.items():
        app.view_functions[name] = stand_in(view)
    yield app
    app.view_functions.update(kept)


def test_every_screen_about_a_record_says_what_others_get(whole_app):
    about = {rule.endpoint for rule in [*rules(whole_app), *rules(whole_app, "POST")]
             if RECORDS & rule.arguments and rule.rule.startswith("/desk")}  # fmt: skip
    assert about == {name for name, row in written().items() if row["others"] != "-"}


def test_every_endpoint_is_in_the_table_and_no_other(whole_app):
    table = {name: row["methods"] for name, row in written().items()}
    assert table == methods_of(whole_app)


@pytest.mark.parametrize("who", [NOBODY, *Role])
def test_guard_keeps_to_the_table(hollow, site, new_browser, make_user, who):
    browser = new_browser()
    if who != NOBODY:
        browser.sign_in(make_user(who, organisation="ჩვენი ორგანიზაცია"))
    table = written()
    one_address = {}
    for method in ("GET", "POST"):
        matcher = hollow.url_map.bind("localhost")
        for address in addresses(hollow, site, method):
            endpoint, _values = matcher.match(address, method=method)
            one_address.setdefault((endpoint, method), address)
    reached = set()
    for (endpoint, method), address in one_address.items():
        answer = browser.get(address) if method == "GET" else browser.post(address)
        # The token of a form is asked for once the guard has let somebody in.
        if answer.text == REACHED or (who == NOBODY and answer.status == 400):
            reached.add(endpoint)
        elif who == NOBODY:
            assert answer.status in {302, 401}, (endpoint, method, answer.status)
        else:
            assert answer.status == 403, (endpoint, method, answer.status)
    assert reached == {name for name, row in table.items() if row[str(who)] == "yes"}
