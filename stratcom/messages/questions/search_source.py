"""Questions about messages as the search reads them: what the list of the desk shows of one.

Readers of the public pages may have written of themselves: only those who answer find what they
wrote, nobody finds anything by an address, and what `retention` erases leaves the index with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.messages import cards as lists
from stratcom.messages.enums import QUESTION_LABELS, Origin
from stratcom.messages.models import Message, MessageQuestion
from stratcom.messages.queries import visible_to
from stratcom.messages.scopes import NOBODY, Readership, Scopes, held_by
from stratcom.messages.search_source import readerships
from stratcom.moments import local
from stratcom.search.enums import Kind
from stratcom.search.sources import Card, Face, Record

ANSWERS = "answers"
LONGEST_TITLE = 160
READ = sa.select(
    MessageQuestion.id,
    MessageQuestion.message_id,
    MessageQuestion.origin,
    MessageQuestion.language,
    MessageQuestion.text,
    MessageQuestion.answer,
    MessageQuestion.asked_by_id,
    MessageQuestion.organisation_id,
    MessageQuestion.at,
    MessageQuestion.state,
)
_ADDRESS = re.compile(r"\S+@\S+")
Ids = Sequence[int]


class QuestionSource:
    """Questions of partners and of readers, with their answers."""

    kind = Kind.QUESTION

    def records(self, ids: Ids) -> Iterator[Record]:
        """Those of these questions of which anything was kept."""
        rows = _rows(ids)
        readers = readerships([row.message_id for row in rows if row.message_id])
        for row in rows:
            text, answer = (_ADDRESS.sub(" ", one).strip() for one in (row.text, row.answer))
            if text or answer:
                yield Record(
                    row.id,
                    [_face(row, text, answer, readers.get(row.message_id))],
                    local(row.at).date(),
                )

    def ids(self, *, after: int, limit: int) -> Ids:
        """Ids of all questions in their order, so many after that one."""
        column = MessageQuestion.id
        found = sa.select(column).where(column > after).order_by(column).limit(limit)
        return db.session.scalars(found).all()

    def refile(self, ids: Ids) -> None:
        """Nothing else of a question follows from the rules for search keys."""

    def scopes(self, user: User | None) -> Scopes:
        """All, for those who answer; else what one's organisation asked about what one may open."""
        if user is None:
            return NOBODY
        if user.can(Permission.MESSAGE_ANSWER):
            return frozenset({ANSWERS})
        asker = _body(user.organisation_id) if user.organisation_id else _person(user.id)
        return frozenset(_of(asker, one) for one in held_by(user))

    def cards(self, ids: Ids, user: User) -> Mapping[int, Card]:
        """The questions as the desk shows them, with the title that the person may read."""
        rows = _rows(ids)
        about = sa.select(Message).where(
            Message.id.in_([row.message_id for row in rows]), visible_to(user)
        )
        messages = db.session.scalars(lists.shown(about)).unique().all()
        titles = {one.message.id: one.version.title for one in lists.cards(messages, user)}
        answers = user.can(Permission.MESSAGE_ANSWER)
        return {row.id: _card(row, titles.get(row.message_id, ""), answers) for row in rows}


def _rows(ids: Ids) -> Sequence[Any]:
    chosen = READ.where(MessageQuestion.id.in_(ids)).order_by(MessageQuestion.id)
    return db.session.execute(chosen).all()


def _face(row: Any, text: str, answer: str, readers: Readership | None) -> Face:
    title = shortened(text)
    english = row.language == "en"
    body = "\n".join(one for one in (text if text != title else "", answer) if one)
    return Face(
        frozenset({ANSWERS}) | _askers(row, readers),
        title_ka="" if english else title,
        title_en=title if english else "",
        body=body,
    )


def _askers(row: Any, readers: Readership | None) -> Scopes:
    """The organisation that asked, or who asked without one, as far as they see the message."""
    if row.origin is not Origin.PARTNER or readers is None:
        return NOBODY
    askers = [_person(row.asked_by_id)] if row.asked_by_id else []
    if row.organisation_id:
        askers.append(_body(row.organisation_id))
    return frozenset(_of(one, scope) for one in askers for scope in readers.of_anything)


def _of(asker: str, scope: str) -> str:
    return f"{asker}__{scope}"


def _body(organisation_id: int) -> str:
    return f"of_o{organisation_id}"


def _person(user_id: int) -> str:
    return f"of_u{user_id}"


def _card(row: Any, about: str, answers: bool) -> Card:
    path = f"/desk/messages/{row.message_id}#my-questions"
    if answers:
        path = f"/desk/messages/questions/{row.id}/"
    facts = [str(QUESTION_LABELS[row.state]), about]
    return Card(path, shortened(row.text), "", [one for one in facts if one])


def shortened(text: str) -> str:
    """The beginning of a text, on one line, as a title."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
