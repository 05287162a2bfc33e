"""On an organisation's page: which records may be the same body, and which were merged into it."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.partners.duplicates import LIKENESS, duplicates_of
from stratcom.partners.merges import described, merges_of
from stratcom.partners.models import Organisation


class Twins:
    """Likely duplicates with the way to merge them, and merges with the way to undo them."""

    permission = Permission.ORGANISATION_MERGE
    position = 60
    template = "partners/_twins_panel.html"

    def context(self, organisation: Organisation, _user: User) -> dict[str, Any]:
        """Nothing for a record that is not in use."""
        if organisation.merged_into_id is not None or organisation.archived_at is not None:
            return {}
        return {
            "likely": duplicates_of(organisation),
            "merged": described(merges_of(LIKENESS.kind, organisation.id), Organisation),
        }
