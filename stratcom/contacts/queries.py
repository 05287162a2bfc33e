"""Reading contacts and their next steps."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts.filters import EntryList, Filters
from stratcom.contacts.models import ContactEntry, ContactEntryPerson
from stratcom.db import db
from stratcom.georgian import sort_key
from stratcom.notices.services import people_who_may
from stratcom.people.models import Person, Post
from stratcom.people.queries import Wanted, people
from stratcom.search.enums import Kind
from stratcom.search.finding import matching
from stratcom.search.query import read_query

PEOPLE_OFFERED = 60


def entries() -> sa.Select[ContactEntry]:
    """Every contact with what a list shows of it."""
    return sa.select(ContactEntry).options(
        joinedload(ContactEntry.organisation),
        joinedload(ContactEntry.next_step_owner),
        selectinload(ContactEntry.person_links).joinedload(ContactEntryPerson.person),
    )


def find_entry(entry_id: int) -> ContactEntry | None:
    """One contact with all that its page shows."""
    return db.session.scalar(
        entries().options(joinedload(ContactEntry.created_by)).where(ContactEntry.id == entry_id)
    )


def listed(filters: Filters, user: User) -> sa.Select[ContactEntry]:
    """The contacts that the filters ask for; next steps by their day, all else newest first."""
    shown = filters.entry_list
    archived = ContactEntry.archived_at
    found = entries().where(
        archived.is_not(None) if shown is EntryList.ARCHIVED else archived.is_(None)
    )
    if filters.problems:
        return found.where(sa.false())
    if shown in {EntryList.MINE, EntryList.OPEN}:
        found = _waiting(found)
        if shown is EntryList.MINE:
            found = found.where(ContactEntry.next_step_owner_id == user.id)
    else:
        found = found.order_by(ContactEntry.happened_on.desc(), ContactEntry.id.desc())
    return _narrowed(found, filters, user)


def next_steps_of(user: User, limit: int) -> tuple[Sequence[ContactEntry], int]:
    """The first of the person's open next steps, the longest overdue first, and how many."""
    found = _waiting(entries()).where(
        ContactEntry.archived_at.is_(None), ContactEntry.next_step_owner_id == user.id
    )
    return db.session.scalars(found.limit(limit)).all(), _count(found)


def open_steps() -> sa.Select[ContactEntry]:
    """Every next step that waits, by its day."""
    return _waiting(entries()).where(ContactEntry.archived_at.is_(None))


def steps_due(last: date) -> sa.Select[ContactEntry]:
    """Next steps that wait and are due by that day, with no more than a reminder says of them."""
    found = sa.select(ContactEntry).options(
        joinedload(ContactEntry.organisation), joinedload(ContactEntry.next_step_owner)
    )
    return _waiting(found).where(
        ContactEntry.archived_at.is_(None), ContactEntry.next_step_due <= last
    )


def steps_with(organisation_id: int) -> sa.Select[ContactEntry]:
    """Next steps with an organisation that wait, by their day."""
    return open_steps().where(ContactEntry.organisation_id == organisation_id)


def of_organisation(organisation_id: int) -> sa.Select[ContactEntry]:
    """Contacts with an organisation, newest first."""
    return (
        entries()
        .where(ContactEntry.organisation_id == organisation_id, ContactEntry.archived_at.is_(None))
        .order_by(ContactEntry.happened_on.desc(), ContactEntry.id.desc())
    )


def of_person(person_id: int) -> sa.Select[ContactEntry]:
    """Contacts in which a person took part, newest first."""
    return (
        entries()
        .where(ContactEntry.id.in_(_taken_part(person_id)), ContactEntry.archived_at.is_(None))
        .order_by(ContactEntry.happened_on.desc(), ContactEntry.id.desc())
    )


def people_offered(organisation_id: int, keep: Sequence[int] = ()) -> list[tuple[Person, str]]:
    """People with posts at an organisation, present ones first, and what they are there.

    Those in `keep` stand on the list though they have no post there any more.
    """
    posts = db.session.scalars(
        sa.select(Post)
        .join(Post.person)
        .options(joinedload(Post.person))
        .where(
            Post.organisation_id == organisation_id,
            Person.archived_at.is_(None),
            Person.merged_into_id.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Post.ended_on.is_not(None), Post.main_contact.desc(), Person.sort_key, Post.id)
        .limit(PEOPLE_OFFERED)
    )
    offered: dict[int, tuple[Person, str]] = {}
    for post in posts:
        offered.setdefault(post.person_id, (post.person, post.title))
    missing = [one for one in keep if one not in offered]
    kept = db.session.scalars(sa.select(Person).where(Person.id.in_(missing))) if missing else ()
    return [*offered.values(), *((person, "") for person in kept)]


def post_of(person_id: int) -> Post | None:
    """The present post of a person, with its organisation: where one would meet them."""
    return db.session.scalar(
        sa.select(Post)
        .options(joinedload(Post.organisation))
        .where(Post.person_id == person_id, Post.ended_on.is_(None))
        .order_by(Post.started_on.desc(), Post.id.desc())
        .limit(1)
    )


def keepers(*also: int | None) -> list[User]:
    """Accounts that may take a next step or an agreement in hand; `also`: who has one already."""
    offered = people_who_may(Permission.CONTACT_EDIT)
    missing = {one for one in also if one is not None} - {one.id for one in offered}
    kept = db.session.scalars(sa.select(User).where(User.id.in_(missing))) if missing else ()
    return sorted([*offered, *kept], key=lambda one: sort_key(one.name))


def _waiting(found: sa.Select[ContactEntry]) -> sa.Select[ContactEntry]:
    return found.where(
        ContactEntry.next_step_done_at.is_(None), ContactEntry.next_step_due.is_not(None)
    ).order_by(ContactEntry.next_step_due, ContactEntry.id)


def _narrowed(
    found: sa.Select[ContactEntry], filters: Filters, user: User
) -> sa.Select[ContactEntry]:
    if filters.organisation is not None:
        found = found.where(ContactEntry.organisation_id == filters.organisation.id)
    if filters.person is not None:
        found = found.where(ContactEntry.id.in_(_taken_part(filters.person.id)))
    elif name := filters.text("person"):
        found = found.where(ContactEntry.id.in_(_taken_part_by_name(name)))
    if filters.contact_kind is not None:
        found = found.where(ContactEntry.kind == filters.contact_kind)
    if filters.owner is not None:
        found = found.where(ContactEntry.next_step_owner_id == filters.owner.id)
    if filters.first is not None:
        found = found.where(ContactEntry.happened_on >= filters.first)
    if filters.last is not None:
        found = found.where(ContactEntry.happened_on <= filters.last)
    if text := filters.text("q"):
        query = read_query(text, reader=user, unfinished=True)
        found = found.where(ContactEntry.id.in_(matching(Kind.CONTACT, query, user)))
    return found


def _taken_part(person_id: int) -> sa.Select[Any]:
    links = ContactEntryPerson
    return sa.select(links.entry_id).where(links.person_id == person_id)


def _taken_part_by_name(name: str) -> sa.Select[Any]:
    links = ContactEntryPerson
    named = people(Wanted(words=name)).with_only_columns(Person.id).order_by(None)
    return sa.select(links.entry_id).where(links.person_id.in_(named))


def _count(found: sa.Select[ContactEntry]) -> int:
    ids = found.with_only_columns(ContactEntry.id).order_by(None).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(ids)) or 0
