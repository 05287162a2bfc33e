"""The section "Validity and readers" on the page of a message, with what may be done about it."""

from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting import rules as drafting
from stratcom.drafting.models import Draft
from stratcom.messages import rules
from stratcom.messages.flags import flags_of
from stratcom.messages.models import Message
from stratcom.messages.services.withdrawing import TOLD
from stratcom.moments import today


class ValidityPanel:
    """How long a message holds and who sees it; for those who read its work."""

    position = 15
    template = "messages/_validity_panel.html"

    def context(self, draft: Draft, user: User) -> dict[str, Any]:
        """What the section shows."""
        if not isinstance(draft, Message) or not drafting.can_read_work(user, draft):
            return {}
        day = today()
        return {
            "message": draft,
            "flags": flags_of(draft, day) if draft.approved_number else [],
            "told": who_was_told(draft),
            "may_edit_details": rules.can_edit_details(user, draft),
            "may_publish": rules.can_publish(user, draft, day),
            "may_unpublish": rules.can_unpublish(user, draft),
            "may_withdraw": rules.can_withdraw(user, draft),
            "may_reinstate": rules.can_reinstate(user, draft),
            "may_archive": rules.can_archive(user, draft),
            "may_restore": rules.can_restore(user, draft),
        }


def who_was_told(message: Message) -> list[str]:
    """Organisations and people who were told of the withdrawal."""
    if message.withdrawn_at is None:
        return []
    entry = db.session.scalar(
        sa.select(AuditEntry)
        .where(
            AuditEntry.subject_type == message.__tablename__,
            AuditEntry.subject_id == message.id,
            AuditEntry.action == "message.withdrawn",
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return list(entry.changes.get(TOLD, [None, []])[1] or []) if entry else []
