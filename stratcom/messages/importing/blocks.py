"""What a person looks at before a message is made: pieces of the document, each with a role."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from stratcom.prose.markdown import plain


class Role(enum.StrEnum):
    """What a block becomes."""

    TITLE = "title"
    UMBRELLA = "umbrella"
    PILLAR = "pillar"
    PILLAR_TEXT = "pillar_text"
    FACT = "fact"
    GENERAL_FACT = "general_fact"
    TEXT = "text"
    QUESTION = "question"
    ANSWER = "answer"
    AVOID = "avoid"
    SAY = "say"
    VERSION = "version"
    NOTHING = "nothing"


ROLE_LABELS = {
    Role.TITLE: _l("Title"),
    Role.UMBRELLA: _l("Umbrella message"),
    Role.PILLAR: _l("Pillar"),
    Role.PILLAR_TEXT: _l("Text of the pillar"),
    Role.FACT: _l("Fact of the pillar"),
    Role.GENERAL_FACT: _l("Fact of the whole message"),
    Role.TEXT: _l("Text of the message"),
    Role.QUESTION: _l("Question"),
    Role.ANSWER: _l("Answer"),
    Role.AVOID: _l("Instead of this"),
    Role.SAY: _l("Say this"),
    Role.VERSION: _l("Version"),
    Role.NOTHING: _l("Leave out"),
}
# Blocks of these roles that follow each other are one Markdown text.
RUNNING = frozenset({Role.PILLAR_TEXT, Role.TEXT, Role.ANSWER})
FACTS = frozenset({Role.FACT, Role.GENERAL_FACT})
EXCERPT = 320
ENOUGH = 10
# Besides the two of the desk, versions may be in the languages of Georgia's minorities.
LANGUAGES = ("ka", "en", "hy", "az", "ru")
SCRIPTS = (("ka", "Ⴀ", "ჿ"), ("hy", "Ա", "֏"), ("ru", "Ѐ", "ӿ"))


@dataclass
class Block:
    """A piece of the document: Markdown, its role and language, and how it stood there."""

    text: str
    role: Role
    language: str = "ka"
    level: int = 0  # of a heading
    mark: str = ""  # of an item of a list
    depth: int = 0
    sources: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    made: int = 0  # the message that was made of it

    @property
    def excerpt(self) -> str:
        """How it begins, without marks."""
        said = " ".join(plain(self.text[: 2 * EXCERPT]).split())
        return said if len(said) <= EXCERPT else f"{said[:EXCERPT].rstrip()}…"


def read_blocks(rows: Iterable[Mapping[str, Any]]) -> list[Block]:
    """The blocks that `write_blocks` wrote."""
    return [
        Block(
            text=row["text"],
            role=Role(row["role"]),
            language=row["language"],
            level=row.get("level", 0),
            mark=row.get("mark", ""),
            depth=row.get("depth", 0),
            sources=list(row.get("sources", ())),
            facts=dict(row.get("facts", {})),
            made=row.get("made", 0),
        )
        for row in rows
    ]


def write_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The blocks as JSON keeps them, without what is empty."""
    return [
        {"text": one.text, "role": one.role.value, "language": one.language}
        | {
            name: value
            for name in ("level", "mark", "depth", "sources", "facts", "made")
            if (value := getattr(one, name))
        }
        for one in blocks
    ]


def language_of(text: str, otherwise: str) -> str:
    """The language by the script of most letters; `otherwise` where it has none to tell."""
    # What stands in brackets behind a sentence may be a name or a source in another language.
    head = re.split(r"[(\[]", text, maxsplit=1)[0]
    said = (head if len(head) >= ENOUGH else text)[:500]
    counts = {
        language: sum(1 for letter in said if first <= letter <= last)
        for language, first, last in SCRIPTS
    }
    counts["en"] = sum(1 for letter in said if letter.isascii() and letter.isalpha())
    if "ə" in said or "Ə" in said:
        counts["az"] = counts.pop("en") + 1
    # Names and abbreviations in Latin letters stand in Georgian texts.
    if counts["ka"] >= 3 and counts["ka"] * 3 >= sum(counts.values()):
        return "ka"
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 3 else otherwise
