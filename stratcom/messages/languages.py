"""Messages by language: how far each is in each, and how many are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.enums import LANGUAGE_STATE_LABELS, LanguageState
from stratcom.events.reference import reference
from stratcom.i18n import LANGUAGES
from stratcom.messages.filters import Filters
from stratcom.messages.finding import found_by
from stratcom.messages.models import Message, MessageLanguage
from stratcom.messages.queries import work_of
from stratcom.messages.showing import term_name
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

EVERYTHING = 20_000
NAME_WIDTH = 50

# Symbols beside the words, so that a column is read at a glance.
SYMBOLS = {
    LanguageState.MISSING: "–",
    LanguageState.DRAFT: "◔",
    LanguageState.OUTDATED: "!",
    LanguageState.READY: "✓",
}
# How each looks: classes of a badge.
SHADES = {
    LanguageState.MISSING: "",
    LanguageState.DRAFT: "wait",
    LanguageState.OUTDATED: "late",
    LanguageState.READY: "ok",
}


@dataclass(frozen=True)
class Tongue:
    """A language that messages are written in."""

    code: str
    name: str


def used_languages() -> list[Tongue]:
    """The languages of the desk, then the others in which any message has a version."""
    codes = db.session.scalars(
        sa.select(MessageLanguage.language)
        .where(MessageLanguage.language.not_in(list(LANGUAGES)))
        .distinct()
        .order_by(MessageLanguage.language)
    )
    return [Tongue(code, term_name("language", code)) for code in (*LANGUAGES, *codes)]


def work_found(filters: Filters, user: User) -> sa.Select[Message]:
    """Messages of which the person may know how far they are."""
    return found_by(filters, user).where(work_of(user))


def state_in(message: Message, language: str) -> LanguageState:
    """How far the message is in that language."""
    found = (one.state for one in message.languages if one.language == language)
    return next(found, LanguageState.MISSING)


def totals(
    found: sa.Select[Message], languages: Iterable[Tongue]
) -> dict[str, dict[LanguageState, int]]:
    """How many of the messages are how far, by language."""
    ids = found.with_only_columns(Message.id).order_by(None)
    whole = db.session.scalar(sa.select(sa.func.count()).select_from(ids.subquery())) or 0
    counted = (
        sa.select(MessageLanguage.language, MessageLanguage.state, sa.func.count())
        .where(MessageLanguage.message_id.in_(ids))
        .group_by(MessageLanguage.language, MessageLanguage.state)
    )
    rows = {(language, state): count for language, state, count in db.session.execute(counted)}
    made = {}
    for one in languages:
        known = {state: rows.get((one.code, state), 0) for state in LanguageState}
        made[one.code] = known | {LanguageState.MISSING: whole - sum(known.values())}
    return made


def language_file(found: sa.Select[Message], languages: Sequence[Tongue]) -> Table:
    """Every message with its state in each language, in words."""
    whole = found.options(selectinload(Message.languages), joinedload(Message.owner))
    messages = db.session.scalars(whole.limit(EVERYTHING)).unique()

    def rows() -> Iterator[list[Cell]]:
        for one in messages:
            states = [str(LANGUAGE_STATE_LABELS[state_in(one, it.code)]) for it in languages]
            theme = reference().terms.get(one.theme_id or 0)
            owner = one.owner.name if one.owner else None
            yield [one.title, theme.name if theme else None, owner, *states]

    headers = [_("Message"), _("Theme"), _("Whose message"), *(one.name for one in languages)]
    return Table(_("Messages by language"), headers, rows(), [NAME_WIDTH, 30, 30])
