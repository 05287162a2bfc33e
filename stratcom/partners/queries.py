"""Reading the directory: by any name, by what an organisation is, along its successions."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.filters import TERMS, Filters
from stratcom.partners.models import (
    Organisation,
    OrganisationTerm,
    OrganisationWord,
    Succession,
)
from stratcom.places.models import Municipality, Region
from stratcom.search.query import read_query
from stratcom.search.words import word_conditions
from stratcom.vocabularies.models import Term

OFFERED = 10
WHOLE = (
    selectinload(Organisation.names),
    selectinload(Organisation.term_links).joinedload(OrganisationTerm.term),
    joinedload(Organisation.region),
    joinedload(Organisation.municipality),
    joinedload(Organisation.parent),
)


def find(organisation_id: int) -> Organisation | None:
    """One organisation with everything its page and its form show, or None."""
    chosen = sa.select(Organisation).where(Organisation.id == organisation_id).options(*WHOLE)
    return db.session.scalars(chosen.execution_options(populate_existing=True)).first()


def kept_id(organisation_id: int | None) -> int | None:
    """The id, or where the record was merged that of the kept one; None when there is none."""
    if organisation_id is None:
        return None
    found = db.session.get(Organisation, organisation_id)
    return (found.merged_into_id or found.id) if found else None


def organisations(filters: Filters, user: User) -> sa.Select[Organisation]:
    """What the filters find of what the person may see, in the order of names."""
    found = sa.select(Organisation).order_by(Organisation.sort_key, Organisation.id)
    found = found.where(Organisation.merged_into_id.is_(None), *_standing(filters.one("state")))
    if not user.can(Permission.ORGANISATION_VIEW_ALL):
        own = user.organisation_id or 0
        found = found.where(sa.or_(Organisation.id == own, Organisation.parent_id == own))
    if text := filters.one("q"):
        found = found.where(Organisation.id.in_(matching(text)))
    for name, kind in TERMS.items():
        if code := filters.one(name):
            term = sa.select(Term.id).where(Term.kind == kind, Term.code == code)
            having = sa.select(OrganisationTerm.organisation_id).where(
                OrganisationTerm.term_id == term.scalar_subquery()
            )
            found = found.where(Organisation.id.in_(having))
    if code := filters.one("region"):
        region = sa.select(Region.id).where(Region.code == code).scalar_subquery()
        found = found.where(Organisation.region_id == region)
    if code := filters.one("municipality"):
        town = sa.select(Municipality.id).where(Municipality.code == code).scalar_subquery()
        found = found.where(Organisation.municipality_id == town)
    if listed := filters.one("listed"):
        found = found.where(Organisation.listed.is_(listed == "1"))
    return found


def _standing(state: str) -> list[sa.ColumnElement[bool]]:
    """Conditions of a state; without one, all but the archive."""
    if state == "archived":
        return [Organisation.archived_at.is_not(None)]
    present = Organisation.archived_at.is_(None)
    over = Organisation.ended_on <= today()
    if state == "ended":
        return [present, over]
    if state == "active":
        return [present, sa.or_(Organisation.ended_on.is_(None), sa.not_(over))]
    return [present]


def shown(found: sa.Select[Organisation]) -> sa.Select[Organisation]:
    """The same with what lists show of each."""
    return found.options(
        selectinload(Organisation.names),
        selectinload(Organisation.term_links).joinedload(OrganisationTerm.term),
        joinedload(Organisation.region),
        joinedload(Organisation.municipality),
    )


def offered(text: str) -> list[Organisation]:
    """A few organisations to choose from while somebody types a name."""
    found = sa.select(Organisation).where(
        Organisation.merged_into_id.is_(None),
        Organisation.archived_at.is_(None),
        Organisation.id.in_(matching(text)),
    )
    # The shortest names first: what was typed is most of them.
    order = (sa.func.length(Organisation.name_ka), Organisation.sort_key, Organisation.id)
    return list(db.session.scalars(found.order_by(*order).limit(OFFERED)))


def branches(organisation: Organisation) -> sa.Select[Organisation]:
    """Its branches that are not in the archive, by name."""
    return (
        sa.select(Organisation)
        .where(
            Organisation.parent_id == organisation.id,
            Organisation.archived_at.is_(None),
            Organisation.merged_into_id.is_(None),
        )
        .options(joinedload(Organisation.municipality))
        .order_by(Organisation.sort_key, Organisation.id)
    )


def successions_of(organisation: Organisation) -> sa.Select[Succession]:
    """What it came after and what came after it, by date."""
    return (
        sa.select(Succession)
        .where(
            sa.or_(
                Succession.predecessor_id == organisation.id,
                Succession.successor_id == organisation.id,
            )
        )
        .options(joinedload(Succession.predecessor), joinedload(Succession.successor))
        .order_by(Succession.happened_on, Succession.id)
    )


def matching(text: str) -> sa.Select[Any]:
    """Ids of the organisations whose names have every word of `text`, in any form.

    The last word may be unfinished, so that one can search while typing.
    """
    query = read_query(text, unfinished=True)
    having = sa.select(OrganisationWord.organisation_id)
    found = [having.where(one) for one in word_conditions(OrganisationWord.word, query)]
    if not found:
        return sa.select(OrganisationWord.organisation_id).where(sa.false())
    first, *rest = found
    for one in rest:
        first = first.where(OrganisationWord.organisation_id.in_(one))
    return first


def predecessors_of(organisation_id: int) -> list[int]:
    """Ids of the bodies whose work passed to the organisation, however long ago."""
    pairs = db.session.execute(
        sa.select(Succession.predecessor_id, Succession.successor_id).where(Succession.leads)
    ).all()
    found: list[int] = []
    waiting = [organisation_id]
    while waiting:
        now = waiting.pop()
        new = [old for old, successor in pairs if successor == now]
        new = [one for one in new if one != organisation_id and one not in found]
        found += new
        waiting += new
    return found
