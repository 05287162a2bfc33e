"""Adding, editing and archiving organisations from plain values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.partners import queries
from stratcom.partners.holders import tell_renamed
from stratcom.partners.indexing import file_organisation
from stratcom.partners.lineage import Lineage
from stratcom.partners.models import Organisation, OrganisationName, OrganisationTerm
from stratcom.partners.reference import Reference
from stratcom.partners.rules import problems
from stratcom.partners.services.naming import match_key, same_named, wait_for_turn
from stratcom.partners.values import (
    DAYS,
    NAME_LISTS,
    PLAIN,
    TERM_LISTS,
    Values,
    differences,
    empty_values,
    snapshot,
)
from stratcom.places.models import Municipality, Region
from stratcom.vocabularies.models import Term

# Further up than any line of branches goes.
HIGHEST = 20


class FieldError(DomainError):
    """A value that the directory as it stands does not allow; `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class SameNameError(FieldError):
    """There is an organisation of that name; it may still be another one."""

    def __init__(self, organisation: Organisation) -> None:
        said = _("There is an organisation of this name already: № %(id)s.", id=organisation.id)
        super().__init__("name_ka", said)
        self.organisation = organisation


def create_organisation(
    values: Values, *, actor: Actor, same_name: bool = False, **columns: Any
) -> Organisation:
    """Add an organisation; raise DomainError when the values make no sense.

    Another of that name is added only with `same_name`: two schools may well share theirs.
    `columns` are set as they are: import_batch_id, uid and the like.
    """
    whole = empty_values() | values
    refuse_nonsense(whole)
    wait_for_turn()
    if not same_name and (found := _namesake(whole)):
        raise SameNameError(found)
    _refuse_code(whole["identification_code"], None)
    organisation = Organisation(**columns)
    organisation.names, organisation.term_links = [], []
    fill(organisation, whole, Reference())
    db.session.add(organisation)
    said = {name: [None, value] for name, value in whole.items() if value}
    record("organisation.added", organisation, actor=actor, changes=said)
    file_organisation(organisation)
    return organisation


def edit_organisation(
    organisation: Organisation,
    values: Values,
    *,
    actor: Actor,
    expected_version: int,
) -> dict[str, list[Any]]:
    """Change the fields that `values` holds; return what changed as {field: [old, new]}.

    The organisation must be as `queries.find` gives it. Raises StaleError when somebody saved
    since the caller read `expected_version`.
    """
    said = _l("Somebody changed this organisation meanwhile.")
    refuse_stale(organisation, expected_version, said)
    before = snapshot(organisation)
    changed = differences(before, values)
    if not changed:
        return {}
    refuse_nonsense(before | values)
    if "identification_code" in changed:
        _refuse_code(values["identification_code"], organisation)
    if "parent" in changed:
        _refuse_parent(values["parent"], organisation)
    fill(organisation, {name: pair[1] for name, pair in changed.items()}, Reference())
    organisation.updated_at = utcnow()
    record("organisation.edited", organisation, actor=actor, changes=changed)
    file_organisation(organisation)
    if {"name_ka", "name_en"} & changed.keys():
        tell_renamed(organisation.id)
    return changed


def archive_organisation(organisation: Organisation, *, actor: Actor) -> None:
    """Put the record away: out of lists and choices, kept whole."""
    if organisation.archived_at is None:
        organisation.archived_at = utcnow()
        record("organisation.archived", organisation, actor=actor)
        file_organisation(organisation)


def restore_organisation(organisation: Organisation, *, actor: Actor) -> None:
    """Bring the record back from the archive, unless its code was given to another meanwhile."""
    if organisation.archived_at is not None:
        _refuse_code(organisation.identification_code, organisation)
        organisation.archived_at = None
        record("organisation.restored", organisation, actor=actor)
        file_organisation(organisation)


def refuse_nonsense(values: Values) -> None:
    """Raise FieldError with the first problem of the values."""
    for name, message in problems(values).items():
        raise FieldError(name, message)


def _namesake(values: Mapping[str, Any]) -> Organisation | None:
    for name in (values["name_ka"], values["name_en"]):
        for one in same_named(name):
            if one.archived_at is None:
                return one
    return None


def _refuse_code(code: str, organisation: Organisation | None) -> None:
    """One code belongs to one body, and to what it became: a renamed body keeps its code."""
    if not code:
        return
    chosen = sa.select(Organisation).where(
        Organisation.identification_code == code,
        Organisation.archived_at.is_(None),
        Organisation.merged_into_id.is_(None),
    )
    lineage = Lineage()
    for other in db.session.scalars(chosen):
        if organisation is not None and (
            other.id == organisation.id
            or lineage.follows(other.id, organisation.id)
            or lineage.follows(organisation.id, other.id)
        ):
            continue
        said = _("“%(name)s” (№ %(id)s) has this code.", name=other.name, id=other.id)
        raise FieldError("identification_code", said)


def _refuse_parent(parent_id: int | None, organisation: Organisation) -> None:
    above, passed = parent_id, 0
    while above is not None and passed < HIGHEST:
        if above == organisation.id:
            raise FieldError("parent", _("An organisation cannot be a part of itself."))
        parent = db.session.get(Organisation, above)
        above, passed = (parent.parent_id if parent else None), passed + 1


def fill(organisation: Organisation, values: Values, known: Reference) -> None:
    """Write plain values into the columns, names and terms of the organisation."""
    with db.session.no_autoflush:
        for name in PLAIN:
            if name in values:
                setattr(organisation, name, values[name])
        for name in DAYS:
            if name in values:
                text = values[name]
                setattr(organisation, name, date.fromisoformat(text) if text else None)
        if "social" in values:
            organisation.social = list(values["social"])
        if "parent" in values:
            organisation.parent_id = queries.kept_id(values["parent"])
        organisation.match_key = match_key(organisation.name_ka)
        organisation.match_key_en = match_key(organisation.name_en or "")
        _fill_place(organisation, values, known)
        _fill_names(organisation, values)
        _fill_terms(organisation, values, known)


def _fill_place(organisation: Organisation, values: Values, known: Reference) -> None:
    region, town = organisation.region_id, organisation.municipality_id
    if "region" in values:
        found = known.regions.get(values["region"])
        region = found.id if found else None
    if "municipality" in values:
        found = known.municipalities.get(values["municipality"])
        town = found.id if found else None
    at = next((one for one in known.municipalities.values() if one.id == town), None)
    # The municipality decides the region, whatever else was said.
    region = at.region_id if at else region
    organisation.region_id, organisation.municipality_id = region, town
    organisation.region = db.session.get(Region, region) if region else None
    organisation.municipality = db.session.get(Municipality, town) if town else None


def _fill_names(organisation: Organisation, values: Values) -> None:
    wanted: list[OrganisationName] = []
    present = {(one.kind, one.text): one for one in organisation.names}
    for name, kind in NAME_LISTS.items():
        if name not in values:
            wanted += [one for one in organisation.names if one.kind is kind]
            continue
        for text in dict.fromkeys(values[name]):
            wanted.append(
                present.get((kind, text))
                or OrganisationName(kind=kind, text=text, match_key=match_key(text))
            )
    organisation.names = wanted


def _fill_terms(organisation: Organisation, values: Values, known: Reference) -> None:
    present = {one.term_id: one for one in organisation.term_links}
    wanted: dict[int, OrganisationTerm] = {}
    for name, kind in TERM_LISTS.items():
        if name in values:
            found = (known.terms.get((kind, code)) for code in values[name])
            ids = [one.id for one in found if one]
        else:
            ids = [one.term_id for one in organisation.term_links if one.term.kind is kind]
        for term_id in ids:
            wanted[term_id] = present.get(term_id) or OrganisationTerm(
                term_id=term_id, term=db.session.get(Term, term_id)
            )
    for position, link in enumerate(wanted.values()):
        link.position = position
    organisation.term_links = list(wanted.values())
