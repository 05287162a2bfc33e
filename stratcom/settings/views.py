"""/desk/settings/: what the office may change about its own StratCom."""

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners.services import find_organisation
from stratcom.settings import queries, services
from stratcom.settings.forms import SettingsForm
from stratcom.settings.services import IMPLEMENTING_BODY
from stratcom.vocabularies.enums import KIND_LABELS
from stratcom.vocabularies.queries import count_terms
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.responses import form_status, page, see_other

bp = Blueprint("settings", __name__, url_prefix="/desk/settings")
MENU = (Entry("settings.index", _l("Settings"), Permission.VOCABULARY_EDIT, 80, "settings"),)


@bp.get("/")
@access(Permission.VOCABULARY_EDIT)
def index() -> Response:
    """The lists, the places and, for administrators, the named settings."""
    now = services.read_settings()
    body = services.implementing_body()
    form = SettingsForm(
        department_ka=now.department_ka,
        department_en=now.department_en,
        contact_email=now.contact_email,
        implementing_body=body.name_ka if body else "",
    )
    return _index_page(form)


@bp.post("/")
@access(Permission.SETTINGS_EDIT)
def save() -> Response | BaseResponse:
    """Change the named settings."""
    form = SettingsForm.from_request()
    body = find_organisation(form.implementing_body.data or "")
    accepted = form.accepted()
    if form.implementing_body.data and body is None:
        unknown = _("There is no such organisation.")
        form.implementing_body.errors = [*form.implementing_body.errors, unknown]
        accepted = False
    if not accepted:
        return _index_page(form, form_status(form))
    for name in ("department_ka", "department_en", "contact_email"):
        services.change_setting(name, form[name].data or "", actor=current_user)
    services.change_setting(IMPLEMENTING_BODY, str(body.id) if body else "", actor=current_user)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".index"))


def _index_page(form: SettingsForm, status: int = 200) -> Response:
    may_edit = current_user.can(Permission.SETTINGS_EDIT)
    return page(
        "settings/index.html",
        status=status,
        form=form if may_edit else None,
        kinds=KIND_LABELS,
        counts=count_terms(),
        organisations=db.session.scalars(queries.organisations_with_accounts()).all(),
    )
