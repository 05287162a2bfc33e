"""New and changed messages as an Atom feed, and all of them for search engines."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time

from flask import Response, render_template

from stratcom.db import db
from stratcom.moments import TBILISI, today
from stratcom.public import messages
from stratcom.public.addresses import language, prefix, whole_address
from stratcom.public.blueprint import MINUTE, bp
from stratcom.public.feeds import site, sitemap_of
from stratcom.public.known import places_and_terms
from stratcom.settings.services import read_settings
from stratcom.web.access import PUBLIC, access
from stratcom.web.paging import address_with

LIMIT = 50
MIMETYPE = "application/atom+xml"
# Identifiers are made from it and a message's own, so that they stay wherever the site moves.
NAMESPACE = uuid.UUID("5d0a6c1e-3f0b-5b0e-9d59-3b6f5f0c7a11")


@dataclass(frozen=True)
class Entry:
    """One message of the feed."""

    id: str
    address: str
    shown: messages.Shown


@bp.get("/feeds/messages.atom")
@access(PUBLIC)
def messages_feed() -> Response:
    """The newest messages, with the filters of the list."""
    lang, office = language(), read_settings()
    found = messages.found_by(messages.read_wanted(), places_and_terms())
    rows = db.session.scalars(found.options(*messages.WHOLE).limit(LIMIT)).all()
    entries = [
        Entry(_urn(f"{one.uid}:{lang}"), whole_address(one.path), one)
        for one in (messages.show_message(row, lang) for row in rows)
    ]
    text = render_template(
        "public/messages_feed.xml",
        lang=lang,
        id=_urn(f"messages:{lang}"),
        entries=entries,
        updated=max((one.shown.updated for one in entries), default=_this_morning()),
        address=whole_address(address_with(page=None)),
        page=whole_address(f"{prefix(lang)}/messages/"),
        author=office.department_en if lang == "en" else office.department_ka,
    )
    response = Response(text, mimetype=MIMETYPE)
    response.headers["Cache-Control"] = MINUTE
    return response


@site.get("/sitemap-messages.xml")
@access(PUBLIC)
def sitemap_messages() -> Response:
    """Every public message, in both languages."""
    found = messages.every_message()
    return sitemap_of([(messages.path_of(one, "ka"), messages.path_of(one, "en")) for one in found])


def _urn(name: str) -> str:
    return uuid.uuid5(NAMESPACE, name).urn


def _this_morning() -> datetime:
    """What an empty feed is dated by, so that it stays the same for the day."""
    return datetime.combine(today(), time(), TBILISI).astimezone(UTC)
