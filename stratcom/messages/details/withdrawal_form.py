"""The form in which a message is withdrawn."""

import re
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from stratcom.db import db
from stratcom.drafting.models import DraftVersion
from stratcom.messages.models import Message
from stratcom.messages.queries import in_force
from stratcom.web.forms import BaseForm, at_most

NUMBERED = re.compile(r"№\s*([0-9]{1,9})\s*$")
OFFERED = 40


class WithdrawalForm(BaseForm):
    """Why a message must not be used any more, and what comes instead."""

    reason = TextAreaField(
        _l("Why is it withdrawn?"),
        [DataRequired(), at_most(2_000)],
        description=_l("Everybody who used it or said that they will reads this."),
    )
    instead = StringField(
        _l("What to use instead"),
        [at_most(320)],
        description=_l("The title of another message in force, or its number as № 12."),
        render_kw={"list": "messages-in-force", "autocomplete": "off"},
    )
    row_version = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether what comes instead is known."""
        sound = super().validate(extra_validators)
        if self.instead.data and self.replacement is None:
            self.instead.errors = [_("There is no such message in force.")]
            return False
        return sound

    @property
    def replacement(self) -> Message | None:
        """The message that comes instead."""
        text = self.instead.data or ""
        if not text:
            return None
        chosen = sa.select(Message).where(in_force())
        if number := NUMBERED.search(text):
            return db.session.scalars(chosen.where(Message.id == int(number[1]))).first()
        titled = sa.or_(DraftVersion.title_ka == text, DraftVersion.title_en == text)
        found = db.session.scalars(chosen.join(Message.approved).where(titled).limit(2)).all()
        return found[0] if len(found) == 1 else None


def replacements(message: Message) -> list[Message]:
    """Messages that may come instead: those on the same theme first, then the newest."""
    same = sa.case((Message.theme_id == message.theme_id, 0), else_=1)
    return list(
        db.session.scalars(
            sa.select(Message)
            .where(in_force(), Message.id != message.id)
            .options(joinedload(Message.approved))
            .order_by(same, Message.approved_at.desc(), Message.id)
            .limit(OFFERED)
        )
    )
