"""What a person who leaves has in hand here: events that belong to no organisation."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Machine, record
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.events.services.refiling import refile_many


class OwnEvents:
    """Events of nobody but who made them; those of an organisation stay with it."""

    name = "events"
    label = _l("Events without an organisation")

    def count(self, user: User) -> int:
        """How many there are."""
        found = sa.select(sa.func.count()).select_from(self._of(user).subquery())
        return db.session.scalar(found) or 0

    def hand_over(self, user: User, to: User) -> int:
        """Let another count as who made them, in the index too."""
        found = db.session.scalars(self._of(user)).all()
        for event in found:
            event.created_by_id = to.id
            record("event.handed_over", event, actor=Machine())
        refile_many([event.id for event in found])
        return len(found)

    def _of(self, user: User) -> sa.Select[Event]:
        return sa.select(Event).where(
            Event.created_by_id == user.id, Event.owner_id.is_(None), Event.archived_at.is_(None)
        )


ACCOUNT_HOLDERS = (OwnEvents(),)
