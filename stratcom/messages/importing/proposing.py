"""The role of each piece of a document, proposed from its headings, labels and tables."""

from collections.abc import Iterable, Sequence

from stratcom.messages.importing.blocks import FACTS, Block, Role, language_of
from stratcom.messages.importing.document import Item, Line
from stratcom.messages.importing.facts import is_source_line, tells_source
from stratcom.messages.importing.labels import without_label
from stratcom.messages.importing.names import Names
from stratcom.messages.importing.signs import Sign, read_sign, split_label

LONGEST_TITLE = 200
LONGEST_PILLAR = 300
LABELLED = {
    Sign.TITLE: Role.TITLE,
    Sign.UMBRELLA: Role.UMBRELLA,
    Sign.PILLAR: Role.PILLAR,
    Sign.QUESTION: Role.QUESTION,
    Sign.ANSWER: Role.ANSWER,
    Sign.AVOID: Role.AVOID,
    Sign.SAY: Role.SAY,
}

# Headings inside pillars and answers belong to their text.
IN_ITEMS = {Sign.PILLARS: Role.PILLAR_TEXT, Sign.QUESTIONS: Role.ANSWER}


def title_level(items: Iterable[Item]) -> int | None:
    """The level of the headings that name whole messages; None where there are no headings."""
    headings = [one for one in items if isinstance(one, Line) and one.level is not None]
    if not headings:
        return None
    sections = [one.level for one in headings if read_sign(one.text)]
    named = [one.level for one in headings if not read_sign(one.text)]
    if not sections:
        return min(one.level for one in headings if one.level is not None)
    top = min(level for level in sections if level is not None)
    above = [level for level in named if level is not None and level < top]
    return max(above) if above else top - 1


