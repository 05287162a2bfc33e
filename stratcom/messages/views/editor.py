"""What the editor shows: the house as typed, kept or joined, with all that is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from flask import Response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.fields import fields_of, row_of
from stratcom.drafting.joining import Clash, Joined, join, join_sets
from stratcom.drafting.models import DraftKeep, DraftVersion
from stratcom.drafting.parts import Part, Parts, fingerprint, first_text, is_outdated, marked
from stratcom.drafting.queries import find_version, versions
from stratcom.drafting.reading import read
from stratcom.drafting.services.keeps import ROWS, find_keep, keep_fields, mark_of
from stratcom.drafting.versions.origins import translated_from
from stratcom.drafting.versions.showing import shortened
from stratcom.i18n import LANGUAGES
from stratcom.messages.field_words import field_in_words, script_words, value_in_words
from stratcom.messages.forms import HouseForm
from stratcom.messages.house import form as house_form
from stratcom.messages.house.form import Errors, Sheet
from stratcom.messages.house.reading import House, read_house
from stratcom.messages.models import Message
from stratcom.messages.services.filing import variant_outdated
from stratcom.messages.views import bp
from stratcom.prose.counting import LETTERS_A_MINUTE, count_words, reading_minutes
from stratcom.web.responses import page

# Rows that a person adds, by the word in the button.
ADDED = {
    str(kind): kind
    for kind in (
        PartKind.PILLAR,
        PartKind.PROOF,
        PartKind.QUESTION,
        PartKind.AVOID,
        PartKind.VARIANT,
    )
}
# A field of the form in which both wrote; whose words to take.
TAKE, MINE, THEIRS = "take-", "mine-", "theirs"


@dataclass(frozen=True)
class Editor:
    """One state of the form."""

    message: Message
    form: HouseForm
    sheet: Sheet
    base: list[Part]
    errors: Errors = field(default_factory=dict)
    joined: Joined | None = None
    saved_since: tuple[DraftVersion, ...] = ()
    previews: bool = False
    typed: bool = False
    restored: bool = False

    def of(self, message: Message) -> "Editor":
        """The same for the message read anew."""
        return replace(self, message=message)

    def house(self) -> list[Part]:
        """The parts to be saved."""
        return house_form.house_of(self.sheet, self.base, self.message.source)

    def with_rows(self, deed: str, about: str) -> "Editor":
        """With a row added or moved, or with previews."""
        parts = self.sheet.parts
        if deed == "add":
            kind, _, parent = about.partition(":")
            parts = house_form.with_row(parts, ADDED[kind], parent) if kind in ADDED else parts
        elif deed in {"up", "down"}:
            parts = house_form.moved(parts, about, -1 if deed == "up" else 1)
        sheet = replace(self.sheet, parts=parts)
        return replace(self, sheet=sheet, errors={}, previews=deed == "preview")

    def fields(self) -> dict[str, Any]:
        """Everything that was typed, as it is kept."""
        sheet, form = self.sheet, self.form
        return {
            ROWS: [row_of(one) for one in sheet.parts],
            "gone": sorted(sheet.gone),
            "sure": sorted(sheet.sure),
            "ready": list(form.ready.data or []),
            "note": form.note.data or "",
            **dict.fromkeys(fields_of(self.base), ""),
            **fields_of(sheet.parts),
        }

    @cached_property
    def parts(self) -> list[Part]:
        """The rows with an empty one wherever the form always has a field."""
        return house_form.with_blanks(self.sheet.parts)

    @staticmethod
    def row_of(part: Part) -> House:
        """One new row as a house of its own."""
        parent = [Part(part.parent, PartKind.PILLAR)] if part.parent else []
        return read_house(house_form.with_blanks([*parent, part]))

    @cached_property
    def outdated(self) -> frozenset[str]:
        """Parts whose translation, or version, is older than the source text."""
        source = self.message.source
        noted = marked(self.sheet.parts, self.base, source=source)
        present = fingerprint(first_text(noted, PartKind.UMBRELLA, source))
        return frozenset(
            one.uid
            for one in noted
            if any(is_outdated(one, language, source) for language in LANGUAGES)
            or (one.kind is PartKind.VARIANT and variant_outdated(one, present))
        )

    @cached_property
    def sources(self) -> dict[str, str]:
        """By part, the source text that its translation was made from."""
        source = self.message.source
        noted = marked(self.sheet.parts, self.base, source=source)
        return translated_from(self.message, noted)

    @cached_property
    def clashes(self) -> dict[str, Clash]:
        """By field, what both wrote."""
        return {one.field: one for one in self.joined.clashes} if self.joined else {}

    @cached_property
    def removals(self) -> dict[str, bool]:
        """Parts that one removed while the other changed them; True when I removed it."""
        return {one.part.uid: one.by_me for one in self.joined.removals} if self.joined else {}

    def other(self) -> str:
        """Who saved meanwhile, when it was one person."""
        names = {one.author.name for one in self.saved_since if one.author}
        return names.pop() if len(names) == 1 else ""

    words = staticmethod(value_in_words)

    def name_of(self, name: str, part: Part | None = None) -> str:
        """How a field is called where it is spoken of elsewhere on the page."""
        uid, _, what = name.partition(".")
        named = {"note": self.form.note.label.text, "ready": self.form.ready.label.text}
        if uid in named:
            return str(named[uid])
        known = (one for one in (*self.parts, *self.base) if one.uid == uid)
        return field_in_words(part or next(known, None), what)

    script_words = staticmethod(script_words)

    def hint(self) -> str:
        """What is advised about the number of pillars."""
        return house_form.pillars_hint(self.parts)

    def unplaced(self) -> list[Part]:
        """Parts that the form has no place for; they stay as they are."""
        return house_form.unplaced(self.parts)

    def preview(self, text: str, language: str) -> Markup:
        """Markdown as readers will see it."""
        return Markup(render_template("drafting/preview_text.html", **read(text, language)))  # noqa: S704

    def counts(self) -> dict[str, tuple[int, int]]:
        """Words and minutes of reading by language."""
        made = {}
        for language in LANGUAGES:
            texts = [one.text(language) for one in self.parts]
            whole = "\n\n".join(text for text in texts if text)
            made[language] = (count_words(whole), reading_minutes(whole, language))
        return made


def from_message(message: Message) -> Editor:
    """The editor of the present version."""
    version = message.current
    parts = version.parts
    form = HouseForm.holding(base=version.number, ready=version.ready)
    return Editor(message, form, Sheet(house_form.in_order(parts)), parts)


def from_request(message: Message) -> Editor:
    """The editor as it was sent."""
    form = HouseForm.posted(request.form)
    base = _base_of(message, form.base_number)
    sheet = house_form.read_sheet(
        request.form.getlist(ROWS),
        lambda name: _chosen(name, base),
        known=base,
        gone=request.form.getlist("gone"),
        sure=request.form.getlist("sure"),
    )
    errors = house_form.complaints(sheet, message.source)
    if not form.validate():
        errors |= {one.name: str(one.errors[0]) for one in form if one.errors}
    return Editor(message, form, sheet, base, errors, typed=True)


def _chosen(name: str, base: Parts) -> str | None:
    """What stands in a field, or the words that were chosen where both wrote."""
    taken = request.form.get(TAKE + name)
    if taken == "mine" and MINE + name in request.form:
        return request.form[MINE + name]
    if taken == THEIRS:
        return fields_of(base).get(name, "")
    return request.form.get(name)


def from_keep(message: Message, keep: DraftKeep) -> Editor:
    """The editor with what was typed and not saved, joined with what others saved since."""
    base = _base_of(message, keep.base_number)
    held: Mapping[str, Any] = keep.fields
    before = find_version(message.id, keep.base_number)
    ready = held.get("ready", list(before.ready) if before else [])
    form = HouseForm.holding(
        base=keep.base_number, ready=_names(ready), note=str(held.get("note", ""))[:300]
    )
    blank = [row_of(one) for one in house_form.with_blanks(base)]
    sheet = house_form.read_sheet(
        _names(held.get(ROWS)) or blank,
        lambda name: _text(held.get(name)),
        known=base,
        gone=_names(held.get("gone")),
        sure=_names(held.get("sure")),
    )
    editor = Editor(message, form, sheet, base, typed=True, restored=True)
    return joined_with_newest(editor) if keep.base_number != message.current_number else editor


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [str(one) for one in value or ()]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _base_of(message: Message, number: int) -> list[Part]:
    if number == message.current_number:
        return message.current.parts
    found = find_version(message.id, number)
    return found.parts if found else []


def joined_with_newest(editor: Editor) -> Editor:
    """The editor holding what was typed joined with the newest version, which is its new base."""
    message = editor.message
    newest, number = message.current, editor.form.base_number
    before = find_version(message.id, number)
    theirs = newest.parts
    joined = join(house_form.in_order(editor.base), editor.house(), house_form.in_order(theirs))
    old_ready = before.ready if before else []
    ready = join_sets(old_ready, editor.form.ready.data or [], newest.ready)
    form = HouseForm.holding(base=newest.number, ready=ready, note=editor.form.note.data or "")
    since = [one for one in db.session.scalars(versions(message.id)) if one.number > number]
    return replace(
        editor,
        form=form,
        sheet=Sheet(house_form.in_order(joined.parts), sure=editor.sheet.sure),
        base=theirs,
        joined=joined,
        saved_since=tuple(since),
    )


def is_saved_already(editor: Editor) -> bool:
    """True when the newest version is mine and holds all that was joined with it."""
    made, newest = editor.house(), editor.message.current
    same_rows = [one.uid for one in made] == [one.uid for one in editor.base]
    return (
        newest.author_id == current_user.id
        and not editor.removals
        and same_rows
        and fields_of(made) == fields_of(editor.base)
        and (editor.form.ready.data or []) == sorted(newest.ready)
    )


def keep_typed(editor: Editor) -> None:
    """Keep all that the form holds for the person who typed it."""
    message = editor.message
    number = editor.form.base_number or message.current_number
    keep_fields(message, current_user.id, base_number=number, after="", fields=editor.fields())


@dataclass(frozen=True)
class KeptChange:
    """A field that differs from the version it was typed over."""

    part: Part
    name: str
    before: str
    after: str


def changes_of_keep(editor: Editor, keep: DraftKeep) -> list[KeptChange]:
    """What was typed and not saved, field by field."""
    base = _base_of(editor.message, keep.base_number)
    old, new = fields_of(base), fields_of(editor.house())
    parts = {one.uid: one for one in (*base, *editor.house())}
    names = [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]
    return [
        KeptChange(
            parts[name.partition(".")[0]],
            name.partition(".")[2],
            old.get(name, ""),
            new.get(name, ""),
        )
        for name in names
    ]


def was_moved(editor: Editor) -> bool:
    """True when rows stand in another order than in the version they were typed over."""
    made = [one.uid for one in house_form.in_order(editor.house())]
    before = [one.uid for one in house_form.in_order(editor.base) if one.uid in made]
    return before != [uid for uid in made if uid in before]


def show(editor: Editor, *, status: int = 200) -> Response:
    """The page of the editor."""
    return page(
        "messages/edit.html",
        fragment="messages/_house_form.html",
        status=status,
        editor=editor,
        message=editor.message,
        form=editor.form,
        house=read_house(editor.parts),
        **keeping(editor.message, editor.form.base_number),
    )


def keeping(message: Message, base: int) -> dict[str, Any]:
    """What the script of the editor must know to keep what is typed."""
    return {
        "base": base,
        "own": _own_number(message),
        "kept": mark_of(find_keep(message.id, current_user.id)),
    }


def _own_number(message: Message) -> int:
    """The newest version that the person saved: what the browser kept before it is saved."""
    own = versions(message.id).where(DraftVersion.author_id == current_user.id).limit(1)
    found = db.session.scalars(own).first()
    return found.number if found else 0


@bp.context_processor
def _offered_to_templates() -> dict[str, Any]:
    return {
        "shortened": shortened,
        "choices_of_variant": house_form.choices_of_variant,
        "languages_of": languages_of,
        "RATES": LETTERS_A_MINUTE,
    }


def languages_of(message: Message) -> list[str]:
    """The languages of the desk, the one that is written first before its translation."""
    return sorted(LANGUAGES, key=lambda language: language != message.source)
