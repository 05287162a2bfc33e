"""Who signs in for an organisation, on its page."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners.forms import numbered_name
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
        chosen = queries.find_accounts(user, queries.Filters(organisation_id=organisation.id))
        found = queries.lines(db.session.scalars(chosen.limit(SHOWN + 1)).all())
        return {
            "account_lines": found[:SHOWN],
            "more_accounts": len(found) > SHOWN,
            "named": numbered_name(organisation.id),
        }


ORGANISATION_PANELS = (AccountsPanel(),)
