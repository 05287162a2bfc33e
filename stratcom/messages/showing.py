"""What of a message a person is shown: which version, in which languages, what is missing."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stratcom.drafting.enums import LanguageState, PartKind
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part, fingerprint, is_outdated, language_state
from stratcom.events.reference import reference
from stratcom.i18n import LANGUAGES
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.flags import Flag, FlagKind, flags_of
from stratcom.messages.house.reading import AUDIENCE, CHANNEL, LANGUAGE, House, read_house
from stratcom.messages.models import Message
from stratcom.messages.services.filing import variant_outdated
from stratcom.moments import today

BOTH = "both"
VIEWS = (*LANGUAGES, BOTH)


class Said(NamedTuple):
    """A text as it is shown; `mark` says what is wrong with it in the language asked for."""

    language: str
    text: str
    wanted: str
    mark: LanguageState | None = None


class Spoken(NamedTuple):
    """A version for an audience and channel, with the words for them."""

    part: Part
    names: tuple[str, ...]
    said: list[Said]


@dataclass(frozen=True)
class Shown:
    """One version of a message as one person reads it; `works`: they may read every version."""

    message: Message
    version: DraftVersion
    works: bool
    view: str

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of the version."""
        return self.version.parts

    @cached_property
    def house(self) -> House:
        """The version as a house."""
        return read_house(self.parts)

    @property
    def is_in_force(self) -> bool:
        """True when this is the version that was approved last."""
        return self.version.number == self.message.approved_number

    @property
    def is_present(self) -> bool:
        """True when no newer version was written."""
        return self.version.number == self.message.current_number

    @cached_property
    def states(self) -> dict[str, LanguageState]:
        """How far this version is in each language of the desk."""
        return {
            language: language_state(
                self.parts, language, source=self.message.source, ready=self.version.ready
            )
            for language in LANGUAGES
        }

    @property
    def lacks(self) -> str:
        """The language asked for, where nothing is written in it."""
        missing = self.states.get(self.view) is LanguageState.MISSING
        return self.view if missing else ""

    @cached_property
    def flags(self) -> list[Flag]:
        """What is wrong with the facts of this version."""
        kinds = {FlagKind.PROOFS_EXPIRED, FlagKind.UNSOURCED}
        found = flags_of(self.message, today(), parts=self.parts)
        return [one for one in found if one.kind in kinds]

    def said(self, part: Part | None) -> list[Said]:
        """The part in the languages asked for; another where it is missing in the only one."""
        if part is None or part.empty:
            return []
        if self.view == BOTH:
            return [self._in(part, language) for language in LANGUAGES]
        asked = self._in(part, self.view)
        if asked.text:
            return [asked]
        language, text = next(pair for pair in part.texts.items() if pair[1])
        mark = None if self.lacks else LanguageState.MISSING
        return [Said(language, text, self.view, mark)]

    def _in(self, part: Part, language: str) -> Said:
        text = part.text(language)
        mark = None
        if not text:
            mark = LanguageState.MISSING
        elif is_outdated(part, language, self.message.source):
            mark = LanguageState.OUTDATED
        return Said(language, text, language, mark)

    @cached_property
    def spoken(self) -> list[Spoken]:
        """The versions by audience, channel and language."""
        return [self._spoken(one) for one in self.house.variants if not one.empty]

    def _spoken(self, part: Part) -> Spoken:
        language = part.facts.get(LANGUAGE, "")
        channel = part.facts.get(CHANNEL, "")
        names = (
            term_name("audience", part.facts.get(AUDIENCE, "")),
            str(CHANNEL_LABELS[Channel(channel)]) if channel in set(Channel) else channel,
            term_name("language", language),
        )
        said = self.said(part)
        if text := part.text(language):
            mark = LanguageState.OUTDATED if self._is_stale(part) else None
            said = [Said(language, text, language, mark)]
        return Spoken(part, tuple(one for one in names if one), said)

    def _is_stale(self, part: Part) -> bool:
        umbrella = next((one for one in self.parts if one.kind is PartKind.UMBRELLA), None)
        present = fingerprint(umbrella.text(self.message.source)) if umbrella else ""
        return variant_outdated(part, present)


def term_name(kind: str, code: str) -> str:
    """What a term is called in the reader's language; its code when nobody knows it."""
    known = reference()
    found = known.terms.get(known.term_ids.get((kind, code), 0))
    return found.name if found else code
