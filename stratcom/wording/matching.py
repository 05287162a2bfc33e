"""Finding wordings in a text, in any of their forms; pure.

Every phrase of every rule, also what must stand near or around it, is one pattern: a word of a
pattern is the set of search keys of that word. A text is walked once; at each word the patterns
that begin with one of its keys are looked up, so the number of rules hardly matters. A compound
is met with a hyphen or without one, unless that is what the rule is about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stratcom.georgian import fold
from stratcom.georgian.tokens import SUFFIX, tokens
from stratcom.wording.inflection import in_english_form_of, in_form_of
from stratcom.wording.sentences import Sentence, split
from stratcom.wording.word_forms import form_keys

# Marks of Markdown and soft hyphens inside a word do not end it: **საზღვარ**ზე.
_WORD = re.compile(
    r"[^\W_](?:[\w\u00ad\u0300-\u036f\u200b-\u200d\u2060]|\*{1,3}(?=[^\W_])|['’`ʼ](?=\w))*"
    rf"(?:\*{{0,3}}{SUFFIX})?"
)
# What may stand between the words of a phrase.
_JOINT = re.compile(r"[-‐‑]|[\s\u00ad\u200b-\u200d*_~„“”\"«»'‘’\[\]>]*")
# Addresses are no words: of a link in Markdown, of a page, of a person.
_ADDRESS = re.compile(
    r"(?<=\])\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"
    r"|(?:https?://|www\.)[^\s<>()\[\]]{1,2000}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"[-‐‑]")
_LONGEST_COMPOUND = 3
_MARKS = re.compile(r"\*{1,3}|_{1,3}|~~")
_UNSEEN = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200d\u2060*_~„“”\"«»]")
_LINK = re.compile(r"[\[\]<>()]")
Pattern = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Wording:
    """A wording to advise against; `ref` says where it comes from."""

    ref: str
    kind: str
    language: str
    phrase: str
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    replacement: str = ""
    reason_ka: str = ""
    reason_en: str = ""


@dataclass(frozen=True)
class Hit:
    """A wording found at letters `start` to `end`, in the sentence that begins at `at`.

    `suggestion` is what to say instead; when not `certain`, in the form of the dictionary, and a
    person has to put it into the sentence.
    """

    rule: Wording
    start: int
    end: int
    found: str
    sentence: str
    at: int
    suggestion: str
    certain: bool

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The sentence before the words, the words, and what follows."""
        first, last = self.start - self.at, self.end - self.at
        return self.sentence[:first], self.sentence[first:last], self.sentence[last:]

    @property
    def replaceable(self) -> bool:
        """False where a link runs through the words, which then have to be changed by hand."""
        return _LINK.search(self.found) is None

    def put(self, text: str, words: str) -> str:
        """The text with other words in this place; marks of Markdown stay in pairs."""
        before, after = text[: self.start], text[self.end :]
        marks: list[str] = _MARKS.findall(self.found)
        if len(marks) % 2 == 0:
            return before + words + after
        paragraph = before[before.rfind("\n\n") + 1 :]
        closes = _MARKS.findall(paragraph).count(marks[-1]) % 2 == 1
        return before + (words + marks[-1] if closes else marks[-1] + words) + after


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    keys: tuple[str, ...]
    sentence: int


@dataclass(frozen=True)
class _Compiled:
    rule: Wording
    phrase: int
    near: tuple[int, ...]
    unless: tuple[int, ...]


class _Places:
    """Where each pattern was met: its first and last word."""

    def __init__(self, found: Sequence[_Word]) -> None:
        self._found = found
        self.of: dict[int, list[tuple[int, int]]] = {}
        self._sentences: dict[int, set[int]] = {}
        self._cover: dict[int, dict[int, int]] = {}

    def sentences(self, number: int) -> set[int]:
        """The sentences that hold the pattern."""
        if number not in self._sentences:
            met = self.of.get(number, ())
            self._sentences[number] = {self._found[first].sentence for first, _last in met}
        return self._sentences[number]

    def covers(self, number: int, first: int, last: int) -> bool:
        """Do these words lie inside the pattern?"""
        if number not in self._cover:
            spans = self.of.get(number, ())
            self._cover[number] = {at: end for begin, end in spans for at in range(begin, end + 1)}
        return self._cover[number].get(first, -1) >= last


