"""The text of an address, as far as the person may see it."""

from collections.abc import Callable

from flask import abort
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.drafting import queries, rules
from stratcom.drafting.models import Draft

Rule = Callable[[User, Draft], bool]


def load_draft(draft_id: int, rule: Rule | None = None) -> Draft:
    """The text with its present version; 404 where its work may not be read, 403 by the rule."""
    draft = queries.find_draft(draft_id)
    if draft is None:
        abort(404)
    asked = queries.is_asked(current_user, draft)
    if not rules.can_read_work(current_user, draft, asked=asked):
        abort(404)
    if rule is not None and not rule(current_user, draft):
        abort(403)
    return draft
