"""Who is told on a day of agreements that end and of next steps that are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.contacts import agreement_queries, queries
from stratcom.contacts.models import Agreement
from stratcom.contacts.services.entries import step_path, step_words
from stratcom.contacts.validity import is_renewed
from stratcom.db import db
from stratcom.notices.enums import NoticeKind
from stratcom.notices.models import Notice
from stratcom.notices.services import people_who_may, tell

LAST_WEEK = 7


@dataclass(frozen=True)
class Message:
    """One thing to tell, to whom, and by what name it is told one time only."""

    people: list[User]
    kind: NoticeKind
    path: str
    words: dict[str, Any]
    once: str


def remind(today: date) -> int:
    """Tell everybody of what is due on that day; return how many messages were news.

    Running it again tells nobody anything twice; after days without a run, what was missed is
    told as it stands now.
    """
    messages = [*_ending_agreements(today), *_due_steps(today)]
    told = _told_already(messages)
    news = 0
    for one in messages:
        people = [person for person in one.people if (person.id, one.once) not in told]
        if people:
            news += tell(people, one.kind, path=one.path, words=one.words, once=one.once)
    return news


def _ending_agreements(today: date) -> Iterator[Message]:
    notice = db.session.scalar(sa.select(sa.func.max(Agreement.remind_days))) or 0
    ends = dict(agreement_queries.ends_between(today, today + timedelta(days=notice)))
    agreements = db.session.scalars(
        agreement_queries.agreements().where(Agreement.id.in_(list(ends)))
    ).all()
    keepers = people_who_may(Permission.CONTACT_EDIT)
    for agreement in agreements:
        end = ends[agreement.id]
        stage = _stage(agreement, (end - today).days)
        if not stage:
            continue
        responsible = agreement.responsible
        present = responsible is not None and responsible.is_active
        yield Message(
            [responsible] if responsible is not None and present else keepers,
            NoticeKind.AGREEMENT_RENEWS if is_renewed(agreement) else NoticeKind.AGREEMENT_ENDS,
            f"/desk/agreements/{agreement.id}/",
            _agreement_words(agreement, end),
            f"agreement_ends:{agreement.id}:{end}:{stage}",
        )


def _stage(agreement: Agreement, days_left: int) -> str:
    """Which of the three reminders is due; empty while it is too early for any."""
    if days_left > agreement.remind_days and days_left > 0:
        return ""
    if days_left == 0:
        return "day"
    return "week" if days_left <= LAST_WEEK < agreement.remind_days else "first"


def _agreement_words(agreement: Agreement, end: date) -> dict[str, Any]:
    bodies = [link.organisation for link in agreement.organisation_links]
    return {
        "title_ka": agreement.title_ka,
        "title_en": agreement.title_en,
        "who_ka": "; ".join(one.name_ka for one in bodies),
        "who_en": "; ".join(one.name_en or one.name_ka for one in bodies),
        "day": end.isoformat(),
    }


def _due_steps(today: date) -> Iterator[Message]:
    for entry in db.session.scalars(queries.steps_due(today + timedelta(days=1))):
        owner, day = entry.next_step_owner, entry.next_step_due
        if owner is None or day is None:
            continue
        yield Message(
            [owner],
            NoticeKind.NEXT_STEP_DUE,
            step_path(entry),
            step_words(entry, entry.organisation),
            f"next_step:{entry.id}:{day}:{_lateness((today - day).days)}",
        )


def _lateness(days: int) -> str:
    """The day before, the day itself, then once in each week that it is late."""
    if days <= 0:
        return "day" if days == 0 else "tomorrow"
    return f"late-{(days - 1) // 7}"


def _told_already(messages: list[Message]) -> set[tuple[int, str]]:
    """Who was told which of them: one question for all, since most of them were told before."""
    ids = {person.id for one in messages for person in one.people}
    wanted = {one.once for one in messages}
    if not ids:
        return set()
    rows = db.session.execute(
        sa.select(Notice.user_id, Notice.once).where(
            Notice.user_id.in_(ids), Notice.once.in_(wanted)
        )
    )
    return {(user_id, once) for user_id, once in rows}
