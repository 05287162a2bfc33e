"""Who may see and change an organisation, and which values make sense."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.partners.values import FIELDS, OWN_FIELDS, Values

# Digits of the code of a body, and of a sole trader, who uses the personal number.
CODE_LENGTHS = (9, 11)
E_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
A_YEAR = timedelta(days=366)
MOST_NAMES = 30


def can_view(user: User, organisation: Organisation) -> bool:
    """Everybody sees their own organisation and its branches; some see all."""
    if user.can(Permission.ORGANISATION_VIEW_ALL):
        return True
    own = user.organisation_id
    return own is not None and own in {organisation.id, organisation.parent_id}


def can_see_notes(user: User) -> bool:
    """Internal notes, and how it agreed to be listed, stay with those who keep the directory."""
    return user.can(Permission.ORGANISATION_EDIT)


def can_see_history(user: User, organisation: Organisation) -> bool:
    """Who did what to the record is for those who keep it, and for the organisation itself."""
    return user.can(Permission.ORGANISATION_EDIT) or user.organisation_id == organisation.id


def open_fields(user: User, organisation: Organisation) -> frozenset[str]:
    """The fields that the person may change."""
    if organisation.merged_into_id is not None or organisation.archived_at is not None:
        return frozenset()
    if user.can(Permission.ORGANISATION_EDIT):
        return frozenset(FIELDS)
    own = user.can(Permission.ORGANISATION_EDIT_OWN) and user.organisation_id == organisation.id
    return OWN_FIELDS if own else frozenset()


def can_edit(user: User, organisation: Organisation) -> bool:
    """May the person change anything of it?"""
    return bool(open_fields(user, organisation))


def can_archive(user: User, organisation: Organisation) -> bool:
    """May the person put the record away, or bring it back?"""
    return user.can(Permission.ORGANISATION_EDIT) and organisation.merged_into_id is None


def can_succeed(user: User, organisation: Organisation) -> bool:
    """May the person say what came after this body?"""
    return (
        user.can(Permission.ORGANISATION_MERGE)
        and organisation.merged_into_id is None
        and organisation.archived_at is None
    )


def problems(values: Values) -> dict[str, str]:
    """What does not make sense, by field, in the reader's language; empty when all does."""
    found: dict[str, str] = {}
    if not values.get("name_ka"):
        found["name_ka"] = _("The Georgian name is needed.")
    code = values.get("identification_code", "")
    if code and (not (code.isascii() and code.isdigit()) or len(code) not in CODE_LENGTHS):
        found["identification_code"] = _("The code has 9 digits; that of a sole trader 11.")
    if (address := values.get("email")) and not E_MAIL.fullmatch(address):
        found["email"] = _("Write the e-mail as name@example.ge.")
    if (page := values.get("website")) and not _is_address(page, ("http", "https")):
        found["website"] = _("An address begins with https:// or http://.")
    for one in values.get("social") or ():
        if not _is_address(one, ("https",)):
            found["social"] = _("“%(text)s” is no address: it begins with https://.", text=one)
    for name in ("abbreviations", "aliases", "former_names", "social"):
        if len(values.get(name) or ()) > MOST_NAMES:
            found[name] = _("At most %(count)s lines.", count=MOST_NAMES)
    return found | _day_problems(values)


def _day_problems(values: Values) -> dict[str, str]:
    found = {}
    agreed, ended = _day(values.get("listing_agreed_on")), _day(values.get("ended_on"))
    if values.get("listed") and agreed is None:
        found["listing_agreed_on"] = _("Say on which day it agreed to be listed.")
    elif agreed is not None and agreed > today():
        found["listing_agreed_on"] = _("This day has not come yet.")
    if ended is not None and (message := day_problem(ended)):
        found["ended_on"] = message
    return found


def day_problem(day: date) -> str:
    """Why nothing of the directory can have happened on that day; empty when it can."""
    if day.year < 1900:
        return str(_("The year must be 1900 or later."))
    if day > today() + A_YEAR:
        return str(_("This day is more than a year ahead."))
    return ""


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in schemes and "." in parts.netloc and not re.search(r"\s", text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
