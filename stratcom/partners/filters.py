"""The filters of the directory, read from an address."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from stratcom.vocabularies.enums import TermKind

# Filters by a term, with the list that the term belongs to.
TERMS = {
    "type": TermKind.ORGANISATION_TYPE,
    "theme": TermKind.THEME,
    "audience": TermKind.AUDIENCE,
}
NAMES = ("q", "region", "municipality", *TERMS, "listed", "state")
STATES = ("active", "ended", "archived")


@dataclass(frozen=True)
class Filters:
    """What an address asks for, as typed; unknown and empty filters are left out."""

    values: dict[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The value of a filter, or nothing."""
        return self.values.get(name, "")

    @property
    def active(self) -> bool:
        """True when anything narrows the list."""
        return bool(self.values)

    def query(self, **changes: str | None) -> str:
        """These filters as a query string, with some changed; None takes one off."""
        wanted = self.values | changes
        return urlencode([(name, value) for name, value in wanted.items() if value])


def read_filters(args: MultiDict[str, str]) -> Filters:
    """The known filters of an address."""
    given = {name: " ".join(args.get(name, "").split())[:200] for name in NAMES}
    values = {name: value for name, value in given.items() if value}
    if values.get("state") not in STATES:
        values.pop("state", None)
    return Filters(values)
