"""What a merge of two terms does to people."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.people.models import PersonTerm
from stratcom.vocabularies.models import Term

UNSYNCHRONISED = {"synchronize_session": False}


class TermsOfPeople:
    """Languages and themes of people, as the lists of terms know them."""

    def count(self, term: Term) -> int:
        """How many people carry the term."""
        counted = sa.select(sa.func.count()).where(PersonTerm.term_id == term.id)
        return db.session.scalar(counted) or 0

    def move(self, term: Term, into: Term) -> int:
        """Give the people of `term` the term `into`; return how many there were."""
        moved = self.count(term)
        both = sa.select(PersonTerm.person_id).where(PersonTerm.term_id == into.id)
        mine = PersonTerm.term_id == term.id
        db.session.execute(
            sa.delete(PersonTerm).where(mine, PersonTerm.person_id.in_(both)),
            execution_options=UNSYNCHRONISED,
        )
        db.session.execute(
            sa.update(PersonTerm).where(mine).values(term_id=into.id),
            execution_options=UNSYNCHRONISED,
        )
        db.session.expire_all()
        return moved
