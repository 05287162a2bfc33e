"""Advice on organisations that were renamed, merged or succeeded, from the directory's records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from stratcom.db import db
from stratcom.georgian import fold, squash
from stratcom.moments import today
from stratcom.partners.lineage import Lineage
from stratcom.partners.models import Organisation, Succession
from stratcom.wording.enums import RuleKind
from stratcom.wording.matching import Wording, pattern, told_apart

PREFIX = "organisation:"
# One word alone (an abbreviation, a common noun) says too little to be called a former name.
FEWEST_WORDS = 2


@dataclass(frozen=True)
class Known:
    """The day and all successions of it: while these are the same, so is the advice."""

    day: date
    rows: tuple[tuple[object, ...], ...]


def successions() -> Known:
    """What is known of successions, in one query that reads nothing but them."""
    before, after = aliased(Organisation), aliased(Organisation)
    chosen = (
        sa.select(
            Succession.predecessor_id,
            Succession.successor_id,
            Succession.happened_on,
            before.name_ka,
            before.name_en,
            after.name_ka,
            after.name_en,
        )
        .join(before, before.id == Succession.predecessor_id)
        .join(after, after.id == Succession.successor_id)
        .where(Succession.leads)
        .order_by(Succession.id)
    )
    return Known(today(), tuple(tuple(row) for row in db.session.execute(chosen)))


def wordings(known: Known) -> list[Wording]:
    """A rule for each name that a body had, where another bears its work by now."""
    lineage = Lineage()
    names: dict[int, tuple[str, str]] = {}
    for row in known.rows:
        names[row[0]], names[row[1]] = row[3:5], row[5:7]  # type: ignore[index, assignment]
    in_use = _names_in_use([one for one in names if one in lineage.after], names)
    made = []
    for former in sorted(lineage.after):
        bearer = lineage.as_of(former, known.day)
        if bearer == former or bearer not in names:
            continue
        since = lineage.after[former][1]
        for language, at in (("ka", 0), ("en", 1)):
            phrase, replacement = squash(names[former][at]), squash(names[bearer][at])
            if _worth_saying(phrase, replacement) and fold(phrase) not in in_use:
                made.append(_wording(former, language, phrase, replacement, since))
    return made


def _worth_saying(phrase: str, replacement: str) -> bool:
    enough = len(pattern(phrase)) >= FEWEST_WORDS
    return enough and bool(replacement) and told_apart(phrase, replacement)


def _names_in_use(former: Sequence[int], names: dict[int, tuple[str, str]]) -> set[str]:
    """Those of the names that another body bears today."""
    for_georgian = [fold(squash(names[one][0])) for one in former]
    for_english = [fold(squash(names[one][1])) for one in former if names[one][1]]
    chosen = sa.select(Organisation.match_key, Organisation.match_key_en).where(
        sa.or_(
            Organisation.match_key.in_(for_georgian), Organisation.match_key_en.in_(for_english)
        ),
        Organisation.id.not_in(former),
        Organisation.archived_at.is_(None),
        Organisation.merged_into_id.is_(None),
    )
    return {name for row in db.session.execute(chosen) for name in row if name}


def _wording(former: int, language: str, phrase: str, replacement: str, since: date) -> Wording:
    day = f"{since:%d.%m.%Y}"
    return Wording(
        ref=f"{PREFIX}{former}",
        kind=RuleKind.NAME,
        language=language,
        phrase=phrase,
        replacement=replacement,
        reason_ka=f"ორგანიზაციის ყოფილი სახელი; {day}-დან მისი საქმე სხვა სახელით გრძელდება.",
        reason_en=f"A former name of the organisation; since {day} its work goes on under another.",
    )
