"""Fields and values of accounts in words, as the trail shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.accounts.enums import DIGEST_LABELS
from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_LABELS
from stratcom.audit.record_words import Words
from stratcom.db import db
from stratcom.i18n import LANGUAGES
from stratcom.moments import local
from stratcom.partners.models import Organisation
from stratcom.team.holders import holders

NOTHING = "–"
FIELDS = {"name_en": _l("Name and surname in English"), "to": _l("Taken over by")}
MOMENTS = frozenset({"disabled_at", "joined_at", "totp_confirmed_at"})
TABLES: dict[str, Mapping[Any, Any]] = {
    "role": {role.value: label for role, label in ROLE_LABELS.items()},
    "digest": {digest.value: label for digest, label in DIGEST_LABELS.items()},
    "language": LANGUAGES,
}


def field_in_words(name: str) -> str:
    """What a column is called, or a kind of record that was handed over."""
    labels = FIELDS | {one.name: one.label for one in holders()}
    return str(labels.get(name, name))


def value_in_words(name: str, value: Any) -> str:
    """A plain value of that column as a person reads it."""
    if value in (None, ""):
        return NOTHING
    if name in TABLES:
        return str(TABLES[name].get(value, value))
    if name in MOMENTS:
        return f"{local(datetime.fromisoformat(value)):%d.%m.%Y %H:%M}"
    if name == "organisation_id":
        body = db.session.get(Organisation, value)
        return body.name if body else f"№ {value}"
    if name == "invited_by_id":
        user = db.session.get(User, value)
        return user.login if user else f"№ {value}"
    return str(value)


WORDS = Words(field_in_words, value_in_words)
