"""Which passwords are too easy to guess."""

import re
from functools import cache
from pathlib import Path

from flask_babel import gettext as _

from stratcom.georgian import fold

MINIMUM_PASSWORD = 12
FEWEST_DIFFERENT = 5
SHORTEST_NAME = 3
WORDS_FILE = Path(__file__).parent / "data" / "common_passwords.txt"
# Signs that stand for letters in passwords that only look complicated.
_DISGUISED = str.maketrans("@4031!5$7", "aaoeiisst")
_RUNS = ("0123456789012345678901234567890", "9876543210987654321098765432109876543210")


def weakness(password: str, login: str = "") -> str:
    """Why the password may not be used, in the reader's language; empty when it may."""
    if len(password) < MINIMUM_PASSWORD:
        return str(_("The password must have at least 12 characters."))
    said = fold(password)
    name = fold(login)
    if len(name) >= SHORTEST_NAME and name in said:
        return str(_("The password must not hold the user name."))
    if len(set(said)) < FEWEST_DIFFERENT or any(said in run for run in _RUNS) or _common(said):
        return str(_("This password is too easy to guess."))
    return ""


def _common(said: str) -> bool:
    """True when it is nothing but words that everybody tries, with digits and signs."""
    spellings = (said, said.translate(_DISGUISED))
    letters = ("".join(sign for sign in one if sign.isalpha()) for one in spellings)
    return any(_common_words().fullmatch(one) for one in letters)


@cache
def _common_words() -> re.Pattern[str]:
    lines = WORDS_FILE.read_text(encoding="utf-8").split()
    words = sorted({fold(line) for line in lines}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})*[aeiost]*")
