"""Versions of a text: added, never changed."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from stratcom.audit.services import Actor, Changes, record
from stratcom.db import db
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.listeners import tell_changed
from stratcom.drafting.models import Draft, DraftVersion
from stratcom.drafting.parts import Part, Parts, first_text, marked, write_parts
from stratcom.drafting.queries import find_version
from stratcom.errors import DomainError, StaleError
from stratcom.prose.counting import count_words

TITLE_LENGTH = 300
LEAD_LENGTH = 1000


def begin(
    draft: Draft, parts: Parts, *, actor: Actor, ready: Iterable[str] = (), note: str = ""
) -> DraftVersion:
    """Add a new text with its first version."""
    draft.title_ka, draft.title_en = _titles(parts)
    draft.current_number = 1
    if isinstance(actor.id, int) and draft.created_by_id is None:
        draft.created_by_id = actor.id
    db.session.add(draft)
    record(f"{draft.kind}.created", draft, actor=actor)
    new = marked(parts, (), source=draft.source)
    version = _add(draft, new, actor, ready, based_on=None, note=note)
    tell_changed(draft)
    return version


def save_version(
    draft: Draft,
    parts: Parts,
    *,
    actor: Actor,
    expected_number: int,
    ready: Iterable[str] | None = None,
    confirmed: Iterable[str] = (),
    note: str = "",
    based_on: int | None = None,
) -> DraftVersion | None:
    """Add a version made from version `expected_number`; None when nothing was changed.

    `confirmed` names parts whose translation was said to be up to date; `ready` the languages
    that are called ready (as before when None). An approved text becomes a draft again, its
    approved version stays in force. Raises StaleError when somebody saved meanwhile.
    """
    if draft.current_number != expected_number:
        raise StaleError(_("Somebody changed this meanwhile. Reload the page."))
    before = find_version(draft.id, expected_number)
    if before is None:
        raise DomainError(_("There is no such version."))
    old = before.parts
    new = marked(parts, old, source=draft.source, confirmed=confirmed)
    called_ready = sorted(before.ready if ready is None else ready)
    if write_parts(new) == before.content and called_ready == sorted(before.ready):
        return None
    draft.title_ka, draft.title_en = _titles(new)
    draft.current_number = expected_number + 1
    if draft.state is DraftState.APPROVED:
        draft.state = DraftState.DRAFT
    changes: Changes = {"current_number": [expected_number, draft.current_number]}
    if changed := changed_parts(old, new):
        changes["parts"] = [None, changed]
    if draft.title_ka != before.title_ka:
        changes["title_ka"] = [before.title_ka, draft.title_ka]
    record(f"{draft.kind}.edited", draft, actor=actor, changes=changes)
    made_from = based_on or expected_number
    version = _add(draft, new, actor, called_ready, based_on=made_from, note=note)
    tell_changed(draft)
    return version


def restore_version(
    draft: Draft, number: int, *, actor: Actor, expected_number: int
) -> DraftVersion | None:
    """Make an old version the present one again, as a new version; None when they are alike."""
    old = find_version(draft.id, number)
    if old is None:
        raise DomainError(_("There is no such version."))
    said = _("Version %(number)s restored", number=number)
    return save_version(
        draft,
        old.parts,
        actor=actor,
        expected_number=expected_number,
        ready=old.ready,
        note=said,
        based_on=number,
    )


def changed_parts(before: Parts, after: Parts) -> list[str]:
    """Which parts differ, each as its kind and identifier."""
    old = {one.uid: one for one in before}
    new = {one.uid: one for one in after}
    uids = [*new, *(uid for uid in old if uid not in new)]
    return [f"{(new.get(uid) or old[uid]).kind}:{uid}" for uid in uids if _differs(old, new, uid)]


def _differs(old: dict[str, Part], new: dict[str, Part], uid: str) -> bool:
    before, after = old.get(uid), new.get(uid)
    if before is None or after is None:
        return True
    return (dict(before.texts), dict(before.facts)) != (dict(after.texts), dict(after.facts))


def _add(
    draft: Draft,
    parts: Sequence[Part],
    actor: Actor,
    ready: Iterable[str],
    *,
    based_on: int | None,
    note: str = "",
) -> DraftVersion:
    title_ka, title_en = _titles(parts)
    version = DraftVersion(
        draft_id=draft.id,
        number=draft.current_number,
        content=write_parts(parts),
        title_ka=title_ka,
        title_en=title_en,
        lead_ka=first_text(parts, PartKind.UMBRELLA, "ka")[:LEAD_LENGTH],
        lead_en=first_text(parts, PartKind.UMBRELLA, "en")[:LEAD_LENGTH],
        words_ka=sum(count_words(one.text("ka")) for one in parts),
        words_en=sum(count_words(one.text("en")) for one in parts),
        ready=sorted(ready),
        based_on=based_on,
        note=note,
        author_id=actor.id,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _titles(parts: Parts) -> tuple[str, str]:
    georgian = first_text(parts, PartKind.TITLE, "ka")[:TITLE_LENGTH]
    english = first_text(parts, PartKind.TITLE, "en")[:TITLE_LENGTH]
    return georgian or english, english
