"""Handing over what a person who leaves has in hand."""

from dataclasses import dataclass
from typing import Any

from stratcom.accounts.models import User
from stratcom.audit.services import Actor, record
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.team.holders import holders
from stratcom.team.services.changing import disable


@dataclass(frozen=True)
class Holding:
    """How many records of one kind a person has in hand."""

    name: str
    label: Any
    count: int


def holdings(user: User) -> list[Holding]:
    """What the person has in hand, kind by kind."""
    return [Holding(one.name, one.label, one.count(user)) for one in holders()]


def hand_over(user: User, to: User, *, actor: Actor, and_disable: bool = False) -> list[Holding]:
    """Give everything that `user` has in hand to `to`, in the present transaction.

    Returns what was moved. Raises DomainError when the account is to be disabled and may not be.
    """
    moved = [Holding(one.name, one.label, one.hand_over(user, to)) for one in holders()]
    changes: dict[str, list[Any]] = {one.name: [one.count, 0] for one in moved if one.count}
    record("user.handed_over", user, actor=actor, changes={"to": ["", to.login], **changes})
    if and_disable:
        disable(user, actor=actor)
    count = sum(one.count for one in moved)
    if count:
        who = {"who_ka": user.name, "who_en": user.name_en or user.name}
        tell([to], NoticeKind.HANDED_OVER, path="/desk/", words={**who, "count": count})
    return moved
