"""Addresses of public pages in either language."""

from functools import lru_cache
from urllib.parse import quote

from flask import current_app, request

from stratcom.georgian import slug
from stratcom.georgian.dates import Lang
from stratcom.i18n import current_language

ENGLISH = "/en"
_slug = lru_cache(maxsize=8192)(slug)


def language() -> Lang:
    """The language of this page."""
    return "en" if current_language() == "en" else "ka"


def prefix(lang: Lang) -> str:
    """What addresses of that language begin with."""
    return ENGLISH if lang == "en" else ""


def event_path(event_id: int, title_ka: str, title_en: str, lang: Lang) -> str:
    """The one address of an event's page; its end follows the title."""
    ending = _slug((lang == "en" and title_en) or title_ka)
    return f"{prefix(lang)}/events/{event_id}{'-' if ending else ''}{ending}/"


def partner_path(organisation_id: int, name_ka: str, name_en: str, lang: Lang) -> str:
    """The one address of an organisation's page in the directory."""
    ending = _slug((lang == "en" and name_en) or name_ka)
    return f"{prefix(lang)}/partners/{organisation_id}{'-' if ending else ''}{ending}/"


def message_path(message_id: int, title_ka: str, title_en: str, lang: Lang) -> str:
    """The one address of a thematic message's page."""
    ending = _slug((lang == "en" and title_en) or title_ka)
    return f"{prefix(lang)}/messages/{message_id}-{ending or 'x'}/"


def whole_address(path: str) -> str:
    """The path with the site before it, for use outside the site."""
    return f"{current_app.config['BASE_URL']}{path}"


def twin_of_page(lang: Lang) -> str:
    """This page in the other language, with the same query."""
    path = request.path.removeprefix(ENGLISH) if lang == "en" else ENGLISH + request.path
    query = request.query_string.decode("latin-1")
    return quote(path) + (f"?{query}" if query else "")
