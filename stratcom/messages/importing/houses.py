"""Messages made from blocks and their roles: one house for each title, both languages in one.

Blocks go under what stands before them. Then Georgian and English are brought together: where
there are as many of a kind in one language as in the other, the first is the translation of
the first. Where the numbers differ nothing is guessed, and people are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part, new_part_uid
from stratcom.drafting.services.versions import TITLE_LENGTH
from stratcom.i18n import LANGUAGES as DESK
from stratcom.messages.house.reading import LANGUAGE
from stratcom.messages.importing.blocks import FACTS, RUNNING, Block, Role
from stratcom.messages.importing.facts import read_fact
from stratcom.prose.markdown import plain

KINDS = {
    Role.TITLE: PartKind.TITLE,
    Role.UMBRELLA: PartKind.UMBRELLA,
    Role.PILLAR: PartKind.PILLAR,
    Role.PILLAR_TEXT: PartKind.BODY,
    Role.TEXT: PartKind.BODY,
    Role.FACT: PartKind.PROOF,
    Role.GENERAL_FACT: PartKind.PROOF,
    Role.QUESTION: PartKind.QUESTION,
    Role.ANSWER: PartKind.ANSWER,
    Role.AVOID: PartKind.AVOID,
    Role.SAY: PartKind.SAY,
    Role.VERSION: PartKind.VARIANT,
}
# What goes under what; everything else stands in the house itself.
UNDER = {
    Role.PILLAR_TEXT: PartKind.PILLAR,
    Role.FACT: PartKind.PILLAR,
    Role.ANSWER: PartKind.QUESTION,
    Role.SAY: PartKind.AVOID,
}
# Parts of which a house, a pillar, a question has one.
SINGLE = frozenset({PartKind.TITLE, PartKind.UMBRELLA, PartKind.BODY, PartKind.ANSWER})
ORDER = (
    *(PartKind.TITLE, PartKind.UMBRELLA, PartKind.BODY, PartKind.PILLAR, PartKind.PROOF),
    *(PartKind.QUESTION, PartKind.ANSWER, PartKind.AVOID, PartKind.SAY, PartKind.VARIANT),
)


@dataclass
class Node:
    """A part on its way: its texts, what it tells, and what stands under it."""

    kind: PartKind | None
    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    under: list["Node"] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)  # of a whole house

    def of(self, kind: PartKind) -> list["Node"]:
        """What stands under it of a kind."""
        return [one for one in self.under if one.kind is kind]


@dataclass(frozen=True)
class Made:
    """One message as it would be made, and the kinds of which the languages do not match."""

    parts: list[Part]
    unmatched: list[PartKind]
    blocks: list[Block]

    def title(self, language: str) -> str:
        """Its title in a language, or nothing."""
        return next((one.text(language) for one in self.parts if one.kind is PartKind.TITLE), "")

    @property
    def source(self) -> str:
        """The language that it is written in first."""
        first = next((one for one in self.parts if one.kind is PartKind.TITLE), None)
        return "ka" if first is None or first.text("ka") else "en"


def make_houses(blocks: Sequence[Block]) -> list[Made]:
    """The messages that the blocks amount to, in order."""
    trees = [_grow(run) for run in _runs(blocks)]
    return [_finish(one) for one in _brought_together([one for one in trees if one.under])]


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks from title to title; titles beside each other in two languages are of one house."""
    runs: list[list[Block]] = [[]]
    for one in blocks:
        if (
            one.made
            or one.role is Role.NOTHING
            or (one.language not in DESK and one.role is not Role.VERSION)
        ):
            continue
        present = runs[-1]
        titles = [each.language for each in present if each.role is Role.TITLE]
        only_titles = len(titles) == len(present) and one.language not in titles
        if one.role is Role.TITLE and titles and not only_titles:
            runs.append([])
        runs[-1].append(one)
    return runs


def _grow(blocks: list[Block]) -> Node:
    house = Node(None, blocks=blocks)
    for block in blocks:
        kind = KINDS[block.role]
        above = _place(house, block)
        text, facts = _words(block)
        if not text:
            continue
        same = above.of(kind)[-1:] if kind in SINGLE else []
        if same:
            before = same[0].texts.get(block.language, "")
            same[0].texts[block.language] = _added(before, text, block)
        else:
            above.under.append(Node(kind, {block.language: text}, facts))
    return house


