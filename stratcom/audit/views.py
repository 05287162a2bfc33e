"""/desk/audit/: the trail."""

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _l

from stratcom.accounts.permissions import Permission
from stratcom.audit import queries
from stratcom.audit.words import ACTS, act_in_words
from stratcom.web.access import access
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import page

bp = Blueprint("audit", __name__, url_prefix="/desk/audit")
MENU = (
    Entry("audit.index", _l("Audit trail"), Permission.AUDIT_VIEW, 89, "settings", leading=False),
)


@bp.get("/")
@access(Permission.AUDIT_VIEW)
def index() -> Response:
    """Who did what, newest first; filters by person, act and record."""
    chosen = {name: request.args.get(name, "").strip() for name in ("actor", "action", "subject")}
    entries = paginate(queries.entries(**chosen))
    return page(
        "audit/index.html",
        fragment="audit/_entries_list.html",
        entries=entries,
        chosen=chosen,
        acts={name: str(said) for name, said in ACTS.items()},
    )


@bp.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Let every template say acts in words."""
    state.app.jinja_env.globals["act_in_words"] = act_in_words
