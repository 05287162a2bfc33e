"""Municipalities and regions recognised however they are written."""

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from stratcom.georgian import fold, keys, squash
from stratcom.georgian.latin import latin_keys, skeleton
from stratcom.georgian.romanise import romanise
from stratcom.georgian.tokens import tokens
from stratcom.sheets.place_names import (
    NOT_GIVEN,
    OCCUPIED_TOWNS,
    ONLINE,
    OTHER_NAMES,
    REGION_NAMES,
    TBILISI_DISTRICTS,
    WHOLE_COUNTRY,
)
from stratcom.sheets.reference import Municipality, Reference, Region

_KIND_WORD = re.compile(
    r"(?<![^\W_])(?:ქ\.|დ\.|რაი\.|რეგ\.|მუნიც?\.|reg\.|mun\.|г\.)|(?<![^\W_])(?:თვითმმართველი|მუნიციპალიტეტ[ა-ჰ]*|მუნიც|მ-?ტი|ქალაქ(?:ი|ის|ში)?(?=\s)|ქ(?=\s)"
    r"|დაბა|რაიონ[ა-ჰ]*|რ-ნი|რეგიონ[ა-ჰ]*|მხარე|ცენტრი"
    r"|municipality|municipaliteti[a-z]*|municipalitetis?|city|town|district|raioni|region|"
    r"self-governing|the|of|город|район|муниципалитет|регион|край)(?![^\W_])"
)
_VILLAGE = re.compile(
    r"(?<![^\W_])(?:სოფ(?:ელ[ა-ჰ]*|\.)?|ს\.|თემი|village|vill?\.|v\.|sof\.|sopeli|soph?\.|с\.|село)(?![^\W_])"
)
_SEPARATOR = re.compile(r"[,;/\n()|•]+|\s+[-–—]\s+|\s+(?:და|and|&|и)\s+")
_SHORTEST_WITH_TYPO = 6  # shorter names are one letter away from other places
_SHORTEST_STEM = 5
_CORRECTED = ("typo_in_municipality",)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What the text of a place cell tells."""

    municipality: Municipality | None = None
    region: Region | None = None
    settlement: str = ""
    rest: str = ""  # what names no known place: a venue, a village
    online: bool = False
    known: bool = True  # False: a text that a municipality column must not hold
    notes: tuple[str, ...] = ()


class PlaceMatcher:
    """Recognises the places of the reference data."""

    def __init__(self, reference: Reference) -> None:
        self._regions = {region.code: region for region in reference.regions}
        self._exact: dict[str, Municipality] = {}
        self._by_keys: dict[tuple[str, ...], list[Municipality]] = {}
        self._by_skeleton: dict[str, list[Municipality]] = {}
        self._region_names: dict[tuple[str, ...], Region] = {}
        self._cache: dict[str, PlaceReading] = {}
        for municipality in reference.municipalities:
            for name in _names(municipality):
                self._add(name, municipality)
        self._districts = {_key(name) for name in TBILISI_DISTRICTS}
        self._tbilisi = self._exact.get("თბილისი")
        for region in reference.regions:
            for name in (region.name_ka, region.name_en, *REGION_NAMES.get(region.code, ())):
                self._region_names.setdefault(_key(name), region)
        self._occupied = {_key(name): (name, code) for name, code in OCCUPIED_TOWNS.items()}
        self._country = {_key(name) for name in WHOLE_COUNTRY}
        self._online = {_key(name) for name in ONLINE}
        self._not_given = {_key(name) for name in NOT_GIVEN}

    def _add(self, name: str, municipality: Municipality) -> None:
        plain = " ".join(tokens(name))
        self._exact.setdefault(plain, municipality)
        by_keys = self._by_keys.setdefault(_key(name), [])
        by_skeleton = self._by_skeleton.setdefault(_skeleton(plain), [])
        for known in (by_keys, by_skeleton):
            if municipality not in known:
                known.append(municipality)

    def read(self, text: str) -> PlaceReading:
        """Return what a cell tells about the place."""
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = self._read(text)
        return known

    def region(self, text: str) -> Region | None:
        """Return the region that the whole of `text` names."""
        return self._region_names.get(_key(text)) or self._region_names.get(_key(_bare(text)))

    def municipality(self, text: str) -> Municipality | None:
        """Return the municipality that the whole of `text` surely names."""
        reading = self._whole(text)
        return reading.municipality if reading is not None and not reading.notes else None

    def _read(self, text: str) -> PlaceReading:
        whole = self._whole(text)
        if whole is not None:
            return whole
        parts = [part for each in _SEPARATOR.split(text) if (part := squash(each).strip(" .,-–—"))]
        readings = [(part, self._part(part)) for part in parts]
        municipalities = list(
            dict.fromkeys(each.municipality for _, each in readings if each and each.municipality)
        )
        regions = [each.region for _, each in readings if each and each.region]
        settlements = [each.settlement for _, each in readings if each and each.settlement]
        rest = ", ".join(part for part, each in readings if each is None)
        notes = tuple(dict.fromkeys(note for _, each in readings if each for note in each.notes))
        online = any(each.online for _, each in readings if each)
        found = PlaceReading(
            region=regions[0] if regions else None,
            settlement=", ".join(settlements),
            rest=rest,
            online=online,
            notes=notes,
        )
        if len(municipalities) > 1:
            shared = {each.region for each in municipalities}
            region = self._regions.get(shared.pop()) if len(shared) == 1 else None
            return replace(found, region=region, notes=(*notes, "several_municipalities"))
        if municipalities:
            region = self._regions.get(municipalities[0].region)
            notes = tuple(note for note in notes if note != "region_as_municipality")
            return replace(found, municipality=municipalities[0], region=region, notes=notes)
        # A region beside an unknown name says where that name is, not what it is.
        return replace(found, known=not rest and not settlements)

    def _part(self, part: str) -> PlaceReading | None:
        if _VILLAGE.search(fold(part)):
            return PlaceReading(settlement=part, known=False)
        return self._whole(part)

    def _whole(self, text: str) -> PlaceReading | None:
        """Read a text that names one place and nothing else."""
        key = _key(text)
        if not key or key in self._not_given:
            return PlaceReading()
        if key in self._online:
            return PlaceReading(online=True, notes=("online_place",))
        if key in self._country:
            return PlaceReading(notes=("whole_country",))
        if (region := self._region_names.get(key)) and region.code != "GE-TB":
            return PlaceReading(region=region, notes=("region_as_municipality",))
        bare = _bare(text)
        plain = " ".join(tokens(bare))
        if not plain:
            return None
        found, notes = self._find(plain, _key(bare))
        if found is None and _key(bare) in self._districts and self._tbilisi:
            found, notes = self._tbilisi, ("district_of_tbilisi",)
        if found is not None:
            settlement = squash(text) if notes == ("district_of_tbilisi",) else ""
            return PlaceReading(found, self._regions.get(found.region), settlement, notes=notes)
        if town := self._occupied.get(_key(bare)):
            return PlaceReading(
                region=self._regions.get(town[1]),
                settlement=squash(text),
                notes=("occupied_place",),
            )
        if region := self._region_names.get(_key(bare)):
            return PlaceReading(region=region, notes=("region_as_municipality",))
        return None

    def _find(
        self, plain: str, key: tuple[str, ...]
    ) -> tuple[Municipality | None, tuple[str, ...]]:
        if (exact := self._exact.get(plain)) is not None:
            return exact, ()
        candidates = self._by_keys.get(key, [])
        if len(candidates) == 1 and not _other_nominative(plain, candidates[0]):
            # ხობნი would be a form of ხობი, and is ხონი with a letter too many.
            return self._unless_near_another(plain, candidates[0]), ()
        if plain.isascii():
            for each in _skeletons(plain):
                if len(latin := self._by_skeleton.get(each, [])) == 1:
                    return self._unless_near_another(plain, latin[0]), ()
        elif len(alike := self._by_skeleton.get(_skeleton(plain), [])) == 1:
            return self._unless_near_another(plain, alike[0]), _CORRECTED
        near = self._near(plain, _SHORTEST_WITH_TYPO)
        if not near and len(plain) >= _SHORTEST_WITH_TYPO:
            near = self._near_stem(key)
        return (near.pop(), _CORRECTED) if len(near) == 1 else (None, ())

    def _unless_near_another(self, plain: str, place: Municipality) -> Municipality | None:
        return place if self._near(plain) <= {place} else None

    def _near(self, plain: str, shortest: int = 0) -> set[Municipality]:
        """The municipalities with a name one letter apart, if one of the two is long enough."""
        return {
            place
            for name, place in self._exact.items()
            if max(len(plain), len(name)) >= shortest and _one_letter_apart(plain, name)
        }

    def _near_stem(self, key: tuple[str, ...]) -> set[Municipality]:
        """Those of which it is a form with one wrong letter."""
        stem = " ".join(key)
        return {
            place
            for name, places in self._by_keys.items()
            for place in places
            if min(len(stem), len(known := " ".join(name))) >= _SHORTEST_STEM
            and _one_letter_apart(stem, known)
        }


def _names(municipality: Municipality) -> tuple[str, ...]:
    official = _bare(municipality.official_ka)
    names = (municipality.name_ka, municipality.name_en, *municipality.aliases, official)
    further = (romanise(municipality.name_ka), *OTHER_NAMES.get(municipality.name_en, ()))
    return tuple(filter(None, (*names, *further)))


def _bare(text: str) -> str:
    """Return a name without the words for what kind of place it is."""
    return squash(_KIND_WORD.sub(" ", fold(text)))


def _key(text: str) -> tuple[str, ...]:
    return tuple(keys(word)[0] for word in tokens(text) if word not in ("და", "and"))


def _skeleton(plain: str) -> str:
    return " ".join(map(skeleton, plain.split()))


def _skeletons(plain: str) -> list[str]:
    """Return the spelling classes of a Latin text: as written, and with a case ending cut."""
    found = [_skeleton(plain)]
    words = [latin_keys(word) for word in plain.split()]
    if len(words) == 1:
        found += [f"{each}{vowel}" for each in words[0] for vowel in ("i", "a", "e", "o", "u", "")]
    return found


def _other_nominative(plain: str, municipality: Municipality) -> bool:
    """Tell გორა from გორი: the same key, but another word in the same case."""
    name = fold(municipality.name_ka)
    return len(plain) == len(name) and plain[:-1] == name[:-1] and plain[-1] != name[-1]


def _one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two names differ by one letter added, lost, changed or swapped."""
    return OSA.distance(one, other, score_cutoff=1) == 1
