"""By which words an organisation is found, and what two records of one body share; pure text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from stratcom.georgian import fold, keys, text_keys
from stratcom.georgian.latin import skeleton
from stratcom.georgian.tokens import tokens

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
    """The telling words of a name in one order, whatever their form; empty when none is left."""
    return " ".join(sorted({as_it_sounds(keys(word)[0]) for word in telling_words(name)}))


def spelt_name(name: str) -> str:
    """The same with every word in the form that stands there."""
    return " ".join(sorted({as_it_sounds(word) for word in telling_words(name)}))


def telling_words(name: str) -> list[str]:
    """The words of a name but for those that say what kind of body it is."""
    return [word for word in tokens(name) if word.isalnum() and LEGAL_FORMS.isdisjoint(keys(word))]


@lru_cache(maxsize=1 << 15)
def as_it_sounds(word: str) -> str:
    """A word in small Latin letters, those that sound alike made one; one letter for each."""
    return in_small_letters(skeleton(word)) if word.isalpha() else word


def in_small_letters(spelling: str) -> str:
    """A skeleton in small letters alone."""
    return spelling.translate(_ONE_LETTER)
