"""Letters about messages: the answer to a reader, and what is new in a week."""

from datetime import date, timedelta

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.db import utcnow
from stratcom.drafting.queries import find_version
from stratcom.i18n import in_language
from stratcom.mail.enums import MESSAGE_DIGEST, QUESTION_ANSWER
from stratcom.mail.services import post_letter
from stratcom.mail.writing import write
from stratcom.messages.distribution.weekly import Week
from stratcom.messages.models import MessageQuestion

# How long a letter to a reader may wait for a mail server; afterwards it is forgotten.
ANSWER_VALID = timedelta(days=30)


def post_answer(question: MessageQuestion) -> None:
    """Write to the reader who asked, in the language in which they asked."""
    language = question.language
    known = question.message and find_version(question.message.id, question.message.approved_number)
    with in_language(language):
        title = known.title if known else ""
        subject = _("The answer to your question: %(title)s", title=title)
    post_letter(
        kind=QUESTION_ANSWER,
        to_address=question.email,
        subject=subject,
        text=write(
            QUESTION_ANSWER, language, title=title, asked=question.text, answer=question.answer
        ),
        language=language,
        forget_after_sending=True,
        expires_at=utcnow() + ANSWER_VALID,
    )


def post_week(user: User, week: Week, monday: date) -> None:
    """Write to a partner what the week before that Monday brought, in their language."""
    language = user.language
    name = user.name_en if language == "en" and user.name_en else user.name
    with in_language(language):
        subject = _("Messages of the week: %(count)s", count=len(week))
    post_letter(
        kind=MESSAGE_DIGEST,
        to_address=user.email,
        to_name=name,
        subject=subject,
        text=write(MESSAGE_DIGEST, language, name=name, week=week, monday=monday),
        language=language,
        user_id=user.id,
    )
