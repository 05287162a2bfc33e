"""An organisation's word that it will use a message."""

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.drafting.queries import contributors
from stratcom.messages.distribution.pledges import find_pledge
from stratcom.messages.models import Message, MessagePledge
from stratcom.notices.enums import NoticeKind
from stratcom.notices.services import tell
from stratcom.partners.models import Organisation


def pledge(message: Message, *, note: str = "", actor: User) -> MessagePledge:
    """Note that the person's organisation will use the message, and tell who answers for it.

    Said again it only changes the note.
    """
    assert actor.organisation_id is not None  # noqa: S101 - distributing.can_pledge asks for it
    given = find_pledge(message.id, actor.organisation_id)
    if given is None:
        given = MessagePledge(message_id=message.id, organisation_id=actor.organisation_id)
        db.session.add(given)
    news = given.id is None or given.taken_back_at is not None
    before = given.note or None
    if news:
        given.at = utcnow()
    given.by_id, given.note, given.taken_back_at = actor.id, note, None
    body = db.session.get_one(Organisation, actor.organisation_id)
    changes = {"organisation": [None, body.name_ka], "note": [before, note or None]}
    record("message.pledged", given, actor=actor, label=message.label, changes=changes)
    if news:
        _tell(message, body, actor)
    return given


def take_back(message: Message, *, actor: User) -> None:
    """Take the word of the person's organisation back; nothing happens when none was given."""
    given = find_pledge(message.id, actor.organisation_id)
    if given is None or given.taken_back_at is not None:
        return
    given.taken_back_at = utcnow()
    body = db.session.get_one(Organisation, actor.organisation_id)
    changes = {"organisation": [body.name_ka, None]}
    record("message.pledge_taken_back", given, actor=actor, label=message.label, changes=changes)


def _tell(message: Message, body: Organisation, actor: User) -> None:
    tell(
        contributors(message),
        NoticeKind.MESSAGE_PLEDGED,
        path=f"/desk/messages/{message.id}",
        words={
            "title_ka": message.title_ka,
            "title_en": message.title_en,
            "who_ka": body.name_ka,
            "who_en": body.name_en,
        },
        but=actor.id,
    )
