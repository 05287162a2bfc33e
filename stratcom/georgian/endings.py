"""The endings of Georgian words, and what a form may be once its ending is cut.

The first rule that fits decides. A rule gives several readings where Georgian is ambiguous:
განცხადების may be განცხად-ებ-ის or განცხადებ-ის, გორის may be of გორი or of გორა.
"""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

VOWELS = "აეიოუ"
CONSONANTS = "ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ"
_BUT_I = "აეოუ"
_ANY = VOWELS + CONSONANTS


class Stem(Enum):
    """What is known of a stem from the ending that was cut off."""

    WHOLE = auto()  # as it stands: მთავრობა-ში, განცხადება
    CLOSED = auto()  # ends in a consonant, and a final -ებ is the plural: ქალაქ-ებ-ი
    OPEN = auto()  # may have lost -ა or -ე; a final -ებ may be anything: გორ-ის, განცხადებ-ის


class Reading(NamedTuple):
    """A stem, and what its ending tells of it."""

    stem: str
    kind: Stem


class _Rule:
    """Endings after a stem of some length and last letter, and the readings they leave."""

    def __init__(
        self, endings: str, *readings: tuple[str, Stem], after: str = _ANY, length: int = 2
    ) -> None:
        self.endings = tuple(endings.split())
        self._readings = readings
        self._after = frozenset(after)
        self._length = length

    def read(self, word: str, ending: str) -> list[Reading] | None:
        """Return the readings of a word with this ending, None where the stem does not fit."""
        stem = word[: -len(ending)]
        length = len(stem)
        if length == 2 and stem[0] in VOWELS:  # ომ-ში
            length = 3
        if length < self._length or stem[-1] not in self._after:
            return None
        return [Reading(stem + restored, kind) for restored, kind in self._readings]


class _Table:
    """Rules by the last letter of their endings."""

    def __init__(self, *rules: _Rule) -> None:
        self._by_letter: dict[str, list[tuple[str, _Rule]]] = {}
        for rule in rules:
            for ending in rule.endings:
                self._by_letter.setdefault(ending[-1], []).append((ending, rule))

    def read(self, word: str) -> list[Reading]:
        """Return the readings by the first rule that fits, none where no rule does."""
        for ending, rule in self._by_letter.get(word[-1], ()):
            if word.endswith(ending) and (found := rule.read(word, ending)) is not None:
                return found
        return []


_WHOLE, _CLOSED, _OPEN = ("", Stem.WHOLE), ("", Stem.CLOSED), ("", Stem.OPEN)

# A postposition is cut together with the case it governs.
_POSTPOSITIONS = _Table(
    _Rule("ში ზე ზედ", _CLOSED, after=CONSONANTS, length=3),  # ქალაქში
    _Rule("ში ზე ზედ", _WHOLE, after=_BUT_I, length=3),  # მთავრობაში
    _Rule("იში იზე", _WHOLE),  # გიორგიზე
    _Rule("ისთან", ("ის", Stem.CLOSED), _WHOLE, length=1),  # თბილისთან, გიორგისთან
    *(_Rule(suffix + "ასთან", (suffix + "ა", Stem.WHOLE)) for suffix in ("ობ", "ებ", "ცი")),
    _Rule("სთან", _WHOLE, ("ს", Stem.CLOSED), after=_BUT_I),  # ფასთან: ფა-სთან, ფას-თან
    _Rule("ითან", _WHOLE, length=3),
    _Rule("თან", _WHOLE, after=_BUT_I, length=3),
    _Rule("თან", _CLOSED, length=3),  # ქალაქთან
    _Rule("ისთვის ისათვის ისგან ისაგან ისკენ ისაკენ ისადმი", _OPEN),  # ქალაქისთვის
    _Rule("სთვის სათვის სგან საგან სკენ საკენ სადმი", _WHOLE),  # საქართველოსადმი
    _Rule("თათვის თაგან თაკენ თადმი", _WHOLE, length=3),  # მოქალაქეთათვის
    _Rule("იდან", _OPEN),  # ქალაქიდან
    _Rule("დან", _WHOLE, after=_BUT_I, length=3),  # საქართველოდან
    _Rule("ამდე", _OPEN),  # ქალაქამდე
    _Rule("მდე", _WHOLE, after="ეოუ"),
    _Rule("იმდე", _WHOLE),
    _Rule("ისავით ისებრ ისამებრ ითურთ", _OPEN),  # გზისავით, წესისამებრ, ოჯახითურთ
    _Rule("სავით სებრ სამებრ თურთ", _WHOLE, length=3),
    _Rule("ივით", _CLOSED, ("ივ", Stem.OPEN), length=3),  # ქალაქივით; ინიციატივით
    _Rule("ებრ", _OPEN, length=4),
)

