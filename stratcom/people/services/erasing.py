"""Erasing a person on request: what tells who it was goes, the record of the work stays."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, forget_personal, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.moments import today
from stratcom.partners.models import Merge
from stratcom.people import rules
from stratcom.people.enums import AskedBy, Consent
from stratcom.people.holders import tell_renamed
from stratcom.people.indexing import file_person
from stratcom.people.mentions import Keeper
from stratcom.people.models import Person, PersonTerm, Post, Relation


def erase_person(
    person: Person,
    *,
    asked_on: date,
    asked_by: AskedBy,
    keepers: Iterable[Keeper],
    actor: Actor,
) -> None:
    """Empty every personal detail of the person, of its duplicates, and of the trail.

    Posts keep organisation, title and dates; contacts, agreements and relations stay. The act
    itself is recorded without the name. There is no way back.
    """
    if not rules.is_living(person):
        raise DomainError(_("This person's record is closed."))
    if asked_on > today():
        raise DomainError(_("This day has not come yet, or is too long ago."))
    told = list(keepers)
    records = _records_of(person)
    ids = [one.id for one in records]
    for keeper in told:
        for one in records:
            keeper.forget(one)
    _empty_posts(ids)
    _empty_relations(ids)
    _forget_merges(ids)
    db.session.execute(sa.delete(PersonTerm).where(PersonTerm.person_id.in_(ids)))
    asked: dict[str, list[Any]] = {
        "asked_on": [None, asked_on.isoformat()],
        "asked_by": [None, asked_by.value],
    }
    for one in records:
        _empty(one, asked_on)
        record("person.erased", one, actor=actor, changes=asked)
        file_person(one)
        tell_renamed(one.id)
    forget_personal("person", ids)


def _records_of(person: Person) -> list[Person]:
    """The record, and those that were merged into it."""
    found, waiting = [person], [person.id]
    while waiting:
        merged = sa.select(Person).where(Person.merged_into_id.in_(waiting))
        new = [one for one in db.session.scalars(merged) if one not in found]
        found += new
        waiting = [one.id for one in new]
    return found


def _empty(person: Person, asked_on: date) -> None:
    for column in sorted(Person.PERSONAL):
        setattr(person, column, "")
    person.speaker = False
    person.consent, person.consent_on = Consent.WITHDRAWN, asked_on
    person.erased_at = utcnow()
    person.archived_at = person.archived_at or person.erased_at


def _empty_posts(person_ids: list[int]) -> None:
    posts = db.session.scalars(sa.select(Post).where(Post.person_id.in_(person_ids))).all()
    for post in posts:
        post.email, post.phone, post.main_contact = "", "", False
    db.session.flush()
    forget_personal("post", [one.id for one in posts])


def _empty_relations(person_ids: list[int]) -> None:
    sides = (Relation.from_person_id.in_(person_ids), Relation.to_person_id.in_(person_ids))
    relations = db.session.scalars(sa.select(Relation).where(sa.or_(*sides))).all()
    for relation in relations:
        relation.note = ""
    db.session.flush()
    forget_personal("relation", [one.id for one in relations])


def _forget_merges(person_ids: list[int]) -> None:
    """Merges remember the values that they changed, to be undone by."""
    db.session.execute(
        sa.update(Merge)
        .where(
            Merge.kind == "person",
            sa.or_(Merge.kept_id.in_(person_ids), Merge.gone_id.in_(person_ids)),
        )
        .values(before={})
    )
