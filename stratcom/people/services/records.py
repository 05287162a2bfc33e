"""Adding, changing and archiving people."""

from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, plain, record
from stratcom.db import db, new_uid, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.georgian import squash
from stratcom.people import rules
from stratcom.people.holders import tell_renamed
from stratcom.people.indexing import derive_keys, file_person
from stratcom.people.models import Person, PersonTerm
from stratcom.people.values import (
    PLAIN,
    TERM_LISTS,
    Values,
    differences,
    empty_values,
    snapshot,
)
from stratcom.vocabularies.models import Term

NAMES = ("first_name_ka", "last_name_ka", "first_name_en", "last_name_en")
Changes = dict[str, list[Any]]


def create_person(values: Values, *, actor: Actor, **columns: Any) -> Person:
    """Add a person from plain values; raise DomainError when they make no sense.

    `columns` are set as they are: uid, import_batch_id and the like.
    """
    blank = empty_values()
    whole = blank | _tidy(values)
    refuse(rules.problems(whole))
    person = Person(uid=columns.pop("uid", new_uid()))
    person.term_links, person.posts = [], []
    _fill(person, whole)
    for name, value in columns.items():
        setattr(person, name, value)
    derive_keys(person)
    db.session.add(person)
    db.session.flush()
    record("person.added", person, actor=actor, changes=_said(differences(blank, whole)))
    file_person(person)
    return person


def edit_person(person: Person, values: Values, *, actor: Actor, expected_version: int) -> Changes:
    """Change what `values` holds; return what changed as {field: [old, new]}.

    Raises StaleError when somebody saved since the caller read `expected_version`.
    """
    if not rules.is_living(person):
        raise DomainError(_("This person's record is closed."))
    refuse_stale(person, expected_version)
    before = snapshot(person)
    wanted = _tidy(values)
    refuse(rules.problems(before | wanted))
    changed = differences(before, wanted)
    if not changed:
        return {}
    _fill(person, {name: pair[1] for name, pair in changed.items()})
    derive_keys(person)
    # Terms stand in another table; the record's version must tell of them too.
    person.updated_at = utcnow()
    record("person.edited", person, actor=actor, changes=_said(changed))
    file_person(person)
    if set(NAMES) & changed.keys():
        tell_renamed(person.id)
    return changed


def archive_person(person: Person, *, actor: Actor) -> None:
    """Put the record away; nothing is lost."""
    if person.archived_at is None:
        person.archived_at = utcnow()
        record("person.archived", person, actor=actor)
        file_person(person)


def restore_person(person: Person, *, actor: Actor) -> None:
    """Bring the record back from the archive."""
    if person.erased_at is not None:
        raise DomainError(_("This person was erased on request; nothing can be brought back."))
    if person.archived_at is not None:
        person.archived_at = None
        record("person.restored", person, actor=actor)
        file_person(person)


def refuse(problems: dict[str, str]) -> None:
    """Raise DomainError with the first of the problems."""
    for message in problems.values():
        raise DomainError(message)


def _tidy(values: Values) -> Values:
    """The values with names on one line each, however they were typed."""
    return values | {name: squash(values[name]) for name in NAMES if name in values}


def _fill(person: Person, values: Values) -> None:
    for name in PLAIN:
        if name in values:
            setattr(person, name, values[name])
    for name, kind in TERM_LISTS.items():
        if name in values:
            _set_terms(person, kind, values[name])


def _set_terms(person: Person, kind: Any, codes: list[str]) -> None:
    """Link the terms of one list in that order; unknown codes are passed over."""
    with db.session.no_autoflush:
        found = sa.select(Term).where(Term.kind == kind, Term.code.in_(codes))
        wanted = sorted(db.session.scalars(found), key=lambda one: codes.index(one.code))
    kept = {one.term_id: one for one in person.term_links if one.term.kind is kind}
    others = [one for one in person.term_links if one.term.kind is not kind]
    links = [kept.get(term.id) or PersonTerm(term=term) for term in wanted]
    for position, link in enumerate(links):
        link.position = position
    person.term_links = others + links


def _said(changes: Changes) -> Changes:
    """The changes as JSON can hold them."""
    return {name: [plain(before), plain(after)] for name, (before, after) in changes.items()}
