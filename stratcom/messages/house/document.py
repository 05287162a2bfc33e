"""A message house as a Word document, in the headings by which it is read back."""

from collections.abc import Sequence
from datetime import date

from stratcom.documents.markdown import write_markdown
from stratcom.documents.paper import Paper
from stratcom.drafting.parts import Part, Parts
from stratcom.georgian import dates
from stratcom.i18n import in_language
from stratcom.messages.enums import CHANNEL_LABELS, Channel
from stratcom.messages.house.labels import LABELS, Labels, provenance
from stratcom.messages.house.reading import (
    AUDIENCE,
    CHANNEL,
    LANGUAGE,
    House,
    Pair,
    Proof,
    read_house,
)
from stratcom.messages.showing import term_name


def house_paper(
    parts: Parts, languages: Sequence[str], *, note: dict[str, str], day: date
) -> Paper:
    """The house in each of the languages, one after the other; `note` ends each."""
    house = read_house(parts)
    first = languages[0]
    title = _text(house.title, first) or _any(house.title)
    paper = Paper(title=title, language=first, day=day)
    for number, language in enumerate(languages):
        if number:
            paper.new_page()
        paper.language = language
        with in_language(language):
            _write_house(paper, house, language)
        paper.paragraph(note[language], style="Subtitle")
    return paper


def _write_house(paper: Paper, house: House, language: str) -> None:
    labels = LABELS[language]
    paper.heading(_text(house.title, language) or _any(house.title), 1)
    if said := _text(house.umbrella, language):
        paper.paragraph(said)
    pillars = [one for one in house.pillars if not one.part.empty]
    if pillars:
        paper.heading(labels.pillars, 2)
    for pillar in pillars:
        paper.heading(_text(pillar.part, language) or "–", 3)
        for body in pillar.bodies:
            write_markdown(paper, _text(body, language), below=3)
        _write_proofs(paper, pillar.proofs, labels, language)
    if any(_text(one.part, language) for one in house.proofs):
        paper.heading(labels.facts, 2)
        _write_proofs(paper, house.proofs, labels, language)
    _write_questions(paper, house.questions, labels, language)
    _write_instead(paper, house.instead, labels, language)
    _write_versions(paper, house.variants, labels, language)
    bodies = [said for one in house.bodies if (said := _text(one, language))]
    if bodies:
        paper.heading(labels.text, 2)
    for said in bodies:
        write_markdown(paper, said, below=2)


def _write_proofs(paper: Paper, proofs: Sequence[Proof], labels: Labels, language: str) -> None:
    for proof in proofs:
        if not (said := _text(proof.part, language)):
            continue
        line = paper.bullet(said)
        pieces = provenance(proof.source, _short(proof.day), proof.url, _short(proof.until), labels)
        for number, (words, address) in enumerate(pieces):
            line.text("; " if number else " (")
            line.link(words, address) if address else line.text(words)
        if pieces:
            line.text(")")


def _write_questions(paper: Paper, pairs: Sequence[Pair], labels: Labels, language: str) -> None:
    asked = [one for one in pairs if _text(one.first, language)]
    if asked:
        paper.heading(labels.questions, 2)
    for one in asked:
        paper.heading(_text(one.first, language), 3)
        write_markdown(paper, _text(one.second, language), below=3)


def _write_instead(paper: Paper, pairs: Sequence[Pair], labels: Labels, language: str) -> None:
    rows = [(_text(one.first, language), _text(one.second, language)) for one in pairs]
    if rows := [row for row in rows if any(row)]:
        paper.heading(labels.instead, 2)
        paper.table((labels.avoid, labels.say), rows)


def _write_versions(paper: Paper, variants: Sequence[Part], labels: Labels, language: str) -> None:
    rows, tongues = [], []
    for one in variants:
        tongue = one.facts.get(LANGUAGE, "") or language
        # A version in a language of the desk belongs to the house in that language.
        if not (said := one.text(tongue)) or (tongue in LABELS and tongue != language):
            continue
        rows.append((_audience(one), _channel(one), tongue, said))
        tongues.append(tongue)
    if rows:
        paper.heading(labels.versions, 2)
        headers = (labels.audience, labels.channel, labels.language, labels.text)
        paper.table(headers, rows, languages=tongues)


def _audience(part: Part) -> str:
    code = part.facts.get(AUDIENCE, "")
    return term_name("audience", code) if code else ""


def _channel(part: Part) -> str:
    code = part.facts.get(CHANNEL, "")
    return str(CHANNEL_LABELS[Channel(code)]) if code in set(Channel) else code


def _text(part: Part | None, language: str) -> str:
    return part.text(language) if part is not None else ""


def _any(part: Part | None) -> str:
    return next((text for text in part.texts.values() if text), "") if part else ""


def _short(day: date | None) -> str:
    return dates.short_day(day) if day else ""
