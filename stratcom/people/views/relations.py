"""/desk/people/…/relations/: how people and organisations stand to one another."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners.models import Organisation
from stratcom.people import rules
from stratcom.people.forms import EndForm, RelationForm, complain
from stratcom.people.models import Person, Relation
from stratcom.people.services import relations
from stratcom.people.shown import name_of_side, relation_in_words, sides_of
from stratcom.people.views import bp
from stratcom.people.views.loading import (
    load_person,
    load_relation,
    named_organisation,
    named_person,
)
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import form_status, page, safe_path, see_other, wants_fragment

Answer = Response | BaseResponse
Side = Person | Organisation


@bp.route("/<int:person_id>/relations/new", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def add_relation(person_id: int) -> Answer:
    """How a person stands to another, or to an organisation."""
    person = load_person(person_id, rules.can_edit)
    return _add(person, "person", url_for(".add_relation", person_id=person.id))


@bp.route("/organisations/<int:organisation_id>/relations/new", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def add_relation_of_organisation(organisation_id: int) -> Answer:
    """How an organisation stands to another, or to a person."""
    organisation = db.session.get(Organisation, organisation_id) or abort(404)
    here = url_for(".add_relation_of_organisation", organisation_id=organisation.id)
    return _add(organisation, "organisation", here)


def _add(side: Side, sort: str, here: str) -> Answer:
    form = RelationForm.seen_from(sort)
    if form.accepted() and _relate(side, form):
        flash(_("Relation added."), "success")
        return see_other(_page_of(side))
    return page(
        "people/relation.html",
        fragment="people/_relation_form.html",
        status=form_status(form),
        form=form,
        heading=_("Add a relation"),
        here=f"{here}?{urlencode({'back': _page_of(side)})}",
        **_about(side),
    )


def _relate(side: Side, form: RelationForm) -> bool:
    other = named_person(form) if form.person.data else named_organisation(form)
    if other is None:
        return False
    kind, forward = form.chosen()
    first, second = (side, other) if forward else (other, side)
    try:
        relations.add_relation(
            kind,
            first,
            second,
            actor=current_user,
            started_on=form.started_on.data,
            ended_on=form.ended_on.data,
            note=form.note.data or "",
        )
    except DomainError as error:
        return _refused(form, "kind", error)
    db.session.commit()
    return True


@bp.route("/relations/<int:relation_id>/end", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def end_relation(relation_id: int) -> Answer:
    """It lasted until a day."""
    relation = load_relation(relation_id)
    side = _side_of(relation)
    form = EndForm.for_record(relation.row_version)
    if form.accepted() and _end(relation, form):
        flash(_("The relation has an end now."), "success")
        return see_other(_page_of(side))
    return page(
        "people/end.html",
        fragment="people/_end_form.html",
        status=form_status(form),
        form=form,
        heading=_("End of the relation"),
        what=relation_in_words(relation),
        here=url_for(".end_relation", relation_id=relation.id, back=_page_of(side)),
        **_about(side),
    )


def _end(relation: Relation, form: EndForm) -> bool:
    try:
        relations.end_relation(
            relation,
            on=form.day(),
            actor=current_user,
            expected_version=posted_version(),
        )
    except DomainError as error:
        return _refused(form, "ended_on", error)
    db.session.commit()
    return True


@bp.post("/relations/<int:relation_id>/remove")
@access(Permission.PERSON_EDIT)
def remove_relation(relation_id: int) -> Answer:
    """It was entered by mistake."""
    relation = load_relation(relation_id)
    side = _side_of(relation)
    relations.remove_relation(relation, actor=current_user)
    db.session.commit()
    flash(_("Relation removed."), "success")
    return see_other(_page_of(side))


def _refused(form: Any, field: str, error: DomainError) -> bool:
    """Say why beside a field that one can change; nothing is committed."""
    complain(form, field, error.message)
    return False


def _side_of(relation: Relation) -> Side:
    """A side to go back to."""
    return relation.from_person or relation.to_person or sides_of(relation)[0]


def _page_of(side: Side) -> str:
    """The page that one came from, else that of the side."""
    if isinstance(side, Person):
        own = url_for(".detail", person_id=side.id)
    else:
        own = url_for("partners.detail", organisation_id=side.id)
    return safe_path(request.args.get("back"), own)


def _about(side: Side) -> dict[str, Any]:
    return {"name": name_of_side(side), "back": _page_of(side), "inline": wants_fragment()}
