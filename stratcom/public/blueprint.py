"""The blueprint of public pages and the way they answer."""

from typing import Any

from flask import Blueprint, Response

from stratcom.public.addresses import language, prefix, twin_of_page
from stratcom.settings.services import read_settings
from stratcom.web.responses import page

MINUTE = "public, max-age=60"
MOVED_FOR_GOOD = 301
bp = Blueprint("public", __name__)


def show(template: str, *, twin: str = "", **context: Any) -> Response:
    """A page that anyone may keep for a minute; nothing on it depends on who reads it."""
    lang = language()
    office = read_settings()
    response = page(
        f"public/{template}",
        lang=lang,
        prefix=prefix(lang),
        department=office.department_en if lang == "en" else office.department_ka,
        twin=twin or twin_of_page(lang),
        **context,
    )
    response.headers["Cache-Control"] = MINUTE
    return response
