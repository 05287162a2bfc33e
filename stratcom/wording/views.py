"""/desk/wording/: the list of wordings that the check looks for."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.i18n import current_language
from stratcom.web.access import access
from stratcom.web.downloads import send_table
from stratcom.web.fields import posted_version
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import CONFLICT, form_status, page, see_other
from stratcom.wording import checking, queries, services
from stratcom.wording.enums import KIND_LABELS
from stratcom.wording.filters import read_filters
from stratcom.wording.forms import RuleForm, TryForm
from stratcom.wording.listing import rules_table
from stratcom.wording.models import WordingRule

bp = Blueprint("wording", __name__, url_prefix="/desk/wording")
MENU = (
    Entry(
        "wording.index",
        _l("Wording"),
        Permission.MESSAGE_EDIT,
        25,
        section="messages",
        leading=False,
    ),
)
Answer = Response | BaseResponse
MOST_EXPORTED = 20_000


@bp.get("/")
@access(Permission.MESSAGE_EDIT)
def index() -> Response:
    """The rules that the filters find, a page at a time."""
    filters = read_filters(request.args)
    return page(
        "wording/index.html",
        fragment="wording/_rules_list.html",
        filters=filters,
        found=paginate(queries.listed(filters)),
        may_edit=current_user.can(Permission.WORDING_EDIT),
        KIND_LABELS=KIND_LABELS,
    )


@bp.get("/export.<any(xlsx, csv):extension>")
@access(Permission.MESSAGE_EDIT)
def export(extension: str) -> Response:
    """What the filters find as a file."""
    found = db.session.scalars(queries.listed(read_filters(request.args)).limit(MOST_EXPORTED))
    return send_table(rules_table(found), extension=extension, ascii_name="wording")


@bp.route("/try", methods=["GET", "POST"])
@access(Permission.MESSAGE_EDIT)
def try_out() -> Response:
    """What would be found in any text; nothing of it is kept."""
    form = TryForm.from_request(language=current_language())
    tried = form.accepted()
    return page(
        "wording/try.html",
        fragment="wording/_tried.html",
        status=form_status(form),
        form=form,
        tried=tried,
        hits=checking.check(form.text.data or "", form.language.data) if tried else [],
    )


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.WORDING_EDIT)
def create() -> Answer:
    """Form for a new rule."""
    form = RuleForm.holding(None)
    if not form.accepted():
        return _form_page(form, None, form_status(form))
    try:
        services.add_rule(form.values(), actor=current_user)
    except DomainError as error:
        return _complain(form, None, error)
    return _done(_("Added."))


@bp.route("/<int:rule_id>/edit", methods=["GET", "POST"])
@access(Permission.WORDING_EDIT)
def edit(rule_id: int) -> Answer:
    """Change a rule; what another person saved meanwhile is shown first."""
    rule = _rule(rule_id)
    form = RuleForm.holding(rule)
    if not form.accepted():
        return _form_page(form, rule, form_status(form))
    try:
        services.edit_rule(
            rule, form.values(), actor=current_user, expected_version=posted_version()
        )
    except StaleError as error:
        return _conflict_page(form, rule_id, error)
    except DomainError as error:
        return _complain(form, rule_id, error)
    return _done(_("Saved."))


@bp.post("/<int:rule_id>/retire")
@access(Permission.WORDING_EDIT)
def retire(rule_id: int) -> Answer:
    """Look for it no longer."""
    services.retire_rule(_rule(rule_id), actor=current_user)
    return _done(_("Retired: it is no longer looked for."))


@bp.post("/<int:rule_id>/restore")
@access(Permission.WORDING_EDIT)
def restore(rule_id: int) -> Answer:
    """Look for it again."""
    services.restore_rule(_rule(rule_id), actor=current_user)
    return _done(_("Brought back."))


def _rule(rule_id: int) -> WordingRule:
    return queries.find_rule(rule_id) or abort(404)


def _done(message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".index"))


def _complain(form: RuleForm, rule_id: int | None, error: DomainError) -> Response:
    db.session.rollback()
    form.phrase.errors = [*form.phrase.errors, error.message]
    return _form_page(form, _rule(rule_id) if rule_id else None, error.status)


def _conflict_page(form: RuleForm, rule_id: int, error: DomainError) -> Response:
    db.session.rollback()
    rule = _rule(rule_id)
    # Saving once more is now a decision: it is made against what is shown.
    form.row_version.data = str(rule.row_version)
    return _form_page(form, rule, CONFLICT, conflict=error.message)


def _form_page(
    form: RuleForm, rule: WordingRule | None, status: int, conflict: str = ""
) -> Response:
    return page(
        "wording/form.html",
        status=status,
        form=form,
        rule=rule,
        conflict=conflict,
        KIND_LABELS=KIND_LABELS,
    )
