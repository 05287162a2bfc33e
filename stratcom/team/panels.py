"""Who signs in for an organisation, on its page."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.team import queries, rules

SHOWN = 20


class AccountsPanel:
    """The accounts of the organisation, for those who may see them."""

    permission = Permission.ACCOUNT_INVITE
    position = 50
    template = "team/_accounts_panel.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """The accounts; nothing on the page of an organisation that is not one's own."""
        if not rules.can_manage(user) and user.organisation_id != organisation.id:
            return {}
        chosen = queries.find_accounts(user, queries.Filters())
        people = chosen.where(User.organisation_id == organisation.id).limit(SHOWN + 1)
        found = queries.lines(db.session.scalars(people).all())
        return {"account_lines": found[:SHOWN], "more_accounts": len(found) > SHOWN}


ORGANISATION_PANELS = (AccountsPanel(),)
