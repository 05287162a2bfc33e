"""Uses of messages, for the whole site: at an event, in the press, and one that was removed."""

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.events.models import Event
from stratcom.messages.enums import Channel, UseKind
from stratcom.messages.models import Message, MessageUse
from stratcom.messages.queries import find_message
from stratcom.messages.services.using import add_use, link_event, remove_use
from stratcom.messages.use.values import UseValues
from stratcom.moments import today


def add_uses(people: dict[str, User], event: Event) -> None:
    """The public message, chosen for an event and used elsewhere."""
    chosen = db.session.scalars(sa.select(Message.id).where(Message.public)).first()
    message = find_message(chosen or 0)
    assert message is not None
    link_event(message, event, actor=people["editor"])
    article = UseValues(
        reference="სტატია გაზეთში „კახეთის ხმა“",
        day=today(),
        channel=Channel.PRESS,
        url="https://example.org/article",
        note="გამოქვეყნდა ორივე ენაზე.",
    )
    add_use(message, article, actor=people["ngo"])
    campaign = UseValues(UseKind.CAMPAIGN, "გაზაფხულის კამპანია", day=today())
    remove_use(add_use(message, campaign, actor=people["editor"]), actor=people["editor"])


def sample_ids() -> dict[str, list[int]]:
    """Values of the routes: a use at an event and one by a partner."""
    chosen = sa.select(MessageUse.id).order_by(MessageUse.id).limit(2)
    return {"use_id": list(db.session.scalars(chosen))}
