"""What imports keep of people, and how it is forgotten when somebody is to be erased."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from stratcom.db import db
from stratcom.imports.enums import ImportKind
from stratcom.imports.files import drop_file
from stratcom.imports.models import ImportBatch, ImportRow
from stratcom.people.mentions import Mention
from stratcom.people.models import Person


class RowsOfPeople:
    """Rows of sheets and cards that a person was in, and the files they came in."""

    label = _l("Imports")

    def find(self, _person: Person) -> list[Mention]:
        """Nothing to edit by hand: the rows are emptied."""
        return []

    def forget(self, person: Person) -> None:
        """Empty the rows about the person and remove the files that name him or her."""
        about = sa.or_(ImportRow.subject_id == person.id, ImportRow.duplicate_of_id == person.id)
        rows = db.session.scalars(
            sa.select(ImportRow)
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .where(ImportBatch.kind == ImportKind.PEOPLE, about)
        ).all()
        for row in rows:
            row.raw, row.values, row.changes, row.before = {}, {}, {}, {}
            row.notes, row.conversions = [], {}
        batch_ids = {row.batch_id for row in rows}
        stored = sa.select(ImportBatch.stored).where(ImportBatch.id.in_(batch_ids))
        for name in db.session.scalars(stored):
            drop_file(name)


PEOPLE_KEEPERS = (RowsOfPeople(),)
