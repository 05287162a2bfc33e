"""Every revision keeps the data, forwards and backwards, on both databases."""

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditSeal
from stratcom.audit.verifying import verify
from stratcom.db import Base, db
from stratcom.drafting.enums import Decision
from stratcom.drafting.models import Draft, DraftApproval
from stratcom.events.models import Event, EventOrganisation, EventTerm
from stratcom.partners.models import Organisation, OrganisationWord
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.finding import find
from stratcom.search.query import read_query
from tests.messages.sample import approved_message

NOW = "2026-11-20 09:00:00"
# A small office as it was before the directory of partners.
ROWS = {
    "organisation": [
        {"id": 1, "name_ka": "თელავის მერია", "name_en": "Telavi City Hall"},
        {"id": 2, "name_ka": "ფოთის მერია", "name_en": ""},
    ],
    "user": [
        {
            "id": 1,
            "login": "nino",
            "name": "ნინო",
            "name_en": "",
            "email": "",
            "role": "editor",
            "organisation_id": 1,
            "password_hash": "x",
            "language": "ka",
        }
    ],
    "audit_entry": [
        {
            "id": number,
            "at": NOW,
            "actor_id": 1,
            "actor_name": "ნინო",
            "action": "organisation.added",
            "subject_type": "organisation",
            "subject_id": number,
            "subject_label": "მერია",
            "subject_version": 1,
            "changes": '{"name_ka": [null, "მერია"]}',
        }
        for number in (1, 2)
    ],
    "event_organisation": [
        {"event_id": 1, "organisation_id": 2, "role": "organiser", "position": 0}
    ],
}
KEPT = {"created_at": NOW, "updated_at": NOW, "row_version": 1}


def insert(table, row):
    columns = {one["name"] for one in sa.inspect(db.engine).get_columns(table)}
    if table == "organisation":
        row = row | {"match_key": row["name_ka"], "match_key_en": row["name_en"]}
    row = {**row, **{name: value for name, value in KEPT.items() if name in columns}}
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    quoted = f'"{table}"'
    with db.engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO {quoted} ({names}) VALUES ({values})"), row)


def event_row():
    """An event with every column that the old table asks for."""
    plain = {sa.Integer: 0, sa.Boolean: False, sa.JSON: "{}"}
    row = {}
    for column in sa.inspect(db.engine).get_columns("event"):
        if not column["nullable"] and column["name"] != "id":
            kinds = [value for kind, value in plain.items() if isinstance(column["type"], kind)]
            row[column["name"]] = kinds[0] if kinds else ""
    row |= {"id": 1, "uid": "u", "title_ka": "შეხვედრა", "review_marks": "{}"}
    row |= {"first_day": "2026-12-01", "last_day": "2026-12-01", "precision": "exact"}
    return row | {"certainty": "tentative", "state": "draft", "occurrence": "planned"}


def test_directory_comes_to_an_office_that_has_data(app):
    db.session.remove()
    downgrade(revision="0001")
    for table in ("organisation", "user", "audit_entry"):
        for row in ROWS[table]:
            insert(table, row)
    insert("event", event_row())
    insert("event_organisation", ROWS["event_organisation"][0])
    with db.engine.connect() as connection:
        term = connection.scalar(sa.text("SELECT min(id) FROM term WHERE kind = 'theme'"))
    insert("event_term", {"event_id": 1, "term_id": term, "position": 0})
    db.session.remove()

    upgrade()

    bodies = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()
    assert [one.name_ka for one in bodies] == ["თელავის მერია", "ფოთის მერია"]
    assert len({one.uid for one in bodies}) == 2
    assert {len(one.uid) for one in bodies} == {32}
    assert [(one.listed, one.social, one.email) for one in bodies] == [(False, [], "")] * 2
    # What hangs on a table that SQLite had to copy is still there.
    assert db.session.scalars(sa.select(EventOrganisation.organisation_id)).all() == [2]
    assert db.session.scalars(sa.select(EventTerm.term_id)).all() == [term]
    assert db.session.scalars(sa.select(Event.title_ka)).all() == ["შეხვედრა"]
    found = sa.select(OrganisationWord.organisation_id).where(OrganisationWord.word == "თელავ")
    assert db.session.scalars(found).all() == [1]
    assert db.session.scalars(sa.select(AuditSeal.entry_id)).all() == [1, 2]
    assert verify().faults == []
    db.session.remove()

    downgrade(revision="0001")
    with db.engine.connect() as connection:
        count = connection.scalar(sa.text("SELECT count(*) FROM organisation"))
        linked = connection.scalar(sa.text("SELECT count(*) FROM event_organisation"))
    assert (count, linked) == (2, 1)
    upgrade()


def test_tables_are_those_of_the_models(app):
    there = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
    # What SQLite keeps for its full text index is its own.
    assert {one for one in there if not one.startswith("search_index")} == set(Base.metadata.tables)


def test_messages_come_and_go_without_touching_what_was_there(app, make_user):
    editor = make_user(Role.EDITOR)
    approved_message(editor)
    db.session.commit()
    login = editor.login
    db.session.remove()

    downgrade(revision="0002")
    tables = set(sa.inspect(db.engine).get_table_names())
    assert tables.isdisjoint({"draft", "draft_version", "message", "wording_rule"})
    upgrade()

    assert db.session.scalars(sa.select(User.login)).all() == [login]
    assert db.session.scalars(sa.select(Draft.id)).all() == []
    assert verify().faults == []


@pytest.mark.parametrize("table", ["draft_version", "draft_approval"])
def test_what_was_written_and_decided_cannot_shift(app, make_user, table):
    message = approved_message(make_user(Role.EDITOR))
    decided = {"draft_id": message.id, "number": 1, "decision": Decision.APPROVED}
    db.session.add(DraftApproval(**decided))
    db.session.commit()
    for act in (f"UPDATE {table} SET number = 7", f"DELETE FROM {table}"):
        with pytest.raises(sa.exc.DBAPIError, match=f"{table} is append-only"):
            db.session.execute(sa.text(act))
        db.session.rollback()


def test_the_search_comes_and_goes_without_touching_what_was_there(app, make_user):
    editor = make_user(Role.EDITOR)
    message = approved_message(editor)
    db.session.commit()
    number, title, reader = message.id, message.title_ka, editor.id
    db.session.remove()

    downgrade(revision="0003")
    tables = set(sa.inspect(db.engine).get_table_names())
    assert {one for one in tables if one.startswith(("search_", "file_text"))} == set()
    assert {"message_word", "contact_entry_word"} <= tables
    upgrade()

    assert db.session.scalars(sa.select(Draft.id)).all() == [number]
    refile(Kind.MESSAGE, [number])
    found = find(read_query(title), Kind.MESSAGE, db.session.get(User, reader))
    assert [one.record_id for one in found.items] == [number]
