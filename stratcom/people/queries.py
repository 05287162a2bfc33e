"""Reading people."""

import sqlalchemy as sa

from stratcom.people.models import Person


def people() -> sa.Select[Person]:
    """People by family name; archived, merged and erased ones left out."""
    return (
        sa.select(Person)
        .where(Person.archived_at.is_(None), Person.merged_into_id.is_(None))
        .order_by(Person.sort_key, Person.id)
    )
