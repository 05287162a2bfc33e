"""/desk/messages/briefs/<event>: one page for who speaks, to read, print or take along."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, render_template, request
from flask_login import current_user
from markupsafe import Markup

from stratcom.accounts.permissions import Permission
from stratcom.events.models import Event
from stratcom.events.reference import reference
from stratcom.i18n import LANGUAGES, current_language, in_language
from stratcom.messages.briefs import content as briefs
from stratcom.messages.briefs.content import Ask, Speech
from stratcom.messages.briefs.document import write_brief
from stratcom.messages.briefs.queries import with_parts
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.models import MessageUse
from stratcom.messages.use.queries import uses_of_event
from stratcom.messages.views import bp
from stratcom.messages.views.event_messages import load_event
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.settings.services import read_settings
from stratcom.vocabularies.enums import TermKind
from stratcom.web.access import access
from stratcom.web.downloads import send_written
from stratcom.web.responses import page


@dataclass(frozen=True)
class Brief:
    """A brief as it was asked for, with what else could be chosen."""

    ask: Ask
    speeches: list[Speech]
    offered: list[Speech]
    languages: list[str]
    event: Event | None

    @property
    def written_in(self) -> str:
        """The language of headings: Georgian where the desk does not speak the one asked for."""
        return self.ask.language if self.ask.language in LANGUAGES else "ka"

    @property
    def too_long(self) -> bool:
        """True when it will hardly fit on one sheet."""
        about_event = 5 if self.event is not None else 1
        return about_event + sum(one.lines for one in self.speeches) > briefs.ONE_PAGE


@bp.get("/briefs/<int:event_id>")
@access(Permission.MESSAGE_VIEW)
def brief(event_id: int) -> Response:
    """The brief for an event."""
    return _brief_page(_for_event(event_id))


@bp.get("/briefs/<int:event_id>/docx")
@access(Permission.MESSAGE_VIEW)
def brief_docx(event_id: int) -> Response:
    """The same as a Word document."""
    return _brief_file(_for_event(event_id))


@bp.get("/<int:draft_id>/brief")
@access(Permission.MESSAGE_VIEW)
def message_brief(draft_id: int) -> Response:
    """The brief of one message, without an event."""
    return _brief_page(_for_message(draft_id))


@bp.get("/<int:draft_id>/brief/docx")
@access(Permission.MESSAGE_VIEW)
def message_brief_docx(draft_id: int) -> Response:
    """The same as a Word document."""
    return _brief_file(_for_message(draft_id))


def _for_event(event_id: int) -> Brief:
    event = load_event(event_id)
    uses = uses_of_event(event, current_user)
    terms = (link.term for link in event.term_links)
    invited = [one.code for one in terms if one.kind is TermKind.AUDIENCE]
    day = max(today(), event.first_day)
    return _made([one.message_id for one in uses], event, day, invited, uses)


def _for_message(draft_id: int) -> Brief:
    message = load_message(draft_id)
    if message.approved_number is None:
        abort(404)
    reached = [link.term.code for link in message.audience_links]
    return _made([draft_id], None, today(), reached, [])


def _made(ids: list[int], event: Event | None, day: date, audiences: list[str], uses: Any) -> Brief:
    args = request.args
    known = with_parts(ids, current_user)
    languages = briefs.languages_of(parts for _message, parts in known)
    asked = args.get("language", current_language())
    named = args.get("audience", "")
    if named not in dict(_audiences()):
        named = ""
    channel = args.get("channel", "")
    ask = Ask(
        language=asked if asked in languages else current_language(),
        day=day,
        audiences=(named,) if named else (*audiences, *_named_in(uses)),
        channel=Channel(channel) if channel in set(Channel) else None,
        sections=frozenset(args.getlist("show") if "chosen" in args else briefs.SECTIONS),
    )
    offered = [briefs.speech(message, parts, ask) for message, parts in known]
    wanted = set(args.getlist("message", type=int)) if "chosen" in args else set(ids)
    return Brief(
        ask, [one for one in offered if one.message.id in wanted], offered, languages, event
    )


def _named_in(uses: list[MessageUse]) -> list[str]:
    return [one.audience.code for one in uses if one.audience is not None]


def _audiences() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in reference().offered(TermKind.AUDIENCE)]


def _brief_page(made: Brief) -> Response:
    with in_language(made.written_in):
        sheet = Markup(render_template("messages/brief_sheet.html", **_context(made)))  # noqa: S704
    return page(
        "messages/brief.html",
        sheet=sheet,
        made=made,
        event=made.event,
        audiences=_audiences(),
        channels=CHANNEL_LABELS.items(),
        query=request.query_string.decode(),
    )


def _context(made: Brief) -> dict[str, Any]:
    return {"made": made, "event": made.event, "office": read_settings()}


def _brief_file(made: Brief) -> Response:
    with in_language(made.written_in):
        paper = write_brief(made.event, made.speeches, made.ask, read_settings())
    return send_written(
        paper.save, extension="docx", ascii_name="brief", georgian_name="მომხსენებლის-სამახსოვრო"
    )
