"""/desk/events/views/: filters kept by name."""

from urllib.parse import parse_qsl

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.events.filters import read_filters
from stratcom.events.list_forms import LONGEST_QUERY, SaveViewForm
from stratcom.events.models import SavedView
from stratcom.events.services import saved
from stratcom.events.views import bp
from stratcom.events.views.screens import listed
from stratcom.web.access import access
from stratcom.web.responses import form_status, page, see_other


@bp.post("/views/")
@access(Permission.EVENT_VIEW)
def save_view() -> Response | BaseResponse:
    """Keep the present filters by name."""
    sent = MultiDict(parse_qsl(request.form.get("query", "")[: LONGEST_QUERY * 2]))
    filters = read_filters(sent, desk=True)
    query = filters.query()
    form = SaveViewForm.from_request()
    if form.accepted() and _keep(form, query):
        db.session.commit()
        flash(_("The view is saved."), "success")
        return see_other(listed(filters))
    return page(
        "events/save_view.html",
        fragment="events/_save_view_form.html",
        status=form_status(form),
        form=form,
        query=query,
        back=listed(filters),
    )


def _keep(form: SaveViewForm, query: str) -> bool:
    """Save, or put the reason why not beside the field."""
    if not query or len(query) > LONGEST_QUERY:
        form.name.errors = [_("Choose filters first.") if not query else _("Too many filters.")]
        return False
    try:
        saved.save_view(user=current_user, name=form.name.data or "", query=query)
    except DomainError as error:
        form.name.errors = [error.message]
        return False
    return True


@bp.post("/views/<int:view_id>/delete")
@access(Permission.EVENT_VIEW)
def delete_view(view_id: int) -> BaseResponse:
    """Forget one of one's own saved views."""
    view = db.session.get(SavedView, view_id)
    if view is None or view.user_id != current_user.id:
        abort(404)
    saved.delete_view(view, user=current_user)
    db.session.commit()
    flash(_("The view is deleted."), "success")
    return see_other(url_for(".index"))
