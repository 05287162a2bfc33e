"""Setting the second factor up, its recovery codes, and turning it off."""

import segno
from flask import Response, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from stratcom.accounts import rules
from stratcom.accounts.forms import CodeForm, TurnOffForm
from stratcom.accounts.letters import tell_of_change
from stratcom.accounts.services import second_factor as services
from stratcom.accounts.services.passwords import prove
from stratcom.accounts.services.sessions import end_sessions, renew_session
from stratcom.accounts.views import bp
from stratcom.accounts.views.entering import Answer, hold_session, kept_text, present_session
from stratcom.db import db
from stratcom.web.access import SIGNED_IN, access
from stratcom.web.kept import unpack_form
from stratcom.web.responses import UNPROCESSABLE, form_status, page, see_other


@bp.get("/second-factor/")
@access(SIGNED_IN)
def second_factor() -> Response:
    """How it stands, and the next step."""
    return _page()


def _page(
    form: CodeForm | None = None, off: TurnOffForm | None = None, status: int = 200
) -> Response:
    user = current_user
    begun = bool(user.totp_secret) and not user.has_second_factor
    return page(
        "accounts/second_factor.html",
        status=status,
        begun=begun,
        square=_square(services.address_for_apps(user)) if begun else None,
        form=form or CodeForm(),
        off=off or TurnOffForm(),
        required=_required(),
        kept=kept_text(),
        left=services.codes_left(user) if user.has_second_factor else 0,
    )


def _required() -> bool:
    return rules.needs_second_factor(current_user, current_app.config["SECOND_FACTOR"])


def _square(text: str) -> Markup:
    """The text as a square that a telephone reads; black on white in dark pages too."""
    drawn = segno.make(text, error="m").svg_inline(
        scale=5, dark="#000", light="#fff", svgclass=None, lineclass=None, omitsize=False
    )
    return Markup(drawn)  # noqa: S704 - made of numbers by segno


@bp.post("/second-factor/begin")
@access(SIGNED_IN)
def begin_second_factor() -> Answer:
    """Make the secret that a telephone then takes over."""
    services.begin(current_user)
    db.session.commit()
    return _page() if kept_text() else see_other(url_for(".second_factor"))


@bp.post("/second-factor/confirm")
@access(SIGNED_IN)
def confirm_second_factor() -> Answer:
    """Turn it on with a first code; the recovery codes are shown this once."""
    form = CodeForm.from_request()
    if not form.accepted():
        return _page(form, status=form_status(form))
    codes = services.confirm(current_user, form.code.data or "", address=request.remote_addr or "")
    if codes is None:
        db.session.commit()
        wrong = _("The code is not right. Check that the clock of the telephone is.")
        form.code.errors = [*form.code.errors, wrong]
        return _page(form, status=UNPROCESSABLE)
    token = renew_session(present_session())
    end_sessions(current_user, actor=current_user, keep_token=token)
    tell_of_change(current_user, "second_factor_on")
    db.session.commit()
    hold_session(token)
    return _codes_page(codes)


@bp.post("/second-factor/codes")
@access(SIGNED_IN)
def renew_recovery_codes() -> Answer:
    """Make new recovery codes against a present code; the old ones become void."""
    form = CodeForm.from_request()
    if not form.accepted() or not _accept(form):
        return _page(form, status=UNPROCESSABLE)
    codes = services.renew_codes(current_user)
    db.session.commit()
    return _codes_page(codes)


def _codes_page(codes: list[str]) -> Response:
    kept = unpack_form(kept_text())
    return page("accounts/recovery_codes.html", codes=codes, user=current_user, kept=kept)


@bp.post("/second-factor/off")
@access(SIGNED_IN)
def turn_off_second_factor() -> Answer:
    """Turn it off against password and code, where the role does not ask for it."""
    form = TurnOffForm.from_request()
    if _required():
        return _page(off=form, status=UNPROCESSABLE)
    if not form.accepted() or not _proved(form) or not _accept(form):
        return _page(off=form, status=UNPROCESSABLE)
    services.turn_off(current_user, actor=current_user)
    tell_of_change(current_user, "second_factor_off")
    db.session.commit()
    flash(_("The second factor is off."), "success")
    return see_other(url_for(".second_factor"))


def _proved(form: TurnOffForm) -> bool:
    """Whoever signs in by letters alone has no password to give."""
    if not current_user.password_hash:
        return True
    right = prove(current_user, form.password.data or "", address=request.remote_addr or "")
    db.session.commit()
    if not right:
        form.password.errors = [*form.password.errors, _("The present password is not right.")]
    return right


def _accept(form: CodeForm | TurnOffForm) -> bool:
    right = services.accept(current_user, form.code.data or "", address=request.remote_addr or "")
    db.session.commit()
    if not right:
        wrong = _("The code is not right, or it was used before.")
        form.code.errors = [*form.code.errors, wrong]
    return right
