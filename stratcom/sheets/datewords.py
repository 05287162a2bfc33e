"""A written date as a short list of signs: day, month, year, quarter, dash, comma."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from stratcom.georgian.dates import WEEKDAYS, month_number
from stratcom.georgian.wordlists import words

FIRST_YEAR, LAST_YEAR = 1900, 2100


class Sign(NamedTuple):
    """kind: n number, m month, q quarter, Q the word "quarter", or the punctuation itself."""

    kind: str
    number: int = 0
    digits: int = 0


_SIGN = re.compile(r"\d+|[^\W\d_]+|[-./,;&\n]")
_DASH = re.compile(r"[‐‑‒–—―−]")
_ROMAN_MONTH = re.compile(r"(?<=\d)([\s./-]+)(x|xi|xii|ix|iv|vi{0,3}|i{1,3})(?=[\s./-]+\d{2,4})")
_ROMAN = {
    name: number for number, name in enumerate(words("i ii iii iv v vi vii viii ix x xi xii"), 1)
}
_ORDINALS = {
    "პირველი": 1,
    "მეორე": 2,
    "მესამე": 3,
    "მეოთხე": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
}

_NUMERALS = {word: Sign("n", number, 1) for word, number in _ROMAN.items()} | {
    word: Sign("o", number, 1) for word, number in _ORDINALS.items()
}
# Words that add nothing to the signs around them; „მე“ begins an ordinal (მე-5).
_SILENT = frozenset(
    words("წ წწ წლ წლის წელი წელს წლები მე from between с со г гг год года году year of the t z")
)
_SUFFIXES = frozenset(words("ი ს ში ზე ე ლი მდე ამდე იმდე სა ის st nd rd th го е"))
_RANGE = frozenset(words("დან იდან to till until through thru по до"))
_AND = frozenset({"და", "and", "и", "ან", "or"})
_QUARTER = re.compile(r"კვ|კვარტ[ა-ჰ]*|q|qtr|quarters?|кв|квартал[а-я]*")
_WEEKDAY = re.compile(
    r"(?:ორ|სამ|ოთხ|ხუთ)?შაბ(?:ათ[ა-ჰ]*)?|პარ(?:ასკევ[ა-ჰ]*)?|კვირ[ა-ჰ]*|კვი|ორშ|სამშ|ოთხშ|ხუთშ"
    r"|(?:"
    + "|".join(name[:3].lower() + f"(?:{name[3:].lower()})?" for name in WEEKDAYS["en"])
    + r")s?"
    r"|tues|weds|thur|thurs|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье"
)
_VAGUE = re.compile(
    r"დასაწყის[ა-ჰ]*|ბოლო[ა-ჰ]*|შუა[ა-ჰ]*|ნახევა?რ[ა-ჰ]*|დეკად[ა-ჰ]*|განმავლობაში|პერიოდ[ა-ჰ]*"
    r"|early|mid|middle|late|end|beginning|half|week|начало|конец|середина"
)
_TENTATIVE = re.compile(
    r"სავარაუდო[ა-ჰ]*|დაახლ[ა-ჰ]*|დასაზუსტებელი[ა-ჰ]*|დაზუსტდება|წინასწარ[ა-ჰ]*|გეგმ[ა-ჰ]*"
    r"|approx[a-z]*|about|circa|tentativ[a-z]*|tb[cda]|planned|provisional[a-z]*|expected"
    r"|примерно|ориентировочно"
)
_SEASON = re.compile(
    r"ზაფხულ[ა-ჰ]*|გაზაფხულ[ა-ჰ]*|შემოდგომ[ა-ჰ]*|ზამთ[ა-ჰ]*|summer|spring|autumn|fall|winter"
    r"|лет[оа]м?|весн[аы]|весной|осень?ю?|зим[аы]|зимой"
)


@dataclass(slots=True)
class Wording:
    """The signs of a written date and what its other words say about it."""

    signs: list[Sign] = field(default_factory=list)
    vague: bool = False
    tentative: bool = False
    season: bool = False
    unknown: list[str] = field(default_factory=list)

    @property
    def names_month(self) -> bool:
        """Tell whether a month is named, so that figures can only be days and years."""
        return any(sign.kind == "m" for sign in self.signs)


def wording(text: str) -> Wording:
    """Return the signs of a folded text."""
    text = _ROMAN_MONTH.sub(lambda found: f"{found[1]}#{_ROMAN[found[2]]} ", _DASH.sub("-", text))
    result = Wording()
    for found in re.finditer(r"#(\d+)|" + _SIGN.pattern, text):
        if found[1]:
            result.signs.append(Sign("m", int(found[1])))
        elif found[0].isdigit():
            number = int(found[0][:9])
            result.signs.append(Sign("n", number, len(found[0])))
        elif found[0].isalpha():
            _add_word(result, found[0])
        else:
            _add_punctuation(result, found[0])
    _join_quarters(result)
    return result


def _add_punctuation(result: Wording, character: str) -> None:
    kind = "," if character in ",;&\n" else character
    if kind == "-" and (not result.signs or result.signs[-1].kind == "-"):
        return
    result.signs.append(Sign(kind))


def _add_word(result: Wording, word: str) -> None:
    signs = result.signs
    if word in _SUFFIXES:
        if signs and signs[-1].kind == "-":
            signs.pop()  # 25-ში
    elif word in _RANGE:
        _add_punctuation(result, "-")
    elif word in _AND:
        signs.append(Sign(","))
    elif word in _NUMERALS:
        signs.append(_NUMERALS[word])
    elif _QUARTER.fullmatch(word):
        signs.append(Sign("Q"))
    elif (month := month_number(word)) is not None:
        signs.append(Sign("m", month))
        if word.endswith("დან"):
            signs.append(Sign("-"))
    elif word not in _SILENT:
        _note_word(result, word)


def _note_word(result: Wording, word: str) -> None:
    if _WEEKDAY.fullmatch(word):
        return
    if _SEASON.fullmatch(word):
        result.season = True
    elif _VAGUE.fullmatch(word):
        result.vague = True
    elif _TENTATIVE.fullmatch(word):
        result.tentative = True
    else:
        result.unknown.append(word)


def _join_quarters(result: Wording) -> None:
    """Turn „II კვარტალი“ and "Q2" into one sign; ordinals of anything else make a date vague."""
    signs = result.signs
    joined: list[Sign] = []
    at = 0
    while at < len(signs):
        sign = signs[at]
        if sign.kind != "Q":
            joined.append(sign)
        elif _is_quarter_number(joined[-1:]):
            joined[-1] = Sign("q", joined[-1].number)
        elif _is_quarter_number(signs[at + 1 : at + 2]):
            at += 1
            joined.append(Sign("q", signs[at].number))
        else:
            result.vague = True
        at += 1
    if any(sign.kind == "o" for sign in joined):
        result.vague = True
    result.signs = [sign for sign in joined if sign.kind != "o"]


def _is_quarter_number(signs: list[Sign]) -> bool:
    return bool(signs) and signs[0].kind in "no" and signs[0].digits == 1 and signs[0].number <= 4
