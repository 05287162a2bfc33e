"""Questions about messages: asked, answered, closed, and taken into the message itself.

The trail notes who did what and when. What was asked and by whom stays out of it, since that
has to be forgotten later; the question's own row holds it as long as `retention` allows.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.audit.services import Actor, Machine, forget_personal, record
from stratcom.db import db, utcnow
from stratcom.db.stale import refuse_stale
from stratcom.drafting.enums import PartKind
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part, new_part_uid
from stratcom.drafting.queries import find_version, parts_of
from stratcom.drafting.services.versions import save_version
from stratcom.errors import StaleError
from stratcom.messages.distribution.letters import post_answer
from stratcom.messages.enums import CloseReason, Origin, QuestionState
from stratcom.messages.models import Message, MessageQuestion
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import people_who_may, tell
from stratcom.partners.models import Organisation
from stratcom.search.enums import Kind
from stratcom.search.filing import refile

READER = {"who_ka": "საჯარო გვერდის მკითხველი", "who_en": "a reader of the public pages"}


def ask_as_partner(message: Message, text: str, *, actor: User) -> MessageQuestion:
    """Put a question of the person's organisation to the department."""
    question = MessageQuestion(
        message_id=message.id,
        origin=Origin.PARTNER,
        language=actor.language,
        text=text,
        asked_by_id=actor.id,
        organisation_id=actor.organisation_id,
    )
    _ask(question, message, actor)
    body = db.session.get(Organisation, actor.organisation_id) if actor.organisation_id else None
    who = {"who_ka": actor.name, "who_en": actor.name_en}
    if body is not None:
        who = {"who_ka": body.name_ka, "who_en": body.name_en}
    _tell_staff(question, message, who)
    return question


def ask_as_reader(message: Message, text: str, *, email: str, language: str) -> MessageQuestion:
    """Put a question of somebody unknown to the department."""
    question = MessageQuestion(
        message_id=message.id, origin=Origin.PUBLIC, language=language, text=text, email=email
    )
    _ask(question, message, Machine())
    # However many come within an hour, a message tells of it once.
    _tell_staff(question, message, READER, once=f"asked:{message.id}:{utcnow():%Y%m%d%H}")
    return question


def answer(question: MessageQuestion, text: str, *, actor: User, expected_version: int) -> None:
    """Answer for good and let the asker know; a reader's address is forgotten with it.

    Raises StaleError when somebody answered or closed it meanwhile.
    """
    _refuse_second(question, expected_version)
    question.answer, question.answered_by_id, question.answered_at = text, actor.id, utcnow()
    question.state = QuestionState.ANSWERED
    _note("question.answered", question, actor, QuestionState.NEW)
    if question.origin is Origin.PARTNER:
        _tell_asker(question)
    elif question.email:
        post_answer(question)
    forget_address(question)


def close(
    question: MessageQuestion, reason: CloseReason, *, actor: User, expected_version: int
) -> None:
    """Close it without an answer; raises StaleError as `answer` does."""
    _refuse_second(question, expected_version)
    question.state, question.closed_as = QuestionState.CLOSED, reason
    question.answered_by_id, question.answered_at = actor.id, utcnow()
    _note("question.closed", question, actor, QuestionState.NEW)
    forget_address(question)


def forget_address(question: MessageQuestion) -> None:
    """Erase where the answer was to go, in the trail too."""
    if not question.email:
        return
    question.email, question.email_erased_at = "", utcnow()
    db.session.flush()
    forget_personal(question.__tablename__, [question.id])


def add_to_message(
    question: MessageQuestion,
    message: Message,
    asked: str,
    answered: str,
    *,
    actor: User,
    expected_number: int,
) -> DraftVersion | None:
    """Write a version of the house that ends with this question and its answer.

    Raises StaleError when the message was changed since version `expected_number`.
    """
    before = parts_of(message.id, message.current_number)
    pair = _pair(question.language, asked, answered)
    note = _("A question was added: № %(number)s", number=question.id)
    return save_version(
        message, [*before, *pair], actor=actor, expected_number=expected_number, note=note
    )


def _pair(language: str, asked: str, answered: str) -> Sequence[Part]:
    first = Part(new_part_uid(), PartKind.QUESTION, {language: asked})
    second = Part(new_part_uid(), PartKind.ANSWER, {language: answered})
    return first, replace(second, parent=first.uid)


def _refuse_second(question: MessageQuestion, expected_version: int) -> None:
    said = _("Somebody dealt with this question meanwhile. What became of it stands below.")
    if question.state is not QuestionState.NEW:
        raise StaleError(said)
    refuse_stale(question, expected_version, said)


def _ask(question: MessageQuestion, message: Message, actor: Actor) -> None:
    db.session.add(question)
    db.session.flush()
    record(
        "question.asked",
        question,
        actor=actor,
        label=message.label,
        changes={"state": [None, QuestionState.NEW.value]},
    )
    refile(Kind.QUESTION, [question.id])


def _note(action: str, question: MessageQuestion, actor: Actor, before: QuestionState) -> None:
    changes: dict[str, list[str | None]] = {"state": [before.value, question.state.value]}
    if question.closed_as is not None:
        changes["closed_as"] = [None, question.closed_as.value]
    about = question.message.label if question.message else ""
    record(action, question, actor=actor, label=about, changes=changes)
    refile(Kind.QUESTION, [question.id])


def _tell_staff(
    question: MessageQuestion, message: Message, who: dict[str, str], once: str = ""
) -> None:
    words = {"title_ka": message.title_ka, "title_en": message.title_en, **who}
    tell(
        people_who_may(Permission.MESSAGE_ANSWER),
        NoticeKind.QUESTION_ASKED,
        path=f"/desk/messages/questions/{question.id}/",
        words=words,
        once=once,
    )


def _tell_asker(question: MessageQuestion) -> None:
    message, asker = question.message, question.asked_by
    if message is None or asker is None:
        return
    # Who asked may read no title but the approved one.
    known = find_version(message.id, message.approved_number)
    tell(
        [asker],
        NoticeKind.QUESTION_ANSWERED,
        path=f"/desk/messages/{message.id}#my-questions",
        words={"title_ka": known.title_ka, "title_en": known.title_en} if known else {},
    )
