"""A speaker's brief: what of each message is said to whom, in one language, on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from stratcom.drafting.parts import Part, Parts
from stratcom.i18n import LANGUAGES
from stratcom.messages.enums import Channel
from stratcom.messages.flags import Flag, FlagKind, flags_of, stops
from stratcom.messages.house.reading import (
    AUDIENCE,
    CHANNEL,
    LANGUAGE,
    House,
    Pair,
    Proof,
    read_house,
)
from stratcom.messages.models import Message
from stratcom.prose.markdown import plain

VERSIONS, PILLARS, PROOFS = "versions", "pillars", "proofs"
QUESTIONS, INSTEAD, CONTACTS = "questions", "instead", "contacts"
SECTIONS = (VERSIONS, PILLARS, PROOFS, QUESTIONS, INSTEAD, CONTACTS)
MOST_VERSIONS = 3
# Facts are marked where they stand, or left out and told at the end.
TOLD_BELOW = frozenset({FlagKind.PROOFS_EXPIRED, FlagKind.UNSOURCED, FlagKind.REVIEW_DUE})
# Lines of a sheet of paper, and letters of a line, as static/css/brief.css prints them: nobody
# holds a second sheet while speaking.
ONE_PAGE = 56
LETTERS = 100
SOURCE_LETTERS = 40


@dataclass(frozen=True)
class Ask:
    """For whom a brief is made, and what is to stand in it."""

    language: str
    day: date
    audiences: tuple[str, ...] = ()
    channel: Channel | None = None
    sections: frozenset[str] = frozenset(SECTIONS)


@dataclass(frozen=True)
class Words:
    """A text and the language it is in: not always the one that was asked for."""

    text: str
    language: str


@dataclass(frozen=True)
class Fact:
    """A proof point as it is said."""

    words: Words
    proof: Proof


@dataclass(frozen=True)
class Point:
    """A pillar in a sentence, with what proves it."""

    words: Words | None
    facts: list[Fact]


@dataclass(frozen=True)
class Version:
    """The message in other words, for an audience or a channel."""

    words: Words
    audience: str
    channel: str


@dataclass(frozen=True)
class Speech:
    """What is said of one message; nothing but flags when it must not be used."""

    message: Message
    number: int
    title: Words
    flags: list[Flag]
    umbrella: Words | None = None
    versions: list[Version] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    questions: list[tuple[Words, Words]] = field(default_factory=list)
    instead: list[tuple[Words, Words]] = field(default_factory=list)
    left_out: list[Fact] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        """True when the message must not be used."""
        return stops(self.flags)

    @property
    def lines(self) -> int:
        """About how many lines it takes on paper."""
        said = [self.title, self.umbrella, *(one.words for one in self.versions)]
        said += [point.words for point in self.points]
        for question, answer in self.questions:
            said += [question, answer]
        facts = [fact for point in self.points for fact in point.facts] + self.left_out
        taken = sum(_lines(one.text) for one in said if one)
        taken += sum(_lines(one.words.text, SOURCE_LETTERS) for one in facts)
        # Words to avoid stand beside those to say, half a line each.
        taken += sum(max(_lines(one.text * 2) for one in pair) for pair in self.instead)
        return taken + bool(self.questions) + bool(self.instead)


def speech(message: Message, parts: Parts, ask: Ask) -> Speech:
    """What to say of a message, from the parts of its version in force."""
    house = read_house(parts)
    flags = [one for one in flags_of(message, ask.day, parts=parts) if one.kind not in TOLD_BELOW]
    title = _in(house.title, ask, message) or Words(message.title_ka, "ka")
    number = message.approved_number or 0
    if stops(flags):
        return Speech(message, number, title, flags)
    asked = ask.sections
    return Speech(
        message,
        number,
        title,
        flags,
        _in(house.umbrella, ask, message),
        _versions(house, ask) if VERSIONS in asked else [],
        _points(house, ask, message),
        _pairs(house.questions, ask, message) if QUESTIONS in asked else [],
        _pairs(house.instead, ask, message) if INSTEAD in asked else [],
        _facts((one for one in house.all_proofs() if one.expired(ask.day)), ask, message)
        if PROOFS in asked
        else [],
    )


def languages_of(several: Iterable[Parts]) -> list[str]:
    """The languages in which something is written: those of the desk, then those of versions."""
    found = dict.fromkeys(LANGUAGES)
    for parts in several:
        for one in read_house(parts).variants:
            code = one.facts.get(LANGUAGE, "")
            if code and one.text(code):
                found[code] = None
    return list(found)


def _lines(text: str, more: int = 0) -> int:
    return -(-(len(text) + more) // LETTERS)


def _in(part: Part | None, ask: Ask, message: Message) -> Words | None:
    """The part in the language asked for, else in its own, else in any."""
    if part is None:
        return None
    for language in (ask.language, message.source, *part.texts):
        if text := plain(part.text(language)):
            return Words(text, language)
    return None


def _points(house: House, ask: Ask, message: Message) -> list[Point]:
    """Pillars with their facts; facts of no pillar come last, under none."""
    points = []
    for pillar in house.pillars:
        facts = _valid(pillar.proofs, ask, message)
        words = _in(pillar.part, ask, message) if PILLARS in ask.sections else None
        if words or facts:
            points.append(Point(words, facts))
    if loose := _valid(house.proofs, ask, message):
        points.append(Point(None, loose))
    return points


def _valid(proofs: Sequence[Proof], ask: Ask, message: Message) -> list[Fact]:
    if PROOFS not in ask.sections:
        return []
    return _facts((one for one in proofs if not one.expired(ask.day)), ask, message)


def _facts(proofs: Iterable[Proof], ask: Ask, message: Message) -> list[Fact]:
    said = ((_in(one.part, ask, message), one) for one in proofs)
    return [Fact(words, proof) for words, proof in said if words]


def _pairs(pairs: Sequence[Pair], ask: Ask, message: Message) -> list[tuple[Words, Words]]:
    found = []
    for one in pairs:
        first, second = _in(one.first, ask, message), _in(one.second, ask, message)
        if first and second:
            found.append((first, Words(_opening(second.text), second.language)))
    return found


def _opening(text: str) -> str:
    """The first paragraph: an answer begins with what matters."""
    return text.split("\n\n", 1)[0]


def _versions(house: House, ask: Ask) -> list[Version]:
    """Versions in that language for one of the audiences and that channel, the closest first."""
    found: list[tuple[int, Version]] = []
    for part in house.variants:
        audience, channel = part.facts.get(AUDIENCE, ""), part.facts.get(CHANNEL, "")
        language = part.facts.get(LANGUAGE, "") or ask.language
        text = plain(part.text(language))
        for_them = audience in {"", *ask.audiences}
        by_it = ask.channel is None or channel in {"", ask.channel.value}
        if language != ask.language or not text or not for_them or not by_it:
            continue
        fitness = 2 * bool(audience) + bool(channel)
        found.append((fitness, Version(Words(text, language), audience, channel)))
    found.sort(key=lambda pair: -pair[0])
    return [version for _fitness, version in found[:MOST_VERSIONS]]
