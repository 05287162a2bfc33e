"""People as an import knows them: the record, and the post a person holds now."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.georgian import fold
from stratcom.imports.directory.columns import POST
from stratcom.imports.directory.subjects import Values
from stratcom.partners.services import find_or_add, find_organisation
from stratcom.people.enums import Consent
from stratcom.people.likeness import likeness_keys
from stratcom.people.models import Person, PersonKey, PersonTerm, Post
from stratcom.people.rules import is_living, problems
from stratcom.people.services import posts, records
from stratcom.people.values import LABELS, empty_values, snapshot

# Columns of a post by the name that they have here.
COLUMNS_OF_POST = {
    "title_ka": "title_ka",
    "title_en": "title_en",
    "office_email": "email",
    "office_phone": "phone",
}
POST_DONE = "_post"


class People:
    """People with the first of the posts they hold."""

    def ids(self, uids: Iterable[str]) -> dict[str, int]:
        """Ids by identifier; a merged record leads to the one that was kept."""
        kept = sa.func.coalesce(Person.merged_into_id, Person.id)
        chosen = sa.select(Person.uid, kept).where(Person.uid.in_(list(uids)))
        return dict(db.session.execute(chosen).all())

    def load(self, ids: Iterable[int]) -> dict[int, Person]:
        """The people of those ids with posts and terms."""
        chosen = sa.select(Person).where(Person.id.in_(list(ids)))
        chosen = chosen.options(
            selectinload(Person.posts).joinedload(Post.organisation),
            selectinload(Person.term_links).joinedload(PersonTerm.term),
        )
        found = db.session.scalars(chosen.execution_options(populate_existing=True))
        return {one.id: one for one in found}

    def values(self, record: Person) -> Values:
        """What is known of the person, and of the post held now."""
        known = snapshot(record)
        known["consent"] = record.consent.value
        known["consent_on"] = record.consent_on.isoformat() if record.consent_on else ""
        post = held_post(record)
        known["organisation"] = post.organisation.name_ka if post else ""
        for name, column in COLUMNS_OF_POST.items():
            known[name] = getattr(post, column) if post else ""
        return known

    def problems(self, values: Values) -> dict[str, str]:
        """What does not make sense."""
        whole = empty_values() | _typed({n: v for n, v in values.items() if n in LABELS})
        return problems(whole)

    def likenesses(self, values: Values) -> list[str]:
        """The name, and both e-mail addresses."""
        told = {name: values.get(name) or "" for name in (*LABELS, "office_email")}
        found = likeness_keys(
            f"{told['first_name_ka']} {told['last_name_ka']}",
            f"{told['first_name_en']} {told['last_name_en']}",
            email=told["email"],
        )
        return found + ([f"mail:{fold(told['office_email'])}"] if told["office_email"] else [])

    def alike(self, likenesses: Iterable[str]) -> dict[str, int]:
        """People by likeness, the oldest of several."""
        wanted = list(likenesses)
        living = (Person.archived_at.is_(None), Person.merged_into_id.is_(None))
        by_key = (
            sa.select(PersonKey.key, sa.func.min(PersonKey.person_id))
            .join(Person, Person.id == PersonKey.person_id)
            .where(PersonKey.key.in_(wanted), *living)
            .group_by(PersonKey.key)
        )
        mails = [one.removeprefix("mail:") for one in wanted if one.startswith("mail:")]
        address = sa.func.lower(Post.email)
        by_mail = (
            sa.select(address, sa.func.min(Post.person_id))
            .join(Person, Person.id == Post.person_id)
            .where(address.in_(mails), *living)
            .group_by(address)
        )
        found = {f"mail:{key}": one for key, one in db.session.execute(by_mail)}
        return found | dict(db.session.execute(by_key).all())

    def is_open(self, record: Person) -> bool:
        """Erased, merged and archived records are closed."""
        return is_living(record) and record.archived_at is None

    def create(self, values: Values, *, actor: Actor, batch_id: int) -> tuple[Person, Values]:
        """Add a person, and the post when an organisation is named."""
        own = _typed({name: value for name, value in values.items() if name in LABELS})
        made = records.create_person(own, actor=actor, import_batch_id=batch_id)
        if name := values.get("organisation"):
            body = find_or_add(name, actor=actor)
            posts.add_post(made, body, _of_post(values), actor=actor)
        return made, {}

    def change(self, record: Person, values: Values, *, actor: Actor) -> Values:
        """Change a person and the post held now; another organisation makes another post."""
        own = _typed({name: value for name, value in values.items() if name in LABELS})
        changed = records.edit_person(record, own, actor=actor, expected_version=record.row_version)
        before = {name: _plain(pair[0]) for name, pair in changed.items()}
        told = {name: value for name, value in values.items() if name in POST}
        if told:
            before[POST_DONE] = _change_post(record, told, actor)
        return before

    def restore(self, record: Person, before: Values, *, actor: Actor) -> bool:
        """Give a person back what was held, and the post what it was."""
        done = before.get(POST_DONE) or {}
        own = {name: value for name, value in before.items() if name != POST_DONE}
        if own:
            self.change(record, own, actor=actor)
        return not done or _restore_post(done, actor)

    def archive(self, record: Person, *, actor: Actor) -> None:
        """Put a person's record away."""
        records.archive_person(record, actor=actor)


def held_post(person: Person) -> Post | None:
    """The first of the posts that have not ended, from those loaded."""
    return next((one for one in person.posts if one.current), None)


def same_body(person: Person, name: str) -> bool:
    """Is that the organisation of the post held now, under whichever of its names?"""
    post = held_post(person)
    found = find_organisation(name) if post and name else None
    return found is not None and post is not None and found.id == post.organisation_id


def _change_post(person: Person, told: Values, actor: Actor) -> Values:
    post = held_post(person)
    name = told.get("organisation")
    if name and (post is None or not same_body(person, name)):
        body = find_or_add(name, actor=actor)
        db.session.flush()
        added = posts.add_post(person, body, _of_post(told), actor=actor)
        db.session.flush()
        return {"id": added.id, "version": added.row_version, "added": True}
    if post is None:
        return {}
    old = {column: getattr(post, column) for column in COLUMNS_OF_POST.values()}
    posts.edit_post(post, _of_post(told), actor=actor, expected_version=post.row_version)
    db.session.flush()
    return {"id": post.id, "version": post.row_version, "added": False, "old": old}


def _restore_post(done: Values, actor: Actor) -> bool:
    chosen = sa.select(Post).where(Post.id == done["id"])
    post = db.session.scalar(chosen.options(joinedload(Post.person), joinedload(Post.organisation)))
    if post is None or post.row_version != done["version"]:
        return False
    if done["added"]:
        record("post.removed", post, actor=actor)
        db.session.delete(post)
    else:
        posts.edit_post(post, done["old"], actor=actor, expected_version=post.row_version)
    db.session.flush()
    return True


def _of_post(values: Values) -> Values:
    return {
        column: values[name] or "" for name, column in COLUMNS_OF_POST.items() if name in values
    }


def _typed(values: Values) -> Values:
    """What JSON made plain, as the record has it."""
    typed = dict(values)
    if "consent" in typed:
        typed["consent"] = Consent(typed["consent"])
    if "consent_on" in typed:
        day = typed["consent_on"]
        typed["consent_on"] = date.fromisoformat(day) if isinstance(day, str) and day else None
    return typed


def _plain(value: Any) -> Any:
    if isinstance(value, Consent):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
