"""Letters about accounts, in the language of who reads them; links to pass on by hand."""

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import User
from stratcom.accounts.services.links import make_link
from stratcom.i18n import in_language
from stratcom.mail.addresses import address_of
from stratcom.mail.services import post_letter
from stratcom.mail.writing import write

SUBJECTS = {
    LinkPurpose.INVITATION: _l("Your account in StratCom"),
    LinkPurpose.SIGN_IN: _l("Link for signing in"),
    LinkPurpose.NEW_PASSWORD: _l("Link for a new password"),
}
# What about an account may change, as the letter says it.
CHANGES = {
    "password": _l("The password of your account was changed."),
    "email": _l("Letters of your account go to another address from now on."),
    "second_factor_on": _l("Your account has a second factor from now on."),
    "second_factor_off": _l("Your account has no second factor any more."),
    "second_factor_reset": _l(
        "An administrator took the second factor off your account. Set up a new one."
    ),
}


def can_post() -> bool:
    """True when the office has a mail server."""
    return bool(current_app.config["SMTP_URL"])


def link_address(token: str) -> str:
    """Where a link leads; never by the Host header, which who asks for the letter could choose."""
    return address_of("accounts.link", key=token)


def send_link(user: User, purpose: LinkPurpose, *, creator_id: int | None = None) -> str | None:
    """Make a link and write it to the person; return its address where no letter can go."""
    token, until = make_link(user, purpose, creator_id=creator_id)
    address = link_address(token)
    if not (can_post() and user.email):
        return address
    _post(user, "account_link", SUBJECTS[purpose], until=until, purpose=purpose, address=address)
    return None


def tell_of_change(user: User, change: str, *, to: str = "") -> None:
    """Write that something about the account changed, so that a stranger's act is noticed.

    `change` is one of CHANGES; `to` is an address that the account had before.
    """
    if can_post() and (to or user.email):
        _post(user, "account_change", _l("Your account was changed"), to=to, change=CHANGES[change])


def _post(
    user: User,
    template: str,
    subject: Any,
    *,
    to: str = "",
    until: datetime | None = None,
    **words: Any,
) -> None:
    with in_language(user.language):
        said = str(subject)
    name = user.name_en if user.language == "en" and user.name_en else user.name
    post_letter(
        kind=template,
        to_address=to or user.email,
        to_name=name,
        subject=said,
        text=write(template, user.language, user=user, name=name, until=until, **words),
        language=user.language,
        user_id=user.id,
        secret=until is not None,
        expires_at=until,
    )
