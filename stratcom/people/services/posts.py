"""What people are and were at organisations."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.db.stale import refuse_stale
from stratcom.errors import DomainError
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.people import rules
from stratcom.people.models import Person, Post
from stratcom.people.services.records import refuse
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

COLUMNS = ("title_ka", "title_en", "started_on", "ended_on", "email", "phone", "main_contact")


def add_post(
    person: Person,
    organisation: Organisation,
    values: dict[str, Any],
    *,
    actor: Actor,
    instead_of: Iterable[Post] = (),
) -> Post:
    """Add a post; those in `instead_of` end on the day before it starts."""
    _refuse_gone(person)
    refuse(rules.post_problems(values))
    _refuse_twin(person.id, organisation.id, values, but=None)
    started: date | None = values.get("started_on")
    for old in instead_of:
        if started is None:
            raise DomainError(
                _("Say when the new post starts, so that the old one can end before it.")
            )
        end_post(old, on=started - timedelta(days=1), actor=actor)
    post = Post(person_id=person.id, organisation_id=organisation.id)
    _fill(post, values)
    db.session.add(post)
    record("post.added", post, actor=actor)
    refile(Kind.PERSON, [person.id])
    _be_only_main_contact(post, actor)
    return post


def edit_post(
    post: Post,
    values: dict[str, Any],
    *,
    actor: Actor,
    expected_version: int,
    organisation: Organisation | None = None,
) -> None:
    """Change a post; raises StaleError when somebody saved since `expected_version`."""
    refuse_stale(post, expected_version)
    whole = {name: getattr(post, name) for name in COLUMNS} | values
    refuse(rules.post_problems(whole))
    organisation_id = organisation.id if organisation else post.organisation_id
    _refuse_twin(post.person_id, organisation_id, whole, but=post.id)
    post.organisation_id = organisation_id
    _fill(post, values)
    if db.session.is_modified(post):
        record("post.edited", post, actor=actor)
        refile(Kind.PERSON, [post.person_id])
        _be_only_main_contact(post, actor)


def end_post(post: Post, *, on: date, actor: Actor) -> None:
    """The person leaves the post on that day; an ended post is no main contact."""
    refuse(rules.term_problems({"started_on": post.started_on, "ended_on": on}))
    post.ended_on = on
    if on < today():
        post.main_contact = False
    record("post.ended", post, actor=actor)


def current_posts(person: Person) -> list[Post]:
    """The posts that have not ended, from those loaded."""
    return [one for one in person.posts if one.current]


def _fill(post: Post, values: dict[str, Any]) -> None:
    for name in COLUMNS:
        if name in values:
            setattr(post, name, values[name])


def _refuse_gone(person: Person) -> None:
    if not rules.is_living(person):
        raise DomainError(_("This person's record is closed."))


def _refuse_twin(
    person_id: int, organisation_id: int, values: dict[str, Any], *, but: int | None
) -> None:
    """No second open post of one title at one organisation."""
    if values.get("ended_on") is not None:
        return
    with db.session.no_autoflush:
        held = db.session.scalars(
            sa.select(Post).where(
                Post.person_id == person_id,
                Post.organisation_id == organisation_id,
                Post.ended_on.is_(None),
            )
        ).all()
    title = values.get("title_ka") or ""
    if any(one.title_ka == title for one in held if one.id != but):
        raise DomainError(_("The person has this post already."))


def _be_only_main_contact(post: Post, actor: Actor) -> None:
    """An organisation has one main contact: the one named last."""
    if not post.main_contact:
        return
    others = sa.select(Post).where(
        Post.organisation_id == post.organisation_id, Post.main_contact, Post.id != post.id
    )
    for other in db.session.scalars(others).all():
        other.main_contact = False
        record("post.edited", other, actor=actor)
