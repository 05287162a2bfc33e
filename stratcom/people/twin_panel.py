"""On a person's page: which records may be the same person, and which were merged into it."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.partners.merges import described, merges_of
from stratcom.people.duplicates import LIKENESS, duplicates_of
from stratcom.people.models import Person
from stratcom.people.rules import is_living


class Twins:
    """Likely duplicates with the way to merge them, and merges with the way to undo them."""

    permission = Permission.PERSON_EDIT
    position = 60
    template = "people/_twins_panel.html"

    def context(self, person: Person, _user: User) -> dict[str, Any]:
        """Nothing for a record that is not in use."""
        if not is_living(person) or person.archived_at is not None:
            return {}
        return {
            "likely": duplicates_of(person),
            "merged": described(merges_of(LIKENESS.kind, person.id), Person),
        }
