"""What is worked out from the text of a message and kept for lists: words, languages, facts."""

from collections.abc import Iterable

import sqlalchemy as sa

from stratcom.db import db
from stratcom.drafting.enums import LanguageState, PartKind
from stratcom.drafting.models import Draft
from stratcom.drafting.parts import Part, Parts, fingerprint, language_state
from stratcom.drafting.queries import find_version, parts_of
from stratcom.georgian import text_keys
from stratcom.i18n import LANGUAGES
from stratcom.messages.house.reading import LANGUAGE, next_expiry, read_house
from stratcom.messages.models import Message, MessageLanguage, MessageWord

# Messages are found by what they say, not by every word of a long text.
FOUND_BY = frozenset(
    {PartKind.TITLE, PartKind.UMBRELLA, PartKind.PILLAR, PartKind.QUESTION, PartKind.PROOF}
)
MOST_WORDS = 600
LONGEST_WORD = 60


def file_message(draft: Draft) -> None:
    """Bring the index of a message up to date, in the transaction that changed it."""
    if not isinstance(draft, Message):
        return
    current = find_version(draft.id, draft.current_number)
    if current is None:
        return
    parts = current.parts
    in_force = parts_of(draft.id, draft.approved_number) if draft.approved_number else []
    _file_facts(draft, in_force or parts)
    _file_languages(draft, parts, current.ready)
    _file_words(draft, parts, in_force)


def _file_facts(message: Message, parts: Parts) -> None:
    proofs = read_house(parts).all_proofs()
    message.proofs_expire_on = next_expiry(proofs)
    message.unsourced = sum(one.unsourced for one in proofs)
    db.session.flush()


def _file_languages(message: Message, parts: Parts, ready: Iterable[str]) -> None:
    states = {
        language: language_state(parts, language, source=message.source, ready=ready)
        for language in LANGUAGES
    }
    states |= _states_of_variants(message, parts)
    rows = [
        {"message_id": message.id, "language": language, "state": state}
        for language, state in states.items()
        if state is not LanguageState.MISSING
    ]
    db.session.execute(sa.delete(MessageLanguage).where(MessageLanguage.message_id == message.id))
    if rows:
        db.session.execute(sa.insert(MessageLanguage), rows)


def _states_of_variants(message: Message, parts: Parts) -> dict[str, LanguageState]:
    """Languages other than the two of the desk, each with the state of its worst version."""
    umbrella = next((one for one in parts if one.kind is PartKind.UMBRELLA), None)
    present = fingerprint(umbrella.text(message.source)) if umbrella else ""
    found: dict[str, LanguageState] = {}
    for one in parts:
        language = one.facts.get(LANGUAGE, "")
        if one.kind is not PartKind.VARIANT or language in LANGUAGES or not one.text(language):
            continue
        stale = variant_outdated(one, present)
        if stale or found.get(language) is None:
            found[language] = LanguageState.OUTDATED if stale else LanguageState.READY
    return found


def variant_outdated(variant: Part, umbrella: str) -> bool:
    """True when the umbrella message, given by its fingerprint, changed since it was written."""
    return variant.facts.get("of", umbrella) != umbrella


def _file_words(message: Message, parts: Parts, in_force: Parts) -> None:
    db.session.execute(sa.delete(MessageWord).where(MessageWord.message_id == message.id))
    rows = [
        {"word": word, "approved": approved, "message_id": message.id}
        for approved, said in ((False, parts), (True, in_force))
        for word in _words(said)
    ]
    if rows:
        db.session.execute(sa.insert(MessageWord), rows)


def _words(parts: Parts) -> list[str]:
    texts = [text for one in parts if one.kind in FOUND_BY for text in one.texts.values()]
    return list(dict.fromkeys(key[:LONGEST_WORD] for key in text_keys(" ".join(texts))))[
        :MOST_WORDS
    ]
