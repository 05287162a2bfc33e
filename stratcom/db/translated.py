"""Column pairs in two languages, read as one."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property

from stratcom.i18n import current_language


def translated(name: str) -> hybrid_property[str]:
    """Expose `<name>_ka` and `<name>_en` as one attribute in the reader's language.

    Georgian is the language of record: it is required, and stands in for
    English that nobody has written yet. Works on instances and in queries.
    """

    def read(self: Any) -> str:
        if current_language() == "en" and (english := getattr(self, f"{name}_en")):
            return str(english)
        return str(getattr(self, f"{name}_ka"))

    def expression(cls: Any) -> Any:
        georgian = getattr(cls, f"{name}_ka")
        if current_language() != "en":
            return georgian
        return sa.func.coalesce(sa.func.nullif(getattr(cls, f"{name}_en"), ""), georgian)

    read.__name__ = expression.__name__ = name
    return hybrid_property(read, expr=expression)
