"""Logos: setting one, and /logos/<name> for those who may see the organisation at this moment."""

import sqlalchemy as sa
from flask import Blueprint, Response, abort, flash, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.media import images, store
from stratcom.partners import rules
from stratcom.partners.models import Organisation
from stratcom.partners.services import logos as services
from stratcom.partners.views import bp as partners
from stratcom.partners.views.loading import load_organisation
from stratcom.web.access import PUBLIC, access
from stratcom.web.responses import UNPROCESSABLE, page, see_other

Answer = Response | BaseResponse
bp = Blueprint("logos", __name__)


@partners.route("/<int:organisation_id>/logo", methods=["GET", "POST"])
@access(Permission.ORGANISATION_EDIT_OWN)
def logo(organisation_id: int) -> Answer:
    """Form for the logo; a picture that cannot be taken is told why."""
    organisation = load_organisation(organisation_id, rules.can_edit)
    refusal = ""
    if request.method == "POST":
        try:
            _take(organisation)
        except DomainError as error:
            db.session.rollback()
            organisation = load_organisation(organisation_id, rules.can_edit)
            refusal = error.message
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return see_other(url_for(".detail", organisation_id=organisation_id))
    status = UNPROCESSABLE if refusal else 200
    return page("partners/logo.html", status=status, organisation=organisation, refusal=refusal)


def _take(organisation: Organisation) -> None:
    sent = request.files.get("logo")
    if sent is None or not sent.filename:
        raise DomainError(_("Choose a picture."))
    services.set_logo(organisation, sent.read(), actor=current_user)


@partners.post("/<int:organisation_id>/logo/remove")
@access(Permission.ORGANISATION_EDIT_OWN)
def remove_logo(organisation_id: int) -> Answer:
    """Show no logo any more."""
    organisation = load_organisation(organisation_id, rules.can_edit)
    services.remove_logo(organisation, actor=current_user)
    db.session.commit()
    flash(_("Removed."), "success")
    return see_other(url_for(".detail", organisation_id=organisation_id))


@bp.get("/logos/<logo>")
@access(PUBLIC)
def file(logo: str) -> Response:
    """The picture; who may not see it learns no more than that there is no such page."""
    path = store.find(logo)
    stem, _dash, _width = logo.removesuffix(f".{services.ENDING}").partition("-")
    bearers = db.session.scalars(
        sa.select(Organisation).where(Organisation.logo == f"{stem}.{services.ENDING}")
    ).all()
    # The public first: its pictures are answered without a look at the session.
    public = any(_is_public(one) for one in bearers)
    if path is None or not (public or any(_may_see(one) for one in bearers)):
        abort(404)
    response = send_file(path, mimetype=images.MEDIA_TYPE, etag=logo, conditional=True, max_age=0)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response


def _is_public(organisation: Organisation) -> bool:
    return (
        organisation.listed
        and organisation.archived_at is None
        and organisation.merged_into_id is None
    )


def _may_see(organisation: Organisation) -> bool:
    return (
        current_user.is_authenticated
        and current_user.can(Permission.ORGANISATION_VIEW)
        and rules.can_view(current_user, organisation)
    )


def logo_url(stored: str) -> str:
    """Where pages find the smallest version of a logo."""
    return url_for("logos.file", logo=services.smallest(stored))


@bp.record_once
def offer(state: BlueprintSetupState) -> None:
    """Let every template show logos."""
    state.app.jinja_env.globals["logo_url"] = logo_url
