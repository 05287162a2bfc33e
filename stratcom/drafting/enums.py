"""What texts are drafted, what they consist of, and how they come to be approved."""

import enum

from flask_babel import lazy_gettext as _l


class DraftKind(enum.StrEnum):
    """What is drafted."""

    MESSAGE = "message"


class PartKind(enum.StrEnum):
    """What a part of a text is."""

    TITLE = "title"
    UMBRELLA = "umbrella"
    BODY = "body"
    PILLAR = "pillar"
    PROOF = "proof"
    QUESTION = "question"
    ANSWER = "answer"
    AVOID = "avoid"
    SAY = "say"
    VARIANT = "variant"


PART_LABELS = {
    PartKind.TITLE: _l("Title"),
    PartKind.UMBRELLA: _l("Umbrella message"),
    PartKind.BODY: _l("Text"),
    PartKind.PILLAR: _l("Pillar"),
    PartKind.PROOF: _l("Proof point"),
    PartKind.QUESTION: _l("Question"),
    PartKind.ANSWER: _l("Answer"),
    PartKind.AVOID: _l("Instead of this"),
    PartKind.SAY: _l("Say this"),
    PartKind.VARIANT: _l("Version"),
}
# Parts whose text is Markdown; the others are a sentence or two.
MARKDOWN_PARTS = frozenset({PartKind.BODY, PartKind.ANSWER, PartKind.VARIANT})


class DraftState(enum.StrEnum):
    """Where the present version stands; an approved one stays in force beside it."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SUBMITTED = "submitted"
    HALF_APPROVED = "half_approved"
    RETURNED = "returned"
    APPROVED = "approved"


STATE_LABELS = {
    DraftState.DRAFT: _l("Draft"),
    DraftState.IN_REVIEW: _l("In review"),
    DraftState.SUBMITTED: _l("Waits for approval"),
    DraftState.HALF_APPROVED: _l("Waits for the second approval"),
    DraftState.RETURNED: _l("Returned for correction"),
    DraftState.APPROVED: _l("Approved"),
}
# States in which the text may be changed; an edit of an approved text begins a new draft.
OPEN_STATES = frozenset(
    {DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.RETURNED, DraftState.APPROVED}
)
WAITING_STATES = frozenset({DraftState.SUBMITTED, DraftState.HALF_APPROVED})


class LanguageState(enum.StrEnum):
    """How far the text is in one language."""

    MISSING = "missing"
    DRAFT = "draft"
    OUTDATED = "outdated"
    READY = "ready"


LANGUAGE_STATE_LABELS = {
    LanguageState.MISSING: _l("Missing"),
    LanguageState.DRAFT: _l("Being written"),
    LanguageState.OUTDATED: _l("Out of date"),
    LanguageState.READY: _l("Ready"),
}


class Verdict(enum.StrEnum):
    """What a reviewer says of a text."""

    AGREE = "agree"
    REMARKS = "remarks"
    OBJECT = "object"


VERDICT_LABELS = {
    Verdict.AGREE: _l("Agrees"),
    Verdict.REMARKS: _l("Agrees with remarks"),
    Verdict.OBJECT: _l("Objects"),
}


class CommentKind(enum.StrEnum):
    """A remark on a passage, or other words for it."""

    COMMENT = "comment"
    SUGGESTION = "suggestion"


class CommentState(enum.StrEnum):
    """What became of a comment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RESOLVED = "resolved"


COMMENT_STATE_LABELS = {
    CommentState.OPEN: _l("Not dealt with yet"),
    CommentState.ACCEPTED: _l("Taken into the text"),
    CommentState.DECLINED: _l("Declined"),
    CommentState.RESOLVED: _l("Dealt with"),
}


class Decision(enum.StrEnum):
    """What was decided about a version that waited for approval."""

    APPROVED = "approved"
    RETURNED = "returned"
