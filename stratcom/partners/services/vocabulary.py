"""What a merge of two terms does to organisations."""

import sqlalchemy as sa

from stratcom.db import db
from stratcom.partners.models import Organisation, OrganisationTerm
from stratcom.partners.moving import LinkHolder
from stratcom.vocabularies.models import Term


class TermsOfOrganisations:
    """Organisations, as the lists of terms know them."""

    def count(self, term: Term) -> int:
        """How many organisations carry the term."""
        return _links().count(term.id)

    def move(self, term: Term, into: Term) -> int:
        """Give the organisations of `term` the term `into`; return how many there were."""
        moved = _links().move(term.id, into.id)
        db.session.expire_all()
        return len(moved)


def _links() -> LinkHolder:
    return LinkHolder(
        "terms",
        sa.null(),
        OrganisationTerm.term_id,
        [OrganisationTerm.organisation_id],
        Organisation,
    )
