"""Reading people, their posts and relations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.georgian import fold, squash
from stratcom.georgian.tokens import tokens
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.people.models import Person, PersonTerm, PersonWord, Post, Relation
from stratcom.search.query import read_query
from stratcom.search.words import word_conditions
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

MOST_RELATIONS = 200
MOST_OFFERED = 12


@dataclass(frozen=True)
class Wanted:
    """Which people are looked for; empty parts ask for nothing."""

    words: str = ""
    organisation_id: int | None = None
    region_id: int | None = None
    theme: str = ""
    language: str = ""
    speakers: bool = False
    # True: holding a post now; False: holding none.
    in_post: bool | None = None
    archived: bool = False


def people(wanted: Wanted) -> sa.Select[Person]:
    """The people found, by family name, with their posts; merged records left out."""
    away = Person.archived_at.is_not(None) if wanted.archived else Person.archived_at.is_(None)
    found = (
        sa.select(Person)
        .options(selectinload(Person.posts).joinedload(Post.organisation))
        .where(away, Person.merged_into_id.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
    for condition in _conditions(wanted):
        found = found.where(condition)
    return found


def speakers(wanted: Wanted) -> sa.Select[Person]:
    """The speaker pool: the same with languages, themes and the region of the organisation."""
    place = selectinload(Person.posts).joinedload(Post.organisation)
    return people(wanted).options(
        place.joinedload(Organisation.region),
        selectinload(Person.term_links).joinedload(PersonTerm.term),
    )


def _conditions(wanted: Wanted) -> list[Any]:
    # A single letter begins too many names to tell anything.
    words = [one for one in tokens(wanted.words) if len(one) > 1]
    named = word_conditions(PersonWord.word, read_query(" ".join(words)), all_begin=True)
    found: list[Any] = [Person.id.in_(sa.select(PersonWord.person_id).where(one)) for one in named]
    if wanted.organisation_id is not None:
        at = sa.select(Post.person_id).where(Post.organisation_id == wanted.organisation_id)
        found.append(Person.id.in_(at))
    if wanted.region_id is not None:
        found.append(Person.id.in_(_in_region(wanted.region_id)))
    for kind, code in ((TermKind.THEME, wanted.theme), (TermKind.LANGUAGE, wanted.language)):
        if code:
            found.append(Person.id.in_(_linked(kind, code)))
    if wanted.speakers:
        found.append(Person.speaker)
    if wanted.in_post is not None:
        held = sa.exists().where(Post.person_id == Person.id, _is_current())
        found.append(held if wanted.in_post else ~held)
    return found


def _in_region(region_id: int) -> sa.Select[Any]:
    return (
        sa.select(Post.person_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(Organisation.region_id == region_id, _is_current())
    )


def _linked(kind: TermKind, code: str) -> sa.Select[Any]:
    return (
        sa.select(PersonTerm.person_id)
        .join(Term, Term.id == PersonTerm.term_id)
        .where(Term.kind == kind, Term.code == code)
    )


def _is_current() -> Any:
    return sa.or_(Post.ended_on.is_(None), Post.ended_on >= today())


def find_person(person_id: int) -> Person | None:
    """The person with posts, languages and themes, or None."""
    return db.session.scalar(
        sa.select(Person)
        .where(Person.id == person_id)
        .options(
            selectinload(Person.posts).joinedload(Post.organisation),
            selectinload(Person.term_links).joinedload(PersonTerm.term),
        )
    )


def find_post(post_id: int) -> Post | None:
    """The post with its person and organisation, or None."""
    return db.session.scalar(
        sa.select(Post)
        .where(Post.id == post_id)
        .options(joinedload(Post.person), joinedload(Post.organisation))
    )


def find_relation(relation_id: int) -> Relation | None:
    """The relation with both sides, or None when it is not there or was removed."""
    found = sa.select(Relation).where(Relation.id == relation_id, Relation.removed_at.is_(None))
    return db.session.scalar(found.options(*_BOTH_SIDES))


def people_named(name: str) -> Sequence[Person]:
    """The people of exactly that Georgian or English name."""
    return db.session.scalars(
        people(Wanted(words=name))
        .where(sa.or_(Person.match_key == fold(squash(name)), _english_name() == fold(name)))
        .limit(MOST_OFFERED)
    ).all()


def people_like(words: str) -> Sequence[Person]:
    """A few people whose name begins so, to choose from while typing."""
    if not tokens(words):
        return []
    return db.session.scalars(people(Wanted(words=words)).limit(MOST_OFFERED)).all()


def _english_name() -> Any:
    return sa.func.lower(Person.first_name_en + " " + Person.last_name_en)


def posts_at(organisation_id: int, *, current: bool, most: int) -> Sequence[Post]:
    """Who holds, or held, a post at the organisation; the main contact first."""
    now = _is_current()
    return db.session.scalars(
        sa.select(Post)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.organisation_id == organisation_id,
            Person.archived_at.is_(None),
            Person.merged_into_id.is_(None),
            now if current else ~now,
        )
        .options(joinedload(Post.person))
        .order_by(Post.main_contact.desc(), Post.ended_on.desc(), Person.sort_key, Post.id)
        .limit(most)
    ).all()


_BOTH_SIDES = (
    joinedload(Relation.from_person),
    joinedload(Relation.from_organisation),
    joinedload(Relation.to_person),
    joinedload(Relation.to_organisation),
)


def relations_of(
    *, person_id: int | None = None, organisation_id: int | None = None
) -> Sequence[Relation]:
    """How one person or organisation stands to others, either way round; open ones first."""
    if person_id is not None:
        own = sa.or_(Relation.from_person_id == person_id, Relation.to_person_id == person_id)
    else:
        own = sa.or_(
            Relation.from_organisation_id == organisation_id,
            Relation.to_organisation_id == organisation_id,
        )
    return db.session.scalars(
        sa.select(Relation)
        .where(own, Relation.removed_at.is_(None))
        .options(*_BOTH_SIDES)
        .order_by(Relation.ended_on.is_not(None), Relation.started_on.desc(), Relation.id.desc())
        .limit(MOST_RELATIONS)
    ).all()


def trail_of(person: Person, relations: Sequence[Relation], *, most: int) -> list[AuditEntry]:
    """What happened to the record, its posts and relations, oldest first; the latest of it."""
    about = [
        ("person", [person.id]),
        ("post", [one.id for one in person.posts]),
        ("relation", [one.id for one in relations]),
    ]
    entries = (
        sa.select(AuditEntry)
        .where(
            sa.or_(
                *(
                    sa.and_(AuditEntry.subject_type == kind, AuditEntry.subject_id.in_(ids))
                    for kind, ids in about
                    if ids
                )
            )
        )
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(entries))[::-1]
