"""The organisation of an address, as far as the person may see it."""

from collections.abc import Callable

from flask import abort
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.partners import queries, rules
from stratcom.partners.models import Organisation

Rule = Callable[[User, Organisation], bool]


def load_organisation(organisation_id: int, rule: Rule = rules.can_view) -> Organisation:
    """The organisation; 404 where it may not be seen, 403 where the rule forbids the act."""
    organisation = queries.find(organisation_id)
    if organisation is None or not rules.can_view(current_user, organisation):
        abort(404)
    if not rule(current_user, organisation):
        abort(403)
    return organisation
