"""What a person typed and has not saved: kept for that person alone, until it is saved.

No act, so the trail has no entry of it. A long field is sent as the piece that changed.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from zlib import adler32

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from stratcom.db import db, utcnow
from stratcom.drafting.fields import fields_of
from stratcom.drafting.models import Draft, DraftKeep
from stratcom.drafting.queries import parts_of
from stratcom.errors import DomainError, StaleError

MOST_FIELDS = 4_000
MOST_BYTES = 3 * 1024 * 1024
ROWS = "row"
_NAME = re.compile(r"[\w-]{1,40}(\.\w{1,20})?")
# Georgian letters and most others are one unit of a script's text, rare signs are two.
UNITS = "utf-16-le"
UNIT_BYTES = 2


class TooLargeError(DomainError):
    """More than anybody types."""

    status = 413


class OddError(DomainError):
    """Not what the editor sends."""

    status = 400


def find_keep(draft_id: int, user_id: int) -> DraftKeep | None:
    """What the person typed into that text and did not save."""
    return db.session.scalars(
        sa.select(DraftKeep).where(DraftKeep.draft_id == draft_id, DraftKeep.user_id == user_id)
    ).first()


def mark_of(keep: DraftKeep | None) -> str:
    """By this the editor knows that what is kept is what it sent last."""
    return keep.updated_at.isoformat() if keep else ""


def keep_fields(
    draft: Draft, user_id: int, *, base_number: int, after: str, fields: Mapping[str, Any]
) -> str:
    """Keep fields by name and tell the mark; `after` is the mark known so far.

    Without one the fields replace whatever was kept. Raises StaleError when something else was
    kept meanwhile, or when a piece does not fit: the editor then sends the whole again.
    """
    if not 0 < base_number <= draft.current_number:
        raise StaleError(_("There is no such version."))
    keep = find_keep(draft.id, user_id)
    if after and (mark_of(keep) != after or (keep and keep.base_number != base_number)):
        raise StaleError(_("Something else was kept meanwhile."))
    held = dict(keep.fields) if keep and after else {}
    saved = fields_of(parts_of(draft.id, base_number))
    for name, value in fields.items():
        held[name] = _read(name, value, held.get(name, saved.get(name, "")))
    changed = {name: value for name, value in held.items() if value != saved.get(name, "")}
    if len(changed) > MOST_FIELDS or len(json.dumps(changed, ensure_ascii=False)) > MOST_BYTES:
        raise TooLargeError(_("The file or text is too large."))
    return _store(keep, draft.id, user_id, base_number, changed)


def _store(
    keep: DraftKeep | None, draft_id: int, user_id: int, base_number: int, fields: dict[str, Any]
) -> str:
    if not fields:
        drop_keep(draft_id, user_id)
        return ""
    if keep is None:
        keep = DraftKeep(draft_id=draft_id, user_id=user_id)
        db.session.add(keep)
    keep.base_number, keep.fields, keep.updated_at = base_number, fields, utcnow()
    try:
        db.session.flush()
    except IntegrityError as error:
        # Two windows of the same person began in the same instant.
        db.session.rollback()
        raise StaleError(_("Something else was kept meanwhile.")) from error
    return mark_of(keep)


def drop_keep(draft_id: int, user_id: int) -> None:
    """Forget what was typed: it was saved, or the person wants it no more."""
    db.session.execute(
        sa.delete(DraftKeep).where(DraftKeep.draft_id == draft_id, DraftKeep.user_id == user_id)
    )


def _read(name: str, value: Any, before: Any) -> str | list[str]:
    if not _NAME.fullmatch(name):
        raise OddError(_("The request could not be understood."))
    if isinstance(value, str):
        return _sound(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [_sound(one) for one in value]
    if isinstance(value, Mapping) and isinstance(before, str):
        return _patched(before, value)
    raise OddError(_("The request could not be understood."))


def _sound(text: str) -> str:
    """Without what no database keeps: NUL and halves of signs."""
    whole = text.encode(UNITS, "surrogatepass").decode(UNITS, "replace")
    return whole.replace("\x00", "")


def _patched(before: str, piece: Mapping[str, Any]) -> str:
    """The text with `cut` units from `at` replaced by `put`; `sum` is what it must add up to."""
    at, cut, put = piece.get("at"), piece.get("cut"), piece.get("put")
    if not (isinstance(at, int) and isinstance(cut, int) and isinstance(put, str)):
        raise OddError(_("The request could not be understood."))
    units = before.encode(UNITS, "surrogatepass")
    start, end = at * UNIT_BYTES, (at + cut) * UNIT_BYTES
    if not 0 <= start <= end <= len(units):
        raise StaleError(_("Something else was kept meanwhile."))
    made = units[:start] + put.encode(UNITS, "surrogatepass") + units[end:]
    if adler32(made) != piece.get("sum"):
        raise StaleError(_("Something else was kept meanwhile."))
    return _sound(made.decode(UNITS, "surrogatepass"))
