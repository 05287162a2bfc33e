"""Reading the lists."""

import sqlalchemy as sa

from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term


def terms(kind: TermKind, *, with_retired: bool = False) -> sa.Select[Term]:
    """The terms of one list in the office's order; retired ones only when asked for."""
    found = sa.select(Term).where(Term.kind == kind).order_by(Term.position, Term.id)
    return found if with_retired else found.where(Term.retired_at.is_(None))
