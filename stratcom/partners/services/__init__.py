"""Changing the directory; what other features need most is named here."""

from stratcom.partners.lineage import as_of, current, current_ids
from stratcom.partners.services.naming import find_or_add, find_organisation, match_key

__all__ = ["as_of", "current", "current_ids", "find_or_add", "find_organisation", "match_key"]
