"""The filters of the directory, read from an address."""

from werkzeug.datastructures import MultiDict

from stratcom.vocabularies.enums import TermKind
from stratcom.web.asked import Asked, values_asked

# Filters by a term, with the list that the term belongs to.
TERMS = {
    "type": TermKind.ORGANISATION_TYPE,
    "theme": TermKind.THEME,
    "audience": TermKind.AUDIENCE,
}
NAMES = ("q", "region", "municipality", *TERMS, "listed", "state")
STATES = ("active", "ended", "archived")


Filters = Asked


def read_filters(args: MultiDict[str, str]) -> Filters:
    """The known filters of an address."""
    values = values_asked(args, NAMES)
    if values.get("state") not in STATES:
        values.pop("state", None)
    return Filters(values)