# The copula and the emphatic -ა stand after a postposition too: თბილისშია, თბილისიდანა.
_POSTPOSED = ("ში", "ზე", "თან", "თვის", "გან", "კენ", "დან", "მდე", "ვით", "ადმი")

# Nouns in -ია that are not read as a noun and "is": beside them stands a person (დემოკრატი).
_FIELDS = "ლოგია გრაფია სოფია ტეგია კრატია ლომატია იატრია ნომია ურგია არქია ფობია მანია პათია"

_THEMES = ("ებ", "ობ", "ავ", "ევ", "ამ")
_ACTIVE = ("ენ", "და", "დნენ", "დი", "დით", "დე", "დეს", "დეთ", "დათ")
_PASSIVE = ("იან", "ოდა", "ოდნენ", "ოდი", "ოდით", "ოდე", "ოდეს", "ოდეთ", "ოდათ")


def _each(stem: str, suffixes: Iterable[str]) -> str:
    return " ".join(stem + suffix for suffix in suffixes)


# Verb forms whose ending no noun has.
_SCREEVES = (
    *(_Rule(_each(theme, _ACTIVE), (theme, Stem.CLOSED)) for theme in _THEMES),  # გეგმავდა
    _Rule(
        _each("დებ", ("ა", *_PASSIVE)),
        ("დება", Stem.WHOLE),
        ("და", Stem.WHOLE),
        after=CONSONANTS,
    ),  # ტარდება, ტარდა
    _Rule(_each("ებ", _PASSIVE), ("ება", Stem.WHOLE)),  # იგეგმებოდა
    _Rule("იდნენ", _OPEN),  # ხსნიდნენ
    _Rule("ნენ", ("ა", Stem.WHOLE), length=3),  # შეხვდნენ
    _Rule("იდა", _OPEN, ("იდა", Stem.WHOLE), length=4),  # აღწერიდა; პირამიდა
    *(_Rule(suffix + "იყო", (suffix, Stem.CLOSED)) for suffix in ("ულ", "ილ")),  # დაგეგმილიყო
)

