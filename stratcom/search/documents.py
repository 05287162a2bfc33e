"""From a record to the documents of the index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from stratcom.search.enums import Kind
from stratcom.search.numbers import MOST_FACES, number_of
from stratcom.search.sources import Face, Record
from stratcom.search.terms import terms_of

Row = dict[str, Any]


def documents_of(kind: Kind, record: Record) -> Iterator[Row]:
    """The rows of the index for a record, the fullest face first.

    Raises ValueError when it has more faces than a number can tell apart.
    """
    faces = united(record.faces)
    if len(faces) > MOST_FACES:
        raise ValueError(f"{kind.code} {record.id} has {len(faces)} faces")
    fuller: frozenset[str] = frozenset()
    for number, face in reversed(list(enumerate(faces))):
        shown = replace(face, scopes=face.scopes - fuller)
        if shown.scopes:
            yield {
                "id": number_of(kind, record.day, record.id, number),
                "kind": int(kind),
                "record_id": record.id,
                "title_ka": face.title_ka,
                "title_en": face.title_en,
                "terms": terms_of(shown, record.tags | face.tags, fuller),
                "shown_from": face.shown_from,
                "shown_until": face.shown_until,
            }
        fuller |= face.scopes


def united(faces: Iterable[Face]) -> Sequence[Face]:
    """The faces with neighbours that say the same made one: most records need no more."""
    found: list[Face] = []
    for face in faces:
        if found and replace(found[-1], scopes=face.scopes) == face:
            found[-1] = replace(face, scopes=face.scopes | found[-1].scopes)
        else:
            found.append(face)
    return found
