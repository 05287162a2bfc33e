"""The lists that the office keeps."""

import enum

from flask_babel import lazy_gettext as _l


class TermKind(enum.StrEnum):
    """Which list a term belongs to."""

    FORMAT = "format"
    AUDIENCE = "audience"
    THEME = "theme"
    LANGUAGE = "language"
    ORGANISATION_TYPE = "organisation-type"


KIND_LABELS = {
    TermKind.FORMAT: _l("Formats"),
    TermKind.AUDIENCE: _l("Audiences"),
    TermKind.THEME: _l("Themes"),
    TermKind.LANGUAGE: _l("Languages"),
    TermKind.ORGANISATION_TYPE: _l("Types of organisations"),
}
