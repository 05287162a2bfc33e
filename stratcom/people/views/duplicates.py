"""/desk/people/duplicates/: people who stand twice, made one, and parted again."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.audit.record_words import field_in_words
from stratcom.db import db
from stratcom.errors import DomainError
from stratcom.partners import pairs
from stratcom.partners.merges import described, merges, posted_choices, posted_versions
from stratcom.partners.models import Merge
from stratcom.people import merging, queries, rules
from stratcom.people.duplicates import LIKENESS, duplicates_of, likely_duplicates
from stratcom.people.models import Person, Post
from stratcom.people.views import bp
from stratcom.web.access import access, require
from stratcom.web.paging import page_number, paginate
from stratcom.web.responses import page, see_other

Answer = Response | BaseResponse
PAIRS_SHOWN = 10
MOST_FOUND = 20


@bp.get("/duplicates/")
@access(Permission.PERSON_EDIT)
def duplicates() -> Response:
    """Pairs that look like one person, or those of which little is the same."""
    weak = request.args.get("weak") == "1"
    return page(
        "people/duplicates.html",
        fragment="people/_duplicates_list.html",
        found=likely_duplicates(number=page_number(), size=PAIRS_SHOWN, weak=weak),
        weak=weak,
    )


@bp.get("/duplicates/told-apart/")
@access(Permission.PERSON_EDIT)
def told_apart() -> Response:
    """Pairs that somebody said are different; each can be suggested again."""
    found = paginate(pairs.told_apart(LIKENESS.kind))
    ids = {number for one in found.items for number in (one.one_id, one.other_id)}
    rows = db.session.scalars(
        sa.select(Person)
        .where(Person.id.in_(ids))
        .options(selectinload(Person.posts).options(joinedload(Post.organisation)))
    )
    return page(
        "people/told_apart.html",
        fragment="people/_told_apart_list.html",
        found=found,
        records={one.id: one for one in rows},
    )


@bp.post("/<int:person_id>/told-apart/<int:twin_id>")
@access(Permission.PERSON_EDIT)
def tell_apart(person_id: int, twin_id: int) -> Answer:
    """Say that the two are different."""
    pairs.tell_apart(_load(person_id), _load(twin_id), actor=current_user)
    db.session.commit()
    flash(_("Kept as two; they will not be suggested again."), "success")
    weak = request.args.get("weak")
    return see_other(url_for(".duplicates", page=page_number(), weak=weak))


@bp.post("/<int:person_id>/suggested/<int:twin_id>")
@access(Permission.PERSON_EDIT)
def suggest_again(person_id: int, twin_id: int) -> Answer:
    """Take back that the two are different."""
    pairs.suggest_again(_load(person_id), _load(twin_id), actor=current_user)
    db.session.commit()
    flash(_("They will be suggested again."), "success")
    return see_other(url_for(".told_apart"))


@bp.get("/<int:person_id>/merge")
@access(Permission.PERSON_EDIT)
def choose_twin(person_id: int) -> Response:
    """Choose the record that is the same person."""
    person = _load(person_id)
    words = " ".join(request.args.get("q", "").split())[:100]
    named = [one for one in queries.people_like(words) if one.id != person.id] if words else []
    return page(
        "people/choose_twin.html",
        fragment="people/_twins_list.html",
        person=person,
        words=words,
        named=named,
        likely=[] if words else duplicates_of(person),
    )


@bp.route("/<int:person_id>/merge/<int:twin_id>", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def merge(person_id: int, twin_id: int) -> Answer:
    """Compare two records and let the first take the place of the second."""
    require(rules.can_see_private(current_user))
    kept, gone = _load(person_id), _load(twin_id)
    require(rules.is_living(kept) and rules.is_living(gone))
    choices = posted_choices(request.form)
    if request.method == "GET":
        merging.refuse(kept, gone)
        return _merge_page(kept, gone, choices)
    try:
        versions = posted_versions(request.form)
        merging.merge(kept.id, gone.id, choices=choices, actor=current_user, **versions)
    except DomainError as error:
        db.session.rollback()
        return _merge_page(_load(person_id), _load(twin_id), choices, error)
    db.session.commit()
    flash(_("Merged. It can be undone from the list of merges."), "success")
    return see_other(url_for(".detail", person_id=person_id))


def _merge_page(
    kept: Person, gone: Person, choices: Mapping[str, str], error: DomainError | None = None
) -> Response:
    return page(
        "people/merge.html",
        fragment="people/_merge_form.html",
        status=error.status if error else 200,
        problem=error.message if error else "",
        kept=kept,
        gone=gone,
        plan=merging.preview(kept, gone, choices),
    )


@bp.get("/merges/")
@access(Permission.PERSON_EDIT)
def merge_history() -> Response:
    """Which records were made one, by whom and when, the latest first."""
    found = paginate(merges(LIKENESS.kind))
    return page(
        "people/merges.html",
        fragment="people/_merges_list.html",
        found=found,
        lines=described(found.items, Person),
    )


@bp.route("/merges/<int:joining_id>/undo", methods=["GET", "POST"])
@access(Permission.PERSON_EDIT)
def undo_merge(joining_id: int) -> Answer:
    """Ask, then part two records that were made one."""
    found = db.session.get(Merge, joining_id)
    if found is None or found.kind != LIKENESS.kind:
        abort(404)
    if request.method == "GET":
        (line,) = described([found], Person)
        return page("people/undo_merge.html", line=line)
    stayed = merging.undo_merge(found, actor=current_user)
    db.session.commit()
    flash(_("They are two records again."), "success")
    if stayed:
        names = ", ".join(field_in_words(LIKENESS.kind, one) for one in stayed)
        flash(_("Changed since, so left as it is: %(names)s.", names=names), "warning")
    return see_other(url_for(".detail", person_id=found.gone_id))


def _load(person_id: int) -> Person:
    return merging.load(person_id) or abort(404)
