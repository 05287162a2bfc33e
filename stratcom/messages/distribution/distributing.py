"""Who may take up a message, ask about it and answer."""

from datetime import date

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.drafting.rules import can_edit
from stratcom.messages.enums import QuestionState
from stratcom.messages.models import Message, MessageQuestion
from stratcom.messages.rules import is_in_force, is_meant_for


def can_pledge(user: User, message: Message, reader_ids: frozenset[int], on: date) -> bool:
    """May the person say that their organisation will use the message?

    Those may who speak for an organisation and for whom the message, being in force, is meant.
    """
    return (
        user.organisation_id is not None
        and user.can(Permission.ORGANISATION_EDIT_OWN)
        and not user.can(Permission.MESSAGE_VIEW_ALL)
        and is_in_force(message, on)
        and is_meant_for(user, message, reader_ids)
    )


def can_ask(user: User, message: Message, reader_ids: frozenset[int], on: date) -> bool:
    """May the person ask the department about the message?"""
    return (
        not user.can(Permission.MESSAGE_ANSWER)
        and is_in_force(message, on)
        and is_meant_for(user, message, reader_ids)
    )


def is_open(question: MessageQuestion) -> bool:
    """Does it still wait for an answer?"""
    return question.state is QuestionState.NEW


def can_add(user: User, question: MessageQuestion) -> bool:
    """May the person put the answered question into the message it is about?"""
    answered = question.state is QuestionState.ANSWERED
    return answered and question.message is not None and can_edit(user, question.message)
