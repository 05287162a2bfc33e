"""Several processes at once on one database, as under granian."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.verifying import verify
from stratcom.db import db
from stratcom.events.facets import Facet, facet
from stratcom.events.models import Event, EventFacet
from stratcom.partners.models import Organisation

PROCESSES, EVENTS_EACH = 4, 12
ROOT = Path(__file__).parent.parent.parent


def test_four_processes_lose_nothing_and_are_never_turned_away(
    app: Flask, make_user: Callable[..., User]
) -> None:
    logins = [make_user(Role.EDITOR, login=f"editor-{n}").login for n in range(PROCESSES)]
    place = (app.config["SQLALCHEMY_DATABASE_URI"], app.config["MEDIA_DIR"])
    db.session.remove()
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.worker", *place, login, str(EVENTS_EACH)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for login in logins
    ]
    said = [worker.communicate(timeout=300) for worker in workers]
    assert [out for out, _ in said] == [""] * PROCESSES, said[0][1][-3000:]
    assert [worker.returncode for worker in workers] == [0] * PROCESSES, said
    assert "database is locked" not in "".join(err for _, err in said)

    titles = set(db.session.scalars(sa.select(Event.title_ka)))
    assert titles == {f"შეხვედრა {login} {n}" for login in logins for n in range(EVENTS_EACH)}
    ids = sorted(db.session.scalars(sa.select(Event.id)))
    assert len(ids) == PROCESSES * EVENTS_EACH
    filed = sa.select(EventFacet.event_id).where(EventFacet.facet == facet(Facet.ALL))
    assert sorted(db.session.scalars(filed)) == ids
    traced = sa.select(AuditEntry.subject_id).where(AuditEntry.action == "event.created")
    assert sorted(db.session.scalars(traced)) == ids
    # Four people who name a new organisation at once name one organisation.
    named = sa.select(sa.func.count()).select_from(Organisation)
    assert db.session.scalar(named) == EVENTS_EACH
    # However the commits interleaved, the chain over the trail has no fork and no gap.
    assert verify().faults == []
