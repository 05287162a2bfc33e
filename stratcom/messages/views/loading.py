"""The message of an address, as far as the person may see it."""

from collections.abc import Callable

from flask import abort
from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.drafting.queries import is_asked
from stratcom.messages import queries, rules
from stratcom.messages.models import Message

Rule = Callable[[User, Message], bool]


def load_message(draft_id: int, rule: Rule | None = None) -> Message:
    """The message; 404 where it may not be seen, 403 where the rule forbids the act."""
    message = queries.find_message(draft_id)
    if message is None or not _may_view(message):
        abort(404)
    if rule is not None and not rule(current_user, message):
        abort(403)
    return message


def _may_view(message: Message) -> bool:
    readers = frozenset(one.organisation_id for one in message.reader_links)
    asked = is_asked(current_user, message)
    return rules.can_view(current_user, message, asked=asked, reader_ids=readers)
