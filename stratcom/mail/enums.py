"""How far a letter has come."""

import enum

from flask_babel import lazy_gettext as _l

# Letters that gather what was told, and what is new among thematic messages.
DIGEST, MESSAGE_DIGEST = "digest", "message_digest"
# People choose how often these come, and whether at all.
CHOSEN = frozenset({DIGEST, MESSAGE_DIGEST})
QUESTION_ANSWER = "question_answer"


class MailState(enum.StrEnum):
    """QUEUED waits for its moment; SENDING is in the hands of one sender; the rest is final.

    HANDED is the moment between giving the text to the server and noting its answer. A sender
    that dies there leaves a letter that may have gone out: it becomes HELD, for a person to
    decide, since sending again could make it arrive twice.
    """

    QUEUED = "queued"
    SENDING = "sending"
    HANDED = "handed"
    SENT = "sent"
    HELD = "held"
    FAILED = "failed"
    DROPPED = "dropped"


# Held letters first: only a person can do something about them.
STATE_LABELS = {
    MailState.HELD: _l("may have been sent"),
    MailState.QUEUED: _l("waiting"),
    MailState.SENDING: _l("being sent"),
    MailState.HANDED: _l("handed to the server"),
    MailState.SENT: _l("sent"),
    MailState.FAILED: _l("could not be sent"),
    MailState.DROPPED: _l("dropped"),
}


class Trouble(enum.StrEnum):
    """What went wrong beside what servers say; begins the stored error."""

    EXPIRED = "expired"
    STOPPED = "stopped"
    UNANSWERED = "unanswered"
    UNWRITABLE = "unwritable"


TROUBLE_LABELS = {
    Trouble.EXPIRED: _l("It was too old to be of use."),
    Trouble.STOPPED: _l("The sending program stopped before the server answered."),
    Trouble.UNANSWERED: _l("The server did not answer at the end."),
    Trouble.UNWRITABLE: _l("The address is not one that letters can go to."),
}

# A kind without a label here is shown as it is stored.
KIND_LABELS = {
    DIGEST: _l("messages"),
    MESSAGE_DIGEST: _l("messages of the week"),
    QUESTION_ANSWER: _l("answer to a reader"),
    "guest_link": _l("link for a guest"),
    "guest_answer": _l("answer to a guest"),
    "account_link": _l("link to an account"),
    "account_change": _l("change of an account"),
}


def trouble_in_words(error: str) -> tuple[str, str]:
    """A stored error as a sentence of ours and what the server or the network said."""
    head, _colon, rest = error.partition(": ")
    if head in set(Trouble):
        return str(TROUBLE_LABELS[Trouble(head)]), rest
    return "", error
