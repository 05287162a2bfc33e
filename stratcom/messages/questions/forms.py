"""Forms of pledges, questions and answers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from stratcom.messages.enums import CLOSE_LABELS
from stratcom.submissions.forms import mail_field
from stratcom.web.fields import labelled
from stratcom.web.forms import BaseForm, at_most

SHORTEST_QUESTION, LONGEST_QUESTION = 5, 2_000
LONGEST_ANSWER = 10_000
LONGEST_NOTE = 300


def question_field(label: Any) -> TextAreaField:
    """A question: long enough to be one, short enough to be read."""
    bounds = Length(
        min=SHORTEST_QUESTION,
        max=LONGEST_QUESTION,
        message=_l("Write between %(min)d and %(max)d characters."),
    )
    shown = {"rows": 5, "maxlength": LONGEST_QUESTION}
    return TextAreaField(label, [DataRequired(), bounds], render_kw=shown)


class PledgeForm(BaseForm):
    """The word of an organisation that it will use a message."""

    note = StringField(
        _l("How, where? (not required)"),
        [at_most(LONGEST_NOTE)],
        render_kw={"maxlength": LONGEST_NOTE},
    )


class PartnerQuestionForm(BaseForm):
    """A question to the department."""

    text = question_field(_l("Your question"))


class ReaderQuestionForm(BaseForm):
    """A question of somebody who reads the public page."""

    text = question_field(_l("Your question"))
    email = mail_field(
        _l("E-mail (not required)"),
        description=_l(
            "Only for the answer to your question. It is erased once the answer has been sent, "
            "at the latest after 30 days."
        ),
    )
    # Nobody sees this field; a machine that fills in everything gives itself away.
    website = StringField(_l("Leave this empty"), [at_most(300)])


class AnswerForm(BaseForm):
    """The answer to a question."""

    answer = TextAreaField(
        _l("Answer"), [DataRequired(), at_most(LONGEST_ANSWER)], render_kw={"rows": 8}
    )
    row_version = HiddenField()


class CloseForm(BaseForm):
    """Why a question gets no answer."""

    reason = RadioField(_l("Why is there no answer?"), choices=labelled(CLOSE_LABELS))
    row_version = HiddenField()


class AddForm(BaseForm):
    """A question and its answer as they will stand in the message."""

    asked = question_field(_l("Question"))
    answered = TextAreaField(
        _l("Answer"), [DataRequired(), at_most(LONGEST_ANSWER)], render_kw={"rows": 8}
    )
    number = HiddenField()
