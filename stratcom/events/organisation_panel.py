"""What an organisation did: its events by role, on its page in the directory."""

from typing import Any
from urllib.parse import urlencode

from flask import url_for

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.events import queries
from stratcom.events.filters import Filters, narrow
from stratcom.events.search import find_page
from stratcom.partners.models import Organisation
from stratcom.partners.queries import predecessors_of

ROLES = ("organiser", "partner", "donor")
LATEST = 5


class EventsOfOrganisation:
    """How many events it organised, joined and funded, and the latest of them.

    Those of the bodies whose work passed to it are counted with its own.
    """

    permission = Permission.EVENT_VIEW
    position = 40
    template = "events/_organisation_events.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """Counts by role with the list that each stands for."""
        earlier = predecessors_of(organisation.id)
        ids = [str(one) for one in (organisation.id, *earlier)]
        everything = queries.visible_to(user)
        latest = find_page(
            narrow(everything, Filters({"involved": ids}), user=user), number=1, size=LATEST
        )
        counts = {}
        for role in ROLES if latest.items else ():
            found = narrow(everything, Filters({role: ids}), user=user)
            counts[role] = find_page(found, number=1, size=1)
        return {
            "counts": counts,
            "listed": {role: _address(role, ids) for role in ("involved", *ROLES)},
            "latest": queries.load(latest.items),
            "predecessors": [db.session.get_one(Organisation, one) for one in earlier],
        }


def _address(role: str, ids: list[str]) -> str:
    return f"{url_for('events.index')}?{urlencode([(role, one) for one in ids])}"
