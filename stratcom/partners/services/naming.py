"""Finding an organisation by any of its names, and adding it when nobody has named it before."""

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.georgian import fold, squash
from stratcom.georgian.folding import has_georgian
from stratcom.partners.holders import tell_renamed
from stratcom.partners.indexing import file_organisation
from stratcom.partners.lineage import follow_merges
from stratcom.partners.models import Organisation, OrganisationName

LOOKED_AT = 20


def match_key(name: str) -> str:
    """The name without case, quotes and stray spaces: equal for two spellings of one body."""
    letters = (char if char.isalnum() else " " for char in fold(name))
    return " ".join("".join(letters).split())[:300]


def find_organisation(name: str) -> Organisation | None:
    """The organisation that bears the name, or else has it as a further name; or None.

    A record that was merged leads to the one that was kept; archived ones come last.
    """
    found = same_named(name)
    return found[0] if found else None


def same_named(name: str) -> list[Organisation]:
    """Every organisation of that name, the likeliest first."""
    key = match_key(name)
    if not key:
        return []
    own = sa.or_(Organisation.match_key == key, Organisation.match_key_en == key)
    further = sa.select(OrganisationName.organisation_id).where(OrganisationName.match_key == key)
    # Two statements that each use an index; an OR of both would read the whole table.
    bearing = list(db.session.scalars(sa.select(Organisation).where(own).limit(LOOKED_AT)))
    called = db.session.scalars(
        sa.select(Organisation).where(Organisation.id.in_(further.limit(LOOKED_AT)))
    )
    candidates = [(follow_merges(one), 0) for one in bearing]
    candidates += [(follow_merges(one), 1) for one in called]
    candidates.sort(key=lambda pair: (pair[0].archived_at is not None, pair[1], pair[0].id))
    return list({one.id: one for one, _rank in candidates}.values())


def find_or_add(name: str, *, actor: Actor, name_en: str = "") -> Organisation:
    """The organisation of that name, added when nobody has named it before."""
    name, name_en = squash(name)[:300], squash(name_en)[:300]
    if not match_key(name):
        raise DomainError(_("An organisation needs a name."))
    found = find_organisation(name)
    if found is None:
        wait_for_turn()
        found = find_organisation(name)
    if found is not None:
        if name_en and not found.name_en:
            found.name_en, found.match_key_en = name_en, match_key(name_en)
            record("organisation.named", found, actor=actor)
            file_organisation(found)
            tell_renamed(found.id)
        return found
    added = Organisation(
        name_ka=name,
        name_en=name_en or ("" if has_georgian(name) else name),
        match_key=match_key(name),
        match_key_en=match_key(name_en),
    )
    db.session.add(added)
    record("organisation.added", added, actor=actor)
    file_organisation(added)
    return added


def wait_for_turn() -> None:
    """Let one transaction at a time add names, so that two people never add the same one.

    One lock for all names: with one for each, two transactions could wait for each other.
    SQLite has one writer anyway.
    """
    if db.session.connection().dialect.name == "postgresql":
        turn = sa.func.pg_advisory_xact_lock(sa.func.hashtext(Organisation.__tablename__))
        db.session.execute(sa.select(turn))