class Matcher:
    """Rules made ready for finding; safe to share between threads."""

    def __init__(self, rules: Iterable[Wording]) -> None:
        self._known: dict[tuple[str, Pattern], int] = {}
        self._begin: dict[str, dict[str, list[tuple[int, Pattern]]]] = {}
        self._rules: dict[str, list[_Compiled]] = {}
        for rule in rules:
            self._compile(rule)

    def find(self, text: str, language: str) -> list[Hit]:
        """Every wording of that language in the text, in order; the longer goes before."""
        rules = self._rules.get(language)
        if not rules or not text:
            return []
        sentences = split(text)
        hidden = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
        found = _words(hidden, sentences)
        places = self._places(hidden, found, self._begin[language])
        met = [
            (rule, first, last)
            for rule in rules
            for first, last in places.of.get(rule.phrase, ())
            if _applies(rule, first, last, places, found[first], sentences)
        ]
        # Of two rules for the same words, that which has them as they are written.
        met.sort(key=lambda one: not _is_written(hidden, found[one[1]], found[one[2]], one[0]))
        chosen = _longest(met)
        return [
            _hit(text, sentences[found[first].sentence], rule.rule, found[first], found[last])
            for rule, first, last in chosen
        ]

    def _compile(self, rule: Wording) -> None:
        phrase = pattern(rule.phrase)
        if not phrase:
            return
        unless = [_apart(pattern(one), phrase) for one in rule.unless]
        better = pattern(rule.replacement)
        if contains(better, phrase) or _alike(_joined(rule.replacement), phrase):
            unless.append(better)
        phrases = [phrase]
        if (joined := _joined(rule.phrase)) and not _alike(joined, better):
            phrases.append(joined)
        near = [pattern(one) for one in rule.near]
        number = self._number
        for one in phrases:
            made = _Compiled(
                rule,
                number(rule.language, one),
                tuple(number(rule.language, other) for other in near if other),
                tuple(number(rule.language, other) for other in unless if other),
            )
            self._rules.setdefault(rule.language, []).append(made)

    def _number(self, language: str, one: Pattern) -> int:
        known = self._known.get((language, one))
        if known is not None:
            return known
        number = self._known[language, one] = len(self._known)
        begin = self._begin.setdefault(language, {})
        for key in one[0]:
            begin.setdefault(key, []).append((number, one))
        return number

    @staticmethod
    def _places(
        text: str, found: Sequence[_Word], begin: dict[str, list[tuple[int, Pattern]]]
    ) -> _Places:
        places = _Places(found)
        for at in range(len(found)):
            for end, known_keys in _readings(text, found, at):
                for key in known_keys:
                    for number, wanted in begin.get(key, ()):
                        known = places.of.get(number)
                        if known and known[-1][0] == at:
                            continue  # met already under another key of the word
                        last = _follow(text, found, end, wanted[1:])
                        if last is not None:
                            places.of.setdefault(number, []).append((at, last))
        return places


def pattern(phrase: str) -> Pattern:
    """The search keys of each word of a phrase, which stands in its dictionary form."""
    return tuple(frozenset(_phrase_keys(word)) for word in tokens(phrase))


def _joined(phrase: str) -> Pattern:
    """The pattern of a compound written without its hyphens; none where it has none."""
    return pattern(_HYPHEN.sub("", phrase)) if _HYPHEN.search(phrase) else ()


def _alike(one: Pattern, other: Pattern) -> bool:
    return bool(one) and len(one) == len(other) and _meets(one, other)


def _phrase_keys(word: str) -> tuple[str, ...]:
    # A nominative such as უხეში reads like "in something"; its genitive does not.
    nominative = len(word) > 4 and word.endswith("ში")
    return form_keys(word) + (form_keys(word[:-1] + "ის") if nominative else ())


def contains(whole: Pattern, part: Pattern) -> bool:
    """Does the one phrase hold the other, and more?"""
    spare = len(whole) - len(part)
    return spare > 0 and any(_meets(whole[at:], part) for at in range(spare + 1))


