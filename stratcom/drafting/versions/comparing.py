"""Two versions of a text beside each other: which parts came, went, moved and changed how."""

import enum
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from stratcom.drafting.facts import Fact
from stratcom.drafting.parts import Part, Parts
from stratcom.i18n import LANGUAGES
from stratcom.prose.differences import Change, difference, has_changes, words

# Words that are shown of a long unchanged passage on either side of a change.
NEAR = 12
# A passage is not folded for fewer words than these.
FEWEST_FOLDED = 12


class Fate(enum.StrEnum):
    """What became of a part between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


FATE_LABELS = {
    Fate.SAME: _l("unchanged"),
    Fate.CHANGED: _l("changed"),
    Fate.ADDED: _l("added"),
    Fate.REMOVED: _l("removed"),
}


class Passage(NamedTuple):
    """Words that share one fate; `folded` says how many of them are left out after the text."""

    change: Change
    text: str
    folded: int = 0


class TextChange(NamedTuple):
    """A text of a part in one language."""

    language: str
    passages: list[Passage]


class FactChange(NamedTuple):
    """What was said beside the text of a part and no longer is, or is now."""

    change: Change
    fact: Fact


# Words what a part says beside its text.
Say = Callable[[Part], list[Fact]]


@dataclass(frozen=True)
class PartChange:
    """A part with what became of it; unchanged texts are left out of it."""

    part: Part
    fate: Fate
    moved: bool
    texts: list[TextChange]
    facts: list[FactChange]

    @property
    def quiet(self) -> bool:
        """True when nothing became of the part."""
        return self.fate is Fate.SAME and not self.moved


def compare(before: Parts, after: Parts, *, say: Say, whole: bool = False) -> list[PartChange]:
    """Every part of either version, in the order of the later one; `whole` folds nothing."""
    old = {one.uid: one for one in before}
    stayed = _in_place(before, after)
    return [
        _compared(old.get(one.uid), one, one.uid not in stayed, say, whole)
        if is_there
        else _compared(one, None, False, say, whole)
        for one, is_there in _in_order(before, after)
    ]


def _in_order(before: Parts, after: Parts) -> Iterable[tuple[Part, bool]]:
    """All parts: those of the later version, and each that is gone where it used to stand."""
    present = {one.uid for one in after}
    gone: dict[str, list[Part]] = {}
    last = ""
    for one in before:
        if one.uid in present:
            last = one.uid
        else:
            gone.setdefault(last, []).append(one)
    for lost in gone.get("", ()):
        yield lost, False
    for one in after:
        yield one, True
        for lost in gone.get(one.uid, ()):
            yield lost, False


def _in_place(before: Parts, after: Parts) -> set[str]:
    """Identifiers of the parts that stand among their siblings as they did."""
    place = {one.uid: at for at, one in enumerate(before)}
    siblings: dict[tuple[str, str], list[str]] = {}
    for one in after:
        if one.uid in place:
            siblings.setdefault((one.kind, one.parent), []).append(one.uid)
    return {uid for uids in siblings.values() for uid in _longest_rise(uids, place)}


def _longest_rise(uids: Sequence[str], place: Mapping[str, int]) -> tuple[str, ...]:
    """The most of them whose places rise."""
    lowest: list[int] = []
    chains: list[tuple[str, ...]] = []
    for uid in uids:
        length = bisect_left(lowest, place[uid])
        chain = (*(chains[length - 1] if length else ()), uid)
        lowest[length : length + 1] = [place[uid]]
        chains[length : length + 1] = [chain]
    return chains[-1] if chains else ()


def _compared(
    old: Part | None, new: Part | None, out_of_place: bool, say: Say, whole: bool
) -> PartChange:
    part = new or old
    if part is None:
        raise ValueError("a part of neither version")
    if old is None or new is None:
        fate = Fate.ADDED if old is None else Fate.REMOVED
        return PartChange(part, fate, False, _texts(old, new, whole), _facts(old, new, say))
    texts, facts = _texts(old, new, whole), _facts(old, new, say)
    fate = Fate.CHANGED if texts or facts else Fate.SAME
    moved = out_of_place or old.parent != new.parent
    return PartChange(part, fate, moved, texts, facts)


def _texts(old: Part | None, new: Part | None, whole: bool) -> list[TextChange]:
    codes = [*LANGUAGES, *(old.texts if old else ()), *(new.texts if new else ())]
    found = []
    for language in dict.fromkeys(codes):
        before = old.text(language) if old else ""
        after = new.text(language) if new else ""
        pieces = difference(before, after)
        if has_changes(pieces):
            passages = [Passage(*one) for one in pieces]
            found.append(TextChange(language, passages if whole else _folded(passages)))
    return found


def _folded(passages: Sequence[Passage]) -> list[Passage]:
    """Long passages that stayed, cut to the words next to a change."""
    made: list[Passage] = []
    for number, one in enumerate(passages):
        said = words(one.text)
        ahead = NEAR if number else 0
        behind = NEAR if number + 1 < len(passages) else 0
        out = len(said) - ahead - behind
        if one.change is not Change.SAME or out < FEWEST_FOLDED:
            made.append(one)
            continue
        made.append(Passage(Change.SAME, "".join(said[:ahead]), out))
        made.append(Passage(Change.SAME, "".join(said[len(said) - behind :] if behind else ())))
    return made


def _facts(old: Part | None, new: Part | None, say: Say) -> list[FactChange]:
    before = say(old) if old else []
    after = say(new) if new else []
    gone = [FactChange(Change.GONE, one) for one in before if one not in after]
    return gone + [FactChange(Change.NEW, one) for one in after if one not in before]
