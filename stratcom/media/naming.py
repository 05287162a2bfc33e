"""Names that people give to files."""

import re
from pathlib import PurePath, PurePosixPath, PureWindowsPath

LONGEST_NAME = 200
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def tidy_name(filename: str) -> str:
    """The last part of the name a browser sent, without what nobody can see."""
    last = PureWindowsPath(PurePosixPath(UNSEEN.sub("", filename)).name).name.strip()
    ending = PurePath(last).suffix[:16]
    return last if len(last) <= LONGEST_NAME else last[: LONGEST_NAME - len(ending)] + ending
