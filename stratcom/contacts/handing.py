"""What a person who leaves has in hand here: next steps, and agreements to mind."""

from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Machine, record
from stratcom.contacts.models import Agreement, ContactEntry
from stratcom.db import db


class NextSteps:
    """Next steps that wait for the person."""

    name = "next_steps"
    label = _l("Next steps")

    def count(self, user: User) -> int:
        """How many wait."""
        return _count(self._of(user))

    def hand_over(self, user: User, to: User) -> int:
        """Let them wait for another."""
        found = db.session.scalars(self._of(user)).all()
        for entry in found:
            entry.next_step_owner_id = to.id
            record("contact.handed_over", entry, actor=Machine())
        return len(found)

    def _of(self, user: User) -> sa.Select[ContactEntry]:
        return sa.select(ContactEntry).where(
            ContactEntry.next_step_owner_id == user.id,
            ContactEntry.next_step_done_at.is_(None),
            ContactEntry.next_step != "",
        )


class Agreements:
    """Agreements for which the person is responsible."""

    name = "agreements"
    label = _l("Agreements")

    def count(self, user: User) -> int:
        """How many there are."""
        return _count(self._of(user))

    def hand_over(self, user: User, to: User) -> int:
        """Let another be responsible."""
        found = db.session.scalars(self._of(user)).all()
        for agreement in found:
            agreement.responsible_id = to.id
            record("agreement.handed_over", agreement, actor=Machine())
        return len(found)

    def _of(self, user: User) -> sa.Select[Agreement]:
        return sa.select(Agreement).where(Agreement.responsible_id == user.id)


def _count(found: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


ACCOUNT_HOLDERS = (NextSteps(), Agreements())