class Proposer:
    """Goes through a document once, knowing under which heading it stands."""

    def __init__(self, items: Sequence[Item], names: Names) -> None:
        self.names = names
        self.blocks: list[Block] = []
        self.titles_at = title_level(items)
        lines = [one for one in items if isinstance(one, Line)]
        signs = {read_sign(one.text) for one in lines if one.level is not None}
        self._names_umbrella = Sign.UMBRELLA in signs or any(
            label[0] is Sign.UMBRELLA for one in lines if (label := split_label(one.text))
        )
        self._names_pillars = Sign.PILLARS in signs
        # A title at the level of the sections: the first heading, when it is none of them.
        first = next((one for one in lines if one.level is not None), None)
        bare = first is not None and self.titles_at is not None and not read_sign(first.text)
        self._first = first if bare and not any(map(self._is_title, lines)) else None
        self.language = "ka"
        self._begin()

    def _begin(self) -> None:
        self.section: Sign | None = None
        self._section_level = 0
        self._pillars_by = ""
        self._umbrellas: set[str] = set()
        self.general = True
        self.version_head = ""
        self._questions_in_headings = False

    def _is_title(self, line: Line) -> bool:
        at = self.titles_at
        return line.level is not None and at is not None and line.level == at

    def add(self, line: Line, role: Role, *, text: str = "", level: int = 0) -> Block:
        """Add a block for a line."""
        self.language = language_of(line.text, self.language)
        block = Block(
            text or line.marked, role, self.language, level, line.mark, line.depth,
            list(line.sources),
        )  # fmt: skip
        self.blocks.append(block)
        return block

    def line(self, line: Line) -> None:
        """Propose a role for a heading or a paragraph."""
        if line.level is not None:
            self._heading(line, line.level)
        elif line.aside:
            self.add(line, Role.NOTHING)
        elif self._label(line):
            return
        elif is_source_line(line.text) and self.blocks and self.blocks[-1].role in FACTS:
            self.blocks[-1].sources.append(line.text)
        elif not line.mark and (sign := read_sign(line.text.rstrip(" :"))):
            self.open(sign, self._level_below(sign))
            self.add(line, Role.NOTHING)
        else:
            self._paragraph(line)

    def open(self, sign: Sign, level: int) -> None:
        """Stand under the heading of a section."""
        inside_pillar = self.section is Sign.PILLARS and self._pillars_by
        if sign is Sign.FACTS and inside_pillar and level > self._section_level:
            self.general = False
            self._pillars_by = "heading"
            return
        self.section, self._section_level = sign, level
        self.general, self._pillars_by = True, ""
        self.version_head, self._questions_in_headings = "", False

    def _level_below(self, sign: Sign) -> int:
        """The level of a heading that is no more than a line: under a pillar, facts are its own."""
        if sign is Sign.FACTS and self.section is Sign.PILLARS and self._pillars_by:
            return self._section_level + 2
        return (self.titles_at or 0) + 1

    def _heading(self, line: Line, level: int) -> None:
        top = self.titles_at is not None and level <= self.titles_at
        sign = read_sign(line.text, spare=0 if top else 1)
        if line is self._first or (top and sign is None):
            self._begin()
            self.add(line, Role.TITLE if level == self.titles_at or not top else Role.NOTHING)
            self._section_level = level
        elif sign is not None:
            self.open(sign, level)
            self.add(line, Role.NOTHING, level=level)
        elif not self._label(line):
            self._inner_heading(line, level)

    def _inner_heading(self, line: Line, level: int) -> None:
        if self.section is not None and level <= self._section_level:
            self.section = None
        if self.section is None and not self._names_pillars:
            self.section, self._section_level = Sign.PILLARS, level - 1
        if self.section is Sign.PILLARS and level <= self._section_level + 1:
            self._pillar(line, "heading")
        elif self.section is Sign.QUESTIONS and level <= self._section_level + 1:
            self._questions_in_headings = True
            self.add(line, Role.QUESTION)
        elif self.section in IN_ITEMS:
            within = level - self._section_level - 1
            self.add(line, IN_ITEMS[self.section], level=within)
        elif self.section is Sign.VERSIONS:
            self.version_head = line.text
            self.add(line, Role.NOTHING, level=level)
        elif self.section in {None, Sign.TEXT, Sign.UMBRELLA}:
            if self.section is None:
                self.section, self._section_level = Sign.TEXT, level - 1
            self.add(line, Role.TEXT, level=level - self._section_level)
        else:
            self.add(line, Role.NOTHING, level=level)

    def _label(self, line: Line) -> bool:
        """ "Key message: …", „კ: …“: the role stands before the colon."""
        label = split_label(line.text)
        if label is None:
            return False
        sign, at = label
        rest = without_label(line, at)
        if not rest:
            if (alone := read_sign(line.text[:at].rstrip(" :"))) is None:
                return False
            self.open(alone, self._level_below(alone))
            self.add(line, Role.NOTHING)
            return True
        if sign is Sign.FACTS:
            self._fact(line, rest)
            return True
        if sign is Sign.PILLAR:
            if self.section is not Sign.PILLARS:
                self.section, self._section_level = Sign.PILLARS, (self.titles_at or 0) + 1
            self._pillar(line, "heading", rest)
            return True
        block = self.add(line, LABELLED[sign], text=rest)
        block.mark = ""
        if sign is Sign.UMBRELLA:
            self._umbrellas.add(block.language)
        elif sign is Sign.QUESTION or sign is Sign.ANSWER:
            self.section = Sign.QUESTIONS
        return True

    def _paragraph(self, line: Line) -> None:
        language = language_of(line.text, self.language)
        if self.section is None or self.section is Sign.UMBRELLA:
            self._opening(line, language)
        elif self.section is Sign.PILLARS:
            self._in_pillars(line)
        elif self.section is Sign.FACTS:
            self._fact(line)
        elif self.section is Sign.QUESTIONS:
            asks = line.text.endswith("?") or (line.bold and not line.mark)
            asks = asks and not self._questions_in_headings
            self.add(line, Role.QUESTION if asks else Role.ANSWER)
        elif self.section in {Sign.AVOID, Sign.SAY}:
            self.add(line, Role.AVOID if self.section is Sign.AVOID else Role.SAY)
        elif self.section is Sign.INSTEAD:
            self._instead(line)
        elif self.section is Sign.VERSIONS:
            self.version(line, {}, self.version_head)
        else:
            self.add(line, Role.TEXT)

    def _opening(self, line: Line, language: str) -> None:
        """What stands under a title, or at the beginning of a document without one."""
        untitled = not any(one.role is Role.TITLE for one in self.blocks)
        if untitled and self.titles_at is None and not self.blocks:
            short = len(line.text) <= LONGEST_TITLE
            self.add(line, Role.TITLE if short else Role.TEXT)
            return
        awaited = self.section is Sign.UMBRELLA or not (self._names_umbrella or untitled)
        if awaited and language not in self._umbrellas and not line.mark:
            self._umbrellas.add(language)
            self.add(line, Role.UMBRELLA)
        else:
            self.add(line, Role.TEXT)

    def _pillar(self, line: Line, by: str, text: str = "") -> None:
        self._pillars_by = by
        self.general = False
        self.add(line, Role.PILLAR, text=text).mark = ""

    def _in_pillars(self, line: Line) -> None:
        by = self._pillars_by
        way = "item" if line.mark else "bold" if line.bold else "line"
        begins = not line.depth and len(line.text) <= LONGEST_PILLAR
        if not by and begins:
            self._pillar(line, way)
        elif begins and by == way:
            self._pillar(line, by)
        elif line.mark or (not self.general and tells_source(line.text)):
            self._fact(line)
        else:
            self.add(line, Role.PILLAR_TEXT)

    def _fact(self, line: Line, text: str = "") -> None:
        self.add(line, Role.GENERAL_FACT if self.general else Role.FACT, text=text).mark = ""

    def _instead(self, line: Line) -> None:
        """Pairs beside an arrow, or in turn."""
        for arrow in (" → ", " -> ", " ➔ ", " => "):
            before, found, after = line.marked.partition(arrow)
            if found:
                self.add(line, Role.AVOID, text=before.strip()).mark = ""
                self.add(line, Role.SAY, text=after.strip()).mark = ""
                return
        answered = not self.blocks or self.blocks[-1].role is not Role.AVOID
        self.add(line, Role.AVOID if answered else Role.SAY).mark = ""

    def version(self, line: Line, facts: dict[str, str], head: str = "") -> None:
        """Add a version; words of its head that name nothing known stay with its text."""
        text = line.marked
        if head and not facts:
            facts, unknown = self.names.read(head)
            text = f"{unknown}: {text}" if unknown else text
        block = self.add(line, Role.VERSION, text=text)
        block.facts = facts
