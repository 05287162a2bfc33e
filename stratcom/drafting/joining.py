"""Two people changed one text: part by part, nothing that either wrote is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from stratcom.drafting.fields import SOURCE_MARK, facts_of, field_name, texts_of, with_fields
from stratcom.drafting.parts import Part, Parts
from stratcom.prose.merging import merge


class Deed(StrEnum):
    """What the other person did that stands in the joined text."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Clash:
    """A field that both changed; `joined` holds my words where they cannot stand together."""

    part: Part
    name: str
    base: str
    mine: str
    theirs: str
    joined: str

    @property
    def field(self) -> str:
        """The field of the form."""
        return field_name(self.part.uid, self.name)


@dataclass(frozen=True)
class Removal:
    """A part that one removed while the other changed it; it stays until a person decides."""

    part: Part
    by_me: bool


@dataclass(frozen=True)
class Taken:
    """A field as the other person left it, without a clash."""

    part: Part
    deed: Deed
    name: str
    base: str
    theirs: str


@dataclass
class Joined:
    """The joined text, and what a person should see before it is saved."""

    parts: list[Part] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    both_moved: bool = False


def join(base: Parts, mine: Parts, theirs: Parts) -> Joined:
    """Join two changes of `base`; `theirs` is the version that stands now."""
    old, left, right = _by_uid(base), _by_uid(mine), _by_uid(theirs)
    joined = Joined()
    kept: dict[str, Part] = {}
    for uid in dict.fromkeys((*right, *left)):
        part = _join_part(joined, old.get(uid), left.get(uid), right.get(uid))
        if part is not None:
            kept[uid] = part
    everything = old | left | right
    # A parent that is brought back may itself have lost its parent.
    while lost := [everything[uid] for uid in _orphaned(kept) if uid in everything]:
        kept |= _by_uid(lost)
        joined.removals += [Removal(one, by_me=one.uid not in left) for one in lost]
    # What stays does so with all that was in it.
    for removal in joined.removals:
        side = right if removal.by_me else left
        kept |= {
            uid: one
            for uid, one in side.items()
            if one.parent == removal.part.uid and uid not in kept
        }
    joined.taken = [
        one for one in joined.taken if one.deed is not Deed.REMOVED or one.part.uid not in kept
    ]
    joined.parts = [kept[uid] for uid in _ordered(joined, list(old), list(left), list(right), kept)]
    return joined


def join_sets(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Join two changes of a set of names."""
    added, dropped = set(mine) - set(base), set(base) - set(mine)
    return sorted((set(theirs) | added) - dropped)


def _by_uid(parts: Parts) -> dict[str, Part]:
    return {one.uid: one for one in parts}


def _same(left: Part, right: Part) -> bool:
    return (texts_of(left), facts_of(left)) == (texts_of(right), facts_of(right))


def _join_part(
    joined: Joined, old: Part | None, mine: Part | None, theirs: Part | None
) -> Part | None:
    if mine is not None and theirs is not None:
        return _join_fields(joined, old or Part(theirs.uid, theirs.kind), mine, theirs)
    if theirs is not None:
        return _only_theirs(joined, old, theirs)
    return _only_mine(joined, old, mine) if mine is not None else None


def _only_theirs(joined: Joined, old: Part | None, theirs: Part) -> Part | None:
    if old is None:
        _take(joined, theirs, Deed.ADDED)
        return theirs
    if _same(old, theirs):
        return None
    joined.removals.append(Removal(theirs, by_me=True))
    return theirs


def _only_mine(joined: Joined, old: Part | None, mine: Part) -> Part | None:
    if old is None:
        return mine
    if _same(old, mine):
        _take(joined, old, Deed.REMOVED)
        return None
    joined.removals.append(Removal(mine, by_me=False))
    return mine


def _take(joined: Joined, part: Part, deed: Deed) -> None:
    for name, value in (texts_of(part) | facts_of(part)).items():
        gone = deed is Deed.REMOVED
        if value:
            pair = (value, "") if gone else ("", value)
            joined.taken.append(Taken(part, deed, name, *pair))


def _join_fields(joined: Joined, old: Part, mine: Part, theirs: Part) -> Part:
    texts, facts = {}, {}
    told: list[Clash | Taken] = []
    for name in texts_of(theirs) | texts_of(mine):
        three = _three(texts_of, name, old, mine, theirs)
        merged = merge(*three)
        texts[name] = merged.text
        told += _told(theirs, name, three, merged.text, bool(merged.clashes))
    for name in facts_of(old) | facts_of(theirs) | facts_of(mine):
        three = before, my, their = _three(facts_of, name, old, mine, theirs)
        facts[name] = their if my == before else my
        told += _told(theirs, name, three, facts[name], len(set(three)) == len(three))
    joined.clashes += [one for one in told if isinstance(one, Clash)]
    joined.taken += [one for one in told if isinstance(one, Taken)]
    parent = theirs.parent if mine.parent == old.parent else mine.parent
    made = replace(with_fields(theirs, texts, facts), parent=parent)
    return made if texts_of(mine) == texts_of(old) else _marked_as(made, mine)


def _marked_as(part: Part, mine: Part) -> Part:
    """With the note of what it was written from as in mine, for I wrote it last."""
    mark = {SOURCE_MARK: mine.facts[SOURCE_MARK]} if SOURCE_MARK in mine.facts else {}
    return replace(part, facts={**part.facts, **mark})


def _three(
    read: Callable[[Part], Mapping[str, str]], name: str, *parts: Part
) -> tuple[str, str, str]:
    old, mine, theirs = (read(one).get(name, "") for one in parts)
    return old, mine, theirs


def _told(
    part: Part, name: str, three: tuple[str, str, str], joined: str, clashes: bool
) -> list[Clash | Taken]:
    base, mine, theirs = three
    if clashes:
        return [Clash(part, name, base, mine, theirs, joined)]
    if theirs not in (base, mine):
        return [Taken(part, Deed.CHANGED, name, base, theirs)]
    return []


def _orphaned(kept: Mapping[str, Part]) -> list[str]:
    """Parents that are gone while something of theirs stays."""
    return list(
        dict.fromkeys(one.parent for one in kept.values() if one.parent and one.parent not in kept)
    )


def _ordered(
    joined: Joined, old: list[str], mine: list[str], theirs: list[str], kept: Mapping[str, Part]
) -> list[str]:
    i_moved, they_moved = _moved(old, mine), _moved(old, theirs)
    joined.both_moved = i_moved and they_moved and _moved(mine, theirs)
    lead, other = (mine, theirs) if i_moved else (theirs, mine)
    order = [uid for uid in lead if uid in kept]
    for names in (other, old):
        for place, uid in enumerate(names):
            if uid in kept and uid not in order:
                before = [one for one in names[:place] if one in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, uid)
    return order


def _moved(before: list[str], after: list[str]) -> bool:
    return [uid for uid in before if uid in after] != [uid for uid in after if uid in before]
