"""Organisations whose names are one letter apart, found as a record is filed.

The two records then share a key of their own, as two of one name share one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA

from stratcom.db import db
from stratcom.georgian.spelling import slips
from stratcom.partners.likeness import as_it_sounds, bare_name, telling_keys
from stratcom.partners.models import Organisation, OrganisationKey, OrganisationWord
from stratcom.partners.pairs import begins
from stratcom.places.models import Municipality

NAME, MISSPELT = "name", "letter"
SHORTEST = 5
# A word that so many names have is one, however near another it is.
IN_USE = 3
# Words that more names have are not gone through.
MOST_COMPARED = 1_000


def forget_misspelt(subject: Any, number: int) -> None:
    """Take the keys away that the record shares with others; `subject` is the column of records."""
    table, key = subject.class_, subject.class_.key
    mine = db.session.scalars(sa.select(key).where(subject == number))
    if shared := [one for one in mine if one.startswith(f"{MISSPELT}:")]:
        db.session.execute(sa.delete(table).where(key.in_(shared)))


def share_keys(subject: Any, number: int, others: Iterable[int]) -> None:
    """Give the record a key of their own with each of the others."""
    rows = [
        {"key": f"{MISSPELT}:{min(pair)}-{max(pair)}", subject.key: one}
        for pair in sorted({(number, other) for other in others})
        for one in pair
    ]
    if rows:
        db.session.execute(sa.insert(subject.class_), rows)


def file_misspelt(organisation: Organisation, names: Iterable[str]) -> None:
    """Give the record a key with each other whose name is one letter apart."""
    mine = {bare: telling_keys(name) for name in names if (bare := bare_name(name))}
    if not mine:
        return
    counts = _counts({key for keys in mine.values() for key in keys})
    found = {
        other_id
        for other_id, theirs in _candidates(organisation.id, mine, counts)
        for bare in mine
        if abs(len(bare) - len(theirs)) <= 1
        and (apart := difference(bare, theirs))
        and not _both_are_words(apart, counts, other_id)
    }
    share_keys(OrganisationKey.organisation_id, organisation.id, found)


def difference(one: str, other: str) -> tuple[str, str] | None:
    """The words in which two bare names differ, where that is by one letter or one blank."""
    mine, theirs = Counter(one.split()), Counter(other.split())
    left, right = sorted((mine - theirs).elements()), sorted((theirs - mine).elements())
    if len(left) == len(right) == 1:
        return (left[0], right[0]) if one_letter_apart(left[0], right[0]) else None
    if {len(left), len(right)} == {1, 2}:
        (word,), parts = sorted((left, right), key=len)
        if word in ("".join(parts), "".join(reversed(parts))):
            return " ".join(left), " ".join(right)
    return None


def one_letter_apart(one: str, other: str) -> bool:
    """True for two words that a slip of the hand makes of one."""
    if min(len(one), len(other)) < SHORTEST or not (one + other).isalpha():
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _counts(keys: Iterable[str]) -> dict[str, int]:
    """In how many records' names each of the keys stands."""
    word = OrganisationWord.word
    counted = sa.select(word, sa.func.count()).where(word.in_(sorted(keys))).group_by(word)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _candidates(
    own_id: int, mine: Mapping[str, Sequence[str]], counts: Mapping[str, int]
) -> set[tuple[int, str]]:
    """Other records with a name that could be one of these, misspelt."""
    key = OrganisationKey.key
    chosen = sa.select(OrganisationKey.organisation_id, key).where(
        OrganisationKey.organisation_id != own_id
    )
    found: list[Any] = []
    alone = [bare for bare in mine if " " not in bare and len(bare) >= SHORTEST]
    if alone:
        wanted = {f"{NAME}:{one}" for bare in alone for one in slips(bare)}
        found += db.session.execute(chosen.where(key.in_(sorted(wanted)))).all()
    rare = {word for bare, keys in mine.items() if " " in bare for word in _rarest(keys, counts)}
    if rare:
        longest = max(map(len, mine)) + len(NAME) + 2
        having = sa.select(OrganisationWord.organisation_id).where(OrganisationWord.word.in_(rare))
        near = chosen.where(
            OrganisationKey.organisation_id.in_(having),
            begins(key, NAME),
            sa.func.length(key) <= longest,
        )
        found += db.session.execute(near).all()
    return {(row[0], row[1].partition(":")[2]) for row in found}


def _rarest(keys: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """The keys of the two rarest words of a name: of two words at most one is misspelt."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_sound[as_it_sounds(key)].append(key)
    ordered = sorted(by_sound.values(), key=lambda one: sum(counts.get(key, 0) for key in one))
    return [key for one in ordered[:2] for key in one if 0 < counts.get(key, 0) <= MOST_COMPARED]


def _both_are_words(apart: tuple[str, str], counts: Mapping[str, int], other_id: int) -> bool:
    """Whether both words are in use elsewhere, or are places: nobody mistook one for the other."""
    theirs = sa.select(OrganisationWord.word).where(OrganisationWord.organisation_id == other_id)
    known = dict(counts) | _counts(db.session.scalars(theirs))
    in_use = {as_it_sounds(key) for key, count in known.items() if count >= IN_USE}
    if in_use.issuperset(apart):
        return True
    towns = db.session.scalars(sa.select(Municipality.name_ka))
    return {bare_name(town) for town in towns}.issuperset(apart)
