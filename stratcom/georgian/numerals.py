"""Numbers worded in Georgian: cardinals, ordinals, and figures with the ending of a case.

Georgian counts in twenties (ოცდაჩვიდმეტი is 20 + 17), and a noun after a number stays singular.
"""

from stratcom.georgian.wordlists import words

_UNITS = words(
    "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი თერთმეტი თორმეტი ცამეტი თოთხმეტი "
    "თხუთმეტი თექვსმეტი ჩვიდმეტი თვრამეტი ცხრამეტი"
)
_TWENTIES = words("ოც ორმოც სამოც ოთხმოც")
_HUNDREDS = words("ას ორას სამას ოთხას ხუთას ექვსას შვიდას რვაას ცხრაას")
_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
_LARGE = ((_BILLION, "მილიარდ"), (_MILLION, "მილიონ"), (_THOUSAND, "ათას"))
LARGEST = 1_000 * _BILLION - 1

# The ending that a figure takes after its hyphen, by what its word ends in: 5-ის, 8-ის, 2026-ში.
_ENDINGS = {
    "nom": "ი",
    "erg": "მა",
    "dat": "ს",
    "gen": "ის",
    "ins": "ით",
    "adv": "ად",
    "in": "ში",
    "on": "ზე",
    "from": "იდან",
    "until": "მდე",
}


def cardinal(number: int) -> str:
    """Return a number in words: 97 is ოთხმოცდაჩვიდმეტი.

    Raises ValueError for a negative number and for one above LARGEST.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    for size, name in _LARGE:
        if number >= size:
            many, rest = divmod(number, size)
            before = f"{cardinal(many)} " if many > 1 or size > _THOUSAND else ""
            return f"{before}{name} {cardinal(rest)}" if rest else f"{before}{name}ი"
    return _below_thousand(number)


def _below_thousand(number: int) -> str:
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        name = _HUNDREDS[hundreds - 1]
        return f"{name} {_below_thousand(rest)}" if rest else f"{name}ი"
    if number >= 20:
        twenties, rest = divmod(number, 20)
        name = _TWENTIES[twenties - 1]
        return f"{name}და{_UNITS[rest]}" if rest else f"{name}ი"
    return _UNITS[number]


def ordinal(number: int) -> str:
    """Return a place in a row in figures: 1-ლი, მე-2, მე-20, 21-ე, მე-40, 101-ე."""
    if number == 1:
        return "1-ლი"
    last = number % 100
    circumfixed = number == 0 or 2 <= last <= 20 or last in {40, 60, 80}
    return f"მე-{number}" if circumfixed else f"{number}-ე"


def english_ordinal(number: int) -> str:
    """Return a place in a row in English figures: 1st, 2nd, 13th, 21st."""
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def ordinal_word(number: int) -> str:
    """Return a place in a row in words: პირველი, მეორე, ოცდამეერთე, მეასე.

    Raises ValueError where `cardinal` does.
    """
    if number == 1:
        return "პირველი"
    *before, last = cardinal(number).split(" ")
    head, joint, tail = last.rpartition("და")
    if joint and head + "ი" in {f"{one}ი" for one in _TWENTIES}:
        last = f"{head}და{_circumfixed(tail)}"
    else:
        last = _circumfixed(last)
    return " ".join([*before, last])


def _circumfixed(word: str) -> str:
    stem = word[:-1] if word[-1] in "იაე" else word
    return f"მე{stem}ე"


def in_case(number: int, case: str) -> str:
    """Return figures with the ending of a case: "dat" 5-ს, "gen" 5-ის, "in" 2026-ში.

    Raises KeyError for a case that is none of nom, erg, dat, gen, ins, adv, in, on, from, until.
    """
    return f"{number}-{_ENDINGS[case]}"
