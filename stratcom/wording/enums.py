"""Why a wording is advised against."""

import enum

from flask_babel import lazy_gettext as _l


class RuleKind(enum.StrEnum):
    """What a rule guards."""

    TERRITORY = "territory"
    NAME = "name"
    TERM = "term"


KIND_LABELS = {
    RuleKind.TERRITORY: _l("Occupied territories"),
    RuleKind.NAME: _l("Official names"),
    RuleKind.TERM: _l("Terms to avoid"),
}