def _apart(exception: Pattern, phrase: Pattern) -> Pattern:
    """An exception of as many words, without the keys by which it would be the phrase itself."""
    if len(exception) != len(phrase):
        return exception
    return tuple((one - other) or one for one, other in zip(exception, phrase, strict=True))


def says(text: str, phrase: str) -> bool:
    """Does a text say these words one after the other, in any form?"""
    whole, part = pattern(text), pattern(phrase)
    return bool(part) and (_meets(whole, part) or contains(whole, part))


def told_apart(phrase: str, replacement: str) -> bool:
    """False when the two are forms of the same words, which the check could not tell apart."""
    one, other = pattern(phrase), pattern(replacement)
    return len(one) != len(other) or not _meets(one, other)


def _meets(words: Pattern, part: Pattern) -> bool:
    return len(words) >= len(part) and all(
        not one.isdisjoint(other) for one, other in zip(words, part, strict=False)
    )


@lru_cache(maxsize=1 << 15)
def _word_keys(surface: str) -> tuple[str, ...]:
    """The keys of a word as it is written; marks and hung endings are no part of it."""
    return tuple(key for one in tokens(surface.replace("*", "")) for key in form_keys(one))


def _words(text: str, sentences: Sequence[Sentence]) -> list[_Word]:
    return [
        _Word(one.start(), one.end(), _word_keys(one[0]), number)
        for number, sentence in enumerate(sentences)
        for one in _WORD.finditer(text, sentence.start, sentence.end)
    ]


def _readings(text: str, found: Sequence[_Word], at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The word at `at`, then what hangs on it by hyphens read with it as one: last word, keys."""
    yield at, found[at].keys
    for last in range(at + 1, min(at + _LONGEST_COMPOUND, len(found))):
        if not _HYPHEN.fullmatch(text, found[last - 1].end, found[last].start):
            return
        written = text[found[at].start : found[last].end]
        yield last, _word_keys(_HYPHEN.sub("", written))


def _follow(text: str, found: Sequence[_Word], last: int, wanted: Pattern) -> int | None:
    """The last word of the phrase that goes on so after `last`, with nothing of weight between."""
    if not wanted:
        return last
    first = last + 1
    if first >= len(found) or found[first].sentence != found[last].sentence:
        return None
    if not _JOINT.fullmatch(text, found[last].end, found[first].start):
        return None
    ends = (
        _follow(text, found, end, wanted[1:])
        for end, known in _readings(text, found, first)
        if not wanted[0].isdisjoint(known)
    )
    return next((one for one in ends if one is not None), None)


def _applies(
    rule: _Compiled,
    first: int,
    last: int,
    places: _Places,
    word: _Word,
    sentences: Sequence[Sentence],
) -> bool:
    if any(places.covers(one, first, last) for one in rule.unless):
        return False
    if not rule.near:
        return True
    around = {word.sentence, sentences[word.sentence].heading}
    return any(not places.sentences(one).isdisjoint(around) for one in rule.near)


def _is_written(text: str, first: _Word, last: _Word, rule: _Compiled) -> bool:
    return fold(text[first.start : last.end]) == fold(rule.rule.phrase)


def _longest(candidates: list[tuple[_Compiled, int, int]]) -> list[tuple[_Compiled, int, int]]:
    """Those that do not overlap, the longer before the shorter, in the order of the text."""
    taken: set[int] = set()
    chosen = []
    for one in sorted(candidates, key=lambda each: (each[1] - each[2], each[1])):
        span = range(one[1], one[2] + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(one)
    return sorted(chosen, key=lambda each: each[1])


def _hit(text: str, sentence: Sentence, rule: Wording, first: _Word, last: _Word) -> Hit:
    found = text[first.start : last.end]
    plain = _UNSEEN.sub("", found)
    if rule.language == "ka":
        said = in_form_of(plain, rule.phrase, rule.replacement)
    else:
        before = text[max(0, first.start - 12) : first.start]
        said = in_english_form_of(plain, rule.phrase, rule.replacement, before)
    return Hit(
        rule=rule,
        start=first.start,
        end=last.end,
        found=found,
        sentence=text[sentence.start : sentence.end],
        at=sentence.start,
        suggestion=said or rule.replacement,
        certain=said is not None,
    )
