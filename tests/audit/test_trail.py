"""The trail can be added to and nothing else."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners.services import find_or_add


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"]
)
def test_trail_cannot_be_changed(app, statement):
    find_or_add("თელავის მერია", actor=Machine())
    db.session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.text(statement))
    db.session.rollback()
    assert db.session.scalars(sa.select(AuditEntry)).one().action == "organisation.added"


def test_trail_keeps_georgian_readable(app):
    find_or_add("თელავის მერია", actor=Machine())
    db.session.commit()
    raw = db.session.scalar(sa.text("SELECT CAST(changes AS TEXT) FROM audit_entry"))
    assert "თელავის მერია" in raw


def test_administrator_reads_the_trail_and_an_editor_does_not(new_browser, make_user):
    find_or_add("თელავის მერია", actor=Machine())
    db.session.commit()
    answer = new_browser().sign_in(make_user(Role.ADMINISTRATOR)).get("/desk/audit/")
    assert "ორგანიზაცია № 1 თელავის მერია" in answer.texts("td")
    assert new_browser().sign_in(make_user(Role.EDITOR)).get("/desk/audit/").status == 403


def test_trail_is_filtered_by_person_record_and_time(new_browser, make_user):
    nino = make_user(Role.EDITOR)
    find_or_add("თელავის მერია", actor=nino)
    find_or_add("გორის მერია", actor=Machine())
    db.session.commit()
    browser = new_browser().sign_in(make_user(Role.DIRECTOR))

    def labels(query):
        answer = browser.get(f"/desk/audit/?{query}")
        assert answer.status == 200
        return [cell.get_text(" ", strip=True) for cell in answer.html.select("td:nth-child(4)")]

    assert labels(f"actor={nino.login}&action=organisation.added") == [
        "ორგანიზაცია № 1 თელავის მერია"
    ]
    assert labels("kind=organisation&subject=2") == ["ორგანიზაცია № 2 გორის მერია"]
    assert labels("subject=http://localhost/desk/partners/1/") == ["ორგანიზაცია № 1 თელავის მერია"]
    assert labels("kind=organisation&since=2000-01-01&until=2001-01-01") == []
    assert len(labels("since=x&until=31-31-31&subject=%27;--&kind=zzz")) == 2


def test_trail_as_a_file_holds_before_and_after(new_browser, make_user):
    body = find_or_add("=თელავის მერია", actor=Machine())
    find_or_add("=თელავის მერია", actor=Machine(), name_en="Telavi City Hall")
    db.session.commit()
    assert body.name_en == "Telavi City Hall"
    browser = new_browser().sign_in(make_user(Role.DIRECTOR))
    answer = browser.get("/desk/audit/export.csv?kind=organisation")
    lines = answer.text.strip().splitlines()
    assert "'=თელავის მერია" in answer.text
    assert sum("Telavi City Hall" in line for line in lines) == 1
    assert browser.get("/desk/audit/export.xlsx").status == 200
    assert new_browser().sign_in(make_user(Role.EDITOR)).get("/desk/audit/export.csv").status == 403
