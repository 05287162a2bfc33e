"""The filters of the list of wordings, read from an address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from stratcom.i18n import LANGUAGES
from stratcom.web.forms import clean
from stratcom.wording.enums import RuleKind

LONGEST = 200
RETIRED = "retired"


@dataclass(frozen=True)
class Filters:
    """What an address asks for; what it says oddly is passed over."""

    q: str = ""
    language: str = ""
    kind: RuleKind | None = None
    retired: bool = False

    @property
    def active(self) -> bool:
        """Is the list narrowed?"""
        return bool(self.q or self.language or self.kind)

    def query(self) -> str:
        """The same as a query string."""
        given = {
            "q": self.q,
            "language": self.language,
            "kind": self.kind.value if self.kind else "",
            "show": RETIRED if self.retired else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


def read_filters(args: MultiDict[str, str]) -> Filters:
    """Read them."""
    language, kind = args.get("language", ""), args.get("kind", "")
    return Filters(
        q=clean(args.get("q"))[:LONGEST],
        language=language if language in LANGUAGES else "",
        kind=RuleKind(kind) if kind in set(RuleKind) else None,
        retired=args.get("show") == RETIRED,
    )
