"""A person who stands in the directory twice, and one whose two records became one."""

from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.partners.models import Merge
from stratcom.people.merging import merge
from stratcom.people.models import Person
from stratcom.people.services.records import create_person

TWIN = "ორჯერაძე"


def add_twins(editor: User) -> None:
    """Three records of one name; two of them become one."""
    names = {"first_name_ka": "ნიმუში", "last_name_ka": TWIN}
    kept, gone, _other = (create_person(names, actor=editor) for _number in range(3))
    versions = {"kept_version": kept.row_version, "gone_version": gone.row_version}
    merge(kept.id, gone.id, choices={}, actor=editor, **versions)


def sample_ids() -> dict[str, list[Any]]:
    """What stands for them in addresses."""
    twins = sa.select(Person.id).where(Person.last_name_ka == TWIN, Person.merged_into_id.is_(None))
    joined = sa.select(Merge.id).where(Merge.kind == "person")
    return {
        "twin_id": list(db.session.scalars(twins.limit(1))),
        "joining_id": list(db.session.scalars(joined.limit(1))),
    }