def _place(house: Node, block: Block) -> Node:
    """What the block stands under: the last pillar or question, the first pair without its half."""
    wanted = UNDER.get(block.role)
    if wanted is None:
        return house
    found = house.of(wanted)
    if block.role is Role.SAY:
        alike = [one for one in found if block.language in one.texts]
        open_ones = [one for one in alike if not one.under]
        return next(iter(open_ones), None) or _added_node(house, wanted)
    alike = [one for one in found[-2:] if block.language in one.texts]
    # An answer in English goes to the question in English, when one was just asked.
    return alike[-1] if alike else found[-1] if found else house


def _added_node(house: Node, kind: PartKind) -> Node:
    house.under.append(Node(kind))
    return house.under[-1]


def _words(block: Block) -> tuple[str, dict[str, str]]:
    """The text of a block as its role needs it, with what it tells beside the text."""
    if block.role in RUNNING:
        heading = "#" * min(6, max(1, block.level)) + " " if block.level else ""
        item = f"{'   ' * block.depth}{block.mark} " if block.mark else ""
        sources = "".join(f" ({one})" for one in block.sources)
        return f"{heading}{item}{block.text}{sources}", {}
    if block.role is Role.VERSION:
        return block.text, block.facts | {LANGUAGE: block.language}
    if block.role in FACTS:
        text, facts = read_fact(block.text, block.sources)
        return text, facts | block.facts
    text = " ".join(plain(block.text).split())
    return (text[:TITLE_LENGTH] if block.role is Role.TITLE else text), {}


def _added(before: str, text: str, block: Block) -> str:
    if block.role not in RUNNING or not before:
        return f"{before} {text}".strip()[: TITLE_LENGTH if block.role is Role.TITLE else None]
    last = before.rpartition("\n")[2].lstrip()
    together = block.mark and last.startswith(block.mark + " ")
    return before + ("\n" if together else "\n\n") + text


def _brought_together(trees: list[Node]) -> list[Node]:
    """A house in Georgian and the same in English are one, beside each other or half and half."""
    half = len(trees) // 2
    if half > 1 and len(trees) % 2 == 0:
        pairs = list(zip(trees[:half], trees[half:], strict=True))
        if all(_are_translations(one, two) for one, two in pairs):
            return [_joined(one, two) for one, two in pairs]
    made: list[Node] = []
    for one in trees:
        if made and _are_translations(made[-1], one):
            made[-1] = _joined(made[-1], one)
        else:
            made.append(one)
    return made


def _are_translations(one: Node, two: Node) -> bool:
    languages = [
        {name for each in tree.of(PartKind.TITLE) for name in each.texts} for tree in (one, two)
    ]
    if not all(len(each) == 1 for each in languages) or languages[0] == languages[1]:
        return False
    counted = (PartKind.PILLAR, PartKind.QUESTION, PartKind.AVOID)
    return all(len(one.of(kind)) == len(two.of(kind)) for kind in counted)


def _joined(one: Node, two: Node) -> Node:
    joined = Node(one.kind, one.texts | two.texts, two.facts | one.facts, one.under + two.under)
    joined.blocks = one.blocks + two.blocks
    for kind in SINGLE:
        found = joined.of(kind)
        for more in found[1:]:
            found[0].texts = more.texts | found[0].texts
            joined.under.remove(more)
    return joined


def _finish(house: Node) -> Made:
    unmatched: list[PartKind] = []
    _match(house, unmatched)
    parts: list[Part] = []
    _flatten(house, "", parts)
    return Made(parts, list(dict.fromkeys(unmatched)), house.blocks)


def _match(above: Node, unmatched: list[PartKind]) -> None:
    """Bring the languages together under a node, and under what stands there."""
    for kind in ORDER:
        if kind is PartKind.VARIANT:
            continue
        alone = {
            language: [one for one in above.of(kind) if set(one.texts) == {language}]
            for language in DESK
        }
        first, second = (alone[language] for language in DESK)
        if first and second and len(first) == len(second):
            for one, two in zip(first, second, strict=True):
                above.under[above.under.index(one)] = _joined(one, two)
                above.under.remove(two)
        elif first and second:
            unmatched.append(kind)
    for one in above.under:
        _match(one, unmatched)


def _flatten(above: Node, parent: str, parts: list[Part]) -> None:
    for kind in ORDER:
        for one in above.of(kind):
            uid = new_part_uid()
            parts.append(Part(uid, kind, one.texts, parent, one.facts))
            _flatten(one, uid, parts)
