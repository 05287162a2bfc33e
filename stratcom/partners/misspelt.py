"""Organisations whose names are one letter apart, found as a record is filed.

The two records then share a key of their own, as two of one name share one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA

from stratcom.db import db
from stratcom.db.parts import in_parts
from stratcom.georgian import keys
from stratcom.georgian.spelling import slips
from stratcom.partners.likeness import as_it_sounds, bare_name, spelt_name, telling_words
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationWord,
)
from stratcom.partners.pairs import begins
from stratcom.places.models import Municipality

NAME, MISSPELT = "name", "letter"
SHORTEST = 5
# A word that so many names have is one, however near another it is.
IN_USE = 3
# Words that more names have are not gone through.
MOST_COMPARED = 1_000
# By how many letters stems may differ where words do by one.
MOST_UNLIKE = 3


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


def file_misspelt(organisation: Organisation, names: Sequence[str]) -> None:
    """Give the record a key with each other whose name is one letter apart."""
    said = {bare_name(name): telling_words(name) for name in names}
    said.pop("", None)
    if not said:
        return
    counts = _counts({keys(word)[0] for words in said.values() for word in words})
    others = _candidates(organisation.id, said, counts)
    same = {other_id for other_id, theirs in others if theirs in said}
    likely = {
        other_id for other_id, theirs in others if any(_may_be(bare, theirs) for bare in said)
    }
    spelt = {spelt_name(name): name for name in names}
    found = set()
    for other_id, theirs in _names(likely - same):
        other = spelt_name(theirs)
        for mine, name in spelt.items():
            if (apart := difference(mine, other)) and not _are_words(apart, f"{name} {theirs}"):
                found.add(other_id)
    share_keys(OrganisationKey.organisation_id, organisation.id, found)


def difference(one: str, other: str) -> tuple[str, str] | None:
    """The words in which two spelt names differ, where that is by one letter or one blank."""
    mine, theirs = set(one.split()), set(other.split())
    left, right = sorted(mine - theirs), sorted(theirs - mine)
    if len(left) == len(right) == 1:
        return (left[0], right[0]) if one_letter_apart(left[0], right[0]) else None
    if {len(left), len(right)} == {1, 2}:
        (word,), parts = sorted((left, right), key=len)
        if word in ("".join(parts), "".join(reversed(parts))):
            return " ".join(left), " ".join(right)
    # Letters that sound alike tell no names apart.
    return ("", "") if one == other and one else None


def one_letter_apart(one: str, other: str) -> bool:
    """True for two words that a slip of the hand makes of one."""
    if min(len(one), len(other)) < SHORTEST or not (one + other).isalpha():
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _counts(words: Iterable[str]) -> dict[str, int]:
    """In how many records' names each of the keys stands."""
    word = OrganisationWord.word
    counted = sa.select(word, sa.func.count()).where(word.in_(sorted(words))).group_by(word)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _candidates(
    own_id: int, said: Mapping[str, Sequence[str]], counts: Mapping[str, int]
) -> set[tuple[int, str]]:
    """Other records, with a name that shares a rare word with one of these, or is one word too."""
    key = OrganisationKey.key
    chosen = sa.select(OrganisationKey.organisation_id, key).where(
        OrganisationKey.organisation_id != own_id
    )
    found: list[Any] = []
    alone = {words[0] for words in said.values() if len(words) == 1 and len(words[0]) >= SHORTEST}
    if alone:
        wanted = {f"{NAME}:{bare_name(slip)}" for word in alone for slip in slips(word)}
        found += db.session.execute(chosen.where(key.in_(sorted(wanted)))).all()
    rare = {word for words in said.values() if len(words) > 1 for word in _rarest(words, counts)}
    if rare:
        having = sa.select(OrganisationWord.organisation_id).where(OrganisationWord.word.in_(rare))
        near = chosen.where(OrganisationKey.organisation_id.in_(having), begins(key, NAME))
        found += db.session.execute(near).all()
    return {(row[0], row[1].partition(":")[2]) for row in found}


def _rarest(words: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """The keys of the two rarest words of a name: of two words at most one is misspelt."""
    ordered = sorted({keys(word)[0] for word in words}, key=lambda key: counts.get(key, 0))
    return [key for key in ordered[:2] if counts.get(key, 0) <= MOST_COMPARED]


def _may_be(one: str, other: str) -> bool:
    """Whether two bare names have all words but one, and that much alike."""
    if abs(len(one) - len(other)) > MOST_UNLIKE:
        return False
    unlike = set(one.split()) ^ set(other.split())
    if len(unlike) == 2:
        return OSA.distance(*unlike, score_cutoff=MOST_UNLIKE) <= MOST_UNLIKE
    return len(unlike) < 2 or len(unlike) == 3


def _names(ids: Iterable[int]) -> Iterable[tuple[int, str]]:
    """Every name of these records."""
    wanted = sorted(ids)
    body, further = Organisation, OrganisationName
    for some in in_parts(wanted):
        chosen = sa.select(body.id, body.name_ka, body.name_en).where(body.id.in_(some))
        for number, *names in db.session.execute(chosen):
            yield from ((number, name) for name in names if name)
        also = sa.select(further.organisation_id, further.text)
        for row in db.session.execute(also.where(further.organisation_id.in_(some))):
            yield row[0], row[1]


def _are_words(apart: tuple[str, str], names: str) -> bool:
    """Whether both words are in use elsewhere, or are places: nobody mistook one for the other."""
    meant = {as_it_sounds(word): keys(word)[0] for word in telling_words(names)}
    pair = {meant.get(word, "") for word in apart}
    counts = _counts(pair)
    if all(counts.get(key, 0) >= IN_USE for key in pair):
        return True
    towns = db.session.scalars(sa.select(Municipality.name_ka))
    return pair <= {keys(word)[0] for town in towns for word in telling_words(town)}
