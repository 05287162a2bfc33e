"""How often people get letters, and what links to an account are for."""

import enum

from flask_babel import lazy_gettext as _l


class Digest(enum.StrEnum):
    """How often what happened goes out by e-mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


class LinkPurpose(enum.StrEnum):
    """What the holder of a link may do with it, once."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a password


DIGEST_LABELS = {
    Digest.AT_ONCE: _l("at once"),
    Digest.DAILY: _l("once a day"),
    Digest.WEEKLY: _l("once a week"),
    Digest.NONE: _l("no e-mail"),
}
