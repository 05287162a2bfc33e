"""Who used what, where, for whom; and messages that nobody used."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.queries import find_event
from stratcom.events.reference import reference
from stratcom.messages.enums import Channel, UseKind
from stratcom.messages.models import MessageUse
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import add_use, link_event
from stratcom.messages.use.filters import UseFilters, read_filters
from stratcom.messages.use.report import found_by, totals_by_message, totals_by_organisation
from stratcom.messages.use.values import UseValues
from stratcom.moments import today
from stratcom.vocabularies.models import Term
from tests.events.conftest import make_event
from tests.messages.sample import approved_message

__all__ = ["make_event"]
NGO = "ფერმერთა კავშირი"
HELD = {"state": EventState.APPROVED, "occurrence": Occurrence.HELD}


@pytest.fixture
def uses(editor, make_user, make_event):
    """Three uses of two messages: at an event in Telavi, in the press, and a campaign to come."""
    theme = db.session.scalars(sa.select(Term).where(Term.kind == "theme")).first()
    first = approved_message(editor, "ვიზალიბერალიზაცია", theme_id=theme.id)
    second = approved_message(editor, "ვაჭრობა")
    approved_message(editor, "არავის უთქვამს")
    body = make_user(Role.PARTNER, organisation=NGO).organisation_id
    event = make_event(
        title_ka="შეხვედრა თელავში", municipality="telavi", audiences=["farmers"],
        organisers=[NGO], first_day="2026-05-10", columns=HELD,
    )  # fmt: skip
    link_event(find_message(first.id), find_event(event.id), actor=editor)
    town = reference().municipality_ids["gori"]
    article = UseValues(
        reference="სტატია", day=today() - timedelta(days=3), organisation_id=body,
        municipality_id=town, channel=Channel.PRESS,
    )  # fmt: skip
    add_use(find_message(first.id), article, actor=editor)
    campaign = UseValues(UseKind.CAMPAIGN, "კამპანია", day=today() + timedelta(days=30))
    add_use(find_message(second.id), campaign, actor=editor)
    db.session.commit()
    return {"theme": theme.code, "first": first.id, "second": second.id, "body": body}


EVENT, ARTICLE, CAMPAIGN = "შეხვედრა თელავში", "სტატია", "კამპანია"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [CAMPAIGN, ARTICLE, EVENT]),
        ("from=2026-05-01&to=2026-05-31", [EVENT]),
        ("from=10.05.2026&to=10.05.2026", [EVENT]),
        ("municipality=telavi", [EVENT]),
        ("region=GE-KA", [EVENT]),
        ("municipality=gori", [ARTICLE]),
        ("region=GE-SK", [ARTICLE]),
        ("audience=farmers", [EVENT]),
        ("channel=press", [ARTICLE]),
        ("kind=campaign", [CAMPAIGN]),
        ("kind=event", [EVENT]),
        ("kind=nothing", []),
        ("state=done", [ARTICLE, EVENT]),
        ("state=planned", [CAMPAIGN]),
        ("organisation=0", [CAMPAIGN]),
        (f"organisation={NGO}", [ARTICLE, EVENT]),
        ("organisation=არავინ", []),
        ("from=ხვალ", []),
        ("theme={theme}", [ARTICLE, EVENT]),
        ("message={second}", [CAMPAIGN]),
        ("message=99999999999999999999", []),
        ("theme={theme}&channel=press", [ARTICLE]),
    ],
)
def test_filters(desk, uses, query, wanted):
    address = f"/desk/messages/use/?{query.format(**uses)}"
    for htmx in (False, True):
        page = desk.get(address, htmx=htmx)
        assert page.status == 200
        found = page.texts("#used-list .paper td:nth-child(3) > :first-child")
        assert found == wanted
    rows = desk.get(address.replace("/use/", "/use/export.csv")).text.splitlines()[1:]
    assert [row.split(",")[4] for row in rows] == wanted
    printed = desk.get(address.replace("/use/", "/use/print/"))
    assert printed.texts(".paper td:nth-child(3) > :first-child") == wanted


def test_totals(desk, editor, uses):
    everything = UseFilters()
    by_message = totals_by_message(everything, editor)
    assert [(one.subject.id, one.count, one.done) for one in by_message] == [
        (uses["first"], 2, 2), (uses["second"], 1, 0),
    ]  # fmt: skip
    by_body = totals_by_organisation(everything, editor)
    assert [(one.subject and one.subject.name_ka, one.count, one.done) for one in by_body] == [
        (NGO, 2, 2), (None, 1, 0),
    ]  # fmt: skip
    rows = desk.get("/desk/messages/use/").texts("details tbody tr")
    assert len(rows) == 4


def test_a_partner_sees_its_own_and_no_totals_of_others(new_browser, make_user, uses):
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation=NGO))
    page = partner.get("/desk/messages/use/")
    assert page.texts("#used-list .paper td:nth-child(3) > :first-child") == [ARTICLE, EVENT]
    assert page.html.select_one("#organisation") is None
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation="სხვა"))
    for query in ("", f"?organisation={uses['body']}", "?organisation=0"):
        assert stranger.get(f"/desk/messages/use/{query}").texts(".paper td") == []
        assert stranger.get(f"/desk/messages/use/export.csv{query}").text.count("\n") == 1


def test_messages_that_nobody_used(desk, new_browser, make_user, uses):
    titles = desk.get("/desk/messages/use/unused/").texts("#unused-list td:first-child")
    assert titles == ["არავის უთქვამს"]
    late = desk.get("/desk/messages/use/unused/?from=2027-01-01", htmx=True)
    assert late.texts("#unused-list td:first-child") == [
        "ვიზალიბერალიზაცია", "ვაჭრობა", "არავის უთქვამს",
    ]  # fmt: skip
    last = late.texts("#unused-list td:nth-child(4)")
    assert last[0] == (today() - timedelta(days=3)).strftime("%d.%m.%Y")
    assert last[2] == "არასოდეს"
    themed = desk.get(f"/desk/messages/use/unused/?from=2027-01-01&theme={uses['theme']}")
    assert themed.texts("#unused-list td:first-child") == ["ვიზალიბერალიზაცია"]
    partner = new_browser().sign_in(make_user(Role.PARTNER, organisation=NGO))
    mine = partner.get("/desk/messages/use/unused/").texts("#unused-list td:first-child")
    assert mine == ["ვაჭრობა", "არავის უთქვამს"]


def test_the_workbook_is_read_back(desk, uses):
    book = load_workbook(io.BytesIO(desk.get("/desk/messages/use/export.xlsx").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 4
    assert [row[1] for row in rows[1:]] == ["ვაჭრობა", "ვიზალიბერალიზაცია", "ვიზალიბერალიზაცია"]
    assert f"{rows[3][0]:%d.%m.%Y}" == "10.05.2026"
    assert rows[3][5:8] == (NGO, "თელავი", "ფერმერები")


def test_reports_look_events_up_instead_of_walking_them(app, editor, make_user, uses):
    partner = make_user(Role.PARTNER, organisation=NGO)
    if db.engine.dialect.name != "sqlite":
        pytest.skip("reads the plan as SQLite tells it")
    from werkzeug.datastructures import MultiDict

    for user in (editor, partner):
        for query in ({}, {"from": "2026-01-01"}, {"region": "GE-KA"}, {"audience": "farmers"}):
            found = found_by(read_filters(MultiDict(query)), user).with_only_columns(MessageUse.id)
            compiled = found.compile(db.engine, compile_kwargs={"literal_binds": True})
            plan = db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {compiled}")).all()
            steps = [row[3] for row in plan]
            walked = [one for one in steps if one.startswith("SCAN") and "message_use" not in one]
            assert walked == [], steps
