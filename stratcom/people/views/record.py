"""/desk/people/<id>: one person; adding, changing and archiving the record."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import StaleError
from stratcom.people import queries, rules
from stratcom.people.forms import PersonForm
from stratcom.people.models import Person
from stratcom.people.services import posts, records
from stratcom.people.trail_words import value_in_words
from stratcom.people.values import LABELS, PRIVATE, differences, empty_values, snapshot
from stratcom.people.views import bp
from stratcom.people.views.loading import load_person, named_organisation, person_page
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other

Answer = Response | BaseResponse


@bp.get("/<int:person_id>/")
@access(Permission.PERSON_VIEW)
def detail(person_id: int) -> Answer:
    """One person with posts and relations; a merged record leads to the one that was kept."""
    person = queries.find_person(person_id) or abort(404)
    if person.merged_into_id is not None:
        return redirect(url_for(".detail", person_id=person.merged_into_id))
    return page("people/detail.html", **person_page(person))


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def create() -> Answer:
    """Form for a new person, with the post that made one add them."""
    form = PersonForm.holding(empty_values(), version=0)
    if request.method == "GET":
        form.organisation.data = request.args.get("organisation", "")
    if form.accepted():
        person = _create(form)
        if person is not None:
            flash(_("Saved."), "success")
            return see_other(url_for(".detail", person_id=person.id))
    return _form_page(form, None, status=form_status(form))


def _create(form: PersonForm) -> Person | None:
    organisation = named_organisation(form)
    if form.errors:
        return None
    values = form.values(private=rules.can_see_private(current_user))
    person = records.create_person(values, actor=current_user)
    if organisation is not None:
        post = {"title_ka": form.title_ka.data or ""}
        posts.add_post(person, organisation, post, actor=current_user)
    db.session.commit()
    return person


@bp.route("/<int:person_id>/edit", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def edit(person_id: int) -> Answer:
    """Form for a person; what somebody else saved meanwhile is shown beside what was typed."""
    person = load_person(person_id, rules.can_edit)
    form = PersonForm.holding(snapshot(person), version=person.row_version)
    if not form.accepted():
        return _form_page(form, person, status=form_status(form))
    values = form.values(private=rules.can_see_private(current_user))
    try:
        records.edit_person(person, values, actor=current_user, expected_version=posted_version())
    except StaleError:
        return _conflict_page(person, form)
    db.session.commit()
    flash(_("Changes saved."), "success")
    return see_other(url_for(".detail", person_id=person.id))


def _conflict_page(person: Person, form: PersonForm) -> Response:
    """The form again with everything typed, and the present values where they differ."""
    private = rules.can_see_private(current_user)
    theirs = differences(form.values(), snapshot(person))
    lines = [
        (LABELS[name], value_in_words(name, present))
        for name, (_typed, present) in theirs.items()
        if private or name not in PRIVATE
    ]
    form.row_version.data = str(person.row_version)
    return _form_page(form, person, status=CONFLICT, conflict=lines)


def _form_page(
    form: PersonForm,
    person: Person | None,
    *,
    status: int = 200,
    conflict: list[tuple[Any, str]] | None = None,
) -> Response:
    return page(
        "people/form.html",
        fragment="people/_person_form.html",
        status=status,
        form=form,
        person_id=person.id if person else None,
        conflict=conflict,
        may_see_private=rules.can_see_private(current_user),
    )


@bp.post("/<int:person_id>/archive")
@access(Permission.PERSON_EDIT)
def archive(person_id: int) -> Answer:
    """Put the record away; nothing is lost."""
    person = load_person(person_id, rules.can_archive)
    records.archive_person(person, actor=current_user)
    return _saved(person_id, _("Archived. It can be restored at any time."))


@bp.post("/<int:person_id>/restore")
@access(Permission.PERSON_EDIT)
def restore(person_id: int) -> Answer:
    """Bring the record back from the archive."""
    person = load_person(person_id, rules.can_restore)
    records.restore_person(person, actor=current_user)
    return _saved(person_id, _("Restored."))


def _saved(person_id: int, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", person_id=person_id))
