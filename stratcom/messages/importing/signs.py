"""Words by which headings, labels and columns are recognised, in both languages."""

import enum
import re
from collections.abc import Iterable
from functools import lru_cache

from stratcom.georgian import keys
from stratcom.georgian.tokens import tokens


class Sign(enum.StrEnum):
    """What a heading, a label or the head of a column announces."""

    TITLE = "title"
    UMBRELLA = "umbrella"
    PILLARS = "pillars"
    PILLAR = "pillar"
    FACTS = "facts"
    QUESTIONS = "questions"
    QUESTION = "question"
    ANSWER = "answer"
    INSTEAD = "instead"
    AVOID = "avoid"
    SAY = "say"
    VERSIONS = "versions"
    TEXT = "text"
    # Columns and labels of facts and versions.
    SOURCE = "source"
    DAY = "day"
    LINK = "link"
    UNTIL = "until"
    AUDIENCE = "audience"
    CHANNEL = "channel"
    LANGUAGE = "language"
    GEORGIAN = "ka"
    ENGLISH = "en"


PHRASES: dict[Sign, tuple[str, ...]] = {
    Sign.TITLE: ("სათაური", "თემა", "title", "topic", "theme"),
    Sign.UMBRELLA: (
        *("მთავარი გზავნილი", "ქოლგა გზავნილი", "საკვანძო გზავნილი", "ძირითადი გზავნილი"),
        *("ქოლგური გზავნილი", "umbrella message", "key message", "main message", "core message"),
        *("overarching message", "headline message", "umbrella"),
    ),
    Sign.PILLARS: (
        *("საყრდენები", "საყრდენი გზავნილები", "არგუმენტები", "დამხმარე გზავნილები"),
        *("მხარდამჭერი გზავნილები", "pillars", "supporting messages", "supporting points"),
        *("key arguments", "arguments", "message pillars", "sub messages"),
    ),
    Sign.PILLAR: ("საყრდენი", "არგუმენტი", "დამხმარე გზავნილი", "pillar", "supporting message"),
    Sign.FACTS: (
        *("ფაქტები", "ფაქტი", "მტკიცებულებები", "მტკიცებულება", "ფაქტები და ციფრები"),
        *("ფაქტები და მტკიცებულებები", "facts", "fact", "proof points", "proof point", "proof"),
        *("evidence", "supporting facts", "facts and figures", "key facts", "proofs"),
    ),
    Sign.QUESTIONS: (
        *("კითხვები და პასუხები", "კითხვა პასუხი", "კითხვები", "რთული კითხვები", "q a", "qa"),
        *("ხშირად დასმული კითხვები", "questions and answers", "questions", "faq"),
        *("difficult questions", "frequently asked questions", "tough questions"),
    ),
    Sign.QUESTION: ("კითხვა", "question"),
    Sign.ANSWER: ("პასუხი", "answer"),
    Sign.INSTEAD: (
        *("ამის ნაცვლად ასე თქვით", "ამის ნაცვლად თქვით", "ნუ ვამბობთ ვამბობთ"),
        *("როგორ ვთქვათ", "სწორი ტერმინები", "instead of this say this", "instead say"),
        *("do not say say", "say this not that", "words to avoid", "სიტყვები და გამოთქმები"),
    ),
    Sign.AVOID: (
        *("ამის ნაცვლად", "ნუ ვამბობთ", "ნუ იტყვით", "არ ვამბობთ", "არ თქვათ", "instead of this"),
        *("instead of", "instead", "do not say", "don't say", "avoid", "not this"),
    ),
    Sign.SAY: (
        *("ვამბობთ", "თქვით", "ასე თქვით", "ასე ვამბობთ", "ვთქვათ", "say this", "say", "we say"),
        *("say instead", "instead say this"),
    ),
    Sign.VERSIONS: (
        "ვერსიები",
        "ვერსია",
        "versions",
        "version",
        "variants",
        "versions by audience",
    ),
    Sign.TEXT: ("ტექსტი", "სრული ტექსტი", "text", "full text", "narrative", "ნარატივი"),
    Sign.SOURCE: ("წყარო", "წყაროები", "source", "sources"),
    Sign.DAY: ("თარიღი", "date", "day"),
    Sign.LINK: ("ბმული", "ლინკი", "მისამართი", "link", "url"),
    Sign.UNTIL: ("ძალაშია", "მოქმედებს", "მოქმედია", "ვადა", "valid until", "valid", "until"),
    Sign.AUDIENCE: ("აუდიტორია", "სამიზნე ჯგუფი", "audience", "target group"),
    Sign.CHANNEL: ("არხი", "channel"),
    Sign.LANGUAGE: ("ენა", "language"),
    Sign.GEORGIAN: ("ქართული", "ქართულად", "georgian"),
    Sign.ENGLISH: ("ინგლისური", "ინგლისურად", "english"),
}
# What may stand as a heading over what follows.
SECTIONS = (
    *(Sign.INSTEAD, Sign.UMBRELLA, Sign.PILLARS, Sign.FACTS, Sign.QUESTIONS),
    *(Sign.AVOID, Sign.SAY, Sign.VERSIONS, Sign.TEXT),
)
# What may stand before a colon.
LABELS = (
    *(Sign.TITLE, Sign.UMBRELLA, Sign.PILLAR, Sign.FACTS, Sign.QUESTION, Sign.ANSWER),
    *(Sign.AVOID, Sign.SAY),
)
FACT_COLUMNS = (Sign.FACTS, Sign.TEXT, Sign.SOURCE, Sign.DAY, Sign.LINK, Sign.UNTIL)
VERSION_COLUMNS = (Sign.AUDIENCE, Sign.CHANNEL, Sign.LANGUAGE, Sign.VERSIONS, Sign.TEXT)
MOST_WORDS = 8
LONGEST_LABEL = 60
_ORDINAL = re.compile(r"^(?:\d{1,3}|[ivx]{1,4})$", re.I)
_LETTERS = re.compile(r"[Qq]\s*&\s*[Aa]|[Qq]\s*/\s*[Aa]")
_COLON = re.compile(rf"^(.{{1,{LONGEST_LABEL}}}?)\s*[:：]\s*")
_LETTER = re.compile(r"^(?:([კკქQ])|([პA]))\s*\d{0,3}\s*[.):：]\s*(?=\S)")


