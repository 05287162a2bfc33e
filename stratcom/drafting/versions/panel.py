"""The section "Versions" on the page of a text."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting import queries, rules
from stratcom.drafting.models import Draft

LATEST = 5


class VersionsPanel:
    """The latest versions, for those who may read them."""

    position = 70
    template = "drafting/_versions_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """The versions; nothing for those who read the approved one alone."""
        asked = not rules.can_read_work(user, draft) and queries.is_asked(user, draft)
        if not rules.can_read_work(user, draft, asked=asked):
            return {}
        latest = db.session.scalars(queries.versions(draft.id).limit(LATEST)).all()
        return {"latest": latest}
