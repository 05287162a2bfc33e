"""Messages as files and as plain text: one house for Word, all of them as tables."""

from typing import Any, BinaryIO

from flask import Response, abort, request
from flask_babel import gettext as _
from flask_login import current_user

from stratcom.accounts.permissions import Permission
from stratcom.drafting import rules as drafting
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.queries import find_version, is_asked
from stratcom.georgian import dates
from stratcom.i18n import LANGUAGES, current_language, in_language
from stratcom.messages.filters import read_filters
from stratcom.messages.finding import found_by
from stratcom.messages.house.document import house_paper
from stratcom.messages.house.text import house_text
from stratcom.messages.message_tables import message_tables
from stratcom.messages.models import Message
from stratcom.messages.views import bp
from stratcom.messages.views.loading import load_message
from stratcom.moments import today
from stratcom.tables.xlsx import write_xlsx
from stratcom.web.access import access
from stratcom.web.downloads import send_table, send_written
from stratcom.web.responses import page, wants_fragment

BOTH = "both"


@bp.get("/<int:draft_id>/docx")
@access(Permission.MESSAGE_VIEW)
def docx(draft_id: int) -> Response:
    """The house as a Word document, in one language or both."""
    message = load_message(draft_id)
    version = version_for(message)
    languages = list(LANGUAGES) if _asked() == BOTH else [_asked()]
    paper = house_paper(
        version.parts,
        languages,
        note={one: _note(message, version, one) for one in languages},
        day=today(),
    )
    return send_written(
        paper.save,
        extension="docx",
        ascii_name=f"message-{draft_id}",
        georgian_name=f"გზავნილი-{draft_id}",
    )


@bp.get("/<int:draft_id>/text")
@access(Permission.MESSAGE_VIEW)
def text(draft_id: int) -> Response:
    """The house as plain text: a page of its own, or a field to copy from."""
    message = load_message(draft_id)
    version = version_for(message)
    language = current_language() if _asked() == BOTH else _asked()
    said = house_text(version.parts, language)
    note = _("Not approved yet") if version.number != message.approved_number else ""
    if wants_fragment():
        answer = page("messages/_copied_text.html", text=said, language=language, note=note)
    else:
        answer = Response(f"[{note}]\n\n{said}" if note else said, mimetype="text/plain")
        answer.headers["Content-Language"] = language
    answer.vary.add("HX-Request")
    return answer


@bp.get("/export.<any(xlsx, csv):extension>")
@access(Permission.MESSAGE_VIEW)
def export(extension: str) -> Response:
    """What the list under the same filters shows: a workbook, or one of its tables as CSV."""
    filters = read_filters(request.args, current_user)
    tables = message_tables(found_by(filters, current_user), current_user)
    if extension == "csv":
        table = tables.get(request.args.get("table", "messages")) or abort(404)
        return send_table(table, extension="csv", ascii_name="messages")

    def write(file: BinaryIO) -> None:
        write_xlsx(tables.values(), file)

    return send_written(write, extension="xlsx", ascii_name="messages", georgian_name="გზავნილები")


def version_for(message: Message) -> DraftVersion:
    """The version in force; the one being written for those who may read it, when none is."""
    asked = is_asked(current_user, message)
    works = drafting.can_read_work(current_user, message, asked=asked)
    newest = request.args.get("version") == "current"
    if message.approved_number is None or (works and newest):
        return message.current if works else abort(404)
    found: Any = find_version(message.id, message.approved_number)
    return found or abort(404)


def _asked() -> str:
    """The language that the address names, else the reader's."""
    wanted = request.args.get("language", "")
    return wanted if wanted in {*LANGUAGES, BOTH} else current_language()


def _note(message: Message, version: DraftVersion, language: str) -> str:
    """What ends a document: which version it is and how long it holds."""
    with in_language(language):
        said = [_("Version %(number)s", number=version.number)]
        if version.number != message.approved_number:
            said.append(_("Not approved yet"))
        elif message.valid_until:
            said.append(_("valid until %(day)s", day=dates.short_day(message.valid_until)))
        said.append(_("made on %(day)s", day=dates.short_day(today())))
        return "; ".join(str(one) for one in said)
