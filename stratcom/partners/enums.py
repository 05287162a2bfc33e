"""How one body follows another, and what a second name is."""

import enum

from flask_babel import lazy_gettext as _l


class NameKind(enum.StrEnum):
    """What a further name of an organisation is."""

    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    FORMER = "former"


class SuccessionKind(enum.StrEnum):
    """How one body came after another."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    SUCCEEDED = "succeeded"


NAME_LABELS = {
    NameKind.ALIAS: _l("Also called"),
    NameKind.ABBREVIATION: _l("Abbreviation"),
    NameKind.FORMER: _l("Former name"),
}
SUCCESSION_LABELS = {
    SuccessionKind.RENAMED: _l("was renamed"),
    SuccessionKind.MERGED: _l("was merged into"),
    SuccessionKind.SPLIT: _l("was split into"),
    SuccessionKind.SUCCEEDED: _l("was succeeded by"),
}
