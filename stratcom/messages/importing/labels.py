"""What follows a label at the beginning of a line."""

import re

from stratcom.messages.importing.document import Line
from stratcom.messages.importing.marking import escape, escape_line
from stratcom.prose.markdown import plain

_EMPHASISED = re.compile(r"(\*{1,3})([^*]+)\1\s*(.*)", re.DOTALL)


def without_label(line: Line, at: int) -> str:
    """The Markdown of a line from letter `at` of its text on, with its links where they survive."""
    rest = line.text[at:]
    marked = line.marked
    if marked[:at] == line.text[:at]:
        return marked[at:]
    if (found := _EMPHASISED.match(marked)) and plain(found[2]) == line.text[:at].strip():
        return found[3]
    return escape_line(escape(rest))
