"""Named settings and the official list of places."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.settings import services

CENTRE = "ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი"
VALID = {
    "department_ka": "სტრატკომის დეპარტამენტი",
    "department_en": "Stratcom Department",
    "contact_email": "press@example.gov.ge",
    "implementing_body": CENTRE,
}


def test_defaults_stand_until_somebody_chooses(app: Flask) -> None:
    assert services.read_settings() == services.Settings(
        department_ka="სტრატეგიული კომუნიკაციის დეპარტამენტი",
        department_en="Department of Strategic Communication",
        contact_email="",
        implementing_body_id=None,
    )
    assert services.implementing_body() is None


def test_change_leaves_a_trace_and_no_change_leaves_none(app: Flask) -> None:
    services.change_setting("contact_email", "a@example.org", actor=Machine())
    services.change_setting("contact_email", "a@example.org", actor=Machine())
    db.session.commit()
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.subject_label) == ("setting.changed", "contact_email")
    assert entry.changes == {"contact_email": ["", "a@example.org"]}


def test_unknown_setting_is_a_mistake_of_ours(app: Flask) -> None:
    with pytest.raises(KeyError):
        services.change_setting("colour", "red", actor=Machine())


def test_administrator_names_the_office_and_the_implementing_body(
    browser: Any, make_user: Any
) -> None:
    owner = make_user(Role.IMPLEMENTER, organisation=CENTRE)
    browser.sign_in(make_user(Role.ADMINISTRATOR))
    answer = browser.post("/desk/settings/", VALID)
    assert (answer.status, answer.location) == (303, "/desk/settings/")
    assert services.read_settings().implementing_body_id == owner.organisation_id
    page = browser.get("/desk/settings/").html
    assert page.select_one("#department_ka")["value"] == "სტრატკომის დეპარტამენტი"
    assert page.select_one("#implementing_body")["value"] == CENTRE
    assert [one["value"] for one in page.select("#organisations option")] == [CENTRE]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("department_ka", ""),
        ("contact_email", "nobody"),
        ("implementing_body", "უცნობი ორგანიზაცია"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    browser: Any, make_user: Any, name: str, value: str
) -> None:
    make_user(Role.IMPLEMENTER, organisation=CENTRE)
    browser.sign_in(make_user(Role.ADMINISTRATOR))
    answer = browser.post("/desk/settings/", VALID | {name: value})
    assert answer.status == 422
    assert answer.html.select_one(f"#{name}")["aria-invalid"] == "true"
    assert services.read_settings().contact_email == ""


def test_editors_keep_lists_but_not_the_office(browser: Any, make_user: Any) -> None:
    browser.sign_in(make_user(Role.EDITOR))
    page = browser.get("/desk/settings/")
    assert page.status == 200
    assert page.html.select_one("#department_ka") is None
    links = [one["href"] for one in page.html.select(".chips a")]
    assert links == [
        "/desk/settings/vocabularies/format/",
        "/desk/settings/vocabularies/audience/",
        "/desk/settings/vocabularies/theme/",
        "/desk/settings/vocabularies/language/",
        "/desk/settings/vocabularies/organisation-type/",
        "/desk/settings/places/",
    ]
    assert browser.post("/desk/settings/", VALID).status == 403


def test_places_are_all_there_and_occupied_ones_are_marked(browser: Any, make_user: Any) -> None:
    browser.sign_in(make_user(Role.EDITOR))
    page = browser.get("/desk/settings/places/")
    assert len(page.texts("h2")) == 12
    marked = [row for row in page.html.select("tbody tr") if row.select_one(".st.late")]
    assert "azhara" in [row.select_one("code").get_text() for row in marked]
    assert page.html.select("form[action^='/desk/settings/places']") == []
