"""What a version of a message says to whom, as the search reads it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from stratcom.drafting.enums import MARKDOWN_PARTS, PartKind
from stratcom.drafting.parts import Part, read_parts
from stratcom.i18n import LANGUAGES
from stratcom.messages.house.reading import SOURCE, House, Proof, read_house
from stratcom.prose.markdown import plain


class Version(NamedTuple):
    """One version, as a row of its table holds it."""

    content: list[dict[str, Any]]
    title_ka: str
    title_en: str
    ready: list[str]
    at: datetime

    @property
    def parts(self) -> list[Part]:
        """The parts of the text."""
        return read_parts(self.content)


class Texts(NamedTuple):
    """Title and body of a face."""

    title_ka: str
    title_en: str
    body: str


def texts_of(version: Version) -> Texts:
    """Everything that a version says, as it is read in the desk."""
    said = [text for part in version.parts for text in _said(part, list(part.texts))]
    english = "" if version.title_en == version.title_ka else version.title_en
    return Texts(version.title_ka, english, "\n".join(said))


def public_texts(version: Version, source: str, on: date) -> Texts:
    """What the public pages in both languages say of a version; `public.messages` shows it.

    Languages that nobody called ready, advice on wording, versions for audiences and facts out
    of date are left out.
    """
    house = read_house(version.parts)
    spoken = [one for one in LANGUAGES if one == source or one in version.ready]
    ka, en = (_title(house, one, spoken) for one in LANGUAGES)
    said = [text for part in _open_parts(house, on) for text in _said(part, spoken)]
    return Texts(ka, en, "\n".join(said))


def _title(house: House, language: str, spoken: Sequence[str]) -> str:
    return house.title.text(language) if house.title and language in spoken else ""


def _open_parts(house: House, on: date) -> Iterator[Part]:
    if house.umbrella is not None:
        yield house.umbrella
    yield from house.bodies
    for pillar in house.pillars:
        if not pillar.part.empty:
            yield pillar.part
            yield from pillar.bodies
            yield from _holding(pillar.proofs, on)
    yield from _holding(house.proofs, on)
    for pair in house.questions:
        if not pair.first.empty:
            yield pair.first
            if pair.second is not None:
                yield pair.second


def _holding(proofs: Sequence[Proof], on: date) -> Iterator[Part]:
    """The facts that may still be said on that day."""
    return (one.part for one in proofs if not one.expired(on))


def _said(part: Part, languages: Sequence[str]) -> Iterator[str]:
    """The words of a part in those languages, with who says so."""
    if part.kind is PartKind.TITLE:
        return
    for language in languages:
        if text := part.text(language):
            yield plain(text) if part.kind in MARKDOWN_PARTS else text
    if part.kind is PartKind.PROOF and any(part.text(one) for one in languages):
        yield part.facts.get(SOURCE, "")
