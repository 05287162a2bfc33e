"""Other words in the form of those they take the place of; only where a rule is certain. Pure."""

import re

from stratcom.georgian import fold
from stratcom.georgian.wordlists import words

# Endings by the vowel that the noun ends in. Those after "|" are put to the stem that may have
# lost a vowel (საზღვარი, საზღვრის), or whose own last vowel falls (მისია, მისიის).
_AFTER_I = (
    "nom:ი erg:მა dat:ს dat_a:სა in:ში on:ზე at:თან like:ივით is:ია in_is:შია on_is:ზეა bare: "
    "old:თა | gen:ის gen_a:ისა ins:ით ins_a:ითა adv:ად from:იდან until:ამდე for:ისთვის "
    "for_a:ისათვის by:ისგან by_a:ისაგან to:ისკენ to_a:ისაკენ"
)
_AFTER_A = (
    "nom: erg:მ dat:ს dat_a:სა in:ში on:ზე at:სთან like:სავით is:ა in_is:შია on_is:ზეა until:მდე "
    "old:თა | gen:ის gen_a:ისა ins:ით ins_a:ითა from:იდან for:ისთვის for_a:ისათვის by:ისგან "
    "by_a:ისაგან to:ისკენ to_a:ისაკენ"
)
_AFTER_O = (
    "nom: erg:მ dat:ს gen:ს ins:თი adv:დ in:ში on:ზე at:სთან from:დან until:მდე for:სთვის by:სგან "
    "to:სკენ like:სავით is:ა in_is:შია on_is:ზეა"
)
_PLURAL = (
    "nom:ი erg:მა dat:ს dat_a:სა in:ში on:ზე at:თან is:ია in_is:შია on_is:ზეა gen:ის gen_a:ისა "
    "ins:ით ins_a:ითა adv:ად from:იდან until:ამდე for:ისთვის for_a:ისათვის by:ისგან by_a:ისაგან "
    "to:ისკენ to_a:ისაკენ"
)
# Cases in which an adjective keeps its -ი; in the others it drops it.
_ADJECTIVE_KEEPS = frozenset(
    words("nom gen gen_a ins ins_a from for for_a by by_a to to_a like is")
)
_LOSES_VOWEL = re.compile(r"(.*[^აეიოუ])[აეო]([ლრნმ])")
_VOWEL = re.compile(r"[აეიოუ]")
_ARTICLE = re.compile(r"\b(an?|the)\s+[\"“‘*_]*\Z", re.IGNORECASE)
_BEGINS = re.compile(r"(?:\A|[.!?]\s+|\n\s*)[\"“‘*_]*\Z")
_NO_PLURAL_IN_S = re.compile(r"(?:[sxzy]|[cs]h|people)\Z")
# Nouns in -ა that surely drop it in the genitive and lose no other vowel.
_SURE_A = ("ება", "ობა", "ია", "იკა")
_SPACES = re.compile(r"[\s‐‑-]+")
_GEORGIAN = re.compile(r"[ა-ჰ]+")


def _endings(table: str) -> list[tuple[str, str]]:
    return [(slot, ending) for slot, ending in (one.split(":") for one in table.split())]


_I_FULL, _I_SHORT = (_endings(half) for half in _AFTER_I.split("|"))
_A_FULL, _A_SHORT = (_endings(half) for half in _AFTER_A.split("|"))
_O = _endings(_AFTER_O)
_PLURALS = [(f"pl_{slot}", f"ებ{ending}") for slot, ending in _endings(_PLURAL)]


def in_form_of(found: str, phrase: str, replacement: str) -> str | None:
    """The Georgian `replacement` in the form in which `found` has `phrase`; None when unsure."""
    if fold(found) == fold(phrase):
        return replacement
    last, lemma = _last_word(found), _last_word(phrase)
    if not (last and lemma and replacement):
        return None
    slots = {slot for slot, form in forms(lemma) if form == last}
    said = {_decline(replacement, slot) for slot in slots}
    return said.pop() if len(said) == 1 else None


def _last_word(phrase: str) -> str:
    return _SPACES.split(fold(phrase))[-1]


def forms(lemma: str, *, sure: bool = False) -> list[tuple[str, str]]:
    """The forms of a noun, each with its case; with `sure` only those that admit no doubt."""
    if not _GEORGIAN.fullmatch(lemma) or len(lemma) < 3:
        return []
    stem, vowel = lemma[:-1], lemma[-1]
    loses = _LOSES_VOWEL.fullmatch(stem) if len(_VOWEL.findall(stem)) > 1 else None
    short = [stem, *([loses[1] + loses[2]] if loses else [])]
    if sure and loses:
        short = []
    if vowel == "ი":
        made = _join([stem], _I_FULL) + _join(short, _I_SHORT + _PLURALS)
    elif vowel in "აე":
        adverb = [("adv", f"{vowel}დ")]
        short = [] if sure and not lemma.endswith(_SURE_A) else short
        made = _join([lemma], _A_FULL) + _join(short, _A_SHORT + adverb + _PLURALS)
    elif vowel in "ოუ":
        made = _join([lemma], _O + _PLURALS)
    else:
        return []
    return made + [(f"{slot}+c", _also(form)) for slot, form in made]


def _join(stems: list[str], endings: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(slot, stem + ending) for stem in stems for slot, ending in endings]


def _also(form: str) -> str:
    """The form with the particle "also"."""
    return form + ("ც" if form[-1] in "აეიოუ" else "აც")


def _decline(phrase: str, slot: str) -> str | None:
    *before, noun = phrase.split()
    form = dict(forms(noun, sure=True)).get(slot)
    if form is None:
        return None
    case = slot.removesuffix("+c").removeprefix("pl_")
    at = len(before)
    # Adjectives right before the noun agree with it; what stands before those does not.
    while at and before[at - 1].endswith("ი"):
        at -= 1
        if case == "erg":
            before[at] = before[at][:-1] + "მა"
        elif case not in _ADJECTIVE_KEEPS:
            before[at] = before[at][:-1]
    return " ".join([*before, form])


def in_english_form_of(found: str, phrase: str, replacement: str, before: str) -> str | None:
    """The English `replacement` with the capital, plural or 's of `found`; None when unsure.

    `before` is the text up to it, which may hold an article or begin the sentence.
    """
    plain, wanted = " ".join(found.split()), " ".join(phrase.split())
    article = _ARTICLE.search(before)
    if article:
        replacement = replacement.removeprefix("the ")
        fitting = "an" if replacement[:1].lower() in "aeiou" else "a"
        if article[1].lower() not in {"the", fitting}:
            return None
    tail = plain[len(wanted) :] if plain.lower().startswith(wanted.lower()) else None
    if tail is None or tail.lower() not in {"", "s", "'s", "’s"}:
        return None
    if tail.lower() == "s" and _NO_PLURAL_IN_S.search(replacement):
        return None
    capital = plain[0].isupper() and wanted[0].islower()
    if capital or (plain[0].isupper() and _BEGINS.search(before)):
        replacement = replacement[:1].upper() + replacement[1:]
    return replacement + tail
