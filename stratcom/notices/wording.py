"""What a message says, in the reader's language.

A message holds `words`, which are plain values: `title_ka` and `title_en` of what it is about,
`who_ka` and `who_en` of whose act it was or whom it concerns, `day` ('2026-11-23'), `count`, and
`reason`, somebody's own words, which stand after the sentence. Each may be missing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from stratcom.georgian import dates
from stratcom.i18n import current_language
from stratcom.notices.enums import NoticeKind

SENTENCES = {
    NoticeKind.EVENT_SUBMITTED: _l("“%(title)s” waits for approval. Sent by: %(who)s."),
    NoticeKind.EVENT_APPROVED: _l("“%(title)s” was approved."),
    NoticeKind.EVENT_RETURNED: _l("“%(title)s” was returned for correction."),
    NoticeKind.EVENT_PUBLISHED: _l("“%(title)s” was published: everybody can read it now."),
    NoticeKind.EVENT_UNPUBLISHED: _l("“%(title)s” was taken off the public site."),
    NoticeKind.EVENT_CANCELLED: _l("“%(title)s” was cancelled."),
    NoticeKind.EVENT_POSTPONED: _l("“%(title)s” was postponed. New date: %(day)s."),
    NoticeKind.EVENT_CHANGED: _l("Changes to “%(title)s” were undone: the approved text is back."),
    NoticeKind.REPORT_DUE: _l("“%(title)s” is over. Please say how it went."),
    NoticeKind.JOIN_ASKED: _l("%(who)s would like to join “%(title)s”."),
    NoticeKind.JOIN_ACCEPTED: _l("Your organisation is now a partner of “%(title)s”."),
    NoticeKind.JOIN_DECLINED: _l("Your offer to join “%(title)s” was declined."),
    NoticeKind.GUEST_SUBMITTED: _l("“%(title)s” came by a guest link. Sent by: %(who)s."),
    NoticeKind.AGREEMENT_ENDS: _l("“%(title)s” ends on %(day)s. With: %(who)s."),
    NoticeKind.AGREEMENT_RENEWS: _l(
        "“%(title)s” is renewed by itself after %(day)s, unless it is ended. With: %(who)s."
    ),
    NoticeKind.NEXT_STEP_DUE: _l("Next step: “%(title)s”. Due: %(day)s. With: %(who)s."),
    NoticeKind.HANDED_OVER: _l("You took over the work of: %(who)s. Records: %(count)s."),
    NoticeKind.MAIL_HELD: _l("The letter “%(title)s” may have been sent: please decide."),
    NoticeKind.REVIEW_ASKED: _l("Your view of “%(title)s” is asked for by %(day)s."),
    NoticeKind.REVIEW_SILENT: _l("Your view of “%(title)s” has not come yet. It is due: %(day)s."),
    NoticeKind.REVIEW_ANSWERED: _l("%(who)s said what they think of “%(title)s”."),
    NoticeKind.COMMENT_MADE: _l("%(who)s commented on “%(title)s”."),
    NoticeKind.COMMENT_CLOSED: _l("Your comment on “%(title)s” was dealt with."),
    NoticeKind.DRAFT_SUBMITTED: _l("“%(title)s” waits for approval. Sent by: %(who)s."),
    NoticeKind.DRAFT_HALF_APPROVED: _l("“%(title)s” waits for your approval, the second one."),
    NoticeKind.DRAFT_APPROVED: _l("“%(title)s” was approved."),
    NoticeKind.DRAFT_RETURNED: _l("“%(title)s” was returned for correction."),
    NoticeKind.MESSAGE_WITHDRAWN: _l("The message “%(title)s” was withdrawn: do not use it."),
    NoticeKind.MESSAGE_REINSTATED: _l("The message “%(title)s” may be used again."),
    NoticeKind.MESSAGE_EXPIRES: _l("The message “%(title)s” is valid until %(day)s."),
    NoticeKind.MESSAGE_LOOK_AGAIN: _l("Please look whether “%(title)s” still holds. Due: %(day)s."),
    NoticeKind.PROOFS_EXPIRE: _l("A fact in “%(title)s” is valid until %(day)s."),
    NoticeKind.MESSAGE_PLEDGED: _l("%(who)s will use the message “%(title)s”."),
    NoticeKind.QUESTION_ASKED: _l("A question came about “%(title)s”. From: %(who)s."),
    NoticeKind.QUESTION_ANSWERED: _l("Your question about “%(title)s” was answered."),
}


def in_words(kind: NoticeKind, words: Mapping[str, Any]) -> str:
    """The sentence as plain text, for letters."""
    said = {name: text for name, (text, _language) in _values(words).items()}
    return str(SENTENCES[kind]) % said


def in_markup(kind: NoticeKind, words: Mapping[str, Any]) -> Markup:
    """The sentence for a page; names in the other language say which it is."""
    here = current_language()
    said = {
        name: escape(text) if language in {"", here} else _marked(text, language)
        for name, (text, language) in _values(words).items()
    }
    return Markup(escape(str(SENTENCES[kind]))) % said  # noqa: S704 - escaped on both sides


def reason_of(words: Mapping[str, Any]) -> str:
    """What somebody said about it, in their own words."""
    return str(words.get("reason") or "")


def _values(words: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What fills the places of a sentence, each with the language it is in."""
    return {
        "title": _named(words, "title", _("untitled")),
        "who": _named(words, "who", _("not known")),
        "day": (_day(words), ""),
        "count": (str(words.get("count") or 0), ""),
    }


def _named(words: Mapping[str, Any], name: str, otherwise: str) -> tuple[str, str]:
    here = current_language()
    for language in (here, "ka", "en"):
        if text := words.get(f"{name}_{language}"):
            return str(text), language
    return str(words.get(name) or otherwise), ""


def _day(words: Mapping[str, Any]) -> str:
    try:
        day = date.fromisoformat(str(words.get("day") or ""))
    except ValueError:
        return _("not known")
    return dates.day(day, "en" if current_language() == "en" else "ka")


def _marked(text: str, language: str) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(language, text)
