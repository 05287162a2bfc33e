"""By which rules the index is made: when they change, so must the index."""

import hashlib
from functools import cache
from pathlib import Path

from stratcom import georgian
from stratcom.search import documents, terms

GEORGIAN = Path(georgian.__file__).parent


@cache
def rules() -> str:
    """A hash over everything that decides on the words of the index."""
    found = hashlib.sha256()
    for path in (*sorted(_parts()), Path(terms.__file__), Path(documents.__file__)):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _parts() -> list[Path]:
    """The code of the Georgian package and the lists that it reads."""
    suffixes = {".py", ".tsv", ".txt", ".json"}
    return [path for path in GEORGIAN.rglob("*") if path.suffix in suffixes]
