"""Message houses of the demonstration, read from files that people can read and correct."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.i18n import LANGUAGES
from stratcom.messages.house.reading import AUDIENCE, CHANNEL, DAY, LANGUAGE, SOURCE, UNTIL, URL

HOUSES = Path(__file__).parent / "data" / "messages"


def read_sample(key: str) -> dict[str, Any]:
    """What the file of that name holds."""
    return tomllib.loads((HOUSES / f"{key}.toml").read_text("utf-8"))


def sample_parts(house: Mapping[str, Any]) -> list[Part]:
    """The parts of a house; their identifiers tell what they are, so that comments find them."""
    parts = [
        Part("title", PartKind.TITLE, _texts(house["title"])),
        Part("umbrella", PartKind.UMBRELLA, _texts(house["umbrella"])),
    ]
    if "text" in house:
        parts.append(Part("text", PartKind.BODY, _texts(house["text"])))
    for at, pillar in enumerate(house["pillars"], 1):
        parts += _pillar(f"p{at}", pillar)
    for at, row in enumerate(house.get("questions", ()), 1):
        parts.append(Part(f"q{at}", PartKind.QUESTION, _texts(row)))
        parts.append(Part(f"a{at}", PartKind.ANSWER, _texts(row, "answer_"), f"q{at}"))
    for at, row in enumerate(house.get("instead", ()), 1):
        parts.append(Part(f"i{at}", PartKind.AVOID, _texts(row, "avoid_")))
        parts.append(Part(f"s{at}", PartKind.SAY, _texts(row, "say_"), f"i{at}"))
    for at, row in enumerate(house.get("versions", ()), 1):
        facts = {name: row[name] for name in (AUDIENCE, CHANNEL, LANGUAGE) if name in row}
        texts = {row[LANGUAGE]: row["text"].strip()}
        parts.append(Part(f"v{at}", PartKind.VARIANT, texts, facts=facts))
    return parts


def _pillar(uid: str, pillar: Mapping[str, Any]) -> Iterator[Part]:
    yield Part(uid, PartKind.PILLAR, _texts(pillar))
    for at, row in enumerate(pillar.get("facts", ()), 1):
        facts = {name: row[name] for name in (SOURCE, DAY, URL, UNTIL) if name in row}
        yield Part(f"{uid}f{at}", PartKind.PROOF, _texts(row), uid, facts)


def _texts(row: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found = {name: str(row.get(prefix + name, "")).strip() for name in LANGUAGES}
    return {name: text for name, text in found.items() if text}
