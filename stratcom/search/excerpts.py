"""The words of a record that answer a query, as the reader may see them."""

import re
from collections.abc import Mapping, Sequence

from stratcom.georgian import fold
from stratcom.georgian.highlight import Pieces, excerpt, matches
from stratcom.i18n import current_language
from stratcom.search.documents import united
from stratcom.search.enums import Kind
from stratcom.search.finding import Hit
from stratcom.search.numbers import parts_of
from stratcom.search.query import Query
from stratcom.search.sources import sources
from stratcom.web.filters import written_in

LENGTH = 220
# In a longer text only lines are read that hold the beginning of a word looked for.
MOST_READ = 20_000
BEGINNING = 3
# Where one text of a record ends and the next begins; a sentence that ended needs no mark.
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…:;,])\s*\n\s*")
_BETWEEN = re.compile(r"\s*\n\s*")


def passages(
    kind: Kind, hits: Sequence[Hit], query: Query, told: Mapping[int, str]
) -> Mapping[int, Pieces]:
    """The passage of each record that answers best, by its id; none that `told` says already.

    Taken from the face that was found: what fuller faces say is for other readers.
    """
    faces = {one.record_id: parts_of(one.number).face for one in hits}
    found: dict[int, Pieces] = {}
    for record in sources()[kind].records(list(faces)):
        said = united(record.faces)
        # The record may have changed since the index was asked.
        if (face := faces[record.id]) < len(said):
            told_already = fold(told.get(record.id, ""))
            if text := "\n".join(_answering(said[face].body, query, told_already)):
                pieces = excerpt(text, query.text, LENGTH)
                found[record.id] = [(in_one_line(piece), marked) for piece, marked in pieces]
    return found


def in_one_line(text: str) -> str:
    """The text with its lines one after the other."""
    return _BETWEEN.sub(" · ", _AFTER_SENTENCE.sub(" ", text))


def _answering(body: str, query: Query, told: str) -> list[str]:
    """The lines that answer a word of the query, each once; in the reader's language if any are."""
    lines = list(dict.fromkeys(body.split("\n")))
    if len(body) > MOST_READ:
        hints = {
            key[:BEGINNING] for group in query.groups for one in group.alternatives for key in one
        }
        lines = [line for line in lines if any(hint in fold(line) for hint in hints)]
    places = matches("\n".join(lines)[:MOST_READ], query.text)
    found = []
    start = 0
    for line in lines:
        end = start + len(line)
        if any(one.start < end and one.end > start for one in places):
            found.append(line)
        start = end + 1
    own = [line for line in found if written_in(line) == current_language()]
    return [line for line in own or found if fold(line) not in told]
