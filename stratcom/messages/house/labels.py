"""The words that stand in a house written as a document or as plain text, by language.

Reading a document back (`messages.importing`) looks for the same words.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """The headings and marks of one language."""

    pillars: str
    facts: str
    questions: str
    instead: str
    avoid: str
    say: str
    versions: str
    audience: str
    channel: str
    language: str
    text: str
    source: str
    day: str
    until: str


KA = Labels(
    pillars="საყრდენები",
    facts="ფაქტები",
    questions="კითხვები და პასუხები",
    instead="ამის ნაცვლად – ასე თქვით",
    avoid="ამის ნაცვლად",
    say="ასე თქვით",
    versions="ვერსიები",
    audience="აუდიტორია",
    channel="არხი",
    language="ენა",
    text="ტექსტი",
    source="წყარო",
    day="თარიღი",
    until="ვადა",
)
EN = Labels(
    pillars="Pillars",
    facts="Facts",
    questions="Questions and answers",
    instead="Instead of this – say this",
    avoid="Instead of this",
    say="Say this",
    versions="Versions",
    audience="Audience",
    channel="Channel",
    language="Language",
    text="Text",
    source="source",
    day="date",
    until="valid until",
)
LABELS = {"ka": KA, "en": EN}


def provenance(
    source: str, day: str, url: str, until: str, labels: Labels
) -> list[tuple[str, str]]:
    """What stands in brackets behind a fact: (words, address) pairs, of what there is."""
    pieces = [
        (f"{labels.source}: {source}" if source else "", ""),
        (f"{labels.day}: {day}" if day else "", ""),
        (url, url),
        (f"{labels.until}: {until}" if until else "", ""),
    ]
    return [(words, address) for words, address in pieces if words]
