"""Finding and adding organisations."""

import sqlalchemy as sa

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.georgian import fold, squash
from stratcom.georgian.folding import has_georgian
from stratcom.partners.models import Organisation


def match_key(name: str) -> str:
    """The name without case, quotes and stray spaces: equal for two spellings of one body."""
    letters = (char if char.isalnum() else " " for char in fold(name))
    return " ".join("".join(letters).split())[:300]


def find_organisation(name: str) -> Organisation | None:
    """The organisation of that Georgian or English name, or None."""
    key = match_key(name)
    if not key:
        return None
    return db.session.scalar(
        sa.select(Organisation)
        .where(sa.or_(Organisation.match_key == key, Organisation.match_key_en == key))
        .order_by(Organisation.id)
        .limit(1)
    )


def find_or_add(name: str, *, actor: Actor, name_en: str = "") -> Organisation:
    """The organisation of that name, added when nobody has named it before."""
    name, name_en = squash(name)[:300], squash(name_en)[:300]
    found = find_organisation(name)
    if found is None:
        _wait_for_turn()
        found = find_organisation(name)
    if found is not None:
        if name_en and not found.name_en:
            found.name_en, found.match_key_en = name_en, match_key(name_en)
            record("organisation.named", found, actor=actor)
        return found
    added = Organisation(
        name_ka=name,
        name_en=name_en or ("" if has_georgian(name) else name),
        match_key=match_key(name),
        match_key_en=match_key(name_en),
    )
    db.session.add(added)
    record("organisation.added", added, actor=actor)
    return added


def _wait_for_turn() -> None:
    """Let one transaction at a time add names, so that two people never add the same one.

    One lock for all names: with one for each, two transactions could wait for each other.
    SQLite has one writer anyway.
    """
    if db.session.connection().dialect.name == "postgresql":
        turn = sa.func.pg_advisory_xact_lock(sa.func.hashtext(Organisation.__tablename__))
        db.session.execute(sa.select(turn))
