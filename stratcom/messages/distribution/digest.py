"""The letter of the week to partners: once a week, and only when there is something to say."""

from datetime import date

import sqlalchemy as sa
from flask import current_app

from stratcom.accounts.enums import Digest
from stratcom.accounts.models import User
from stratcom.accounts.permissions import ROLE_PERMISSIONS, Permission
from stratcom.db import db
from stratcom.messages.distribution.letters import post_week
from stratcom.messages.distribution.weekly import monday_of, week_before
from stratcom.messages.models import MessageWeek

# The department itself has the lists of the desk.
ROLES = [
    role
    for role, granted in ROLE_PERMISSIONS.items()
    if Permission.MESSAGE_VIEW in granted and Permission.MESSAGE_VIEW_ALL not in granted
]


def post_weeks(today: date) -> int:
    """Write the letters of this week, unless that was done; nobody is told anything on the desk.

    It is due on Monday, or on the first day of the week on which it is called. The letters and
    the note that they were written land in one transaction: nobody gets two, nobody is left out.
    """
    monday = monday_of(today)
    if not current_app.config["SMTP_URL"] or db.session.get(MessageWeek, monday) is not None:
        return 0
    done = MessageWeek(monday=monday)
    db.session.add(done)
    # Another process that writes them just now makes this fail, before any letter is written.
    db.session.flush()
    done.letters = sum(_post(user, monday) for user in db.session.scalars(_readers()).all())
    return 0


def _post(user: User, monday: date) -> bool:
    week = week_before(user, monday)
    if not len(week):
        return False
    post_week(user, week, monday)
    return True


def _readers() -> sa.Select[User]:
    return (
        sa.select(User)
        .where(
            User.role.in_(ROLES),
            User.disabled_at.is_(None),
            User.email != "",
            User.digest != Digest.NONE,
        )
        .order_by(User.id)
    )
