"""What the wording check says of a text, in short, on the text's page."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.drafting import rules
from stratcom.drafting.models import Draft
from stratcom.drafting.queries import is_asked
from stratcom.drafting.wording.checking import findings, open_ones, places_of


class WordingPanel:
    """How many wordings wait for a decision; for those who may read the work."""

    position = 30
    template = "drafting/_wording_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """The counts; empty for readers of the approved text alone."""
        if draft.archived_at is not None or not _reads(user, draft):
            return {}
        found = findings(draft, places_of(draft.current))
        return {"wordings": len(found), "wordings_open": len(open_ones(found))}


def _reads(user: User, draft: Draft) -> bool:
    if rules.can_read_work(user, draft):
        return True
    return rules.can_read_work(user, draft, asked=is_asked(user, draft))
