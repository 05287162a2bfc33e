"""The words of a record that answer a query, as the reader may see them."""

import re
from collections.abc import Mapping, Sequence

from stratcom.georgian.highlight import Pieces, excerpt
from stratcom.search.documents import united
from stratcom.search.enums import Kind
from stratcom.search.finding import Hit
from stratcom.search.numbers import parts_of
from stratcom.search.sources import sources

LENGTH = 220
# Where one text of a record ends and the next begins; a sentence that ended needs no mark.
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…:;,])\s*\n\s*")
_BETWEEN = re.compile(r"\s*\n\s*")


def passages(kind: Kind, hits: Sequence[Hit], query: str) -> Mapping[int, Pieces]:
    """The passage of each record that answers best, by its id; none where the title alone does.

    Taken from the face that was found: what fuller faces say is for other readers.
    """
    faces = {one.record_id: parts_of(one.number).face for one in hits}
    found: dict[int, Pieces] = {}
    for record in sources()[kind].records(list(faces)):
        said = united(record.faces)
        # The record may have changed since the index was asked.
        if (face := faces[record.id]) < len(said):
            pieces = excerpt(said[face].body, query, LENGTH)
            if any(marked for _text, marked in pieces):
                found[record.id] = [(in_one_line(text), marked) for text, marked in pieces]
    return found


def in_one_line(text: str) -> str:
    """The text with its lines one after the other."""
    return _BETWEEN.sub(" · ", _AFTER_SENTENCE.sub(" ", text))
