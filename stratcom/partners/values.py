"""The fields of an organisation as plain values: the shape that forms, files and the trail share.

Every value is what JSON can hold: days are '2026-11-23', terms and places their codes.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.partners.enums import NameKind
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind

Values = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """What is known of one field: its label, its kind, and what stands when nothing was said."""

    label: Any
    kind: str = "text"
    empty: Any = ""


FIELDS: dict[str, Field] = {
    "name_ka": Field(_l("Name in Georgian")),
    "name_en": Field(_l("Name in English")),
    "abbreviations": Field(_l("Abbreviations"), "names", []),
    "aliases": Field(_l("Other names"), "names", []),
    "former_names": Field(_l("Former names"), "names", []),
    "types": Field(_l("Types"), "terms", []),
    "identification_code": Field(_l("Identification code")),
    "parent": Field(_l("Part of"), "organisation", None),
    "region": Field(_l("Region"), "region"),
    "municipality": Field(_l("Municipality"), "municipality"),
    "address_ka": Field(_l("Address in Georgian")),
    "address_en": Field(_l("Address in English")),
    "email": Field(_l("E-mail")),
    "phone": Field(_l("Phone")),
    "website": Field(_l("Web page")),
    "social": Field(_l("Social networks"), "addresses", []),
    "themes": Field(_l("Themes"), "terms", []),
    "audiences": Field(_l("Audiences"), "terms", []),
    "languages": Field(_l("Languages"), "terms", []),
    "description_ka": Field(_l("Description in Georgian")),
    "description_en": Field(_l("Description in English")),
    "listed": Field(_l("In the public directory"), "flag", False),
    "listing_agreed_on": Field(_l("Agreed on"), "day"),
    "listing_note": Field(_l("How it was agreed")),
    "ended_on": Field(_l("Ceased to exist"), "day"),
    "notes": Field(_l("Internal notes")),
}
# Columns that hold the value as it is.
PLAIN = tuple(name for name, one in FIELDS.items() if one.kind in {"text", "flag"})
DAYS = tuple(name for name, one in FIELDS.items() if one.kind == "day")
TERM_LISTS = {
    "types": TermKind.ORGANISATION_TYPE,
    "themes": TermKind.THEME,
    "audiences": TermKind.AUDIENCE,
    "languages": TermKind.LANGUAGE,
}
NAME_LISTS = {
    "abbreviations": NameKind.ABBREVIATION,
    "aliases": NameKind.ALIAS,
    "former_names": NameKind.FORMER,
}
# What an organisation may change in its own profile.
OWN_FIELDS = frozenset(
    {"address_ka", "address_en", "email", "phone", "website", "social"}
    | {"description_ka", "description_en", "languages"}
)
# What a body that was renamed keeps: everything but its names and how it ended.
INHERITED = frozenset(FIELDS) - {"name_ka", "name_en", *NAME_LISTS, "ended_on"}


def empty_values() -> Values:
    """Values of an organisation of which nothing is known."""
    return {
        name: list(one.empty) if isinstance(one.empty, list) else one.empty
        for name, one in FIELDS.items()
    }


def snapshot(organisation: Organisation) -> Values:
    """The organisation's fields as plain values; needs its names, terms and places loaded."""
    values: Values = {name: getattr(organisation, name) for name in PLAIN}
    values["social"] = list(organisation.social)
    values["parent"] = organisation.parent_id
    values["region"] = organisation.region.code if organisation.region else ""
    values["municipality"] = organisation.municipality.code if organisation.municipality else ""
    for name in DAYS:
        day = getattr(organisation, name)
        values[name] = day.isoformat() if day else ""
    for name, kind in TERM_LISTS.items():
        links = organisation.term_links
        values[name] = [one.term.code for one in links if one.term.kind is kind]
    for name, called in NAME_LISTS.items():
        values[name] = [one.text for one in organisation.names if one.kind is called]
    return {name: values[name] for name in FIELDS}


def differences(before: Values, after: Values) -> dict[str, list[Any]]:
    """The fields that differ, as {field: [before, after]}; only fields that `after` holds."""
    return {
        name: [before[name], after[name]]
        for name in FIELDS
        if name in after and before[name] != after[name]
    }
