"""Whom messages are meant for, how they are spoken, used and asked about."""

import enum

from flask_babel import lazy_gettext as _l


class Circle(enum.StrEnum):
    """Whose accounts see a message once it is approved."""

    DEPARTMENT = "department"
    AGENCIES = "agencies"
    EVERYBODY = "everybody"


CIRCLE_LABELS = {
    Circle.DEPARTMENT: _l("The department alone"),
    Circle.AGENCIES: _l("State agencies and the implementing body"),
    Circle.EVERYBODY: _l("All partner organisations"),
}


class Channel(enum.StrEnum):
    """Where a version of a message is spoken or written."""

    MEETING = "meeting"
    SPEECH = "speech"
    TELEVISION = "television"
    PRESS = "press"
    SOCIAL_MEDIA = "social_media"
    WEB = "web"
    PRINT = "print"
    ADVERTISING = "advertising"


CHANNEL_LABELS = {
    Channel.MEETING: _l("Meeting with people"),
    Channel.SPEECH: _l("Speech"),
    Channel.TELEVISION: _l("Television and radio"),
    Channel.PRESS: _l("Press"),
    Channel.SOCIAL_MEDIA: _l("Social media"),
    Channel.WEB: _l("Web site"),
    Channel.PRINT: _l("Leaflet, poster"),
    Channel.ADVERTISING: _l("Advertising"),
}


class UseKind(enum.StrEnum):
    """What a message was used for."""

    EVENT = "event"
    ACTIVITY = "activity"
    CAMPAIGN = "campaign"
    OTHER = "other"


USE_LABELS = {
    UseKind.EVENT: _l("Event"),
    UseKind.ACTIVITY: _l("Activity of the plan"),
    UseKind.CAMPAIGN: _l("Campaign"),
    UseKind.OTHER: _l("Other use"),
}


class UseState(enum.StrEnum):
    """What became of a use: that of an event follows the event, any other its day."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


USE_STATE_LABELS = {
    UseState.PLANNED: _l("Planned use"),
    UseState.DONE: _l("Used"),
    UseState.CANCELLED: _l("Did not take place"),
}


class Origin(enum.StrEnum):
    """Where a question came from."""

    PUBLIC = "public"
    PARTNER = "partner"


class QuestionState(enum.StrEnum):
    """What became of a question."""

    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"


QUESTION_LABELS = {
    QuestionState.NEW: _l("Unanswered"),
    QuestionState.ANSWERED: _l("Answered"),
    QuestionState.CLOSED: _l("Closed without an answer"),
}


class CloseReason(enum.StrEnum):
    """Why a question gets no answer."""

    ANSWERED_ELSEWHERE = "answered_elsewhere"
    NOT_OURS = "not_ours"
    UNCLEAR = "unclear"
    ABUSE = "abuse"


CLOSE_LABELS = {
    CloseReason.ANSWERED_ELSEWHERE: _l("Answered in another way"),
    CloseReason.NOT_OURS: _l("Not about this message"),
    CloseReason.UNCLEAR: _l("It is not clear what is asked"),
    CloseReason.ABUSE: _l("Insult, advertising or other abuse"),
}
