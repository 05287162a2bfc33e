"""Messages brought in from Word documents: kept as a preview, made when somebody says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.db import db, utcnow
from stratcom.drafting.enums import PART_LABELS, PartKind
from stratcom.drafting.parts import Part, fingerprint, first_text, new_part_uid
from stratcom.drafting.services.versions import TITLE_LENGTH
from stratcom.errors import DomainError
from stratcom.events.reference import reference
from stratcom.georgian import fold
from stratcom.i18n import LANGUAGES, in_language
from stratcom.media.naming import tidy_name
from stratcom.messages.enums import CHANNEL_LABELS
from stratcom.messages.house.form import OF, Sheet, complaints, pillars_hint
from stratcom.messages.house.reading import House, read_house
from stratcom.messages.importing.blocks import LANGUAGES as READ
from stratcom.messages.importing.blocks import Block, Role, read_blocks, write_blocks
from stratcom.messages.importing.houses import Made, make_houses
from stratcom.messages.importing.names import Names
from stratcom.messages.importing.reading import read_docx
from stratcom.messages.models import Message, MessageImport
from stratcom.messages.services.records import create_message
from stratcom.vocabularies.enums import TermKind

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Offer:
    """A message that could be made, and what is wrong with it; `refused` must be put right.

    `at` is the place of its first block: a second press of the button makes no other message.
    """

    at: int
    made: Made
    parts: list[Part]
    house: House
    problems: list[str]
    refused: list[str]

    def title(self, language: str) -> str:
        """Its title in a language, or nothing."""
        return first_text(self.parts, PartKind.TITLE, language)

    def languages(self) -> list[str]:
        """The languages of the desk in which something is written."""
        return [one for one in LANGUAGES if any(part.text(one) for part in self.parts)]


def bring_in(content: bytes, filename: str, *, actor: User) -> MessageImport:
    """Read a document and keep what it holds for a look; DomainError when it is refused."""
    outcome = read_docx(content, filename, names_now())
    kept = MessageImport(
        filename=tidy_name(filename),
        blocks=write_blocks(outcome.blocks),
        notes=[note.value for note in outcome.notes],
        by_id=actor.id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def choose(kept: MessageImport, chosen: Mapping[int, tuple[str, str]]) -> None:
    """Take other roles and languages for some blocks; what is not offered changes nothing."""
    blocks = read_blocks(kept.blocks)
    for at, (role, language) in chosen.items():
        if 0 <= at < len(blocks) and not blocks[at].made:
            block = blocks[at]
            block.role = Role(role) if role in set(Role) else block.role
            block.language = language if language in READ else block.language
    kept.blocks = write_blocks(blocks)
    db.session.flush()


def offers(kept: MessageImport) -> list[Offer]:
    """The messages that the document amounts to with the roles as they are."""
    return _offers(kept, read_blocks(kept.blocks))


def make(kept: MessageImport, wanted: Sequence[int], *, actor: User) -> list[Message]:
    """Make some of the messages offered, by `Offer.at`; DomainError when one is not fit."""
    blocks = read_blocks(kept.blocks)
    offered = {one.at: one for one in _offers(kept, blocks)}
    if not wanted or not all(at in offered for at in wanted):
        raise DomainError(_("There is no such message in the document."))
    made = []
    for offer in (offered[at] for at in wanted):
        if offer.refused:
            raise DomainError(" ".join(offer.refused))
        message = create_message(
            title_ka=offer.title("ka"),
            title_en=offer.title("en"),
            source=offer.made.source,
            parts=offer.parts,
            note=_("Brought in from %(file)s", file=kept.filename)[:TITLE_LENGTH],
            actor=actor,
        )
        for block in offer.made.blocks:
            block.made = message.id
        kept.message_id = message.id
        made.append(message)
    kept.blocks = write_blocks(blocks)
    db.session.flush()
    return made


def drop(kept: MessageImport) -> None:
    """Forget a document that was read; messages made of it stay."""
    db.session.delete(kept)
    db.session.flush()


def forget_daily(day: date) -> int:
    """Forget documents read more than 30 days before; nobody is told."""
    before = utcnow() - KEPT
    db.session.execute(sa.delete(MessageImport).where(MessageImport.at < before))
    return 0


def names_now() -> Names:
    """Audiences, channels and languages by their names in both languages of the desk."""
    known = reference()

    def named(kind: TermKind) -> dict[str, str]:
        terms = known.offered(kind)
        return {fold(name): one.code for one in terms for name in (one.ka, one.en) if name}

    channels: dict[str, str] = {}
    for language in LANGUAGES:
        with in_language(language):
            channels |= {fold(str(label)): str(one) for one, label in CHANNEL_LABELS.items()}
    return Names(named(TermKind.AUDIENCE), channels, named(TermKind.LANGUAGE))


def _offers(kept: MessageImport, blocks: Sequence[Block]) -> list[Offer]:
    places = {id(block): at for at, block in enumerate(blocks)}
    houses = make_houses(blocks)
    return [_offer(one, places[id(one.blocks[0])], kept.filename) for one in houses]


def _offer(made: Made, at: int, filename: str) -> Offer:
    parts = _titled(made, PurePath(filename).stem)
    umbrella = first_text(parts, PartKind.UMBRELLA, made.source)
    parts = [
        replace(one, facts={**one.facts, OF: fingerprint(umbrella)})
        if one.kind is PartKind.VARIANT
        else one
        for one in parts
    ]
    house = read_house(parts)
    refused = list(dict.fromkeys(complaints(Sheet(parts), made.source).values()))
    problems = [said for ask in PROBLEMS if (said := ask(made, house))]
    return Offer(at, made, parts, house, problems, refused)


def _titled(made: Made, name: str) -> list[Part]:
    """The parts, with the file's name for a title where the document has none."""
    if made.title(made.source):
        return made.parts
    others = [one for one in made.parts if one.kind is not PartKind.TITLE]
    return [Part(new_part_uid(), PartKind.TITLE, {made.source: name[:TITLE_LENGTH]}), *others]


def _no_title(made: Made, _house: House) -> str:
    said = _("No title was found: the name of the file stands for it.")
    return "" if made.title(made.source) else said


def _no_umbrella(_made: Made, house: House) -> str:
    return "" if house.umbrella else _("No umbrella message was found.")


def _few_pillars(made: Made, _house: House) -> str:
    return pillars_hint(made.parts)


def _unmatched(made: Made, _house: House) -> str:
    kinds = ", ".join(str(PART_LABELS[kind]) for kind in made.unmatched)
    said = _(
        "Georgian and English differ in number, so they were left apart: %(kinds)s.", kinds=kinds
    )
    return said if kinds else ""


def _unsourced(_made: Made, house: House) -> str:
    count = sum(one.unsourced for one in house.all_proofs())
    return _("Facts without a source: %(count)s.", count=count) if count else ""


def _unanswered(_made: Made, house: House) -> str:
    count = sum(one.second is None for one in house.questions)
    return _("Questions without an answer: %(count)s.", count=count) if count else ""


PROBLEMS: tuple[Callable[[Made, House], str], ...] = (
    _no_title,
    _no_umbrella,
    _few_pillars,
    _unmatched,
    _unsourced,
    _unanswered,
)
