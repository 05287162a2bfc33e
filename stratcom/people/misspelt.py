"""People whose names are one letter apart, found as a record is filed; as partners.misspelt."""

from collections import Counter
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian.spelling import slips
from stratcom.partners.likeness import as_it_sounds
from stratcom.partners.misspelt import IN_USE, SHORTEST, difference, share_keys
from stratcom.people.likeness import name_key
from stratcom.people.models import Person, PersonKey, PersonWord

NAME = "name:"
# A slip of a name that more people bear is one of many.
MOST_NAMESAKES = 5


def file_misspelt(person: Person, names: Iterable[str]) -> None:
    """Give the record a key with each other whose name is one letter apart."""
    mine = {key for name in names if (key := name_key(name))}
    wanted = {NAME + slip for key in mine for slip in _slips(key)}
    chosen = sa.select(PersonKey.key, PersonKey.person_id).where(
        PersonKey.key.in_(sorted(wanted)), PersonKey.person_id != person.id
    )
    rows = db.session.execute(chosen).all() if wanted else ()
    bearers = Counter(row[0] for row in rows)
    found = {
        row[1]
        for row in rows
        if bearers[row[0]] <= MOST_NAMESAKES and _is_slip(mine, row[0], person.id, row[1])
    }
    share_keys(PersonKey.person_id, person.id, found)


def _slips(key: str) -> Iterator[str]:
    """The names that this is one letter apart from."""
    words = key.split()
    for at, word in enumerate(words):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            others = words[:at] + words[at + 1 :]
            yield from (" ".join(sorted([*others, one])) for one in slips(word) if one != word)


def _is_slip(mine: Iterable[str], key: str, *pair: int) -> bool:
    """Whether one of the two is a slip: not where both are names that several people bear."""
    apart = (difference(one, key.removeprefix(NAME)) for one in mine)
    return any(one and not _are_in_use(one, pair) for one in apart)


def _are_in_use(apart: tuple[str, str], pair: Iterable[int]) -> bool:
    word = PersonWord.word
    theirs = db.session.scalars(sa.select(word).where(PersonWord.person_id.in_(pair)).distinct())
    meant = [one for one in theirs if as_it_sounds(one) in apart]
    counted = sa.select(word, sa.func.count()).where(word.in_(meant)).group_by(word)
    used = {as_it_sounds(row[0]) for row in db.session.execute(counted) if row[1] >= IN_USE}
    return used.issuperset(apart)
