"""What the query string of a list asks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

LONGEST = 200


def values_asked(args: MultiDict[str, str], names: Iterable[str]) -> dict[str, str]:
    """The values of the known names, white space tidied; empty ones are left out."""
    given = {name: " ".join(args.get(name, "").split())[:LONGEST] for name in names}
    return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Asked:
    """The filters of a list as typed; unknown and empty ones are left out."""

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
