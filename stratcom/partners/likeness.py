"""By which words an organisation is found, and what two records of one body share; pure text."""

import re
from collections.abc import Iterable

from stratcom.georgian import fold, name_keys, text_keys
from stratcom.georgian.latin import skeleton

# Words that say what kind of body it is: two bodies may well share them.
LEGAL_FORMS = frozenset(
    text_keys(
        "სსიპ შპს ააიპ ააიპ. სს იმ ა(ა)იპ ფონდი ასოციაცია კავშირი ცენტრი ორგანიზაცია "
        "არასამთავრობო არასამეწარმეო არაკომერციული საჯარო სამართლის იურიდიული პირი საქართველოს "
        "llc ltd lepl jsc ngo nnle foundation association union center centre organisation "
        "organization of the for and georgia georgian და"
    )
)
# Letters that no skeleton has, for those that it writes large.
_ONE_LETTER = str.maketrans("SC", "wq")
MOST_WORDS = 40
LONGEST_WORD = 60
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def words_of(texts: Iterable[str]) -> list[str]:
    """The search keys of all names of a record, each once."""
    text = " ".join(one for one in texts if one)
    return [key[:LONGEST_WORD] for key in text_keys(text)][:MOST_WORDS]


def likeness_keys(
    names: Iterable[str], *, code: str = "", email: str = "", website: str = "", phone: str = ""
) -> list[str]:
    """What another record of the same body would have too: 'name:…', 'code:…', 'site:…'."""
    found = {f"name:{key}" for name in names if (key := bare_name(name))}
    if digits := re.sub(r"\D", "", code):
        found.add(f"code:{digits}")
    if email:
        found.add(f"mail:{fold(email)}")
    if website and (host := _HOST.match(website.strip())):
        found.add(f"site:{fold(host[1]).rstrip('.')}")
    if len(digits := re.sub(r"\D", "", phone)) >= 6:
        found.add(f"phone:{digits[-9:]}")
    return sorted(one[:120] for one in found)


def bare_name(name: str) -> str:
    """The telling words of a name in one order, as they sound; empty when none is left."""
    return " ".join(sorted({as_it_sounds(key) for key in telling_keys(name)}))


def telling_keys(name: str) -> list[str]:
    """The search keys of a name but for those that say what kind of body it is."""
    return [key for key in name_keys(name) if key not in LEGAL_FORMS and key.isalnum()]


def as_it_sounds(word: str) -> str:
    """A word in small Latin letters, those that sound alike made one; one letter for each."""
    return in_small_letters(skeleton(word)) if word.isalpha() else word


def in_small_letters(spelling: str) -> str:
    """A skeleton in small letters alone."""
    return spelling.translate(_ONE_LETTER)
