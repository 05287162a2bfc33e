"""/desk/audit/: the trail."""

import re
from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.audit import queries, record_words
from stratcom.audit.models import AuditEntry
from stratcom.audit.queries import Wanted
from stratcom.audit.words import ACTS, act_in_words
from stratcom.db import db
from stratcom.moments import local
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table
from stratcom.web.access import access
from stratcom.web.downloads import send_table
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import page

bp = Blueprint("audit", __name__, url_prefix="/desk/audit")
MENU = (
    Entry("audit.index", _l("Audit trail"), Permission.AUDIT_VIEW, 89, "settings", leading=False),
)
MOST_EXPORTED = 100_000
READ_AT_ONCE = 1_000
NUMBER = re.compile(r"\d{1,9}")


def read_wanted() -> Wanted:
    """The filters in the address; what cannot be read asks for nothing."""
    args = request.args
    kind, number = args.get("kind", "").strip(), args.get("subject", "").strip()
    if ":" in number:  # 'event:17', as older links say it
        kind, _colon, number = number.partition(":")
    for table, one in record_words.KINDS.items():
        prefix = one.path.partition("{}")[0]
        if prefix and prefix in number:  # the address of the record's page, pasted
            kind, number = table, number.rpartition(prefix)[2]
    found = NUMBER.match(number)
    return Wanted(
        actor=args.get("actor", "").strip()[:200],
        action=args.get("action", "").strip()[:64],
        kind=kind if kind in record_words.KINDS else "",
        number=int(found[0]) if found else 0,
        since=_day(args.get("since", "")),
        until=_day(args.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


@bp.get("/")
@access(Permission.AUDIT_VIEW)
def index() -> Response:
    """Who did what, newest first; filters by person, act, record and time."""
    wanted = read_wanted()
    shown = paginate(queries.entries(wanted))
    return page(
        "audit/index.html",
        fragment="audit/_entries_list.html",
        entries=shown,
        personal=queries.personal_values(shown.items),
        seals=queries.seal_of(shown.items),
        last=queries.last_seal(),
        wanted=wanted,
        acts={name: str(said) for name, said in ACTS.items()},
        kinds={name: str(kind.label) for name, kind in record_words.KINDS.items()},
    )


@bp.get("/export.<any(xlsx, csv):extension>")
@access(Permission.AUDIT_VIEW)
def export(extension: str) -> Response:
    """The trail under the same filters as a file, one line for each field that changed."""
    headers = [
        _("Number"),
        _("Time"),
        _("Person"),
        _("Act"),
        _("Record"),
        _("Identifier"),
        _("Name"),
        _("Field"),
        _("Before"),
        _("After"),
        _("Seal"),
    ]
    widths = [9, 17, 24, 26, 18, 12, 36, 24, 36, 36, 66]
    table = Table(_("Audit trail"), headers, _rows(read_wanted()), widths)
    return send_table(table, extension=extension, ascii_name="audit")


def _rows(wanted: Wanted) -> Iterator[list[Cell]]:
    ids = queries.entries(wanted).with_only_columns(AuditEntry.id).limit(MOST_EXPORTED)
    numbers = db.session.scalars(ids).all()
    for start in range(0, len(numbers), READ_AT_ONCE):
        chosen = sa.select(AuditEntry).where(
            AuditEntry.id.in_(numbers[start : start + READ_AT_ONCE])
        )
        some = db.session.scalars(chosen.order_by(AuditEntry.id.desc())).all()
        personal, seals = queries.personal_values(some), queries.seal_of(some)
        for entry in some:
            seal = seals.get(entry.id)
            head: list[Cell] = [
                entry.id,
                f"{local(entry.at):%d.%m.%Y %H:%M:%S}",
                entry.actor_name,
                act_in_words(entry.action),
                record_words.kind_in_words(entry.subject_type),
                entry.subject_id,
                entry.subject_label,
            ]
            tail: list[Cell] = [seal.hash if seal else ""]
            if not entry.changes:
                yield [*head, "", "", "", *tail]
            for name in entry.changes:
                said = record_words.field_in_words(entry.subject_type, name)
                yield [*head, said, *record_words.values_in_words(entry, name, personal), *tail]
        db.session.expunge_all()


@bp.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Let every template say acts, records, fields and values in words."""
    state.app.jinja_env.globals.update(
        act_in_words=act_in_words,
        kind_in_words=record_words.kind_in_words,
        record_path=record_words.record_path,
        field_in_words=record_words.field_in_words,
        values_in_words=record_words.values_in_words,
    )
