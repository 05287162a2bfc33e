"""The process that reads one document: its bytes come in, its words go out."""

import contextlib
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from stratcom.media.texts import MOST_LETTERS, PATIENCE, SECONDS

MOST_MEMORY = 1024 * 1024 * 1024
# Only the one that is needed is loaded: starting takes longer than most documents do.
MODULES = {"docx": "office", "pptx": "office", "odt": "office", "xlsx": "xlsx", "pdf": "pdf"}


def reader(extension: str) -> Callable[[bytes], Iterator[str]]:
    """What reads documents of that kind piece by piece."""
    module = import_module(f"stratcom.media.texts.{MODULES[extension]}")
    found: Callable[[bytes], Iterator[str]] = getattr(module, f"read_{extension}")
    return found


def gathered(pieces: Iterable[str]) -> str:
    """The pieces until there are enough, or too little time, or the document turns out broken."""
    until = time.monotonic() + SECONDS
    found: list[str] = []
    left = MOST_LETTERS
    with contextlib.suppress(Exception):  # parsers raise whatever their parts raise
        for piece in pieces:
            if text := piece.strip()[:left]:
                found.append(text)
                left -= len(text) + 1
            if left <= 0 or time.monotonic() > until:
                break
    return "\n".join(found)


def main(extension: str) -> None:
    """Read a document from standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(PATIENCE), int(PATIENCE)))
    warnings.simplefilter("ignore")
    said = gathered(reader(extension)(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1])
