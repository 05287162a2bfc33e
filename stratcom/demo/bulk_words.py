"""Made-up running text of the words that the sample data really uses, most of them rare."""

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stratcom.demo.real_events import rows

FOLDER = Path(__file__).parent
TERMS = FOLDER.parent / "vocabularies" / "data" / "terms.csv"
_WORD = re.compile(r"[^\W\d_]{3,}")
# How much rarer the rare words are than the frequent ones.
SLOPE = 2.5
MOST_SENTENCES = 4
SPEAKERS = 0.3


def prose(draw: random.Random, *, english: bool = False, names: Sequence[str] = ()) -> str:
    """A few sentences, or nothing; sometimes one of the names speaks."""
    words = vocabulary(english=english)
    count = draw.randrange(MOST_SENTENCES)
    sentences = [_sentence(draw, words) for _ in range(count)]
    if count and names and draw.random() < SPEAKERS:
        sentences.append(f"სიტყვით გამოვიდა {draw.choice(names)}.")
    return " ".join(sentences)


@cache
def vocabulary(*, english: bool = False) -> tuple[str, ...]:
    """The words of one language in the sample data, the most frequent first."""
    counted = Counter(
        word for text in _texts() for word in _WORD.findall(text) if word.isascii() is english
    )
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def _sentence(draw: random.Random, words: Sequence[str]) -> str:
    length = draw.randrange(6, 15)
    drawn = [words[int(len(words) * draw.random() ** SLOPE)] for _ in range(length)]
    return " ".join(drawn) + "."


def _texts() -> Iterator[str]:
    for row in rows():
        yield from row.values()
    for path in sorted((FOLDER / "data" / "messages").glob("*.toml")):
        yield from _strings(tomllib.loads(path.read_text("utf-8")))
    for path in (FOLDER / "data" / "organisations.csv", TERMS):
        yield path.read_text("utf-8")


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]
