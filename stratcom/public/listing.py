"""The list of events: its form, its chips and its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from stratcom.events.filters import Filters, narrow, read_filters
from stratcom.events.queries import published
from stratcom.events.reference import Named, Reference
from stratcom.events.search import Search, find_page
from stratcom.georgian.dates import Lang, short_day
from stratcom.moments import read_day, today
from stratcom.public import queries
from stratcom.public.addresses import prefix
from stratcom.public.cards import Card, cards
from stratcom.public.known import places_and_terms
from stratcom.vocabularies.enums import TermKind
from stratcom.web.paging import Page, page_number

SIZES = (25, 50)
TERMS = {
    "audience": TermKind.AUDIENCE,
    "theme": TermKind.THEME,
    "format": TermKind.FORMAT,
    "language": TermKind.LANGUAGE,
}


@dataclass(frozen=True)
class Chip:
    """A short link: what it says, where it leads, whether it is in force; `lang` of its text."""

    label: str
    query: str
    current: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Select:
    """A choice of the filter form; `others` are further values, kept when the form is sent."""

    name: str
    label: str
    options: Markup
    others: Sequence[str]


def page_size() -> int:
    """25 events a page, or 50 when asked for."""
    return SIZES[1] if request.args.get("per") == str(SIZES[1]) else SIZES[0]


def read_search() -> tuple[Search, Filters]:
    """What the address asks for, among published events."""
    filters = read_filters(request.args, desk=False)
    return narrow(published(), filters), filters


def list_page(search: Search, lang: Lang) -> Page[Card]:
    """The page of cards that the address asks for."""
    found = find_page(search, number=page_number(), size=page_size())
    return Page(
        cards(found.items, lang), found.number, found.size, found.total, found.has_next, found.more
    )


def times_chips(filters: Filters) -> list[Chip]:
    """All, coming, past: the same filters with other days."""
    now = today()
    coming = {"from": now.isoformat(), "to": None, "sort": "oldest"}
    past = {"from": None, "to": (now - timedelta(days=1)).isoformat(), "sort": None}
    everything = {"from": None, "to": None, "sort": None}
    wordings = ((_("All"), everything), (_("Upcoming"), coming), (_("Past"), past))
    return [
        Chip(
            label,
            filters.query(**days),
            all(filters.one(name) == (value or "") for name, value in days.items()),
        )
        for label, days in wordings
    ]


def active_chips(filters: Filters, lang: Lang) -> list[Chip]:
    """Each filter in force, with the query that takes it away."""
    known = places_and_terms()
    chips = []
    for name, values in filters.values.items():
        if name == "sort":
            continue
        for value in values:
            label, wording = _wording(name, value, known, lang)
            rest = [one for one in values if one != value]
            chips.append(Chip(label, _without(filters, name, rest), lang=wording))
    return chips


def _without(filters: Filters, name: str, rest: list[str]) -> str:
    values = {key: found for key, found in filters.values.items() if key != name}
    return Filters(values | ({name: rest} if rest else {})).query()


def _wording(name: str, value: str, known: Reference, lang: Lang) -> tuple[str, str]:
    """What a filter's value is called, and the language of that when it is not the page's."""
    named: Named | None = None
    if name in TERMS:
        named = known.terms.get(known.term_ids.get((name, value), 0))
    elif name == "region":
        named = known.regions.get(known.region_ids.get(value.upper(), 0))
    elif name == "municipality":
        named = known.municipalities.get(known.municipality_ids.get(value.casefold(), 0))
    if named is not None:
        return ((lang == "en" and named.en) or named.ka), ""
    if name == "organiser" and value.isascii() and value.isdigit():
        body = queries.name_of_organiser(int(value[:9]))
        if body is not None:
            name_en = lang == "en" and body.name_en
            return name_en or body.name_ka, "ka" if lang == "en" and not name_en else ""
    if name == "online":
        offline = value in {"0", "no", "false"}
        return (_("On the spot") if offline else _("Online")), ""
    day = read_day(value) if name in {"from", "to"} else None
    wordings = {
        "from": _("from %(day)s", day=short_day(day)) if day else value,
        "to": _("until %(day)s", day=short_day(day)) if day else value,
        "q": f"„{value}“" if lang == "ka" else f"“{value}”",
    }
    return wordings.get(name, value), ""


def form(filters: Filters, lang: Lang, *, unfolded: bool) -> Markup:
    """The filter form; without any choice it is the same for everybody and made once."""
    if filters.values or unfolded:
        return _form(filters, lang, unfolded)
    return _blank_form(places_and_terms(), lang)


@lru_cache(maxsize=8)
def _blank_form(_known: Reference, lang: Lang) -> Markup:
    return _form(Filters(), lang, unfolded=False)


def _form(filters: Filters, lang: Lang, unfolded: bool) -> Markup:
    return Markup(  # noqa: S704 - a template of ours, escaped by Jinja
        render_template(
            "public/_filter_form.html",
            prefix=prefix(lang),
            filters=filters,
            selects=selects(filters, lang),
            kept=kept_fields(filters),
            unfolded=unfolded,
        )
    )


def selects(filters: Filters, lang: Lang) -> list[Select]:
    """The choices that the form offers."""
    known = places_and_terms()
    labels = {
        "region": _("Region"),
        "municipality": _("Municipality"),
        "audience": _("Audience"),
        "theme": _("Theme"),
        "format": _("Format"),
    }
    found = []
    for name, label in labels.items():
        given = filters.many(name)
        chosen = given[0] if given else ""
        found.append(Select(name, label, options(known, name, chosen, lang), given[1:]))
    return found


@lru_cache(maxsize=256)
def options(known: Reference, name: str, chosen: str, lang: Lang) -> Markup:
    """The options of a choice, made once for as long as places and terms stay the same."""
    offered: Iterable[Named]
    if name == "region":
        offered = known.regions.values()
    elif name == "municipality":
        offered = known.municipalities.values()
    else:
        offered = known.offered(TERMS[name])
    line = Markup('<option value="{}"{}>{}</option>\n')
    selected = Markup(" selected")
    return Markup("").join(
        line.format(
            one.code, selected if one.code == chosen else "", (lang == "en" and one.en) or one.ka
        )
        for one in offered
    )


def kept_fields(filters: Filters) -> list[tuple[str, str]]:
    """Filters in force that the form has no visible field for."""
    pairs = [(name, one) for name in ("organiser", "language") for one in filters.many(name)]
    return pairs + ([("sort", filters.one("sort"))] if filters.one("sort") else [])


def coming(search: Search, now: date) -> Search:
    """What is still going on or yet to come, the soonest first."""
    return replace(search.between(now, search.last), oldest_first=True)


def past(search: Search, now: date) -> Search:
    """What is over, the latest first."""
    return search.between(search.first, now - timedelta(days=1))


def without_days(filters: Filters) -> Filters:
    """The filters of a page that has days of its own."""
    return Filters({k: v for k, v in filters.values.items() if k not in {"from", "to", "sort"}})


def whole_number(name: str) -> int:
    """The small whole number that the address gives under that name, else nought."""
    text = request.args.get(name, "")
    return int(text[:6]) if text.isascii() and text.isdigit() else 0
