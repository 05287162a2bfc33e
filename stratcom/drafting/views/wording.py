"""/desk/drafts/<id>/wording: what the wording check found, and what the person decides."""

from itertools import groupby

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting import rules
from stratcom.drafting.addresses import page_of
from stratcom.drafting.enums import PART_LABELS
from stratcom.drafting.models import Draft
from stratcom.drafting.services import wording as services
from stratcom.drafting.views import bp
from stratcom.drafting.views.loading import load_draft
from stratcom.drafting.wording import checking
from stratcom.drafting.wording.checking import Finding, Place
from stratcom.errors import DomainError, StaleError
from stratcom.web.access import access
from stratcom.web.forms import clean
from stratcom.web.responses import page, see_other, wants_fragment

Answer = Response | BaseResponse
MOST_SHOWN = 40
LONGEST_WORDS = 300
LONGEST_REASON = 1000


@bp.get("/<int:draft_id>/wording")
@access(Permission.MESSAGE_VIEW)
def wording(draft_id: int) -> Response:
    """What was found in the present version, part by part."""
    return _list_page(load_draft(draft_id))


@bp.post("/<int:draft_id>/wording/replace")
@access(Permission.MESSAGE_EDIT)
def replace_wording(draft_id: int) -> Answer:
    """Put other words in one place, as a new version."""
    draft = load_draft(draft_id, rules.can_edit)
    try:
        services.replace_wording(
            draft,
            draft.current.parts,
            _place(draft),
            _typed("words", LONGEST_WORDS),
            actor=current_user,
            expected_number=_number("version"),
        )
    except DomainError as error:
        return _refused(draft_id, error)
    return _done(draft, _("Replaced, in a new version."))


@bp.post("/<int:draft_id>/wording/replace-alike")
@access(Permission.MESSAGE_EDIT)
def replace_alike(draft_id: int) -> Answer:
    """Put what is suggested in every place of the same rule, as one new version."""
    draft = load_draft(draft_id, rules.can_edit)
    try:
        found = checking.findings(draft, checking.places_of(draft.current))
        alike = checking.alike(_place(draft), found)
        services.replace_alike(
            draft,
            draft.current.parts,
            alike,
            actor=current_user,
            expected_number=_number("version"),
        )
    except DomainError as error:
        return _refused(draft_id, error)
    return _done(draft, _("Places changed, in a new version: %(count)s", count=len(alike)))


@bp.post("/<int:draft_id>/wording/leave")
@access(Permission.MESSAGE_VIEW)
def leave_wording(draft_id: int) -> Answer:
    """Leave a wording as it is."""
    draft = load_draft(draft_id, rules.can_decide_wording)
    try:
        services.leave_wording(
            draft, _place(draft), _typed("reason", LONGEST_REASON), actor=current_user
        )
    except DomainError as error:
        return _refused(draft_id, error)
    return _done(draft, _("It stays as it is."))


@bp.post("/<int:draft_id>/wording/reopen")
@access(Permission.MESSAGE_VIEW)
def reopen_wording(draft_id: int) -> Answer:
    """Take such a decision back."""
    draft = load_draft(draft_id, rules.can_decide_wording)
    decision = checking.decisions(draft).get(request.form.get("context", ""))
    if decision is not None:
        services.take_back_decision(draft, decision, actor=current_user)
    return _done(draft, _("To be decided again."))


def _number(name: str) -> int:
    return request.form.get(name, 0, type=int)


def _typed(name: str, longest: int) -> str:
    return clean(request.form.get(name))[:longest]


def _place(draft: Draft) -> Place:
    """The place that the form is about; raise StaleError when the text is not that any more."""
    number, context = _number("place"), request.form.get("context", "")
    found = checking.places_of(draft.current)
    for one in found:
        if one.number == number and one.context == context:
            return one
    raise StaleError(_("Somebody changed this sentence meanwhile. This is how it stands now."))


def _done(draft: Draft, message: str) -> Answer:
    """The renewed list for htmx, its page for a browser."""
    draft_id = draft.id
    db.session.commit()
    flash(message, "success")
    if wants_fragment():
        return _list_page(load_draft(draft_id))
    return see_other(url_for(".wording", draft_id=draft_id))


def _refused(draft_id: int, error: DomainError) -> Response:
    """The list as it stands, with the reason and what was typed."""
    db.session.rollback()
    return _list_page(load_draft(draft_id), error)


def _list_page(draft: Draft, error: DomainError | None = None) -> Response:
    found = checking.findings(draft, checking.places_of(draft.current))
    waiting = checking.open_ones(found)
    return page(
        "drafting/wording.html",
        fragment="drafting/_wording_list.html",
        status=error.status if error else 200,
        draft=draft,
        back=page_of(draft),
        groups=_by_part(waiting[:MOST_SHOWN]),
        alike=_alike(waiting),
        waiting=len(waiting),
        most=MOST_SHOWN,
        decided=[one for one in found if one.decision is not None],
        may_replace=rules.can_edit(current_user, draft),
        may_leave=rules.can_decide_wording(current_user, draft),
        problem=error.message if error else "",
        tried=request.form if error else {},
        PART_LABELS=PART_LABELS,
    )


def _alike(waiting: list[Finding]) -> dict[int, int]:
    """At the first place of each rule that has several: in how many the words are certain."""
    first: dict[str, Place] = {}
    for one in waiting:
        first.setdefault(one.place.hit.rule.ref, one.place)
    counted = {one.number: len(checking.alike(one, waiting)) for one in first.values()}
    return {number: count for number, count in counted.items() if count > 1}


def _by_part(found: list[Finding]) -> list[list[Finding]]:
    """The findings of each part, in the order of the text."""
    return [list(some) for _uid, some in groupby(found, key=lambda one: one.place.part.uid)]
