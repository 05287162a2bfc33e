"""Two records of one person made one: looked at beforehand, and undone where it was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import selectinload

from stratcom.audit.services import Actor, pending_changes, record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.partners.choosing import Choices, Difference, Field, differences, give_back, take
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
from stratcom.partners.models import Merge
from stratcom.partners.moving import UNSYNCHRONISED
from stratcom.people.enums import CONSENT_LABELS, Consent
from stratcom.people.holders import holders, tell_renamed
from stratcom.people.indexing import derive_keys, file_person
from stratcom.people.models import Person, PersonTerm, Post
from stratcom.vocabularies.models import Term

# From the strictest: of two records the earlier one here wins. Nothing known says nothing.
STRICTNESS = (
    Consent.WITHDRAWN,
    Consent.ASKED,
    Consent.GIVEN,
    Consent.CONTRACT,
    Consent.PUBLIC_OFFICE,
    Consent.UNKNOWN,
)
DERIVED = {"match_key", "sort_key"}


def _speaker(one: Person) -> str:
    return _("yes") if one.speaker else ""


FIELDS = (
    Field("name_ka", _l("Full name in Georgian"), ("first_name_ka", "last_name_ka")),
    Field("name_en", _l("Full name in English"), ("first_name_en", "last_name_en")),
    Field("email", _l("Personal e-mail"), ("email",)),
    Field("phone", _l("Personal telephone"), ("phone",)),
    Field("other_contact", _l("Another way to get in touch"), ("other_contact",)),
    Field("speaker", _l("Can be asked to speak at events"), ("speaker",), show=_speaker),
    Field("expertise_ka", _l("Expertise in Georgian"), ("expertise_ka",), joinable=True),
    Field("expertise_en", _l("Expertise in English"), ("expertise_en",), joinable=True),
    Field("biography_ka", _l("Biography in Georgian"), ("biography_ka",), joinable=True),
    Field("biography_en", _l("Biography in English"), ("biography_en",), joinable=True),
    Field("notes", _l("Notes"), ("notes",), joinable=True),
)


@dataclass(frozen=True)
class Preview:
    """What a merge would do: the choices open, what is added, how many records move."""

    differences: list[Difference]
    terms: list[Term]
    consent: Consent
    moves: list[tuple[Any, int]]

    @property
    def consent_label(self) -> str:
        """The consent that the kept record would have."""
        return str(CONSENT_LABELS[self.consent])


WHOLE = (
    selectinload(Person.posts).joinedload(Post.organisation),
    selectinload(Person.term_links).joinedload(PersonTerm.term),
)


def load(person_id: int) -> Person | None:
    """One person with what a merge looks at."""
    chosen = sa.select(Person).where(Person.id == person_id).options(*WHOLE)
    return db.session.scalars(chosen, execution_options={"populate_existing": True}).first()


def preview(kept: Person, gone: Person, choices: Choices) -> Preview:
    """What merging `gone` into `kept` would do; both as `load` gives them."""
    moves = [(one.label, one.count(gone.id)) for one in holders()]
    return Preview(
        differences=differences(FIELDS, kept, gone, choices),
        terms=[one.term for one in _further_terms(kept, gone)],
        consent=_stricter(kept, gone).consent,
        moves=[(label, count) for label, count in moves if count],
    )


def refuse(kept: Person, gone: Person) -> None:
    """Raise DomainError when the two cannot become one."""
    if kept.id == gone.id:
        raise DomainError(_("Choose two records."))
    refuse_merged(kept, gone)
    refuse_archived(kept)
    if kept.erased_at is not None or gone.erased_at is not None:
        raise DomainError(_("This person was erased on request; nothing can be brought back."))


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

    Raises StaleError when one of them is not as it was when the caller looked at it. Of two
    consents the stricter one stands.
    """
    lock_both(Person, kept_id, gone_id)
    kept, gone = load(kept_id), load(gone_id)
    assert kept is not None and gone is not None  # noqa: S101, PT018
    refuse(kept, gone)
    refuse_stale(kept, kept_version)
    refuse_stale(gone, gone_version)
    terms = _further_terms(kept, gone)
    changed = _take(kept, gone, choices)
    added = {"terms": _add_terms(kept, terms)}
    moved = {one.name: one.move(gone.id, kept.id) for one in holders()}
    db.session.expire_all()
    gone.merged_into_id = kept.id
    record("person.merged_away", gone, actor=actor)
    said = changed | {"merged": [None, gone.label], "records": [0, count_moved(moved)]}
    record("person.merged", kept, actor=actor, changes=said)
    file_person(kept)
    file_person(gone)
    tell_renamed(kept.id)
    return note_merge(kept, gone, before={"columns": changed, **added}, moved=moved, actor=actor)


def undo_merge(merge: Merge, *, actor: Actor) -> list[str]:
    """Part the two records again; return the columns that keep a value changed since.

    What came to the kept record after the merge stays with it.
    """
    kept, gone = begin_undo(merge, Person)
    if kept.erased_at is not None or gone.erased_at is not None:
        raise DomainError(_("This person was erased on request; nothing can be brought back."))
    stayed = give_back(kept, merge.before.get("columns", {}))
    derive_keys(kept)
    kept.updated_at = utcnow()
    changed = pending_changes(kept)
    db.session.flush()
    owned = PersonTerm.person_id == kept.id
    given = PersonTerm.term_id.in_(merge.before.get("terms", []))
    db.session.execute(sa.delete(PersonTerm).where(owned, given), execution_options=UNSYNCHRONISED)
    gone.merged_into_id = None
    record("person.parted", gone, actor=actor)
    moved = move_back(merge, holders(), kept.id, gone.id)
    db.session.expire_all()
    said = changed | {"merged": [gone.label, None], "records": [moved, 0]}
    record("person.merge_undone", kept, actor=actor, changes=said)
    file_person(kept)
    file_person(gone)
    tell_renamed(kept.id)
    return [one for one in stayed if one not in DERIVED]


def _take(kept: Person, gone: Person, choices: Choices) -> dict[str, list[Any]]:
    """Write what was chosen into the kept record; return the columns that changed."""
    consent = _stricter(kept, gone)
    with db.session.no_autoflush:
        take(FIELDS, kept, gone, choices)
        for column in ("consent", "consent_on", "consent_purpose"):
            setattr(kept, column, getattr(consent, column))
        derive_keys(kept)
        kept.updated_at = utcnow()
        changed = pending_changes(kept)
    db.session.flush()
    return changed


def _stricter(kept: Person, gone: Person) -> Person:
    """The record whose consent binds; the kept one where both say the same."""
    return min(kept, gone, key=lambda one: STRICTNESS.index(one.consent))


def _further_terms(kept: Person, gone: Person) -> list[PersonTerm]:
    present = {one.term_id for one in kept.term_links}
    return [one for one in gone.term_links if one.term_id not in present]


def _add_terms(kept: Person, further: Sequence[PersonTerm]) -> list[int]:
    """Give the kept record the languages and themes of the other; return their ids."""
    after = 1 + max((one.position for one in kept.term_links), default=-1)
    ids = [one.term_id for one in further]
    db.session.add_all(
        PersonTerm(person_id=kept.id, term_id=one, position=after + number)
        for number, one in enumerate(ids)
    )
    db.session.flush()
    return ids
