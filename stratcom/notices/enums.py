"""What people are told of."""

import enum


class NoticeKind(enum.StrEnum):
    """Something that happened and that somebody should know of."""

    EVENT_SUBMITTED = "event_submitted"
    EVENT_APPROVED = "event_approved"
    EVENT_RETURNED = "event_returned"
    EVENT_PUBLISHED = "event_published"
    EVENT_UNPUBLISHED = "event_unpublished"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_POSTPONED = "event_postponed"
    EVENT_CHANGED = "event_changed"
    REPORT_DUE = "report_due"
    JOIN_ASKED = "join_asked"
    JOIN_ACCEPTED = "join_accepted"
    JOIN_DECLINED = "join_declined"
    GUEST_SUBMITTED = "guest_submitted"
    AGREEMENT_ENDS = "agreement_ends"
    AGREEMENT_RENEWS = "agreement_renews"
    NEXT_STEP_DUE = "next_step_due"
    HANDED_OVER = "handed_over"
    MAIL_HELD = "mail_held"
