"""Month names: Georgian ones in every case a date needs, and names of months recognised."""

from functools import lru_cache

from stratcom.georgian.folding import fold
from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.stemming import keys
from stratcom.georgian.wordlists import words

GEORGIAN: dict[str, tuple[str, ...]] = {
    "nom": words(
        "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო "
        "სექტემბერი ოქტომბერი ნოემბერი დეკემბერი"
    ),
    "gen": words(
        "იანვრის თებერვლის მარტის აპრილის მაისის ივნისის ივლისის აგვისტოს "
        "სექტემბრის ოქტომბრის ნოემბრის დეკემბრის"
    ),
    "dat": words(
        "იანვარს თებერვალს მარტს აპრილს მაისს ივნისს ივლისს აგვისტოს "
        "სექტემბერს ოქტომბერს ნოემბერს დეკემბერს"
    ),
    "from": words(
        "იანვრიდან თებერვლიდან მარტიდან აპრილიდან მაისიდან ივნისიდან ივლისიდან აგვისტოდან "
        "სექტემბრიდან ოქტომბრიდან ნოემბრიდან დეკემბრიდან"
    ),
    "until": words(
        "იანვრამდე თებერვლამდე მარტამდე აპრილამდე მაისამდე ივნისამდე ივლისამდე აგვისტომდე "
        "სექტემბრამდე ოქტომბრამდე ნოემბრამდე დეკემბრამდე"
    ),
    "in": words(
        "იანვარში თებერვალში მარტში აპრილში მაისში ივნისში ივლისში აგვისტოში "
        "სექტემბერში ოქტომბერში ნოემბერში დეკემბერში"
    ),
}
GEORGIAN_SHORT = words("იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ")
ENGLISH = words(
    "January February March April May June July August September October November December"
)
ENGLISH_SHORT = tuple(name[:3] for name in ENGLISH)

_GEORGIAN_ABBREVIATED = {
    1: "იანვ",
    2: "თებერ",
    8: "აგვის",
    9: "სექტ",
    10: "ოქტომ",
    11: "ნოემ",
    12: "დეკემ",
}
_RUSSIAN = words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
_RUSSIAN_ENDINGS = words("ь я ю ем е й а у ом")


def _russian_forms(name: str) -> list[str]:
    stem = name.rstrip("ьй")
    return [name, name[:3], name[:4], *(stem + ending for ending in _RUSSIAN_ENDINGS)]


def _names() -> dict[str, int]:
    """Return every written form with its number."""
    names = {"sept": 9}
    for at, english in enumerate(ENGLISH):
        forms = [english, english[:3], GEORGIAN_SHORT[at], *_russian_forms(_RUSSIAN[at])]
        forms += [forms_in_case[at] for forms_in_case in GEORGIAN.values()]
        names.update((fold(form), at + 1) for form in forms)
    return names | {short: number for number, short in _GEORGIAN_ABBREVIATED.items()}


_NAMES = _names()
_KEYS = {key: at + 1 for at, name in enumerate(GEORGIAN["nom"]) for key in keys(name)}
_SKELETONS = {
    skeleton(name): at + 1 for in_case in GEORGIAN.values() for at, name in enumerate(in_case)
} | {skeleton(key): number for key, number in _KEYS.items()}


@lru_cache(maxsize=1024)
def month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month, long or short; None for any other word.

    Georgian is read in any case form, also typed in Latin letters; English and Russian too.
    """
    plain = fold(word).strip(" .,")
    number = _NAMES.get(plain) or next((_KEYS[k] for k in keys(plain) if k in _KEYS), None)
    if number is None and plain.isascii() and plain.isalpha():
        spellings = (skeleton(plain), *latin_keys(plain))
        number = next((_SKELETONS[s] for s in spellings if s in _SKELETONS), None)
    return number
