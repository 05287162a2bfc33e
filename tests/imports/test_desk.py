"""Importing in the desk: preview, ticks, apply, again, undo."""

from datetime import date

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.events.enums import EventState, Occurrence
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet
from stratcom.events.queries import find_event, visible_to
from stratcom.events.search import find_ids
from stratcom.events.services.records import edit_event
from stratcom.events.values import snapshot
from stratcom.imports.enums import BatchState, RowAction
from stratcom.imports.models import ImportRow
from stratcom.imports.screens import RowView
from tests.imports.helpers import MESSY, apply, last_batch, rows, send, workbook

ROWS = [
    ("ლექცია ევროინტეგრაციაზე", date(2024, 3, 5), "თელავი", "სტუდენტები, ახალგაზრდები", "~40"),
    ("დისკუსია ნატოზე", "12-14 მაისი 2031", "Batumi", "მედია", 25),
    ("უთარიღო შეხვედრა", None, "გორი", "მედია", 10),
]


@pytest.fixture
def director(make_user):
    return make_user(Role.DIRECTOR, organisation="სტრატეგიული კომუნიკაციის დეპარტამენტი")


def counts(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


@pytest.mark.parametrize("htmx", [False, True])
def test_upload_leads_to_a_preview_that_changed_nothing(browser, director, htmx) -> None:
    answer = send(browser.sign_in(director), workbook(ROWS))
    batch = last_batch()
    assert (answer.status, answer.location) == (303, f"/desk/imports/{batch.id}/")
    assert batch.state is BatchState.PREVIEW
    assert counts(Event) == 0
    page = browser.get(f"/desk/imports/{batch.id}/", htmx=htmx)
    cells = [
        [td.get_text(" ", strip=True) for td in tr.select("td")]
        for tr in page.html.select("tbody tr")
    ]
    assert [row[3] for row in cells] == ["05.03.2024", "12.05.2031 – 14.05.2031", ""]
    assert [row[5] for row in cells] == ["თელავი", "ბათუმი", "გორი"]
    assert [row[7] for row in cells] == ["~40", "25", "10"]
    assert [bool(tr.select_one("p.error")) for tr in page.html.select("tbody tr")] == [
        False,
        False,
        True,
    ]


def test_unticked_rows_stay_out_and_the_rest_arrives_whole(browser, director) -> None:
    send(browser.sign_in(director), workbook(ROWS))
    batch = last_batch()
    first, second, third = rows(batch)[1:]
    shown = [str(one.id) for one in (first, second, third)]
    bar = browser.post(
        f"/desk/imports/{batch.id}/rows",
        {"shown": shown, "row": [str(first.id), str(third.id)]},
        htmx=True,
    )
    assert bar.html.select_one("#apply-bar button").get_text(strip=True).endswith("1")
    assert apply(browser, last_batch()).status == 303
    event = find_event(db.session.scalars(sa.select(Event.id)).one())
    assert event is not None
    values = snapshot(event)
    assert values["title_ka"] == "ლექცია ევროინტეგრაციაზე"
    assert (values["first_day"], values["municipality"]) == ("2024-03-05", "telavi")
    assert values["audiences"] == ["students", "youth"]
    assert (event.occurrence, event.actual_total, event.actual_approximate) == (
        Occurrence.HELD,
        40,
        True,
    )
    assert event.reported_at is not None
    assert (event.state, event.owner_id) == (EventState.DRAFT, director.organisation_id)
    assert event.import_batch_id == batch.id
    filed = db.session.scalars(
        sa.select(EventFacet.facet).where(EventFacet.event_id == event.id)
    ).all()
    assert {facet(Facet.ALL), facet(Facet.OWNER, event.owner_id)} <= set(filed)
    assert list(find_ids(visible_to(director))) == [event.id]
    trail = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    expected = ["import.uploaded", "import.read", "event.created", "import.applied"]
    assert trail[-4:] == expected
    applied = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.action == "import.applied"))
    assert applied.changes["created"] == [None, 1]
    assert applied.changes["state"] == [None, "draft"]


def test_the_same_file_again_holds_nothing_but_duplicates(browser, director) -> None:
    browser.sign_in(director)
    send(browser, MESSY.read_bytes(), "messy.xlsx")
    apply(browser, last_batch())
    added = counts(Event)
    assert added == 117
    send(browser, MESSY.read_bytes(), "messy.xlsx")
    batch = last_batch()
    assert rows(batch, RowAction.IMPORT) == []
    assert (
        len([row for row in rows(batch, RowAction.DUPLICATE) if row.duplicate_of_event_id]) == 117
    )
    page = browser.get(f"/desk/imports/{batch.id}/?action=duplicate")
    assert page.html.select_one('td .hint a[href^="/desk/events/"]') is not None
    apply(browser, batch)
    assert counts(Event) == added


