"""Two records of one organisation made one: looked at beforehand, and undone where it was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload, selectinload

from stratcom.audit.services import Actor, pending_changes, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.partners.choosing import (
    GONE,
    Choices,
    Difference,
    Field,
    differences,
    give_back,
    take,
)
from stratcom.partners.enums import NameKind
from stratcom.partners.holders import holders, tell_renamed
from stratcom.partners.indexing import file_organisation
from stratcom.partners.merges import (
    begin_undo,
    count_moved,
    lock_both,
    move_back,
    note_merge,
    refuse_archived,
    refuse_merged,
    refuse_stale,
)
from stratcom.partners.models import (
    Merge,
    Organisation,
    OrganisationName,
    OrganisationTerm,
    Succession,
)
from stratcom.partners.moving import UNSYNCHRONISED
from stratcom.partners.services import match_key
from stratcom.vocabularies.models import Term

# How far up a line of organisations is followed.
DEEPEST = 20
NAMES = {"name_ka", "name_en"}
DERIVED = {"match_key", "match_key_en", "sort_key"}


def _place(one: Organisation) -> str:
    return ", ".join(place.name for place in (one.region, one.municipality) if place)


def _parent(one: Organisation) -> str:
    return one.parent.name if one.parent else ""


def _listing(one: Organisation) -> str:
    return ", ".join(part for part in (_("yes"), one.listing_note) if part) if one.listed else ""


FIELDS = (
    Field("name_ka", _l("Name in Georgian"), ("name_ka",)),
    Field("name_en", _l("Name in English"), ("name_en",)),
    Field("code", _l("Identification code"), ("identification_code",)),
    Field("parent", _l("Part of"), ("parent_id",), show=_parent),
    Field("place", _l("Place"), ("region_id", "municipality_id"), show=_place),
    Field("address_ka", _l("Address in Georgian"), ("address_ka",)),
    Field("address_en", _l("Address in English"), ("address_en",)),
    Field("email", _l("E-mail"), ("email",)),
    Field("phone", _l("Phone"), ("phone",)),
    Field("website", _l("Web page"), ("website",)),
    Field("description_ka", _l("Description in Georgian"), ("description_ka",), joinable=True),
    Field("description_en", _l("Description in English"), ("description_en",), joinable=True),
    Field("notes", _l("Notes"), ("notes",), joinable=True),
    Field("logo", _l("Logo"), ("logo",)),
    Field(
        "listing",
        _l("In the public directory"),
        ("listed", "listing_agreed_on", "listing_note"),
        show=_listing,
    ),
    Field("ended", _l("Ended"), ("ended_on",)),
)


@dataclass(frozen=True)
class Preview:
    """What a merge would do: the choices open, what is added, how many records move."""

    differences: list[Difference]
    names: list[tuple[NameKind, str]]
    terms: list[Term]
    social: list[str]
    moves: list[tuple[Any, int]]

    def follows(self, name: str) -> bool:
        """Is the record that goes followed in that field?"""
        return any(one.name == name and one.chosen == GONE for one in self.differences)


WHOLE = (
    selectinload(Organisation.names),
    selectinload(Organisation.term_links).joinedload(OrganisationTerm.term),
    joinedload(Organisation.region),
    joinedload(Organisation.municipality),
    joinedload(Organisation.parent),
)


def load(organisation_id: int) -> Organisation | None:
    """One organisation with what a merge looks at."""
    chosen = sa.select(Organisation).where(Organisation.id == organisation_id).options(*WHOLE)
    return db.session.scalars(chosen, execution_options={"populate_existing": True}).first()


def preview(kept: Organisation, gone: Organisation, choices: Choices) -> Preview:
    """What merging `gone` into `kept` would do; both as `load` gives them."""
    moves = [(one.label, one.count(gone.id)) for one in holders()]
    return _look(kept, gone, choices, [(label, count) for label, count in moves if count])


def refuse(kept: Organisation, gone: Organisation) -> None:
    """Raise DomainError when the two cannot become one."""
    if kept.id == gone.id:
        raise DomainError(_("Choose two records."))
    refuse_merged(kept, gone)
    refuse_archived(kept)
    pair = (kept.id, gone.id)
    followed = sa.select(Succession.id).where(
        Succession.predecessor_id.in_(pair), Succession.successor_id.in_(pair)
    )
    if db.session.scalar(followed.limit(1)) is not None:
        raise DomainError(
            _("One of these followed the other: they are two bodies, not one body twice.")
        )


def merge(
    kept_id: int,
    gone_id: int,
    *,
    choices: Choices,
    actor: Actor,
    kept_version: int,
    gone_version: int,
) -> Merge:
    """Let one record take the place of the other everywhere; the other leads to it from now on.

    Raises StaleError when one of them is not as it was when the caller looked at it.
    """
    lock_both(Organisation, kept_id, gone_id)
    kept, gone = load(kept_id), load(gone_id)
    assert kept is not None and gone is not None  # noqa: S101, PT018
    refuse(kept, gone)
    refuse_stale(kept, kept_version)
    refuse_stale(gone, gone_version)
    plan = _look(kept, gone, choices)
    changed = _take(kept, gone, choices, plan)
    added = _add(kept, plan)
    moved = {one.name: one.move(gone.id, kept.id) for one in holders()}
    if NAMES & changed.keys():
        tell_renamed(kept.id)
    db.session.expire_all()
    gone.merged_into_id = kept.id
    record("organisation.merged_away", gone, actor=actor)
    said = changed | {"merged": [None, gone.label], "records": [0, count_moved(moved)]}
    record("organisation.merged", kept, actor=actor, changes=said)
    file_organisation(kept)
    file_organisation(gone)
    return note_merge(kept, gone, before={"columns": changed, **added}, moved=moved, actor=actor)


def undo_merge(merge: Merge, *, actor: Actor) -> list[str]:
    """Part the two records again; return the columns that keep a value changed since.

    What came to the kept record after the merge stays with it.
    """
    kept, gone = begin_undo(merge, Organisation)
    stayed = give_back(kept, merge.before.get("columns", {}))
    kept.updated_at = utcnow()
    changed = pending_changes(kept)
    db.session.flush()
    _take_away(kept, merge.before)
    gone.merged_into_id = None
    record("organisation.parted", gone, actor=actor)
    moved = move_back(merge, holders(), kept.id, gone.id)
    if NAMES & changed.keys():
        tell_renamed(kept.id)
    db.session.expire_all()
    said = changed | {"merged": [gone.label, None], "records": [moved, 0]}
    record("organisation.merge_undone", kept, actor=actor, changes=said)
    file_organisation(kept)
    file_organisation(gone)
    return [one for one in stayed if one not in DERIVED]


def _look(
    kept: Organisation,
    gone: Organisation,
    choices: Choices,
    moves: Sequence[tuple[Any, int]] = (),
) -> Preview:
    found = differences(FIELDS, kept, gone, choices)
    plan = Preview(found, [], [], [], list(moves))
    chosen = [
        getattr(gone if plan.follows(name) else kept, name) for name in ("name_ka", "name_en")
    ]
    seen = {match_key(one) for one in (*chosen, *(one.text for one in kept.names))}
    for kind, text in (*_names(kept), *_names(gone)):
        if match_key(text) and match_key(text) not in seen:
            seen.add(match_key(text))
            plan.names.append((kind, text))
    present = {one.term_id for one in kept.term_links}
    plan.terms.extend(one.term for one in gone.term_links if one.term_id not in present)
    plan.social.extend(one for one in gone.social if one not in kept.social)
    return plan


def _names(one: Organisation) -> list[tuple[NameKind, str]]:
    """Every name of the record, with what it would be as a further name."""
    further = [(name.kind, name.text) for name in one.names]
    return [(NameKind.ALIAS, one.name_ka), (NameKind.ALIAS, one.name_en), *further]


def _take(
    kept: Organisation, gone: Organisation, choices: Choices, plan: Preview
) -> dict[str, list[Any]]:
    """Write what was chosen into the kept record; return the columns that changed."""
    parents = [kept.parent_id, gone.parent_id]
    parent_id = _sound_parent(kept, gone, parents[::-1] if plan.follows("parent") else parents)
    with db.session.no_autoflush:
        take(FIELDS, kept, gone, choices)
        kept.parent_id = parent_id
        kept.match_key, kept.match_key_en = match_key(kept.name_ka), match_key(kept.name_en)
        kept.social = [*kept.social, *plan.social]
        kept.updated_at = utcnow()
        changed = pending_changes(kept)
    db.session.flush()
    return changed


def _sound_parent(
    kept: Organisation, gone: Organisation, wanted: Sequence[int | None]
) -> int | None:
    """The first of these under which the two, become one, would not stand below themselves."""
    for parent_id in wanted:
        if not {kept.id, gone.id} & set(_line_above(parent_id)):
            return parent_id
    return None


def _line_above(organisation_id: int | None) -> list[int]:
    """The organisation, what it is a part of, and so on."""
    line: list[int] = []
    while organisation_id is not None and organisation_id not in line and len(line) < DEEPEST:
        line.append(organisation_id)
        parent = sa.select(Organisation.parent_id).where(Organisation.id == organisation_id)
        organisation_id = db.session.scalar(parent)
    return line


def _add(kept: Organisation, plan: Preview) -> dict[str, list[int]]:
    """Give the kept record the further names and the terms; return their ids."""
    names = [
        OrganisationName(organisation_id=kept.id, kind=kind, text=text, match_key=match_key(text))
        for kind, text in plan.names
    ]
    after = 1 + max((one.position for one in kept.term_links), default=-1)
    links = [
        OrganisationTerm(organisation_id=kept.id, term_id=one.id, position=after + number)
        for number, one in enumerate(plan.terms)
    ]
    db.session.add_all([*names, *links])
    db.session.flush()
    return {"names": [one.id for one in names], "terms": [one.id for one in plan.terms]}


def _take_away(kept: Organisation, before: dict[str, Any]) -> None:
    """Take back the names and terms that the merge gave."""
    for model, column, ids in (
        (OrganisationName, OrganisationName.id, before.get("names", [])),
        (OrganisationTerm, OrganisationTerm.term_id, before.get("terms", [])),
    ):
        owned = model.organisation_id == kept.id
        db.session.execute(
            sa.delete(model).where(owned, column.in_(ids)), execution_options=UNSYNCHRONISED
        )
