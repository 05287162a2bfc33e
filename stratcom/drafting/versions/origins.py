"""The source text that a translation which is out of date was made from."""

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from stratcom.db import db
from stratcom.drafting.models import Draft, DraftVersion
from stratcom.drafting.parts import Parts, fingerprint, is_outdated
from stratcom.i18n import LANGUAGES

# Versions are looked through from the newest back, a few at a time.
AT_ONCE = 5
FARTHEST = 100


def outdated_of(parts: Parts, source: str) -> dict[str, str]:
    """Languages by the identifier of the part whose translation is out of date."""
    return {
        one.uid: language
        for one in parts
        for language in LANGUAGES
        if is_outdated(one, language, source)
    }


def translated_from(draft: Draft, parts: Parts) -> dict[str, str]:
    """By part, the source text its translation was made from, as far as it can be found."""
    outdated = outdated_of(parts, draft.source)
    wanted = {one.uid: one.of[outdated[one.uid]] for one in parts if one.uid in outdated}
    found: dict[str, str] = {}
    newest = draft.current_number
    oldest = max(0, newest - FARTHEST)
    while len(found) < len(wanted) and newest > oldest:
        for version in _versions(draft.id, newest):
            for one in version.parts:
                text = one.text(draft.source)
                if one.uid not in found and wanted.get(one.uid) == fingerprint(text):
                    found[one.uid] = text
        newest -= AT_ONCE
    return found


def _versions(draft_id: int, newest: int) -> list[DraftVersion]:
    chosen = (
        sa.select(DraftVersion)
        .where(
            DraftVersion.draft_id == draft_id,
            DraftVersion.number <= newest,
            DraftVersion.number > newest - AT_ONCE,
        )
        .options(undefer(DraftVersion.content))
        .order_by(DraftVersion.number.desc())
    )
    return list(db.session.scalars(chosen))
