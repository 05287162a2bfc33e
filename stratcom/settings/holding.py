"""The setting that names an organisation, for merges and successions of organisations."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.partners.moving import UNSYNCHRONISED
from stratcom.settings.models import Setting
from stratcom.settings.services import IMPLEMENTING_BODY


class ImplementingBody:
    """Which organisation carries the information campaigns out."""

    name = "implementing_body"
    label = _l("Named in the settings as implementing body")
    belongs = True

    def count(self, organisation_id: int) -> int:
        """1 when it is this organisation."""
        named = sa.select(sa.func.count()).select_from(Setting).where(*_names(organisation_id))
        return db.session.scalar(named) or 0

    def move(self, from_id: int, to_id: int, ids: Sequence[Any] | None = None) -> list[Any]:
        """Let the setting name `to_id` where it names `from_id`."""
        if ids is not None and IMPLEMENTING_BODY not in ids:
            return []
        written = sa.update(Setting).where(*_names(from_id)).values(value=str(to_id))
        moved = db.session.scalars(
            written.returning(Setting.name), execution_options=UNSYNCHRONISED
        )
        return list(moved)


def _names(organisation_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Setting.name == IMPLEMENTING_BODY, Setting.value == str(organisation_id)


ORGANISATION_HOLDERS = (ImplementingBody(),)
