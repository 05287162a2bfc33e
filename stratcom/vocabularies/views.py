"""/desk/settings/vocabularies/: the lists that the office keeps."""

from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.vocabularies import queries, services
from stratcom.vocabularies.enums import KIND_LABELS, TermKind
from stratcom.vocabularies.forms import TermForm
from stratcom.vocabularies.models import Term
from stratcom.vocabularies.services import TermUser
from stratcom.web.access import access
from stratcom.web.responses import form_status, page, see_other, wants_fragment

bp = Blueprint("vocabularies", __name__, url_prefix="/desk/settings/vocabularies")
Answer = Response | BaseResponse
USERS = "term_users"


def announce_user(app: Flask, user: TermUser) -> None:
    """Let a feature hear of merges; the factory calls this, since lists know no features."""
    app.extensions.setdefault(USERS, []).append(user)


class KindConverter(BaseConverter):
    """The name of a list in an address."""

    regex = "|".join(TermKind)

    def to_python(self, value: str) -> TermKind:
        """The list of that name."""
        return TermKind(value)


@bp.record_once
def _register(state: Any) -> None:
    state.app.url_map.converters["term_kind"] = KindConverter
    state.app.extensions.setdefault(USERS, [])


@bp.get("/<term_kind:kind>/")
@access(Permission.VOCABULARY_EDIT)
def index(kind: TermKind) -> Response:
    """One list, with what was retired below it."""
    return _list_page(kind, TermForm())


@bp.post("/<term_kind:kind>/")
@access(Permission.VOCABULARY_EDIT)
def create(kind: TermKind) -> Answer:
    """Add a term at the end of the list."""
    form = TermForm.from_request()
    if not form.accepted():
        return _list_page(kind, form, form_status(form))
    try:
        services.add_term(kind, **_labels(form), actor=current_user)
    except DomainError as error:
        return _list_page(kind, _complain(form, error), error.status)
    db.session.commit()
    return _back_to_list(kind, _("Added."))


@bp.route("/<int:term_id>/edit", methods=["GET", "POST"])
@access(Permission.VOCABULARY_EDIT)
def edit(term_id: int) -> Answer:
    """Change the labels of a term."""
    term = _term(term_id)
    form = TermForm.from_request(obj=term)
    if not form.accepted():
        if request.method == "GET":
            form.version.data = str(term.row_version)
        return _edit_page(term, form, form_status(form))
    try:
        services.relabel_term(
            term, **_labels(form), actor=current_user, expected_version=form.expected_version()
        )
    except DomainError as error:
        return _edit_page(term, _complain(form, error), error.status)
    db.session.commit()
    return _back_to_list(term.kind, _("Saved."))


@bp.post("/<int:term_id>/move")
@access(Permission.VOCABULARY_EDIT)
def move(term_id: int) -> Answer:
    """One place up or down."""
    term = _term(term_id)
    services.move_term(term, up=request.form.get("to") == "up", actor=current_user)
    db.session.commit()
    return _back_to_list(term.kind)


@bp.post("/<int:term_id>/retire")
@access(Permission.VOCABULARY_EDIT)
def retire(term_id: int) -> Answer:
    """Offer the term no longer."""
    term = _term(term_id)
    services.retire_term(term, actor=current_user)
    db.session.commit()
    return _back_to_list(term.kind, _("Retired: it is no longer offered."))


@bp.post("/<int:term_id>/bring-back")
@access(Permission.VOCABULARY_EDIT)
def bring_back(term_id: int) -> Answer:
    """Offer a retired term again."""
    term = _term(term_id)
    services.bring_back_term(term, actor=current_user)
    db.session.commit()
    return _back_to_list(term.kind, _("Brought back."))


@bp.get("/<int:term_id>/merge")
@access(Permission.VOCABULARY_EDIT)
def preview_merge(term_id: int) -> Response:
    """Choose the term that takes over, and see how many events that touches."""
    term = _term(term_id)
    return page(
        "vocabularies/merge.html",
        fragment="vocabularies/_merge_preview.html",
        term=term,
        into=db.session.get(Term, request.args.get("into", type=int) or 0),
        others=[o for o in db.session.scalars(queries.terms(term.kind)) if o.id != term.id],
        uses=services.count_uses(term, _users()),
    )


@bp.post("/<int:term_id>/merge")
@access(Permission.VOCABULARY_EDIT)
def merge(term_id: int) -> Answer:
    """Let another term take the place of this one."""
    term = _term(term_id)
    into = db.session.get(Term, request.form.get("into", type=int) or 0)
    moved = services.merge_term(term, into, users=_users(), actor=current_user)
    db.session.commit()
    return _back_to_list(term.kind, _("Merged. Events changed: %(count)s.", count=moved))


def _users() -> list[TermUser]:
    users: list[TermUser] = current_app.extensions[USERS]
    return users


def _term(term_id: int) -> Term:
    return db.session.get(Term, term_id) or abort(404)


def _labels(form: TermForm) -> dict[str, str]:
    return {"label_ka": form.label_ka.data or "", "label_en": form.label_en.data or ""}


def _complain(form: TermForm, error: DomainError) -> TermForm:
    db.session.rollback()
    form.label_ka.errors = [*form.label_ka.errors, error.message]
    return form


def _edit_page(term: Term, form: TermForm, status: int) -> Response:
    return page("vocabularies/edit.html", status=status, term=term, form=form)


def _list_page(kind: TermKind, form: TermForm, status: int = 200) -> Response:
    return page(
        "vocabularies/index.html",
        fragment="vocabularies/_terms_list.html",
        status=status,
        kind=kind,
        kinds=KIND_LABELS,
        form=form,
        terms=db.session.scalars(queries.terms(kind)).all(),
        retired=db.session.scalars(queries.retired_terms(kind)).all(),
        by_id={one.id: one for one in db.session.scalars(queries.terms(kind, with_retired=True))},
    )


def _back_to_list(kind: TermKind, message: str = "") -> Answer:
    """The renewed list for htmx, its page for a browser."""
    if message:
        flash(message, "success")
    if wants_fragment():
        return _list_page(kind, TermForm(formdata=None))
    return see_other(url_for(".index", kind=kind))
