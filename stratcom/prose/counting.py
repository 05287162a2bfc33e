"""How long a text is, for those who write and those who read it."""

import math
import re

from stratcom.prose.markdown import plain

# Letters read silently in a minute. English: IReST (Trauzettel-Klosinski and Dietz, 2012). Nobody
# has measured Georgian; languages of equally long words (Finnish, Turkish) lie just above 1,000.
LETTERS_A_MINUTE = {"ka": 1000, "en": 987}
_WORD = re.compile(r"[^\W_]+(?:[-’'‐–][^\W_]+)*")


def count_words(text: str) -> int:
    """Words of the text; NATO-ს and 2026-ში are one each."""
    return len(_WORD.findall(text))


def reading_minutes(text: str, language: str) -> int:
    """Minutes of silent reading, at least one when there is anything to read."""
    letters = len("".join(plain(text).split()))
    return math.ceil(letters / LETTERS_A_MINUTE.get(language, 1000))
