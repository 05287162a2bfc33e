"""Reading the list of wordings."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.georgian import fold
from stratcom.wording.filters import Filters
from stratcom.wording.matching import says
from stratcom.wording.models import WordingRule


def find_rule(rule_id: int) -> WordingRule | None:
    """One rule, or None."""
    return db.session.get(WordingRule, rule_id)


def listed(filters: Filters) -> sa.Select[WordingRule]:
    """The rules that the filters find, by kind and language, in the order of the list."""
    chosen = _narrowed(filters, sa.select(WordingRule))
    if filters.q:
        chosen = chosen.where(WordingRule.id.in_(_answering(filters)))
    return chosen.order_by(WordingRule.kind.desc(), WordingRule.language.desc(), WordingRule.id)


def _narrowed(filters: Filters, chosen: sa.Select[WordingRule]) -> sa.Select[WordingRule]:
    gone = WordingRule.retired_at
    chosen = chosen.where(gone.is_not(None) if filters.retired else gone.is_(None))
    if filters.language:
        chosen = chosen.where(WordingRule.language == filters.language)
    if filters.kind:
        chosen = chosen.where(WordingRule.kind == filters.kind)
    return chosen


def _answering(filters: Filters) -> list[int]:
    """Ids of the rules that say the words looked for in any form; the list is short enough."""
    typed = fold(filters.q)
    return [
        rule.id
        for rule in db.session.scalars(_narrowed(filters, sa.select(WordingRule)))
        if any(
            typed in fold(text) or says(text, filters.q) for text in (rule.phrase, rule.replacement)
        )
    ]
