"""How an account stands."""

import enum

from flask_babel import lazy_gettext as _l


class Standing(enum.StrEnum):
    """What the list of accounts can be narrowed to."""

    ACTIVE = "active"
    INVITED = "invited"
    DISABLED = "disabled"
    WITHOUT_FACTOR = "without_factor"


STANDING_LABELS = {
    Standing.ACTIVE: _l("active"),
    Standing.INVITED: _l("invited"),
    Standing.DISABLED: _l("disabled"),
    Standing.WITHOUT_FACTOR: _l("without second factor"),
}
