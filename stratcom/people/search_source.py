"""People as the search reads them: the public side of an office, and apart from it the notes.

Nobody is found by an address or a telephone number, and nothing of people is public.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import selectinload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.people.indexing import file_names
from stratcom.people.models import Person, Post
from stratcom.people.rules import can_see_private, can_view
from stratcom.search.enums import Kind
from stratcom.search.sources import Card, Face, Record, organisation_tag

# Circles of readers.
DIRECTORY = "directory"
PRIVATE = "private"
NAME = (Person.first_name_ka, Person.last_name_ka, Person.first_name_en, Person.last_name_en)
READ = sa.select(
    Person.id,
    *NAME,
    Person.expertise_ka,
    Person.expertise_en,
    Person.biography_ka,
    Person.biography_en,
    Person.notes,
).where(Person.archived_at.is_(None), Person.erased_at.is_(None), Person.merged_into_id.is_(None))


class PersonSource:
    """People who are neither in the archive, nor erased, nor merged into another record."""

    kind = Kind.PERSON

    def records(self, ids: Sequence[int]) -> Iterator[Record]:
        """Those of these people that somebody may find."""
        posts, names = _posts(ids), _former_names(ids)
        for row in db.session.execute(READ.where(Person.id.in_(ids))):
            yield _record(row, posts.get(row.id, ()), names.get(row.id, ()))

    def ids(self, *, after: int, limit: int) -> Sequence[int]:
        """Ids of all people in their order, so many after that one."""
        found = sa.select(Person.id).where(Person.id > after).order_by(Person.id).limit(limit)
        return db.session.scalars(found).all()

    def refile(self, ids: Sequence[int]) -> None:
        """Bring words and keys in line with the rules of today."""
        for one in db.session.scalars(sa.select(Person).where(Person.id.in_(ids))):
            file_names(one)

    def scopes(self, user: User | None) -> frozenset[str]:
        """The circles that the reader belongs to."""
        if user is None or not can_view(user):
            return frozenset()
        return frozenset({DIRECTORY, PRIVATE} if can_see_private(user) else {DIRECTORY})

    def cards(self, ids: Sequence[int], user: User) -> Mapping[int, Card]:
        """The people as the desk shows them: what they are, and where."""
        posts = selectinload(Person.posts).joinedload(Post.organisation)
        chosen = sa.select(Person).where(Person.id.in_(ids)).options(posts)
        return {
            one.id: Card(
                url_for("people.detail", person_id=one.id),
                one.name_ka,
                f"{one.first_name_en} {one.last_name_en}".strip(),
                facts_of(one),
            )
            for one in db.session.scalars(chosen)
        }


def facts_of(person: Person) -> tuple[str, ...]:
    """The posts that the person holds, in the reader's language."""
    held = (post for post in person.posts if post.current)
    said = (", ".join(filter(None, (post.title, post.organisation.name))) for post in held)
    return tuple(dict.fromkeys(said))


def _record(row: Any, posts: Sequence[Any], former: Sequence[str]) -> Record:
    names = _joined(former)
    held = (text for post in posts for text in post[2:])
    texts = (row.expertise_ka, row.expertise_en, row.biography_ka, row.biography_en)
    told = _joined((names, *held, *texts))
    title = (_whole(row[1:3]), _whole(row[3:5]))
    faces = (
        Face(frozenset({DIRECTORY}), *title, told, names),
        Face(frozenset({PRIVATE}), *title, _joined((told, row.notes)), names),
    )
    return Record(row.id, faces, tags=frozenset(organisation_tag(post[1]) for post in posts))


def _posts(ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """What each of them is, or was, and where."""
    chosen = (
        sa.select(
            Post.person_id,
            sa.func.coalesce(Organisation.merged_into_id, Organisation.id),
            Post.title_ka,
            Post.title_en,
            Organisation.name_ka,
            Organisation.name_en,
        )
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.person_id.in_(ids))
        .order_by(Post.id)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(chosen):
        found[row.person_id].append(row)
    return found


def _former_names(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The names of the records that were merged into each: a maiden name, another spelling."""
    chosen = sa.select(Person.merged_into_id, *NAME).where(Person.merged_into_id.in_(ids))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in db.session.execute(chosen.order_by(Person.id)):
        found[row[0] or 0] += (_whole(row[1:3]), _whole(row[3:5]))
    return found


def _whole(names: Iterable[str]) -> str:
    return " ".join(filter(None, names))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))
