"""On the page of an event: which guest sent it."""

from typing import Any

from stratcom.accounts.permissions import Permission
from stratcom.events.models import Event
from stratcom.submissions.queries import submissions_of


class SenderPanel:
    """Name and address of the sender, for the department alone."""

    permission = Permission.EVENT_EDIT_ALL
    template = "submissions/_sender_panel.html"

    def context(self, event: Event) -> dict[str, Any]:
        """The submission, for events that no account made."""
        if event.created_by_id is not None:
            return {}
        found = submissions_of([event.id])
        return {"submission": found[0]} if found else {}