def test_choices_for_the_file_decide_state_owner_and_what_the_past_is(browser, director) -> None:
    browser.sign_in(director)
    headers = ("დასახელება", "თარიღი", "ორგანიზატორი", "მონაწილეები")
    send(browser, workbook([("ლექცია", date(2024, 3, 5), "თელავის მერია", 30)], headers))
    batch = last_batch()
    browser.post(f"/desk/imports/{batch.id}/options", {"state": "published", "owner": "organiser"})
    apply(browser, last_batch())
    event = db.session.scalars(sa.select(Event).options(sa.orm.joinedload(Event.owner))).one()
    assert event.owner.name_ka == "თელავის მერია"
    assert (event.state, event.approved_by_id) == (EventState.PUBLISHED, director.id)
    assert (event.occurrence, event.planned_total, event.actual_total) == (
        Occurrence.PLANNED,
        30,
        None,
    )
    options = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.action == "import.options"))
    assert options.changes["state"] == ["draft", "published"]


def test_only_who_may_approve_imports_approved_events(browser, make_user) -> None:
    browser.sign_in(make_user(Role.EDITOR, organisation="დეპარტამენტი"))
    send(browser, workbook(ROWS))
    batch = last_batch()
    refused = browser.post(f"/desk/imports/{batch.id}/options", {"state": "approved"})
    assert refused.status == 422
    assert last_batch().options["state"] == "draft"


def test_undo_archives_restores_and_names_what_was_edited_since(browser, director) -> None:
    browser.sign_in(director)
    send(browser, workbook(ROWS))
    apply(browser, last_batch())
    first, second = db.session.scalars(sa.select(Event.id).order_by(Event.id)).all()
    event = find_event(second)
    edit_event(event, {"title_ka": "ახალი"}, actor=director, expected_version=event.row_version)
    db.session.commit()
    batch = last_batch()
    assert browser.get(f"/desk/imports/{batch.id}/undo").status == 200
    done = browser.post(f"/desk/imports/{batch.id}/undo", {"version": batch.row_version})
    assert done.status == 303
    assert last_batch().state is BatchState.UNDONE
    assert find_event(first).archived_at is not None
    assert find_event(second).archived_at is None
    assert list(find_ids(visible_to(director))) == [second]
    page = browser.get(f"/desk/imports/{batch.id}/")
    assert page.texts(f'ul a[href="/desk/events/{second}"]') == ["ახალი"]


def test_an_old_page_does_not_apply_twice(browser, director) -> None:
    browser.sign_in(director)
    send(browser, workbook(ROWS))
    batch = last_batch()
    version = batch.row_version
    assert apply(browser, batch).status == 303
    again = browser.post(f"/desk/imports/{batch.id}/apply", {"version": version})
    assert again.status == 409
    assert counts(Event) == 2


def test_all_and_none_of_a_kind(browser, director) -> None:
    browser.sign_in(director)
    send(browser, workbook(ROWS))
    batch = last_batch()
    url = f"/desk/imports/{batch.id}/all"
    browser.post(url, {"action": "import", "tick": "none"})
    assert [row.chosen for row in rows(batch, RowAction.IMPORT)] == [False, False]
    browser.post(url, {"action": "import", "tick": "all"})
    assert [row.chosen for row in rows(batch, RowAction.IMPORT)] == [True, True]
    browser.post(url, {"action": "error", "tick": "all"})
    assert [row.chosen for row in rows(batch, RowAction.ERROR)] == [False]


def test_columns_mapped_by_hand_are_read_again(browser, director) -> None:
    browser.sign_in(director)
    headers = ("დასახელება", "თარიღი", "სვეტი ა")
    send(browser, workbook([("ლექცია", date(2024, 3, 5), "სოფელი შილდა")], headers))
    batch = last_batch()
    form = browser.get(f"/desk/imports/{batch.id}/columns")
    assert form.html.select_one("#column-0-0 option[selected]")["value"] in {"title", "title_ka"}
    answer = browser.post(
        f"/desk/imports/{batch.id}/columns",
        {"column-0-0": "title", "column-0-1": "date", "column-0-2": "settlement"},
    )
    assert answer.status == 303
    [row] = rows(last_batch(), RowAction.IMPORT)
    assert row.values["settlement"] == "სოფელი შილდა"


def test_converted_text_may_be_kept_as_typed(browser, director) -> None:
    from io import BytesIO

    from openpyxl import load_workbook
    from openpyxl.styles import Font

    book = load_workbook(BytesIO(workbook([("leqcia evrokavSirze", date(2024, 3, 5))])))
    book.active["A2"].font = Font(name="AcadNusx")
    target = BytesIO()
    book.save(target)
    browser.sign_in(director)
    send(browser, target.getvalue())
    batch = last_batch()
    [row] = rows(batch, RowAction.IMPORT)
    assert row.values["title_ka"] == "ლექცია ევროკავშირზე"
    page = browser.get(f"/desk/imports/{batch.id}/")
    kept = page.html.select_one('input[name="kept"]')["value"]
    browser.post(
        f"/desk/imports/{batch.id}/rows", {"shown": [row.id], "row": [row.id], "kept": kept}
    )
    apply(browser, last_batch())
    assert db.session.scalars(sa.select(Event.title_ka)).one() == "leqcia evrokavSirze"


def test_month_alone_is_shown_as_a_month(app):
    row = ImportRow(
        values={"first_day": "2024-04-01", "last_day": "2024-04-30", "precision": "month"},
        action=RowAction.IMPORT,
        error_code="",
        notes=[],
    )
    assert RowView(row, {}).days == ("აპრილი, 2024", "")
