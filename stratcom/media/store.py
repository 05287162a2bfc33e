"""The folder of files: named by content, written once, never overwritten."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from flask import current_app

DIGEST_LETTERS = 40
NAME = re.compile(rf"[0-9a-f]{{{DIGEST_LETTERS}}}(-[0-9]{{2,4}})?\.[a-z]{{2,4}}")


def digest(content: bytes) -> str:
    """The stem of the name under which `content` is kept."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LETTERS]


def keep(name: str, content: bytes) -> None:
    """Write `content` under `name`, unless it is there; nobody ever sees half a file."""
    target = _place(name)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        # A process that kept the same content meanwhile put the same bytes there.
        Path(scratch).replace(target)
    finally:
        Path(scratch).unlink(missing_ok=True)


def find(name: str) -> Path | None:
    """Where the file of that name lies; None when there is none."""
    if not NAME.fullmatch(name):
        return None
    path = _place(name)
    return path if path.is_file() else None


def _place(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(name)
    # Two storeys of folders: 65,536 of them, each short enough to list.
    return Path(current_app.config["MEDIA_DIR"]) / name[:2] / name[2:4] / name
