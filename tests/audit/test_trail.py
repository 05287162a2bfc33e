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
    assert "თელავის მერია organisation:1" in answer.texts("td")
    assert new_browser().sign_in(make_user(Role.EDITOR)).get("/desk/audit/").status == 403
