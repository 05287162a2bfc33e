"""The filters of the list of questions, read from an address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from stratcom.events.reference import reference
from stratcom.messages.enums import Origin, QuestionState
from stratcom.messages.models import MessageQuestion
from stratcom.messages.questions.queries import questions
from stratcom.vocabularies.enums import TermKind

ORIGIN_LABELS = {Origin.PARTNER: _l("Partners"), Origin.PUBLIC: _l("Readers of the public pages")}
ALL = "all"
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; unanswered questions when nothing is said."""

    state: QuestionState | None = QuestionState.NEW
    origin: Origin | None = None
    message_id: int | None = None
    theme: str = ""

    @property
    def active(self) -> bool:
        """True when anything but the choice of list narrows it."""
        return bool(self.origin or self.message_id or self.theme)

    def query(self, state: str | None = None) -> str:
        """These filters as a query string, perhaps with another list."""
        chosen = state or (self.state.value if self.state else ALL)
        pairs: dict[str, Any] = {
            "state": "" if chosen == QuestionState.NEW else chosen,
            "origin": self.origin.value if self.origin else "",
            "message": self.message_id or "",
            "theme": self.theme,
        }
        return urlencode([(name, value) for name, value in pairs.items() if value])


def read_wanted(args: MultiDict[str, str]) -> Wanted:
    """The filters of an address; what is odd is left out."""
    state, origin, number = args.get("state", ""), args.get("origin", ""), args.get("message", "")
    shown: QuestionState | None = QuestionState.NEW
    if state == ALL:
        shown = None
    elif state in set(QuestionState):
        shown = QuestionState(state)
    odd = not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER
    return Wanted(
        state=shown,
        origin=Origin(origin) if origin in set(Origin) else None,
        message_id=None if odd else int(number),
        theme=args.get("theme", "")[:80],
    )


def found_by(wanted: Wanted) -> sa.Select[MessageQuestion]:
    """The questions asked for; a theme that does not exist has none."""
    theme_id = None
    if wanted.theme:
        theme_id = reference().term_ids.get((TermKind.THEME.value, wanted.theme), 0)
    return questions(
        state=wanted.state,
        origin=wanted.origin,
        message_id=wanted.message_id,
        theme_id=theme_id,
    )