@lru_cache(maxsize=4096)
def read_sign(text: str, among: tuple[Sign, ...] = SECTIONS, *, spare: int = 0) -> Sign | None:
    """The sign that the text is, with at most `spare` words beside; numbers do not count."""
    for side in re.split(r"\s[/|]\s", text):
        words = _words(side)
        if not 0 < len(words) <= MOST_WORDS:
            continue
        best = max(
            ((size, sign) for sign in among if (size := _fits(sign, words, spare))),
            default=None,
            key=lambda one: one[0],
        )
        if best is not None:
            return best[1]
    return None


def split_label(text: str) -> tuple[Sign, int] | None:
    """The sign before the colon of "Key message: …" and where what follows begins."""
    if letter := _LETTER.match(text):
        return (Sign.QUESTION if letter[1] else Sign.ANSWER), letter.end()
    if colon := _COLON.match(text):
        sign = read_sign(colon[1], LABELS)
        return (sign, colon.end()) if sign else None
    return None


def read_columns(cells: Iterable[str], among: tuple[Sign, ...]) -> list[Sign | None]:
    """What each column holds, by the head of a table."""
    return [read_sign(cell, among, spare=1) for cell in cells]


def _words(text: str) -> list[frozenset[str]]:
    said = tokens(_LETTERS.sub("qa", text))
    return [frozenset(keys(word)) | {word} for word in said if not _ORDINAL.match(word)]


@lru_cache(maxsize=1)
def _phrases() -> dict[Sign, list[list[frozenset[str]]]]:
    return {sign: [_words(one) for one in said] for sign, said in PHRASES.items()}


def _fits(sign: Sign, words: list[frozenset[str]], spare: int) -> int:
    """How many words of the sign's longest phrase stand in the text; 0 for none."""
    longest = 0
    for phrase in _phrases()[sign]:
        beside = len(words) - len(phrase)
        # One word alone is a sign only when it stands alone.
        if not 0 <= beside <= (spare if len(phrase) > 1 else 0):
            continue
        if all(any(wanted & word for word in words) for wanted in phrase):
            longest = max(longest, len(phrase))
    return longest
