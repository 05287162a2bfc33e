"""What a document says, for the search: bounded in size and time, whatever the document is.

Others made these files, so they are opened in a process of its own that has little time, little
memory and no secrets. What cannot be read says nothing: nobody is stopped for that.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

MOST_LETTERS = 200_000
# The process ends by itself after the first, with what it has; it is ended after the second.
SECONDS, PATIENCE = 3.0, 6.0
PLAIN = frozenset({"txt", "csv"})
READ_APART = frozenset({"docx", "pptx", "odt", "xlsx", "pdf"})
READABLE = PLAIN | READ_APART
ROOT = Path(__file__).parents[3]
# What an interpreter may need to start; nothing of ours.
NEEDED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
BLANKS = re.compile(r"[^\S\n]+")
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_text(content: bytes, extension: str) -> str | None:
    """The words of a document, or nothing; None when there is no process to read it in."""
    if extension in PLAIN:
        said: bytes | None = content[: 4 * MOST_LETTERS]
    else:
        said = _read_apart(content, extension) if extension in READ_APART else b""
    if said is None:
        return None
    text = NOT_IN_TEXT.sub(" ", said.decode("utf-8", "replace"))
    return BLANKS.sub(" ", text)[:MOST_LETTERS]


def _read_apart(content: bytes, extension: str) -> bytes | None:
    try:
        return subprocess.run(  # noqa: S603 - our own arguments, no shell
            [sys.executable, "-m", __name__, extension],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            cwd=ROOT,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            check=False,
        ).stdout
    except subprocess.TimeoutExpired:
        return b""
    except OSError:
        return None
