"""How templates write dates, numbers and text."""

import re
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from stratcom.georgian import dates
from stratcom.georgian.numerals import english_ordinal, ordinal
from stratcom.i18n import current_language
from stratcom.moments import clock, local, today
from stratcom.prose.markdown import render
from stratcom.web.paging import address_with

GEORGIAN = re.compile("[\u10d0-\u10ff]")
NO_BREAK_SPACE = "\u00a0"


def language() -> dates.Lang:
    """The reader's language as the Georgian package takes it."""
    return "en" if current_language() == "en" else "ka"


def long_day(day: date) -> str:
    """'23 ნოემბერი, 2026' in the reader's language."""
    return dates.day(day, language())


def moment(value: datetime) -> str:
    """'23.11.2026 14:05' in Tbilisi."""
    return f"{local(value):%d.%m.%Y %H:%M}"


def number(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}".replace(",", NO_BREAK_SPACE)


def nth(value: int) -> str:
    """A place in a row: მე-2 or 2nd in the reader's language."""
    return ordinal(value) if language() == "ka" else english_ordinal(value)


def file_size(value: int) -> str:
    """Bytes in the largest fitting unit."""
    if value < 1024 * 1024:
        said = _("%(count)s KB", count=max(1, round(value / 1024)))
    else:
        said = _("%(count)s MB", count=f"{value / 1024 / 1024:.1f}")
    return str(said).replace(" ", NO_BREAK_SPACE)


def written_in(value: Any) -> str:
    """'ka' or 'en' by the letters of a text, for its `lang` where nothing else tells."""
    return "ka" if GEORGIAN.search(str(value)) else "en"


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs; markup in it stays text."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    marked = (escape(block).replace("\n", Markup("<br>")) for block in blocks if block)
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in marked)


def init_app(app: Flask) -> None:
    """Offer the filters to every template."""
    functions: dict[str, Any] = {
        "long_day": long_day,
        "short_day": dates.short_day,
        "clock": clock,
        "moment": moment,
        "number": number,
        "nth": nth,
        "file_size": file_size,
        "written_in": written_in,
        "paragraphs": paragraphs,
        "markdown": render,
    }
    app.jinja_env.filters.update(functions)
    app.jinja_env.globals.update(today=today, address_with=address_with)
