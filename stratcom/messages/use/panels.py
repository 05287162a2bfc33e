"""What pages of events, messages and organisations show of use."""

from typing import Any

from flask_login import current_user

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.drafting.models import Draft
from stratcom.events.models import Event
from stratcom.messages.flags import FlagKind, flags_of
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.rules import reads_all_work
from stratcom.messages.use.filters import UseFilters
from stratcom.messages.use.queries import (
    read_uses,
    removed_uses,
    uses_of_event,
    uses_of_message,
)
from stratcom.messages.use.report import totals_by_message
from stratcom.messages.use.rules import can_add_use, can_change_use, can_link
from stratcom.moments import today
from stratcom.partners.models import Organisation

SHOWN = 5
# What those who look after a message are told, not those who use it.
OWN_BUSINESS = frozenset({FlagKind.REVIEW_DUE, FlagKind.UNSOURCED})


def flags_of_use(use: MessageUse, user: User) -> list[Any]:
    """What is wrong with a used message today, or on the day of the event that is to come."""
    day = today()
    if use.event is not None:
        day = max(day, use.event.first_day)
    found = flags_of(use.message, day, used_number=use.number)
    if reads_all_work(user):
        return found
    return [one for one in found if one.kind not in OWN_BUSINESS]


def of_event(event: Event, user: User) -> dict[str, Any]:
    """What the section on the page of an event shows."""
    uses = uses_of_event(event, user)
    may_link = can_link(user, event)
    return {
        "uses": uses,
        "flags": {one.id: flags_of_use(one, user) for one in uses},
        "removed": uses_of_event(event, user, removed=True) if may_link else [],
        "may_link": may_link,
    }


class MessagesOfEvent:
    """The messages that are to be said at an event."""

    permission = Permission.MESSAGE_VIEW
    template = "messages/_event_messages.html"

    def context(self, event: Event) -> dict[str, Any]:
        """Nothing for those who may not choose, where nothing was chosen."""
        found = of_event(event, current_user)
        return found if found["uses"] or found["may_link"] else {}


class UsesOfMessage:
    """Where a message was used, as far as the reader may know."""

    position = 40
    template = "messages/_use_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """Nothing before the message was approved."""
        if not isinstance(draft, Message) or draft.approved_number is None:
            return {}
        found = list(read_uses(uses_of_message(draft, user).limit(SHOWN + 1)))
        shown = found[:SHOWN]
        gone = removed_uses(user).where(MessageUse.message_id == draft.id)
        removed = read_uses(gone.order_by(MessageUse.removed_at.desc()).limit(SHOWN))
        return {
            "uses": shown,
            "has_more": len(found) > SHOWN,
            "changeable": {one.id for one in shown if can_change_use(user, one)},
            "removed": [one for one in removed if can_change_use(user, one)],
            "may_record": can_add_use(user, draft),
        }


class TextOfMessage:
    """The message as plain text, to be copied."""

    position = 45
    template = "messages/_text_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """Always there: whoever may read a message may copy it."""
        return {"message": draft} if isinstance(draft, Message) else {}


class MessagesOfOrganisation:
    """The messages that an organisation used most."""

    permission = Permission.MESSAGE_VIEW
    position = 45
    template = "messages/_organisation_messages.html"

    def context(self, organisation: Organisation, user: User) -> dict[str, Any]:
        """Nothing where no use is known to the reader."""
        asked = UseFilters({"organisation": str(organisation.id)}, organisation=organisation)
        totals = totals_by_message(asked, user)
        return {"totals": totals[:SHOWN], "has_more": len(totals) > SHOWN} if totals else {}
