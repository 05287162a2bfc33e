"""Which organisations a run of words names, as far as the reader may know their names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Permission
from stratcom.db import db
from stratcom.partners.calling import is_one_word, phrases_asked, phrases_of
from stratcom.partners.models import (
    Organisation,
    OrganisationPhrase,
    OrganisationWord,
    Succession,
)
from stratcom.search.sources import organisation_tag

# A single word in the names of so many bodies is an everyday word and names none of them.
EVERYDAY = 12
# A name that more bodies bear says nothing of any.
MOST_NAMED = 20


def tags_called(runs: Sequence[str], reader: User | None) -> Mapping[str, frozenset[str]]:
    """The tags of the bodies that each run names, and of those they came after or became."""
    asked = {run: phrases_asked(run) for run in runs}
    bearing = _bearing({one for phrases in asked.values() for one in phrases}, reader)
    if not bearing:
        return {}
    lines = _lines({one for ids in bearing.values() for one in ids[:MOST_NAMED]}, reader)
    found = {}
    for run, phrases in asked.items():
        ids = {one for phrase in phrases for one in bearing.get(phrase, ())}
        if 0 < len(ids) <= MOST_NAMED:
            line = {one for number in ids for one in lines[number]}
            found[run] = frozenset(map(organisation_tag, line))
    return found


def is_open_to(reader: User | None) -> sa.ColumnElement[bool]:
    """Whether the reader sees the page of the body, in the desk or on the public site."""
    if reader is not None and reader.can(Permission.ORGANISATION_VIEW_ALL):
        return sa.true()
    body = Organisation
    listed = sa.and_(body.listed, body.archived_at.is_(None))
    own = reader.organisation_id if reader is not None else None
    return listed if own is None else sa.or_(listed, body.id == own, body.parent_id == own)


def _bearing(phrases: Iterable[str], reader: User | None) -> dict[str, list[int]]:
    """Ids by phrase. The present name stands wherever a body takes part; further names do not."""
    phrase = OrganisationPhrase.phrase
    chosen = (
        sa.select(phrase, OrganisationPhrase.organisation_id)
        .join(Organisation, Organisation.id == OrganisationPhrase.organisation_id)
        .where(
            phrase.in_(sorted(phrases)),
            sa.or_(OrganisationPhrase.present, is_open_to(reader)),
        )
        .limit(MOST_NAMED * MOST_NAMED)
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one, number in db.session.execute(chosen):
        found[one].append(number)
    return {
        one: ids
        for one, ids in found.items()
        if not (is_one_word(one) and _is_everyday(one, ids[:MOST_NAMED]))
    }


def _is_everyday(phrase: str, bearers: Sequence[int]) -> bool:
    """Whether the one word that is a name of these bodies stands in the names of many."""
    word = OrganisationWord.word
    theirs = sa.select(word).where(OrganisationWord.organisation_id.in_(bearers)).distinct()
    meant = [one for one in db.session.scalars(theirs) if phrase in phrases_of(one)]
    counted = sa.select(sa.func.count(OrganisationWord.organisation_id.distinct()))
    return (db.session.scalar(counted.where(word.in_(meant))) or 0) > EVERYDAY


def _lines(ids: set[int], reader: User | None) -> dict[int, set[int]]:
    """Each body with those whose work passed to it and those it passed to.

    Only where the reader sees the page of one of the two, which names the other.
    """
    steps: set[tuple[int, int]] = set()
    known, asked = set(ids), set(ids)
    while asked:
        new = _steps(asked, reader)
        steps |= new
        asked = {number for step in new for number in step} - known
        known |= asked
    back = {(later, earlier) for earlier, later in steps}
    return {one: _walk(one, steps) | _walk(one, back) for one in ids}


def _steps(ids: set[int], reader: User | None) -> set[tuple[int, int]]:
    """The successions of these bodies that lead on and that the reader may know of."""
    earlier, later = Succession.predecessor_id, Succession.successor_id
    chosen = sa.select(earlier, later).where(
        Succession.leads, sa.or_(earlier.in_(ids), later.in_(ids))
    )
    steps = {(row[0], row[1]) for row in db.session.execute(chosen)}
    if not steps:
        return steps
    named = Organisation.id.in_({number for step in steps for number in step})
    seen = sa.select(Organisation.id).where(named, is_open_to(reader))
    told = set(db.session.scalars(seen))
    return {step for step in steps if not told.isdisjoint(step)}


def _walk(start: int, steps: set[tuple[int, int]]) -> set[int]:
    """Everything that the steps lead to from there, itself among it."""
    found, waiting = {start}, [start]
    while waiting:
        now = waiting.pop()
        new = {later for earlier, later in steps if earlier == now} - found
        found |= new
        waiting += new
    return found
