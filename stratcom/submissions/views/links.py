"""/desk/guest-links/: links by which organisations send events in without an account."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners.forms import chosen
from stratcom.submissions import letters, queries, rules, services, tokens
from stratcom.submissions.forms import LinkForm, LinkTermsForm
from stratcom.submissions.models import GuestLink
from stratcom.web.access import access
from stratcom.web.fields import posted_version
from stratcom.web.navigation import Entry
from stratcom.web.paging import paginate
from stratcom.web.responses import form_status, page, see_other

bp = Blueprint("guest_links", __name__, url_prefix="/desk/guest-links")
MENU = (
    Entry(
        "guest_links.index",
        _l("Guest links"),
        Permission.GUEST_LINK,
        37,
        section="partners",
        leading=False,
    ),
)
Answer = Response | BaseResponse


@bp.get("/")
@access(Permission.GUEST_LINK)
def index() -> Response:
    """Every link with what came by it."""
    found = paginate(queries.links())
    return page(
        "submissions/links.html",
        fragment="submissions/_links_list.html",
        found=found,
        sent=queries.count_sent(one.id for one in found.items),
        is_open=rules.is_open,
    )


@bp.route("/new", methods=["GET", "POST"])
@access(Permission.GUEST_LINK)
def create() -> Answer:
    """A new link for an organisation."""
    until = today() + timedelta(days=rules.VALID_DAYS)
    form = LinkForm.from_request(data={"valid_until": until, "most": 10, "language": "ka"})
    if form.accepted():
        body = chosen(form.organisation.data or "")
        if body is not None:
            link = services.create_link(organisation=body, actor=current_user, **form.terms())
            _send(link, form.send_to.data or "")
            db.session.commit()
            return see_other(url_for(".detail", link_id=link.id))
        form.organisation.errors = [_("There is no organisation of that name. Add it first.")]
    return page("submissions/new_link.html", status=form_status(form), form=form)


def _send(link: GuestLink, address: str) -> None:
    if not address:
        flash(_("The link is ready: copy it and pass it on."), "success")
        return
    letters.send_link(link, address)
    if letters.can_be_sent():
        flash(_("The link is on its way to %(address)s.", address=address), "success")
    else:
        flash(_("No mail server is set: copy the link and pass it on yourself."), "warning")


@bp.route("/<int:link_id>/", methods=["GET", "POST"])
@access(Permission.GUEST_LINK)
def detail(link_id: int) -> Answer:
    """One link to copy, its terms to change, and what came by it."""
    link = _load(link_id)
    held: dict[str, Any] = {
        name: getattr(link, name) for name in ("valid_until", "most", "language", "note")
    }
    form = LinkTermsForm.from_request(data=held | {"row_version": link.row_version})
    if form.accepted():
        version = posted_version()
        services.change_link(link, actor=current_user, expected_version=version, **form.terms())
        return _done(link, _("Saved."))
    return page(
        "submissions/link.html",
        fragment="submissions/_guest_submissions.html",
        status=form_status(form),
        link=link,
        form=form,
        address=tokens.whole_address(link) if rules.is_open(link) else "",
        found=paginate(queries.submissions(link)),
    )


@bp.post("/<int:link_id>/renew")
@access(Permission.GUEST_LINK)
def renew(link_id: int) -> Answer:
    """A new link in place of the old one, which is void."""
    link = _load(link_id)
    services.renew_link(link, actor=current_user)
    return _done(link, _("This is the new link. The old one is void."))


@bp.post("/<int:link_id>/close")
@access(Permission.GUEST_LINK)
def close(link_id: int) -> Answer:
    """Nobody can use the link any more."""
    link = _load(link_id)
    services.close_link(link, actor=current_user)
    return _done(link, _("The link is closed. What came by it stays."))


@bp.post("/<int:link_id>/submissions/<int:submission_id>/forget")
@access(Permission.PERSON_ERASE)
def forget_sender(link_id: int, submission_id: int) -> Answer:
    """Erase who sent an event, on request; the event stays."""
    link = _load(link_id)
    submission = queries.find_submission(link, submission_id) or abort(404)
    services.forget_sender(submission, actor=current_user)
    return _done(link, _("The details of the sender are erased."))


def _load(link_id: int) -> GuestLink:
    return queries.find_link(link_id) or abort(404)


def _done(link: GuestLink, message: str) -> Answer:
    db.session.commit()
    flash(message, "success")
    return see_other(url_for(".detail", link_id=link.id))
