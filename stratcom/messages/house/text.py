"""A message house as plain text, to be pasted into a letter or a post."""

from collections.abc import Sequence
from datetime import date

from stratcom.drafting.parts import Part, Parts
from stratcom.georgian import dates
from stratcom.messages.house.labels import LABELS, Labels, provenance
from stratcom.messages.house.reading import House, Pair, Proof, read_house
from stratcom.prose.markdown import plain


def house_text(parts: Parts, language: str) -> str:
    """Everything that is said in that language, without marks, in the order of the house."""
    house, labels = read_house(parts), LABELS[language]
    blocks = [
        _plain(house.title, language),
        _plain(house.umbrella, language),
        *_pillars(house, labels, language),
        _under(labels.facts, _proofs(house.proofs, labels, language)),
        _under(labels.questions, _questions(house.questions, language)),
        _under(labels.instead, _instead(house.instead, language)),
        _under(labels.text, [_plain(one, language) for one in house.bodies]),
    ]
    return "\n\n".join(one for one in blocks if one) + "\n"


def _pillars(house: House, labels: Labels, language: str) -> list[str]:
    blocks = []
    for number, pillar in enumerate(house.pillars, 1):
        said = _plain(pillar.part, language)
        bodies = [_plain(one, language) for one in pillar.bodies]
        proofs = _proofs(pillar.proofs, labels, language)
        if said or proofs or any(bodies):
            lines = [f"{number}. {said}", *bodies, *proofs]
            blocks.append("\n".join(line for line in lines if line))
    return blocks


def _proofs(proofs: Sequence[Proof], labels: Labels, language: str) -> list[str]:
    lines = []
    for proof in proofs:
        if said := _plain(proof.part, language):
            pieces = provenance(
                proof.source, _short(proof.day), proof.url, _short(proof.until), labels
            )
            behind = "; ".join(words for words, _address in pieces)
            lines.append(f"– {said} ({behind})" if behind else f"– {said}")
    return lines


def _questions(pairs: Sequence[Pair], language: str) -> list[str]:
    said = ((_plain(one.first, language), _plain(one.second, language)) for one in pairs)
    return [f"{question}\n{answer}".strip() for question, answer in said if question]


def _instead(pairs: Sequence[Pair], language: str) -> list[str]:
    said = ((_plain(one.first, language), _plain(one.second, language)) for one in pairs)
    return [f"– {avoid} → {say}" for avoid, say in said if avoid or say]


def _under(heading: str, lines: Sequence[str]) -> str:
    said = "\n".join(line for line in lines if line)
    return f"{heading}\n{said}" if said else ""


def _plain(part: Part | None, language: str) -> str:
    return plain(part.text(language)) if part is not None else ""


def _short(day: date | None) -> str:
    return dates.short_day(day) if day else ""
