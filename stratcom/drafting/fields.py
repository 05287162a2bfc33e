"""Parts as fields of a form: a row for each part, a field for each of its texts and facts.

A row says kind, identifier and parent ("proof:3fa1…:9c02…"); its fields are named after the
identifier ("3fa1….ka"). Forms, what is kept while typing and joining all use these names.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part, Parts, new_part_uid
from stratcom.i18n import LANGUAGES
from stratcom.web.forms import clean

# A version has one text, in the language that this fact of it names.
TEXT, LANGUAGE, SOURCE_MARK = "text", "language", "of"
Facts = Mapping[PartKind, Sequence[str]]
# What was typed into the field of that name; None when there was no such field.
Typed = Callable[[str], str | None]
_UID = re.compile(r"[0-9a-f]{8}")


def field_name(uid: str, name: str) -> str:
    """The field of a part."""
    return f"{uid}.{name}"


def blank_uid(kind: PartKind, parent: str) -> str:
    """The identifier of a part of which there is one for each parent.

    It is the same for two people who begin the same text at once, so theirs can be joined.
    """
    return blake2b(f"{kind}:{parent}".encode(), digest_size=4).hexdigest()


def texts_of(part: Part) -> dict[str, str]:
    """The texts of a part by the names of their fields."""
    if part.kind is PartKind.VARIANT:
        return {TEXT: part.text(spoken(part))}
    return {language: part.text(language) for language in LANGUAGES}


def facts_of(part: Part) -> dict[str, str]:
    """The facts of a part that a person writes."""
    return {name: value for name, value in part.facts.items() if name != SOURCE_MARK}


def spoken(part: Part) -> str:
    """The language of a version."""
    return part.facts.get(LANGUAGE, "")


def with_fields(part: Part, texts: Mapping[str, str], facts: Mapping[str, str]) -> Part:
    """The part with what was written into its fields; texts that have no field stay."""
    kept = {name: text for name, text in part.texts.items() if name not in LANGUAGES}
    written = dict(texts)
    if part.kind is PartKind.VARIANT:
        kept = {name: text for name, text in part.texts.items() if name != spoken(part)}
        written = {facts.get(LANGUAGE, ""): texts.get(TEXT, "")}
    mark = {name: value for name, value in part.facts.items() if name == SOURCE_MARK}
    return replace(
        part,
        texts={name: text for name, text in (kept | written).items() if text},
        facts={name: value for name, value in (dict(facts) | mark).items() if value},
    )


def row_of(part: Part) -> str:
    """The row that stands for a part."""
    return f"{part.kind}:{part.uid}:{part.parent}"


def fields_of(parts: Parts) -> dict[str, str]:
    """Every field of a text that holds something."""
    return {
        field_name(one.uid, name): value
        for one in parts
        for name, value in (texts_of(one) | facts_of(one)).items()
        if value
    }


def read_parts(rows: Iterable[str], typed: Typed, *, known: Parts, facts: Facts) -> list[Part]:
    """The parts that were written into rows and fields.

    `known` are those of the version the form was made from: what has no field stays as it is
    there. A row that cannot be is given another identifier or left out.
    """
    base = {one.uid: one for one in known}
    made: dict[str, Part] = {}
    for row in rows:
        kind_text, _, rest = row.partition(":")
        uid, _, parent = rest.partition(":")
        if kind_text not in PartKind.__members__.values():
            continue
        kind = PartKind(kind_text)
        uid_now = _fit(uid, kind, base, made)
        old = base.get(uid_now) or Part(uid_now, kind)
        written = _read_texts(uid, old, typed)
        said = {name: _read(typed, uid, name, old.facts) for name in facts.get(kind, ())}
        rest_of = {k: v for k, v in facts_of(old).items() if k not in said}
        held = parent if parent in made else ""
        made[uid_now] = replace(with_fields(old, written, rest_of | said), parent=held)
    return list(made.values())


def _fit(uid: str, kind: PartKind, base: Mapping[str, Part], made: Mapping[str, Part]) -> str:
    old = base.get(uid)
    fits = old.kind is kind if old else bool(_UID.fullmatch(uid))
    return uid if fits and uid not in made else new_part_uid()


def _read_texts(uid: str, old: Part, typed: Typed) -> dict[str, str]:
    texts = {name: _read(typed, uid, name, texts_of(old)) for name in texts_of(old)}
    if old.kind is PartKind.TITLE:
        texts = {name: " ".join(text.split()) for name, text in texts.items()}
    return texts


def _read(typed: Typed, uid: str, name: str, before: Mapping[str, str]) -> str:
    said = typed(field_name(uid, name))
    return before.get(name, "") if said is None else clean(said)
