"""The filters of the list of messages, read from an address."""

import enum
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.drafting.enums import DraftState, LanguageState
from stratcom.messages.rules import reads_all_work
from stratcom.web.asked import Asked, values_asked


class Show(enum.StrEnum):
    """Which messages a list shows, by whether they may be used."""

    IN_FORCE = "in-force"
    MINE = "mine"
    COMING = "coming"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    ALL = "all"


SHOW_LABELS = {
    Show.IN_FORCE: _l("In force"),
    Show.MINE: _l("Mine"),
    Show.COMING: _l("Not yet valid"),
    Show.EXPIRED: _l("Expired"),
    Show.WITHDRAWN: _l("Withdrawn"),
    Show.ARCHIVED: _l("In the archive"),
    Show.ALL: _l("All"),
}
# What those who write messages may ask, beside what all may.
WORK_NAMES = ("state", "language", "again", "facts", "ends")
NAMES = ("q", "theme", "audience", *WORK_NAMES)


@dataclass(frozen=True)
class Filters(Asked):
    """What an address asks for; the choice of list does not narrow it."""

    shown: Show = Show.ALL
    # The list that is shown unasked.
    usual: Show = Show.ALL

    @property
    def language(self) -> tuple[str, LanguageState] | None:
        """The language that is asked for, and how far it is."""
        code, _dot, state = self.one("language").partition(".")
        return (code, LanguageState(state)) if state else None

    def showing(self, show: Show | None = None, **changes: str | None) -> str:
        """The same as a query string with another list, or this one."""
        chosen = show or self.shown
        return self.query(show=None if chosen is self.usual else chosen.value, **changes)


def lists_for(user: User) -> tuple[Show, ...]:
    """The lists that are offered to the person; the first is shown unasked."""
    if reads_all_work(user):
        return (
            *(Show.ALL, Show.IN_FORCE, Show.MINE, Show.COMING),
            *(Show.EXPIRED, Show.WITHDRAWN, Show.ARCHIVED),
        )
    if user.can(Permission.MESSAGE_EDIT):
        every = (Show.IN_FORCE, Show.MINE, Show.COMING, Show.EXPIRED, Show.WITHDRAWN)
        return (*every, Show.ARCHIVED, Show.ALL)
    return (Show.IN_FORCE, Show.COMING, Show.EXPIRED, Show.WITHDRAWN)


def read_filters(args: MultiDict[str, str], user: User, *, lists: tuple[Show, ...] = ()) -> Filters:
    """The known filters of an address, as far as the person may ask them.

    `lists` are offered in place of those that are the person's own.
    """
    names = NAMES if user.can(Permission.MESSAGE_EDIT) else NAMES[: -len(WORK_NAMES)]
    given = values_asked(args, names)
    values = {name: value for name, value in given.items() if _is_known(name, value)}
    offered = lists or lists_for(user)
    asked = args.get("show", "")
    shown = next((one for one in offered if one.value == asked), offered[0])
    return Filters(values, shown, offered[0])


def _is_known(name: str, value: str) -> bool:
    if name == "state":
        return value in set(DraftState)
    if name == "language":
        code, _dot, state = value.partition(".")
        return code.isalpha() and state in set(LanguageState)
    return True
