"""The wording check of any text: the department's list and the directory, made ready once.

A process keeps the rules until the list or a succession changes; two small queries tell.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from stratcom.db import db
from stratcom.wording import former_names
from stratcom.wording.former_names import Known
from stratcom.wording.matching import Hit, Matcher, Wording
from stratcom.wording.models import WordingRule

PREFIX = "rule:"


@dataclass(frozen=True)
class Stamp:
    """What the rules were made from; equal stamps mean equal rules."""

    count: int
    versions: int
    changed_at: datetime | None
    successions: Known


@dataclass(frozen=True)
class Rules:
    """The rules in force."""

    stamp: Stamp
    matcher: Matcher


_kept: list[Rules] = []  # the last that were made, by this process


def rules_now() -> Rules:
    """The rules as they stand in the database now."""
    stamp = _stamp()
    if _kept and _kept[-1].stamp == stamp:
        return _kept[-1]
    made = Rules(stamp, Matcher([*_listed(), *former_names.wordings(stamp.successions)]))
    _kept[:] = [made]
    return made


def check(text: str, language: str) -> list[Hit]:
    """What the check advises against in a text of that language."""
    return rules_now().matcher.find(text, language)


def rule_id(ref: str) -> int | None:
    """The id of the rule of the list, None for advice from the directory."""
    return int(ref.removeprefix(PREFIX)) if ref.startswith(PREFIX) else None


def wording_of(rule: WordingRule) -> Wording:
    """A rule of the list as the matcher reads it."""
    return Wording(
        ref=f"{PREFIX}{rule.id}",
        kind=rule.kind,
        language=rule.language,
        phrase=rule.phrase,
        near=tuple(rule.near),
        unless=tuple(rule.unless),
        replacement=rule.replacement,
        reason_ka=rule.reason_ka,
        reason_en=rule.reason_en,
    )


def _stamp() -> Stamp:
    counted = sa.select(
        sa.func.count(WordingRule.id),
        sa.func.coalesce(sa.func.sum(WordingRule.row_version), 0),
        sa.func.max(WordingRule.updated_at),
    )
    count, versions, changed_at = db.session.execute(counted).one()
    return Stamp(count, versions, changed_at, former_names.successions())


def _listed() -> list[Wording]:
    chosen = sa.select(WordingRule).where(WordingRule.retired_at.is_(None))
    return [wording_of(one) for one in db.session.scalars(chosen.order_by(WordingRule.id))]
