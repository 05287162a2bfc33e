"""Numbers of people, yes and no, lists, addresses and languages as offices write them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from stratcom.georgian import fold, keys, squash
from stratcom.georgian.tokens import tokens
from stratcom.georgian.wordlists import words

MOST_PARTICIPANTS = 10_000_000

_NUMBER = r"\d{1,3}(?:[\s.,'’]\d{3})+(?!\d)|\d+"
_APPROXIMATE = re.compile(
    r"[~≈±+><]|(?<![ა-ჰ])(?:დაახლ|მიახლ|სავარაუდო|თითქმის|მინიმუმ|მაქსიმუმ|მეტი|ნაკლებ)"
    r"|(?:^|[\s\d-])(?:ა?მდე|ზე მეტი|ზე)(?![ა-ჰ])"
    r"|\b(?:approx|about|around|circa|ca|nearly|almost|over|more than|up to|at least|est)\b"
    r"|около|до\s|более"
)
_GROUPS = {
    "women": re.compile(r"ქალ|მანდილოსან|\b(?:wom[ae]n|females?|f)\b|женщ"),
    "men": re.compile(r"კაც|\b(?:m[ae]n|males?|m)\b|მამრ|мужч"),
    "youth": re.compile(r"ახალგაზრდ|\b(?:youth|young)\b|молод"),
}
_TOTAL = re.compile(r"სულ|ჯამ|total|всего|=")
_COUNTED = re.compile(
    rf"(?P<before>[^\d;,\n]*?)(?P<low>{_NUMBER})(?:\s*[-–—]\s*(?P<high>{_NUMBER}))?(?P<after>[^\d;,\n(]*)"
)
_NUMBER_RANGE = re.compile(r"\d\s*[-–—]\s*\d")
_NOTHING = re.compile(
    r"[\W_]*|n\s*/?\s*a|tb[acd]|უცნობია?|არ არის(?: ცნობილი)?|დასაზუსტებელია?|unknown|none|нет"
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"„“]+[^\s<>\"„“.,;:)\]]|(?<![^\s(])[\w-]+(?:\.[\w-]+)*\.(?:ge|com|org|eu|net|int|info)(?:/[^\s<>\"]*)?",
    re.I,
)

_YES = frozenset(words("კი დიახ ხო yes y true 1 + ✓ ✔ x v да ki online ონლაინ"))
_NO = frozenset(words("არა no n false 0 - – — нет ara offline ოფლაინ"))
_ONLINE_STEMS = re.compile(
    r"ონლაინ|დისტანც|ვირტუალ|ჰიბრიდ|კომბინირებ|შერეულ|online|virtual|remote|hybrid|zoom|webinar|ვებინარ|zuum|ზუმ|онлайн|дистанц"
)
_IN_PERSON = re.compile(
    r"ოფლაინ|პირისპირ|ფიზიკურ|დასწრებ|ადგილზე|offline|off-line|in[\s-]person|face[\s-]to[\s-]face|physical|on[\s-]?site|офлайн|очн"
)

_LANGUAGES = {
    "ka": "ქართული georgian ka ge geo kartuli грузинский",
    "en": "ინგლისური english en eng inglisuri английский",
    "ru": "რუსული russian ru rus русский",
    "hy": "სომხური armenian hy arm армянский",
    "az": "აზერბაიჯანული azerbaijani az aze azeri азербайджанский",
    "ab": "აფხაზური abkhaz ab абхазский",
    "os": "ოსური ossetian os осетинский",
    "de": "გერმანული german de",
    "fr": "ფრანგული french fr",
    "tr": "თურქული turkish tr",
    "uk": "უკრაინული ukrainian uk",
}
_LANGUAGE_OF = {
    key: code
    for code, names in _LANGUAGES.items()
    for name in names.split()
    for key in keys(fold(name))
}

_HARD = re.compile(r"\s*[;\n•|]+\s*")
_QUOTED = re.compile(r"„[^“”]*[“”]|\"[^\"]*\"|«[^»]*»|\([^)]*\)")
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+")
_PAIR = re.compile(r"(?P<one>\d{1,6})\s*(?P<sign>[+/])\s*(?P<other>\d{1,6})")


@dataclass(frozen=True, slots=True)
class CountReading:
    """Numbers of people; `approximate` as the cell says; `readable` is False for no number."""

    total: int | None = None
    women: int | None = None
    men: int | None = None
    youth: int | None = None
    approximate: bool = False
    readable: bool = True


def read_participants(value: object) -> CountReading:
    """Return the numbers of people that a cell tells; never raises."""
    if isinstance(value, bool) or value is None:
        return CountReading(readable=value is None)
    if isinstance(value, int | float):
        valid = 0 <= value <= MOST_PARTICIPANTS
        return CountReading(round(value) if valid else None, readable=valid)
    text = fold(squash(str(value)))
    if _NOTHING.fullmatch(text):
        return CountReading()
    if pair := _PAIR.fullmatch(text):
        # "12+18" is a sum; "12/18" may be men and women, or planned and come: a person decides.
        total = int(pair["one"]) + int(pair["other"]) if pair["sign"] == "+" else None
        return CountReading(total, readable=total is not None)
    plain, found = _counted(text)
    if not plain and not found:
        return CountReading(readable=False)
    total = plain[0] if plain else None
    if total is None and found.keys() == {"men"} and "კაც" in text:
        total = found.pop("men")  # „30 კაცი“ counts people, not men
    elif total is None and found.keys() >= {"women", "men"}:
        total = found["women"] + found["men"]
    approximate = _APPROXIMATE.search(text) or _NUMBER_RANGE.search(text)
    return CountReading(
        total, found.get("women"), found.get("men"), found.get("youth"), approximate is not None
    )


def _counted(text: str) -> tuple[list[int], dict[str, int]]:
    """Return the numbers that stand alone, a total first, and those of named groups."""
    plain: list[int] = []
    found: dict[str, int] = {}
    for each in _COUNTED.finditer(text):
        number = _number(each["high"] or each["low"])
        group = _group(each["after"]) or _group(each["before"])
        if number is None:
            continue
        if group is not None:
            found.setdefault(group, number)
        elif _TOTAL.search(each["before"] + each["after"]):
            plain.insert(0, number)
        else:
            plain.append(number)
    return plain, found


def _number(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    number = int(digits) if len(digits) <= 9 else MOST_PARTICIPANTS + 1
    return number if number <= MOST_PARTICIPANTS else None


def _group(text: str) -> str | None:
    return next((name for name, pattern in _GROUPS.items() if pattern.search(text)), None)


def read_yes_no(value: object) -> bool | None:
    """Return whether a cell says yes, None if it says neither."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return bool(value)
    text = fold(str(value)).strip(" .!")
    return True if text in _YES else False if text in _NO else None


