"""Reading the lists."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term


def terms(kind: TermKind, *, with_retired: bool = False) -> sa.Select[Term]:
    """The terms of one list in the office's order; retired ones only when asked for."""
    found = sa.select(Term).where(Term.kind == kind).order_by(Term.position, Term.id)
    return found if with_retired else found.where(Term.retired_at.is_(None))


def retired_terms(kind: TermKind) -> sa.Select[Term]:
    """The terms of one list that are no longer offered, merged ones included."""
    return terms(kind, with_retired=True).where(Term.retired_at.is_not(None))


def count_terms() -> dict[TermKind, int]:
    """How many terms each list offers."""
    counted = sa.select(Term.kind, sa.func.count()).where(Term.retired_at.is_(None))
    found = dict(db.session.execute(counted.group_by(Term.kind)).all())
    return {kind: found.get(kind, 0) for kind in TermKind}
