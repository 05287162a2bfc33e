"""Finite verbs and participles, found by their verbal noun: იგეგმება, დაგეგმა by დაგეგმვა.

The verbs are those of `data/verbs_ka.tsv`. A form is a preverb, a person, a version vowel, a root
with or without its theme, and the endings of a screeve: ჩა-ვ-ა-ტარ-ებ-დით.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

_PATTERN = re.compile(r"([ა-ჰ]*)([-=])([ა-ჰ]?)-([ა-ჰ]*)/?([ა-ჰ]*)-([ა-ჰ]*)")


def _endings(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IMPERFECT = "და დნენ დი დით დე დეს დეთ დათ "
_PRESENT = _endings(_IMPERFECT + "ს ენ თ ია იათ")  # გეგმავ-ს, ჩაუტარებ-ია
_PRESENT_IN_I = _endings(_IMPERFECT + "ს ან თ ა ათ")  # ხსნი-ან, გაუხსნი-ა
_AORIST = _endings("ა ე ეს ვეს ეთ ათ ო ოს ონ ოთ ას ან")  # დაგეგმ-ა, დაიწყ-ო, შექმნ-ას
_PASSIVE_PRESENT = frozenset(  # იგეგმ-ებოდა, მოეწყ-ობა
    theme + ending
    for theme in ("ებ", "ობ")
    for ending in ("ა", "იან", "ი", "ით", "ოდა", "ოდნენ", "ოდეს", "ოდი", "ოდით")
)
_PASSIVE = _PASSIVE_PRESENT | _endings("ა ო ნენ ენ ათ ეს ას ოს ონ ი ით")  # ჩატარდ-ნენ

# The participle of what is to be done, by the theme: ჩასატარ-ებელი, გასამართ-ი, განსახილ-ველი.
_FUTURE = {
    "ებ": ("ებელი",),
    "ავ": ("ი", "ავი", "ველი"),
    "ობ": ("ობი",),
    "ი": ("ელი",),
    "": ("ი", "ელი"),
}

_SUBJECTS = ("", "ვ")
_OBJECTS = ("მ", "გ", "გვ")


class Verb(NamedTuple):
    """One line of the table."""

    masdar: str
    preverb: str
    preverb_stays: bool
    version: str
    present: str
    aorist: str
    theme: str
    passive: str
    participle: str
    more: tuple[str, ...]


def _read(line: str) -> Verb:
    masdar, pattern, passive, participle, *more = line.split("\t")
    found = _PATTERN.fullmatch(pattern)
    if found is None:
        raise ValueError(f"verbs_ka.tsv: {pattern} is no pattern")
    preverb, joint, version, present, aorist, theme = found.groups()
    return Verb(
        masdar,
        preverb,
        joint == "=",
        version,
        present,
        aorist or present,
        theme,
        passive,
        "" if participle == "-" else participle,
        tuple(" ".join(more).split()),
    )


@cache
def table() -> tuple[Verb, ...]:
    """Return the verbs of the table."""
    text = files("stratcom.georgian").joinpath("data", "verbs_ka.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(_read(line) for line in lines[1:])


@cache
def participles() -> dict[str, str]:
    """Return the nominative of each participle with its masdar: დაგეგმილი, დასაგეგმი."""
    found: dict[str, str] = {}
    for verb in table():
        if verb.participle:
            future = verb.preverb + "სა" + verb.present
            found[verb.preverb + verb.aorist.removesuffix("ი") + verb.participle + "ი"] = (
                verb.masdar
            )
            found[verb.preverb + verb.present + verb.participle + "ი"] = verb.masdar
            found.update((future + ending, verb.masdar) for ending in _FUTURE[verb.theme])
    return found


def masdars(form: str) -> tuple[str, ...]:
    """Return the masdars of which `form` is a finite form, or which it is; none for other words."""
    stems = finite_stems()
    found = (
        masdar
        for at in range(2, len(form) + 1)
        if form[:at] in stems
        for masdar, endings in stems[form[:at]]
        if form[at:] in endings
    )
    return tuple(dict.fromkeys(found))


@cache
def finite_stems() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return every finite stem with its masdar and the endings that it takes."""
    stems: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for verb in table():
        for stem, endings in _finite(verb):
            stems.setdefault(stem, []).append((verb.masdar, endings))
    return stems


def _finite(verb: Verb) -> Iterator[tuple[str, frozenset[str]]]:
    for form in (verb.masdar, *verb.more):
        yield form, frozenset(("",))
    if not verb.present:
        return
    present = _PRESENT_IN_I if verb.theme == "ი" else _PRESENT
    for prefix in _prefixes(verb):
        yield prefix + verb.present + verb.theme, present
        if prefix:
            yield prefix + verb.aorist, _AORIST
    for stem in _passive_stems(verb):
        yield verb.preverb + stem, _PASSIVE
    if verb.preverb and not verb.preverb_stays:
        for subject in _SUBJECTS:
            yield subject + verb.version + verb.present + verb.theme, present
        for stem in _passive_stems(verb):
            yield stem, _PASSIVE_PRESENT


def _prefixes(verb: Verb) -> Iterator[str]:
    """Yield what may stand before the root: ჩა-ა, ჩა-ვ-ა, ჩა-უ, ჩა-გვი."""
    persons = (*_SUBJECTS, *_OBJECTS) if verb.preverb else _SUBJECTS
    yield from (verb.preverb + person + verb.version for person in persons)
    if verb.preverb:
        yield from (verb.preverb + person + "უ" for person in _SUBJECTS)
        yield from (verb.preverb + person + "ი" for person in _OBJECTS)


def _passive_stems(verb: Verb) -> Iterator[str]:
    """Yield what may stand after the preverb: ი-გეგმ, ტარდ, უ-ერთდ, ე-ხმარ, ხვდ."""
    roots = {verb.present, verb.aorist}
    match verb.passive:
        case "ი":
            yield from (person + "ი" + root for person, root in product(_SUBJECTS, roots))
        case "ე":
            persons = (*_SUBJECTS, *_OBJECTS)
            yield from (person + "ე" + root for person, root in product(persons, roots))
        case "დ":
            for before in ("", "ვ", "უ", "ვუ"):
                yield before + verb.aorist + "დ"
        case "0":
            yield from (person + verb.present for person in (*_SUBJECTS, *_OBJECTS))
