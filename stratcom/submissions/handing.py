"""What a person who leaves has in hand here: guest links that are open."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.accounts.models import User
from stratcom.audit.services import Machine, record
from stratcom.db import db
from stratcom.moments import today
from stratcom.submissions.models import GuestLink


class GuestLinks:
    """Links that the person handed out and that can still be used."""

    name = "guest_links"
    label = _l("Guest links")

    def count(self, user: User) -> int:
        """How many there are."""
        found = sa.select(sa.func.count()).select_from(self._of(user).subquery())
        return db.session.scalar(found) or 0

    def hand_over(self, user: User, to: User) -> int:
        """Let another answer for them."""
        found = db.session.scalars(self._of(user)).all()
        for link in found:
            link.created_by_id = to.id
            record("guest_link.handed_over", link, actor=Machine())
        return len(found)

    def _of(self, user: User) -> sa.Select[GuestLink]:
        return sa.select(GuestLink).where(
            GuestLink.created_by_id == user.id,
            GuestLink.closed_at.is_(None),
            GuestLink.valid_until >= today(),
        )


ACCOUNT_HOLDERS = (GuestLinks(),)
