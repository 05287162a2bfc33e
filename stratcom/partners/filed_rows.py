"""Rows of an index that belong to one record, written only where they differ."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from stratcom.db import db
from stratcom.db.parts import in_parts


def file_rows(
    subject: Any, number: int, rows: Iterable[Mapping[str, Any]], *, but: str = ""
) -> bool:
    """Let these be the rows of the record; True when some had to be written or taken out.

    `subject` is the column that names the record, the first of the others is what it is filed
    under; rows that are filed under what begins with `but` are left alone.
    """
    model = subject.class_
    columns = [one for one in sa.inspect(model).columns if one.key != subject.key]
    filed = db.session.execute(sa.select(*columns).where(subject == number))
    present = {tuple(row) for row in filed if not (but and row[0].startswith(but))}
    wanted = {tuple(row[one.key] for one in columns): dict(row) for row in rows}
    for some in in_parts(sorted(row[0] for row in present - wanted.keys())):
        db.session.execute(sa.delete(model).where(subject == number, columns[0].in_(some)))
    if new := [row | {subject.key: number} for key, row in wanted.items() if key not in present]:
        db.session.execute(sa.insert(model), new)
    return wanted.keys() != present
