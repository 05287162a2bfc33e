"""What pages get to see of people: the public side of an office, and apart from it the private."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stratcom.i18n import current_language
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_organisation
from stratcom.people.enums import CONSENT_LABELS, RELATION_LABELS
from stratcom.people.models import Person, Post, Relation
from stratcom.people.rules import withdrawn_yet_kept
from stratcom.vocabularies.enums import TermKind


@dataclass(frozen=True)
class Text:
    """A text, and 'ka' when it stands in for English that nobody has written."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Face:
    """What whoever may see people sees of one."""

    id: int
    name: Text
    other_name: Text
    posts: Sequence[Post]
    speaker: bool
    archived: bool
    erased: bool
    expertise: Text
    biography: Text
    languages: Sequence[str] = ()
    themes: Sequence[str] = ()

    @property
    def current_posts(self) -> list[Post]:
        """The posts that have not ended."""
        return [one for one in self.posts if one.current]

    @property
    def has_office(self) -> bool:
        """True when a present office can be called or written to."""
        return any(one.email or one.phone for one in self.current_posts)


@dataclass(frozen=True)
class Private:
    """What is the person's own: only for those who may see it."""

    email: str
    phone: str
    other_contact: str
    consent: Any
    consent_on: date | None
    consent_purpose: str
    notes: str
    withdrawn_yet_kept: bool


@dataclass(frozen=True)
class Tie:
    """A relation as one of its sides says it."""

    id: int
    words: Any
    name: Text
    person_id: int | None
    organisation_id: int | None
    started_on: date | None
    ended_on: date | None
    note: str
    current: bool


def face_of(person: Person, *, with_terms: bool = False) -> Face:
    """The public side of the person; posts must be loaded, with `with_terms` terms too."""
    terms = [one.term for one in person.term_links] if with_terms else []
    return Face(
        id=person.id,
        name=name_of(person),
        other_name=_other_name(person),
        posts=person.posts,
        speaker=person.speaker,
        archived=person.archived_at is not None,
        erased=person.erased_at is not None,
        expertise=_translated(person, "expertise"),
        biography=_translated(person, "biography"),
        languages=[one.label for one in terms if one.kind is TermKind.LANGUAGE],
        themes=[one.label for one in terms if one.kind is TermKind.THEME],
    )


def private_of(person: Person) -> Private:
    """The private side of the person."""
    return Private(
        email=person.email,
        phone=person.phone,
        other_contact=person.other_contact,
        consent=CONSENT_LABELS[person.consent],
        consent_on=person.consent_on,
        consent_purpose=person.consent_purpose,
        notes=person.notes,
        withdrawn_yet_kept=withdrawn_yet_kept(person),
    )


def ties(
    relations: Iterable[Relation],
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
) -> list[Tie]:
    """The relations as that person or organisation says them."""
    own = ("person", person_id) if person_id is not None else ("organisation", organisation_id)
    return [_tie(one, *own) for one in relations]


def _tie(relation: Relation, sort: str, own_id: int | None) -> Tie:
    forward = getattr(relation, f"from_{sort}_id") == own_id
    sides = RELATION_LABELS[relation.kind]
    other = sides_of(relation)[1 if forward else 0]
    is_person = isinstance(other, Person)
    return Tie(
        id=relation.id,
        words=sides.forward if forward else sides.backward,
        name=name_of_side(other),
        person_id=other.id if is_person else None,
        organisation_id=None if is_person else other.id,
        started_on=relation.started_on,
        ended_on=relation.ended_on,
        note=relation.note,
        current=relation.current,
    )


def sides_of(relation: Relation) -> tuple[Person | Organisation, Person | Organisation]:
    """The first side and the second; the table sees to it that both are there."""
    first = relation.from_person or relation.from_organisation
    second = relation.to_person or relation.to_organisation
    if first is None or second is None:
        raise LookupError(relation.label)
    return first, second


def relation_in_words(relation: Relation) -> str:
    """Who, how, to whom; with a colon, since Georgian verbs govern cases."""
    first, second = (name_of_side(one).text for one in sides_of(relation))
    return f"{first} – {RELATION_LABELS[relation.kind].forward}: {second}"


def name_of_side(side: Person | Organisation) -> Text:
    """The name of a person or organisation in the reader's language."""
    if isinstance(side, Person):
        return name_of(side)
    return Text(side.name, _lang(side, "name"))


def numbered_name(organisation: Organisation) -> str:
    """A name that fields and filters understand, even of one of several so called."""
    name = organisation.name_ka
    return name if find_organisation(name) is organisation else f"{name} № {organisation.id}"


def name_of(person: Person) -> Text:
    """The name in the reader's language."""
    written = person.erased_at is not None or (person.first_name_en and person.last_name_en)
    return Text(person.name, "" if written or current_language() == "ka" else "ka")


def _other_name(person: Person) -> Text:
    """The name in the other language, when there is one that was not said already."""
    if current_language() == "ka":
        return Text(f"{person.first_name_en} {person.last_name_en}".strip(), "en")
    georgian = "" if person.erased_at is not None else person.name_ka
    return Text("" if georgian == person.name else georgian, "ka")


def _translated(record: Any, name: str) -> Text:
    return Text(getattr(record, name), _lang(record, name))


def _lang(record: Any, name: str) -> str:
    """'ka' where an English page shows Georgian."""
    return "ka" if current_language() == "en" and not getattr(record, f"{name}_en") else ""
