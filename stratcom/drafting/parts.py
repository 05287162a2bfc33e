"""The parts of a text, in order, each in one or more languages; pure values.

A version keeps its parts as JSON. Everything that works on texts (comparing, joining, comments,
the wording check, export) works on parts and need not know what a message house is.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stratcom.drafting.enums import LanguageState, PartKind

Json = list[dict[str, Any]]


def new_part_uid() -> str:
    """An identifier that a part keeps through all versions."""
    return secrets.token_hex(4)


def fingerprint(text: str) -> str:
    """A short mark of a text, by which a translation knows what it translates."""
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Part:
    """One part: a title, a pillar, a proof point.

    `facts` holds what is not text (source, date, audience), `of` for each translation the
    fingerprint of the source text it was made from.
    """

    uid: str
    kind: PartKind
    texts: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The text in that language, or nothing."""
        return self.texts.get(language, "")

    @property
    def empty(self) -> bool:
        """True when nothing is written in any language."""
        return not any(self.texts.values())


Parts = Sequence[Part]


def read_parts(rows: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The parts that `write_parts` wrote."""
    return [
        Part(
            uid=str(row["uid"]),
            kind=PartKind(row["kind"]),
            texts=dict(row.get("texts") or {}),
            parent=str(row.get("parent") or ""),
            facts=dict(row.get("facts") or {}),
            of=dict(row.get("of") or {}),
        )
        for row in rows
    ]


def write_parts(parts: Iterable[Part]) -> Json:
    """The parts as JSON holds them, without what is empty."""
    written: Json = []
    for one in parts:
        row: dict[str, Any] = {"uid": one.uid, "kind": one.kind.value}
        row["texts"] = {name: text for name, text in one.texts.items() if text}
        for name in ("parent", "facts", "of"):
            if value := getattr(one, name):
                row[name] = value if isinstance(value, str) else dict(value)
        written.append(row)
    return written


def find_part(parts: Parts, uid: str) -> Part | None:
    """The part with that identifier, or None."""
    return next((one for one in parts if one.uid == uid), None)


def first_text(parts: Parts, kind: PartKind, language: str) -> str:
    """The text of the first part of a kind, or nothing."""
    return next((one.text(language) for one in parts if one.kind is kind), "")


def children(parts: Parts, parent: str, kind: PartKind) -> list[Part]:
    """The parts of a kind that belong to another, in order."""
    return [one for one in parts if one.parent == parent and one.kind is kind]


def with_text(parts: Parts, uid: str, language: str, text: str) -> list[Part]:
    """The parts with one text replaced."""
    return [
        replace(one, texts={**one.texts, language: text}) if one.uid == uid else one
        for one in parts
    ]


def marked(
    after: Parts, before: Parts, *, source: str, confirmed: Iterable[str] = ()
) -> list[Part]:
    """The parts with it noted which source text each translation was made from.

    A translation counts as made from the present source when it was changed now, or when its
    part is among `confirmed`; else it keeps what was noted before.
    """
    old = {one.uid: one for one in before}
    sure = set(confirmed)
    made = []
    for one in after:
        present = fingerprint(one.text(source))
        known = old.get(one.uid)
        of = {}
        for language, text in one.texts.items():
            if language == source or not text or one.kind is PartKind.VARIANT:
                continue
            same = known is not None and known.text(language) == text
            stays = known.of.get(language, present) if known and same else present
            of[language] = present if one.uid in sure else stays
        made.append(replace(one, of=of))
    return made


def is_outdated(part: Part, language: str, source: str) -> bool:
    """True when the source text changed since that translation was made."""
    made_from = part.of.get(language)
    return (
        language != source
        and bool(part.text(language))
        and made_from is not None
        and made_from != fingerprint(part.text(source))
    )


def language_state(
    parts: Parts, language: str, *, source: str, ready: Iterable[str]
) -> LanguageState:
    """How far the text is in a language; `ready` names those that a person called ready."""
    wanted = [one for one in parts if one.text(source) and one.kind is not PartKind.VARIANT]
    written = [one for one in wanted if one.text(language)]
    if not written:
        return LanguageState.MISSING
    if any(is_outdated(one, language, source) for one in written):
        return LanguageState.OUTDATED
    complete = len(written) == len(wanted) and language in set(ready)
    return LanguageState.READY if complete else LanguageState.DRAFT
