"""People with posts and relations, and one who was erased on request."""

from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.services import find_or_add
from stratcom.people.enums import AskedBy, RelationKind
from stratcom.people.models import Person, Post, Relation
from stratcom.people.services.erasing import erase_person
from stratcom.people.services.posts import add_post
from stratcom.people.services.records import create_person
from stratcom.people.services.relations import add_relation

FAMILY = "საცდელაშვილი"


def add_people(editor: User) -> None:
    """Somebody of whom everything is known, somebody of whom little is, and a number."""
    body = find_or_add("საცდელი უწყება", actor=editor)
    db.session.flush()
    values: dict[str, Any] = {
        "last_name_ka": FAMILY,
        "languages": ["ka", "en"],
        "themes": ["dcfta"],
        "expertise_ka": "საგარეო ვაჭრობა",
        "speaker": True,
        "email": "sample@example.ge",
        "notes": "მხოლოდ დილით.",
    }
    known = create_person({"first_name_ka": "ანა"} | values, actor=editor)
    other = create_person({"first_name_ka": "ბექა", "last_name_ka": FAMILY}, actor=editor)
    gone = create_person({"first_name_ka": "გია", "last_name_ka": FAMILY}, actor=editor)
    add_post(known, body, {"title_ka": "მრჩეველი", "phone": "+995 32 200 00 00"}, actor=editor)
    add_post(gone, body, {"title_ka": "მძღოლი"}, actor=editor)
    add_relation(RelationKind.KNOWS, known, other, actor=editor, note="თანაკურსელები")
    add_relation(RelationKind.ADVISES, known, body, actor=editor)
    request: dict[str, Any] = {"asked_on": today(), "asked_by": AskedBy.LETTER}
    erase_person(gone, **request, keepers=(), actor=editor)


def sample_ids() -> dict[str, list[Any]]:
    """What stands for them in addresses: the posts and relations are those of the first."""
    named = sa.select(Person).where(Person.last_name_ka == FAMILY, Person.speaker)
    known = db.session.scalars(named).one()
    erased = db.session.scalars(sa.select(Person.id).where(Person.erased_at.is_not(None)))
    posts = sa.select(Post.id).where(Post.person_id == known.id)
    relations = sa.select(Relation.id).where(Relation.from_person_id == known.id)
    return {
        "person_id": [known.id, *erased],
        "post_id": list(db.session.scalars(posts)),
        "relation_id": list(db.session.scalars(relations.order_by(Relation.id).limit(1))),
    }
