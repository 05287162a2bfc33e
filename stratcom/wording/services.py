"""Keeping the list of wordings: add, change, retire, bring back; never delete."""

import csv
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError, StaleError
from stratcom.wording.enums import RuleKind
from stratcom.wording.matching import pattern, told_apart
from stratcom.wording.models import WordingRule

DATA = Path(__file__).parent / "data"
BETWEEN = "|"


@dataclass(frozen=True)
class RuleValues:
    """What a person says of a rule."""

    kind: RuleKind
    language: str
    phrase: str
    near: list[str]
    unless: list[str]
    replacement: str
    reason_ka: str
    reason_en: str


def read_rules() -> dict[str, RuleValues]:
    """The rules that come with StratCom, by code."""
    with (DATA / "rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _values(row) for row in csv.DictReader(file)}


def split_list(text: str) -> list[str]:
    """The phrases of a cell, written with a bar between them."""
    return [one.strip() for one in text.split(BETWEEN) if one.strip()]


def seed_rules() -> int:
    """Add the rules that come with StratCom where they are missing; what people changed stays."""
    known = set(db.session.scalars(sa.select(WordingRule.code)))
    missing = {code: one for code, one in read_rules().items() if code not in known}
    for code, values in missing.items():
        db.session.add(WordingRule(code=code, **asdict(values)))
    db.session.flush()
    return len(missing)


def add_rule(values: RuleValues, *, actor: Actor) -> WordingRule:
    """Add a rule; raise DomainError where it could not work."""
    _refuse(values, None)
    rule = WordingRule(**asdict(values))
    db.session.add(rule)
    record("wording.added", rule, actor=actor)
    return rule


def edit_rule(
    rule: WordingRule, values: RuleValues, *, actor: Actor, expected_version: int
) -> None:
    """Change a rule.

    Raises StaleError when somebody saved since the caller read `expected_version`.
    """
    if rule.row_version != expected_version:
        raise StaleError(_("Somebody changed this meanwhile. Reload the page."))
    _refuse(values, rule.id)
    changed = {name: new for name, new in asdict(values).items() if getattr(rule, name) != new}
    for name, new in changed.items():
        setattr(rule, name, new)
    if changed:
        record("wording.changed", rule, actor=actor)


def retire_rule(rule: WordingRule, *, actor: Actor) -> None:
    """Look for it no longer; decisions about it stay."""
    if rule.retired_at is None:
        rule.retired_at = utcnow()
        record("wording.retired", rule, actor=actor)


def restore_rule(rule: WordingRule, *, actor: Actor) -> None:
    """Look for it again."""
    if rule.retired_at is not None:
        rule.retired_at = None
        record("wording.restored", rule, actor=actor)


def _refuse(values: RuleValues, own_id: int | None) -> None:
    if not pattern(values.phrase):
        raise DomainError(_("Write at least one word to look for."))
    if values.replacement and not told_apart(values.phrase, values.replacement):
        raise DomainError(
            _("The replacement is a form of the same words: the check cannot tell them apart.")
        )
    twin = sa.select(WordingRule.id).where(
        WordingRule.language == values.language,
        WordingRule.phrase == values.phrase,
        WordingRule.id != (own_id or 0),
    )
    if db.session.scalar(twin.limit(1)) is not None:
        raise DomainError(_("The list has this wording already."))


def _values(row: dict[str, str]) -> RuleValues:
    return RuleValues(
        kind=RuleKind(row["kind"]),
        language=row["language"],
        phrase=row["phrase"],
        near=split_list(row["near"]),
        unless=split_list(row["unless"]),
        replacement=row["replacement"],
        reason_ka=row["reason_ka"],
        reason_en=row["reason_en"],
    )
