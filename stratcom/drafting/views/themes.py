"""/desk/drafts/waiting/themes: themes that ask for a second approval."""

import sqlalchemy as sa
from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.drafting.services import themes as services
from stratcom.drafting.views import bp
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term
from stratcom.web.access import access
from stratcom.web.responses import page, see_other

Answer = Response | BaseResponse


@bp.route("/waiting/themes", methods=["GET", "POST"])
@access(Permission.MESSAGE_APPROVE)
def themes() -> Answer:
    """Each theme with who gives the second approval; one form for all of them."""
    listed = _themes()
    if request.method == "POST":
        return _save(listed)
    return page(
        "drafting/themes.html",
        themes=listed,
        chosen=services.theme_choices(),
        seconds=services.possible_seconds(),
    )


def _save(listed: list[Term]) -> Answer:
    for theme in listed:
        choice = request.form.get(f"theme-{theme.id}")
        expected = request.form.get(f"was-{theme.id}", "")
        if choice is not None and choice != expected:
            services.set_second_approval(theme, choice, expected=expected, actor=current_user)
    db.session.commit()
    flash(_("Saved."), "success")
    return see_other(url_for(".themes"))


def _themes() -> list[Term]:
    """Themes in use, and retired ones that still have a rule."""
    ruled = list(services.theme_choices())
    chosen = (
        sa.select(Term)
        .where(
            Term.kind == TermKind.THEME,
            sa.or_(Term.retired_at.is_(None), Term.id.in_(ruled)),
        )
        .order_by(Term.position, Term.id)
    )
    return list(db.session.scalars(chosen))
