"""What every screen of one person needs first."""

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.partners.forms import chosen
from stratcom.partners.models import Organisation
from stratcom.people import queries, rules
from stratcom.people.forms import complain
from stratcom.people.models import Person, Post, Relation
from stratcom.people.panels import panels_for
from stratcom.people.shown import face_of, private_of, ties
from stratcom.people.trail_words import history_lines
from stratcom.web.forms import BaseForm

Rule = Callable[[User, Person], bool]
MOST_ACTS = 50


def load_person(person_id: int, rule: Rule) -> Person:
    """The person, or 404 when there is none, or 403 when the rule forbids."""
    person = queries.find_person(person_id)
    if person is None:
        abort(404)
    if not rule(current_user, person):
        abort(403)
    return person


def load_post(post_id: int, person_id: int) -> Post:
    """The person's post for changing it, or 404, or 403."""
    post = queries.find_post(post_id)
    if post is None or post.person_id != person_id:
        abort(404)
    load_person(person_id, rules.can_edit)
    return post


def load_relation(relation_id: int) -> Relation:
    """The relation, or 404."""
    return queries.find_relation(relation_id) or abort(404)


def person_page(person: Person) -> dict[str, Any]:
    """Everything that the page of a person shows to this reader, and no more."""
    user: User = current_user
    relations = queries.relations_of(person_id=person.id)
    private = rules.can_see_private(user)
    trail = queries.trail_of(person, relations, most=MOST_ACTS)
    return {
        "face": face_of(person, with_terms=True),
        "private": private_of(person) if private and person.erased_at is None else None,
        "ties": ties(relations, person_id=person.id),
        "add_relation": url_for("people.add_relation", person_id=person.id),
        "here": request.path,
        "panels": panels_for(person, user),
        "history": history_lines(trail, private=private),
        "may_edit": rules.can_edit(user, person),
        "may_relate": rules.can_edit(user, person),
        "may_archive": rules.can_archive(user, person),
        "may_restore": rules.can_restore(user, person),
        "may_erase": rules.can_erase(user, person),
    }


def named_organisation(form: BaseForm, name: str = "organisation") -> Organisation | None:
    """The organisation that the field names, or None and a message beside the field."""
    typed = form[name].data
    found = chosen(typed) if typed else None
    while found is not None and found.merged_into_id is not None:
        found = db.session.get(Organisation, found.merged_into_id)
    if typed and found is None:
        complain(
            form, name, _("The directory has no “%(name)s”: choose one, or add it.", name=typed)
        )
    return found


def named_person(form: BaseForm, name: str = "person") -> Person | None:
    """The person that the field names, by number or by a name that only one has."""
    typed = form[name].data or ""
    head, sign, number = typed.rpartition("№")
    if sign and number.strip().isascii() and number.strip().isdigit():
        found = queries.find_person(int(number.strip()[:9]))
        if found is not None and rules.is_living(found):
            return found
    named = queries.people_named(head.strip(" ·") or typed) if typed else []
    if len(named) == 1:
        return named[0]
    if named:
        complain(form, name, _("Several people have this name; choose one from the list."))
    elif typed:
        complain(form, name, _("Nobody is called “%(name)s”: choose one, or add them.", name=typed))
    return None
