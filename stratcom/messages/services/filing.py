"""What is worked out from the text of a message: for lists its languages and facts, the search."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.drafting.enums import LanguageState, PartKind
from stratcom.drafting.models import Draft
from stratcom.drafting.parts import Part, Parts, fingerprint, language_state
from stratcom.drafting.queries import find_version, parts_of
from stratcom.i18n import LANGUAGES
from stratcom.messages.house.reading import LANGUAGE, next_expiry, read_house
from stratcom.messages.models import Message, MessageLanguage, MessageQuestion
from stratcom.search.enums import Kind
from stratcom.search.filing import refile


def file_message(draft: Draft) -> None:
    """Bring what lists and the search know of a message up to date, as it is changed."""
    if not isinstance(draft, Message):
        return
    current = find_version(draft.id, draft.current_number)
    if current is None:
        return
    parts = current.parts
    in_force = parts_of(draft.id, draft.approved_number) if draft.approved_number else []
    _file_facts(draft, in_force or parts)
    _file_languages(draft, parts, current.ready)
    refile_messages([draft.id])


def refile_messages(ids: Iterable[int]) -> None:
    """File messages for the search by what they say and who reads them; questions follow them."""
    wanted = list(ids)
    refile(Kind.MESSAGE, wanted)
    for some in in_parts(wanted):
        about = sa.select(MessageQuestion.id).where(MessageQuestion.message_id.in_(some))
        refile(Kind.QUESTION, db.session.scalars(about).all())


def refile_daily(day: date) -> int:
    """Public messages are not found any more by facts that ended; nobody is told."""
    ended = sa.select(Message.id).where(Message.public, Message.proofs_expire_on < day)
    refile(Kind.MESSAGE, db.session.scalars(ended).all())
    return 0


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
