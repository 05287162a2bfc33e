"""/healthz and /readyz: for whatever watches over the server."""

import logging
from functools import lru_cache

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from stratcom.db import db
from stratcom.web.access import PUBLIC, access

UNAVAILABLE = 503
log = logging.getLogger(__name__)
bp = Blueprint("health", __name__)


@lru_cache(maxsize=8)
def _newest_migration(folder: str) -> str:
    return ScriptDirectory(folder).get_current_head() or ""


def _reason_not_ready() -> str:
    """Why requests would fail, or nothing when all is well."""
    folder = current_app.extensions["migrate"].directory
    try:
        found = db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        log.exception("database not reachable")
        db.session.rollback()
        return "database not reachable or empty"
    return "" if found == _newest_migration(folder) else "database not migrated"


@bp.get("/healthz")
@access(PUBLIC)
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@access(PUBLIC)
def ready() -> Response:
    """The database is reachable and at the newest migration; else 503 with the reason."""
    reason = _reason_not_ready()
    return Response(f"{reason or 'ok'}\n", UNAVAILABLE if reason else 200, mimetype="text/plain")
