"""Audiences, channels and languages named in words, as versions name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from stratcom.georgian import fold
from stratcom.messages.house.reading import AUDIENCE, CHANNEL

_BETWEEN = re.compile(r"\s*[,;/·|–—]\s*|\s+-\s+")


@dataclass(frozen=True)
class Names:
    """Codes by their folded names in any language."""

    audiences: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def read(self, head: str) -> tuple[dict[str, str], str]:
        """The audience and the channel that the words name, and the words that name neither."""
        facts: dict[str, str] = {}
        unknown: list[str] = []
        for one in _BETWEEN.split(head):
            name = fold(one.strip(" :."))
            if (code := self.audiences.get(name)) and AUDIENCE not in facts:
                facts[AUDIENCE] = code
            elif (code := self.channels.get(name)) and CHANNEL not in facts:
                facts[CHANNEL] = code
            elif name and name not in self.languages:
                unknown.append(one.strip())
        return facts, ", ".join(unknown)

    def language(self, name: str) -> str:
        """The code of a language named in words or by its code, or nothing."""
        said = fold(name.strip())
        return self.languages.get(said, said if said in self.languages.values() else "")
