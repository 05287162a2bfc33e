"""/desk/people/<id>/posts/: adding, changing and ending posts."""

from typing import Any

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.people import rules
from stratcom.people.forms import EndForm, PostForm, complain
from stratcom.people.models import Person, Post
from stratcom.people.services import posts
from stratcom.people.shown import name_of, numbered_name
from stratcom.people.trail_words import POST_LABELS, value_in_words
from stratcom.people.values import differences
from stratcom.people.views import bp
from stratcom.people.views.loading import load_person, load_post, named_organisation
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.responses import CONFLICT, form_status, page, see_other, wants_fragment

Answer = Response | BaseResponse


@bp.route("/<int:person_id>/posts/new", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def add_post(person_id: int) -> Answer:
    """A new post; those held now may end on the day before it starts."""
    person = load_person(person_id, rules.can_edit)
    form = PostForm.from_request()
    held = posts.current_posts(person)
    form.offer_to_end(held)
    if form.accepted() and _add(person, form, held):
        return _back(person_id, _("Post added."))
    return _form_page(person, form, None, status=form_status(form))


def _add(person: Person, form: PostForm, held: list[Post]) -> bool:
    organisation = named_organisation(form)
    if organisation is None:
        return False
    left = [one for one in held if str(one.id) in (form.instead_of.data or [])]
    try:
        posts.add_post(person, organisation, form.values(), actor=current_user, instead_of=left)
    except DomainError as error:
        return _refused(form, error)
    db.session.commit()
    return True


@bp.route("/<int:person_id>/posts/<int:post_id>/edit", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def edit_post(person_id: int, post_id: int) -> Answer:
    """Change a post; what somebody else saved meanwhile is shown beside what was typed."""
    post = load_post(post_id, person_id)
    form = PostForm.from_request(data=_values(post))
    try:
        if form.accepted() and _edit(post, form):
            return _back(person_id, _("Changes saved."))
    except StaleError:
        theirs = differences(form.values(), {name: getattr(post, name) for name in posts.COLUMNS})
        lines = [(POST_LABELS[k], value_in_words(k, pair[1])) for k, pair in theirs.items()]
        form.row_version.data = str(post.row_version)
        return _form_page(post.person, form, post, status=CONFLICT, conflict=lines)
    return _form_page(post.person, form, post, status=form_status(form))


def _values(post: Post) -> dict[str, Any]:
    """The post as the form holds it."""
    held = {name: getattr(post, name) for name in posts.COLUMNS}
    return held | {
        "organisation": numbered_name(post.organisation),
        "row_version": str(post.row_version),
    }


def _edit(post: Post, form: PostForm) -> bool:
    organisation = named_organisation(form)
    if organisation is None:
        return False
    try:
        posts.edit_post(
            post,
            form.values(),
            actor=current_user,
            expected_version=posted_version(),
            organisation=organisation,
        )
    except StaleError:
        raise
    except DomainError as error:
        return _refused(form, error)
    db.session.commit()
    return True


@bp.route("/<int:person_id>/posts/<int:post_id>/end", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def end_post(person_id: int, post_id: int) -> Answer:
    """The person leaves the post."""
    post = load_post(post_id, person_id)
    form = EndForm.for_record(post.row_version)
    if form.accepted():
        try:
            posts.end_post(post, on=form.day(), actor=current_user)
        except DomainError as error:
            _refused(form, error)
        else:
            db.session.commit()
            return _back(person_id, _("The post has an end now."))
    return page(
        "people/end.html",
        fragment="people/_end_form.html",
        status=form_status(form),
        **_about(post.person),
        form=form,
        heading=_("End of the post"),
        what=", ".join(filter(None, (post.title, post.organisation.name))),
        here=url_for(".end_post", person_id=person_id, post_id=post.id),
    )


def _refused(form: Any, error: DomainError) -> bool:
    """Say why beside the first thing that one can change; nothing is committed."""
    field = "organisation" if "organisation" in form else "ended_on"
    complain(form, field, error.message)
    return False


def _form_page(
    person: Person,
    form: PostForm,
    post: Post | None,
    *,
    status: int,
    conflict: list[tuple[Any, str]] | None = None,
) -> Response:
    here = (
        url_for(".edit_post", person_id=person.id, post_id=post.id)
        if post
        else url_for(".add_post", person_id=person.id)
    )
    return page(
        "people/post.html",
        fragment="people/_post_form.html",
        status=status,
        **_about(person),
        form=form,
        here=here,
        conflict=conflict,
        heading=_("Change the post") if post else _("Add a post"),
    )


def _about(person: Person) -> dict[str, Any]:
    return {
        "name": name_of(person),
        "back": url_for(".detail", person_id=person.id),
        "inline": wants_fragment(),
    }


def _back(person_id: int, message: str) -> Answer:
    flash(message, "success")
    return see_other(url_for(".detail", person_id=person_id))
