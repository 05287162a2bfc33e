"""One order for names in Georgian and Latin letters, the same in every database."""

import re

from stratcom.georgian.folding import fold

_LEADING_SIGNS = re.compile(r"^[\W_]+")


def sort_key(text: str) -> str:
    """Return a key that sorts digits, Georgian, other scripts; case and opening quotes ignored."""
    return "".join(map(_ranked, _LEADING_SIGNS.sub("", fold(text))))


def _ranked(character: str) -> str:
    if "ა" <= character <= "ჰ":
        return "1" + character
    if character.isdigit():
        return "0" + character
    return ("2" if character.isalpha() else " ") + character
