"""Every entry is sealed as its transaction commits, and any change of the trail is found."""

import re
import sqlite3
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.chain import FIRST, link
from stratcom.audit.models import AuditEntry, AuditSeal, PersonalValue
from stratcom.audit.services import Machine, forget_personal, record
from stratcom.audit.verifying import verify
from stratcom.db import db
from stratcom.events.services.bulk_create import NewEvent, create_events
from stratcom.partners.services import find_or_add
from stratcom.people.models import Person

ENTRY = {
    "id": 7,
    "at": datetime(2026, 11, 23, 10, 5, tzinfo=UTC),
    "actor_id": None,
    "actor_name": "ნინო",
    "action": "event.created",
    "subject_type": "event",
    "subject_id": 3,
    "subject_label": "შეხვედრა",
    "subject_version": 1,
    "changes": {"title_ka": [None, "შეხვედრა"]},
}


def commit_bodies(*names):
    for name in names:
        find_or_add(name, actor=Machine())
        db.session.commit()


def without_triggers(statement):
    """Change the trail as somebody with the database in hand could."""
    if db.engine.dialect.name == "postgresql":
        table = "audit_seal" if "audit_seal" in statement else "audit_entry"
        for act in (f"ALTER TABLE {table} DISABLE TRIGGER ALL", statement):
            db.session.execute(sa.text(act))
    else:
        triggers = db.session.scalars(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
        ).all()
        for name in triggers:
            db.session.execute(sa.text(f"DROP TRIGGER {name}"))
        db.session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        db.session.execute(sa.text(statement))
    db.session.commit()


def test_hash_is_the_same_from_plain_sql_and_covers_every_column():
    as_sql = ENTRY | {
        "at": "2026-11-23 10:05:00.000000",
        "changes": '{"title_ka": [null, "შეხვედრა"]}',
    }
    assert link(FIRST, ENTRY) == link(FIRST, as_sql)
    changed = {
        name: link(FIRST, ENTRY | {name: 99 if name != "at" else datetime(2026, 1, 1, tzinfo=UTC)})
        for name in ENTRY
    }
    assert len({link(FIRST, ENTRY), link("1" * 64, ENTRY), *changed.values()}) == len(ENTRY) + 2


def test_chain_grows_with_each_commit_and_verifies(app):
    commit_bodies("თელავის მერია", "გორის მერია")
    find_or_add("არასდროს", actor=Machine())
    db.session.rollback()
    commit_bodies("ფოთის მერია")
    seals = db.session.scalars(sa.select(AuditSeal).order_by(AuditSeal.position)).all()
    assert [one.position for one in seals] == [1, 2, 3]
    assert len({one.hash for one in seals}) == 3
    verdict = verify(seals[1].hash)
    assert (verdict.entries, verdict.last, verdict.faults) == (3, seals[2].hash, [])
    assert verify("0" * 63 + "1").faults == [f"the chain never had the end {'0' * 63}1"]


def test_entries_written_by_the_thousand_are_sealed_too(app, make_user):
    user = make_user(Role.EDITOR)
    day = {"first_day": "2026-12-01", "last_day": "2026-12-01"}
    wanted = [NewEvent({"title_ka": f"შეხვედრა {n}"} | day, None) for n in range(30)]
    create_events(wanted, actor=user)
    db.session.commit()
    entries = db.session.scalar(sa.select(sa.func.count(AuditEntry.id)))
    verdict = verify()
    assert (verdict.entries, verdict.faults) == (entries, [])
    assert entries == 30


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET actor_name = 'სხვა' WHERE id = 2", "entry 2 or the seal before"),
        ("UPDATE audit_seal SET hash = 'abc' WHERE position = 1", "entry 1 or the seal before"),
        ("DELETE FROM audit_seal WHERE position = 2", "seal 2 is missing before seal 3"),
        (
            "INSERT INTO audit_entry (at, actor_name, action, subject_type, subject_id, "
            "subject_label, subject_version, changes) VALUES "
            "('2026-11-23 10:00:00', 'x', 'x', 'x', 1, '', 0, '{}')",
            "has no seal",
        ),
    ],
)
def test_what_was_changed_behind_the_app_is_found(app, statement, fault):
    commit_bodies("თელავის მერია", "გორის მერია", "ფოთის მერია")
    without_triggers(statement)
    faults = verify().faults
    assert any(fault in one for one in faults), faults


def test_command_prints_the_end_and_fails_on_a_break(app):
    commit_bodies("თელავის მერია")
    run = app.test_cli_runner().invoke
    good = run(args=["audit", "verify"])
    assert good.exit_code == 0
    end = re.search(r"1 entries, unbroken. The chain ends with ([0-9a-f]{64})", good.output)[1]
    assert run(args=["audit", "verify", "--expect", end]).exit_code == 0
    without_triggers("UPDATE audit_entry SET changes = '{}'")
    bad = run(args=["audit", "verify"])
    assert bad.exit_code == 1
    assert "entry 1 or the seal before it was changed" in bad.output


def test_seals_cannot_be_changed_either(app):
    commit_bodies("თელავის მერია")
    with pytest.raises((sa.exc.DBAPIError, sqlite3.DatabaseError), match="append-only"):
        db.session.execute(sa.text("UPDATE audit_seal SET hash = 'x'"))
    db.session.rollback()


def test_personal_details_stand_apart_and_the_chain_outlives_their_erasure(app):
    person = Person(first_name_ka="ნინო", last_name_ka="ბერიძე", phone="599 12 34 56")
    db.session.add(person)
    record("person.created", person, actor=Machine())
    db.session.commit()
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    raw = db.session.scalar(sa.text("SELECT CAST(changes AS TEXT) FROM audit_entry"))
    assert "ბერიძე" not in raw
    assert "599" not in raw
    reference = entry.changes["phone"][1]["personal"]
    assert db.session.get_one(PersonalValue, reference).after == "599 12 34 56"
    assert forget_personal("person", [person.id]) == 3
    db.session.commit()
    assert db.session.scalars(sa.select(PersonalValue)).all() == []
    assert verify().faults == []
