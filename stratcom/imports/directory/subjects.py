"""What an import needs to know of a kind of record: finding, comparing, adding, changing it."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import sqlalchemy as sa

from stratcom.audit.services import Actor
from stratcom.db import db
from stratcom.partners import queries as partners
from stratcom.partners.likeness import likeness_keys
from stratcom.partners.models import Organisation, OrganisationKey, OrganisationName
from stratcom.partners.rules import problems
from stratcom.partners.services import match_key, records
from stratcom.partners.values import snapshot

Values = dict[str, Any]
# By which likeness two records are most surely one.
SUREST = ("code", "mail", "same", "name")


class Subject(Protocol):
    """One kind of record; everything is plain values, as JSON can hold them."""

    def ids(self, uids: Iterable[str]) -> dict[str, int]:
        """Ids by identifier."""

    def load(self, ids: Iterable[int]) -> dict[int, Any]:
        """The records of those ids, whole."""

    def values(self, record: Any) -> Values:
        """What the record holds, under the names of the columns."""

    def problems(self, values: Values) -> dict[str, str]:
        """What does not make sense, by field, in the reader's language."""

    def likenesses(self, values: Values) -> list[str]:
        """What another record of the same would have too."""

    def alike(self, likenesses: Iterable[str]) -> dict[str, int]:
        """Records by likeness."""

    def is_open(self, record: Any) -> bool:
        """May the record be changed?"""

    def create(self, values: Values, *, actor: Actor, batch_id: int) -> tuple[Any, Values]:
        """Add a record; what is returned besides is kept for the undo."""

    def change(self, record: Any, values: Values, *, actor: Actor) -> Values:
        """Change a record; return what it held before, for the undo."""

    def restore(self, record: Any, before: Values, *, actor: Actor) -> bool:
        """Give a record back what it held; False when somebody changed a part of it since."""

    def archive(self, record: Any, *, actor: Actor) -> None:
        """Put a record away."""


class Organisations:
    """Organisations as an import knows them."""

    def ids(self, uids: Iterable[str]) -> dict[str, int]:
        """Ids by identifier; a merged record leads to the one that was kept."""
        kept = sa.func.coalesce(Organisation.merged_into_id, Organisation.id)
        chosen = sa.select(Organisation.uid, kept).where(Organisation.uid.in_(list(uids)))
        return dict(db.session.execute(chosen).all())

    def load(self, ids: Iterable[int]) -> dict[int, Organisation]:
        """The organisations of those ids with names, terms and places."""
        chosen = sa.select(Organisation).where(Organisation.id.in_(list(ids)))
        chosen = chosen.options(*partners.WHOLE).execution_options(populate_existing=True)
        return {one.id: one for one in db.session.scalars(chosen).unique()}

    def values(self, record: Organisation) -> Values:
        """What the organisation holds."""
        return snapshot(record)

    def problems(self, values: Values) -> dict[str, str]:
        """What does not make sense."""
        return problems(values)

    def likenesses(self, values: Values) -> list[str]:
        """Its names, its code and its e-mail.

        A name of which one telling word is left says too little: NATO Centre is not NATO.
        """
        names = [values.get("name_ka") or "", values.get("name_en") or ""]
        names += [one for each in ("aliases", "former_names") for one in values.get(each) or ()]
        found = likeness_keys(
            names, code=values.get("identification_code") or "", email=values.get("email") or ""
        )
        found = [one for one in found if " " in one or not one.startswith("name:")]
        return found + [f"same:{key}" for name in names if (key := match_key(name))]

    def alike(self, likenesses: Iterable[str]) -> dict[str, int]:
        """Organisations by likeness, the oldest of several."""
        wanted = list(likenesses)
        living = (Organisation.archived_at.is_(None), Organisation.merged_into_id.is_(None))
        chosen = (
            sa.select(OrganisationKey.key, sa.func.min(OrganisationKey.organisation_id))
            .join(Organisation, Organisation.id == OrganisationKey.organisation_id)
            .where(OrganisationKey.key.in_(wanted), *living)
            .group_by(OrganisationKey.key)
        )
        found = dict(db.session.execute(chosen).all())
        names = [one.removeprefix("same:") for one in wanted if one.startswith("same:")]
        for key in (OrganisationName.match_key, Organisation.match_key_en, Organisation.match_key):
            bearing = sa.select(key, sa.func.min(Organisation.id)).where(key.in_(names), *living)
            if key.class_ is OrganisationName:
                bearing = bearing.join(
                    Organisation, Organisation.id == OrganisationName.organisation_id
                )
            rows = db.session.execute(bearing.group_by(key))
            found |= {f"same:{name}": one for name, one in rows}
        return found

    def is_open(self, record: Organisation) -> bool:
        """Archived and merged records are closed."""
        return record.archived_at is None and record.merged_into_id is None

    def create(self, values: Values, *, actor: Actor, batch_id: int) -> tuple[Organisation, Values]:
        """Add an organisation, another of its name too: a person decided so."""
        made = records.create_organisation(
            values, actor=actor, same_name=True, import_batch_id=batch_id
        )
        return made, {}

    def change(self, record: Organisation, values: Values, *, actor: Actor) -> Values:
        """Change an organisation."""
        changed = records.edit_organisation(
            record, values, actor=actor, expected_version=record.row_version
        )
        return {name: pair[0] for name, pair in changed.items()}

    def restore(self, record: Organisation, before: Values, *, actor: Actor) -> bool:
        """Give an organisation back what it held."""
        self.change(record, before, actor=actor)
        return True

    def archive(self, record: Organisation, *, actor: Actor) -> None:
        """Put an organisation away."""
        records.archive_organisation(record, actor=actor)


def surest(likenesses: Iterable[str], known: Mapping[str, int]) -> tuple[int, str] | None:
    """The record that is most surely the same, and by which likeness."""
    for by in SUREST:
        for one in likenesses:
            if one.startswith(f"{by}:") and one in known:
                return known[one], by
    return None