# Without a postposition exactly one case ending is cut.
_CASES = _Table(
    *_SCREEVES,
    _Rule("ისას", _OPEN),
    _Rule("ისა", _OPEN),  # ქალაქისა
    _Rule("ითა", _OPEN, ("ითა", Stem.WHOLE)),
    _Rule("ადა", _OPEN, ("ადა", Stem.WHOLE), length=5),  # პროექტადა; ოლიმპიადა
    *(_Rule(suffix + "ანი", (suffix + "ა", Stem.WHOLE)) for suffix in ("ობ", "ებ")),
    _Rule("ებსა ებმა ებო", ("ებ", Stem.CLOSED)),  # ქალაქებმა, მეგობრებო
    _Rule("სა", _WHOLE, after="ოუ", length=3),  # საბჭოსა
    _Rule("სა", _WHOLE, ("სა", Stem.WHOLE), after="აე", length=3),
    _Rule("სა", _CLOSED, ("სა", Stem.WHOLE), after=CONSONANTS, length=3),
    _Rule("მა", _CLOSED, ("მა", Stem.WHOLE), after=CONSONANTS, length=3),  # ქალაქმა, რეფორმა
    _Rule("თა", _WHOLE, ("თა", Stem.WHOLE), after=CONSONANTS + _BUT_I, length=3),  # მოქალაქეთა
    _Rule("თ", _WHOLE, ("თ", Stem.WHOLE), after=CONSONANTS + "აოუ", length=3),  # მეზობელთ
    _Rule("თ", _WHOLE, ("თ", Stem.WHOLE), after="ე", length=5),  # მოქალაქეთ
    _Rule("ვ", _WHOLE, ("ვ", Stem.WHOLE), after=_BUT_I, length=3),  # მონადირევ
    _Rule("და", _WHOLE, ("და", Stem.WHOLE), after="ეოუ", length=3),  # მეწარმედა
    _Rule("ნო", _CLOSED, ("ნო", Stem.WHOLE), after=CONSONANTS, length=3),  # ქართველნო
    _Rule("ნი", _CLOSED, ("ნ", Stem.CLOSED), after=CONSONANTS, length=3),  # ქართველნი, კონცერნი
    _Rule("ენი", ("ე", Stem.WHOLE), ("ენ", Stem.CLOSED), length=4),  # მოქალაქენი, მილსადენი
    _Rule("ივე", _CLOSED, ("ივე", Stem.WHOLE), length=3),  # სახლივე
    _Rule("ვე", _WHOLE, ("ვე", Stem.WHOLE), after=VOWELS, length=3),  # მთავრობავე; თანამედროვე
    _Rule("ებითი", ("ებით", Stem.CLOSED)),  # მოქმედებითი
    _Rule("ობითი", ("ობით", Stem.CLOSED)),
    _Rule("ითი", _WHOLE, ("ით", Stem.CLOSED)),  # გიორგითი, რიცხვითი
    _Rule("თი", _WHOLE, ("თ", Stem.CLOSED), after="ოუ", length=3),  # ბიუროთი
    _Rule("ის ით", _OPEN),
    _Rule("ად", _OPEN, ("ად", Stem.WHOLE)),  # ქალაქად; ძირითად
    _Rule("იმ", _WHOLE, ("იმ", Stem.WHOLE)),  # გიორგიმ; ექიმ
    _Rule("იდ", _WHOLE, ("იდ", Stem.WHOLE)),  # გიორგიდ; მშვიდ
    *(
        _Rule(case, _WHOLE, (case, Stem.WHOLE), after="ეოუ") for case in ("მ", "დ")
    ),  # ბიურომ; პერიოდ
    _Rule("უს", ("უ", Stem.WHOLE), ("უს", Stem.WHOLE)),  # ბუს; კორპუს
    _Rule("ს მ დ", _WHOLE, after=_BUT_I),
    _Rule("ებ", ("ებ", Stem.CLOSED), ("ებ", Stem.WHOLE)),  # a bare stem
    _Rule("ს", _CLOSED, length=3),
    _Rule("ი", _CLOSED),
    *(_Rule(field, (field, Stem.WHOLE), length=1) for field in _FIELDS.split()),
    _Rule("ცია", ("ცია", Stem.WHOLE), length=3),
    _Rule("ია", ("ია", Stem.WHOLE), _CLOSED, length=3),  # პარტია; ქალაქია
)


def readings(word: str) -> list[Reading]:
    """Return every stem that `word` may be a form of; a word without ending is its own stem."""
    if word[0] == "უ" and word.endswith("ეს"):  # უმაღლეს
        return [Reading(word, Stem.WHOLE)]
    found = _POSTPOSITIONS.read(word)
    if not found and word.endswith("ა") and word[:-1].endswith(_POSTPOSED):
        found = _POSTPOSITIONS.read(word[:-1])
    return found or _CASES.read(word) or [Reading(word, Stem.WHOLE)]
