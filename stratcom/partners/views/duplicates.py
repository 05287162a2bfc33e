"""/desk/partners/duplicates/: organisations that stand twice, made one, and parted again."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.audit.record_words import field_in_words
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners import merging, pairs, queries
from stratcom.partners.duplicates import LIKENESS, duplicates_of, likely_duplicates
from stratcom.partners.merges import described, merges, posted_choices, posted_versions
from stratcom.partners.models import Merge, Organisation
from stratcom.partners.views import bp
from stratcom.web.access import access
from stratcom.web.paging import page_number, paginate
from stratcom.web.responses import page, see_other

Answer = Response | BaseResponse
PAIRS_SHOWN = 10
MOST_FOUND = 20


@bp.get("/duplicates/")
@access(Permission.ORGANISATION_MERGE)
def duplicates() -> Response:
    """Pairs that look like one body, the most certain first."""
    return page(
        "partners/duplicates.html",
        fragment="partners/_duplicates_list.html",
        found=likely_duplicates(number=page_number(), size=PAIRS_SHOWN),
    )


@bp.get("/duplicates/told-apart/")
@access(Permission.ORGANISATION_MERGE)
def told_apart() -> Response:
    """Pairs that somebody said are different; each can be suggested again."""
    found = paginate(pairs.told_apart(LIKENESS.kind))
    ids = {number for one in found.items for number in (one.one_id, one.other_id)}
    rows = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    return page(
        "partners/told_apart.html",
        fragment="partners/_told_apart_list.html",
        found=found,
        records={one.id: one for one in rows},
    )


@bp.post("/<int:organisation_id>/told-apart/<int:other_id>")
@access(Permission.ORGANISATION_MERGE)
def tell_apart(organisation_id: int, other_id: int) -> Answer:
    """Say that the two are different."""
    pairs.tell_apart(_load(organisation_id), _load(other_id), actor=current_user)
    db.session.commit()
    flash(_("Kept as two; they will not be suggested again."), "success")
    return see_other(url_for(".duplicates", page=page_number()))


@bp.post("/<int:organisation_id>/suggested/<int:other_id>")
@access(Permission.ORGANISATION_MERGE)
def suggest_again(organisation_id: int, other_id: int) -> Answer:
    """Take back that the two are different."""
    pairs.suggest_again(_load(organisation_id), _load(other_id), actor=current_user)
    db.session.commit()
    flash(_("They will be suggested again."), "success")
    return see_other(url_for(".told_apart"))


@bp.get("/<int:organisation_id>/merge")
@access(Permission.ORGANISATION_MERGE)
def choose_twin(organisation_id: int) -> Response:
    """Choose the record that is the same body."""
    organisation = _load(organisation_id)
    words = " ".join(request.args.get("q", "").split())[:100]
    return page(
        "partners/choose_twin.html",
        fragment="partners/_twins_list.html",
        organisation=organisation,
        words=words,
        named=_named(words, organisation) if words else [],
        likely=[] if words else duplicates_of(organisation),
    )


def _named(words: str, organisation: Organisation) -> list[Organisation]:
    """Organisations of that name, but for the one at hand."""
    chosen = (
        sa.select(Organisation)
        .where(
            Organisation.id.in_(queries.matching(words)),
            Organisation.id != organisation.id,
            Organisation.merged_into_id.is_(None),
        )
        .order_by(Organisation.match_key, Organisation.id)
    )
    return list(db.session.scalars(chosen.limit(MOST_FOUND)))


@bp.route("/<int:organisation_id>/merge/<int:other_id>", methods=["GET", "POST"])
@access(Permission.ORGANISATION_MERGE)
def merge(organisation_id: int, other_id: int) -> Answer:
    """Compare two records and let the first take the place of the second."""
    kept, gone = _load(organisation_id), _load(other_id)
    choices = posted_choices(request.form)
    if request.method == "GET":
        merging.refuse(kept, gone)
        return _merge_page(kept, gone, choices)
    try:
        versions = posted_versions(request.form)
        merging.merge(kept.id, gone.id, choices=choices, actor=current_user, **versions)
    except DomainError as error:
        db.session.rollback()
        return _merge_page(_load(organisation_id), _load(other_id), choices, error)
    db.session.commit()
    flash(_("Merged. It can be undone from the list of merges."), "success")
    return see_other(url_for(".detail", organisation_id=organisation_id))


def _merge_page(
    kept: Organisation,
    gone: Organisation,
    choices: Mapping[str, str],
    error: DomainError | None = None,
) -> Response:
    return page(
        "partners/merge.html",
        fragment="partners/_merge_form.html",
        status=error.status if error else 200,
        problem=error.message if error else "",
        kept=kept,
        gone=gone,
        plan=merging.preview(kept, gone, choices),
    )


@bp.get("/merges/")
@access(Permission.ORGANISATION_MERGE)
def merge_history() -> Response:
    """Which records were made one, by whom and when, the latest first."""
    found = paginate(merges(LIKENESS.kind))
    return page(
        "partners/merges.html",
        fragment="partners/_merges_list.html",
        found=found,
        lines=described(found.items, Organisation),
    )


@bp.route("/merges/<int:merge_id>/undo", methods=["GET", "POST"])
@access(Permission.ORGANISATION_MERGE)
def undo_merge(merge_id: int) -> Answer:
    """Ask, then part two records that were made one."""
    found = db.session.get(Merge, merge_id)
    if found is None or found.kind != LIKENESS.kind:
        abort(404)
    if request.method == "GET":
        (line,) = described([found], Organisation)
        return page("partners/undo_merge.html", line=line)
    stayed = merging.undo_merge(found, actor=current_user)
    db.session.commit()
    flash(_("They are two records again."), "success")
    if stayed:
        names = ", ".join(field_in_words(LIKENESS.kind, one) for one in stayed)
        flash(_("Changed since, so left as it is: %(names)s.", names=names), "warning")
    return see_other(url_for(".detail", organisation_id=found.gone_id))


def _load(organisation_id: int) -> Organisation:
    return merging.load(organisation_id) or abort(404)
