"""Decisions about wordings that the check advises against."""

from collections.abc import Sequence

from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db
from stratcom.drafting.models import Draft, DraftVersion, WordingDecision
from stratcom.drafting.parts import Parts, find_part, with_text
from stratcom.drafting.services.versions import save_version
from stratcom.drafting.wording.checking import Place, decisions
from stratcom.errors import DomainError
from stratcom.wording.checking import rule_id

FOUND_LENGTH = 300


def replace_wording(
    draft: Draft, parts: Parts, place: Place, words: str, *, actor: Actor, expected_number: int
) -> DraftVersion | None:
    """Put other words in that place, as a new version; None when they are the same.

    Raises StaleError when somebody saved since version `expected_number`.
    """
    if not words:
        raise DomainError(_("Write what to say instead."))
    if not place.hit.replaceable:
        raise DomainError(_("A link runs through these words; change them in the editor."))
    text = place.hit.put(place.part.text(place.language), words)
    said = _("“%(found)s” replaced with “%(words)s”", found=place.hit.found, words=words)
    return save_version(
        draft,
        with_text(parts, place.part.uid, place.language, text),
        actor=actor,
        expected_number=expected_number,
        note=said[:FOUND_LENGTH],
    )


def replace_alike(
    draft: Draft, parts: Parts, alike: Sequence[Place], *, actor: Actor, expected_number: int
) -> DraftVersion | None:
    """Put what the check suggests in all these places, as one new version."""
    texts = list(parts)
    # From the end, so that what stands before keeps its place.
    for place in sorted(alike, key=lambda one: one.number, reverse=True):
        part = find_part(texts, place.part.uid) or place.part
        text = place.hit.put(part.text(place.language), place.hit.suggestion)
        texts = with_text(texts, part.uid, place.language, text)
    said = "; ".join(
        _("“%(found)s” replaced with “%(words)s”", found=one.hit.found, words=one.hit.suggestion)
        for one in alike
    )
    note = said[:FOUND_LENGTH]
    return save_version(draft, texts, actor=actor, expected_number=expected_number, note=note)


def leave_wording(draft: Draft, place: Place, reason: str, *, actor: Actor) -> WordingDecision:
    """Keep the wording as it is, for as long as the sentence stays the same."""
    if not reason:
        raise DomainError(_("Say why it stays as it is."))
    decision = decisions(draft).get(place.context)
    if decision is None:
        decision = WordingDecision(draft_id=draft.id, context=place.context)
        db.session.add(decision)
    decision.rule_id = rule_id(place.hit.rule.ref)
    decision.found = place.hit.found[:FOUND_LENGTH]
    decision.sentence = place.hit.sentence
    decision.reason = reason
    decision.by_id = actor.id
    changes = {"wording": [decision.found, reason]}
    record("wording.left", draft, actor=actor, changes=changes)
    db.session.flush()
    return decision


def take_back_decision(draft: Draft, decision: WordingDecision, *, actor: Actor) -> None:
    """Open the question again."""
    changes = {"wording": [decision.reason, None]}
    db.session.delete(decision)
    record("wording.reopened", draft, actor=actor, changes=changes)
    db.session.flush()