def read_online(value: object) -> bool | None:
    """Return whether a cell says that an event is online; a hybrid event is."""
    if not isinstance(value, bool | int | float):
        text = fold(str(value))
        if _ONLINE_STEMS.search(text) and not re.search(r"არა|\bno\b|\bnot\b", text):
            return True
        if _IN_PERSON.search(text):
            return False
    return read_yes_no(value)


def read_urls(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return [
        url if "://" in url else f"https://{url}"
        for url in dict.fromkeys(found[0] for found in _URL.finditer(text))
    ]


def read_languages(text: str) -> tuple[str, ...]:
    """Return the ISO 639 codes of the languages that a text names."""
    found = (
        _LANGUAGE_OF[key] for word in tokens(text) for key in keys(word) if key in _LANGUAGE_OF
    )
    return tuple(dict.fromkeys(found))


def split_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names in a cell: split at ; and new lines, at commas only where that is safe.

    A comma is safe outside quotes and brackets when every piece is a known name, or when each
    looks like a name of its own: begins with a capital or a Georgian letter and is not a long run.
    """
    names: list[str] = []
    for piece in _HARD.split(_NUMBERED.sub("\n", text.strip())):
        names += _split_at_commas(squash(piece).strip(" ,;"), known)
    return tuple(
        dict.fromkeys(name for name in names if name and not _NOTHING.fullmatch(fold(name)))
    )


def _split_at_commas(piece: str, known: Collection[str]) -> list[str]:
    if "," not in piece or piece in known:
        return [piece]
    masked = _QUOTED.sub(lambda found: found[0].replace(",", "\0"), piece)
    parts = [part.strip().replace("\0", ",") for part in masked.split(",")]
    if known and all(part in known for part in parts):
        return parts
    one_name = any(not part or _is_fragment(part) for part in parts)
    return [piece] if one_name else parts


def _is_fragment(part: str) -> bool:
    """Tell the tail of a name (", Youth and Sport of Georgia") from a name."""
    return (part[0].islower() and part[0].isascii()) or bool(
        re.search(r"\b(?:and|of)\b|(?:^|\s)და(?:\s|$)|ისა$|სა$", part)
    )
