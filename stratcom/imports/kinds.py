"""One way to open, read, carry out and take back an import, whatever its rows are."""

from pathlib import Path
from typing import Any

from stratcom.accounts.models import User
from stratcom.imports.directory.applying import apply_directory, undo_directory
from stratcom.imports.directory.cards import is_cards
from stratcom.imports.directory.opening import Opened as OpenedDirectory
from stratcom.imports.directory.opening import open_directory, recognise
from stratcom.imports.directory.reading import read_directory
from stratcom.imports.enums import ImportKind
from stratcom.imports.files import SMALL, ZIP, Opened, open_file, refuse_bad
from stratcom.imports.models import ImportBatch
from stratcom.imports.services.applying import apply_batch
from stratcom.imports.services.reading import read_batch
from stratcom.imports.services.undoing import undo_batch
from stratcom.sheets import UnreadableFileError
from stratcom.sheets.xlsx import check_archive

AnyOpened = Opened | OpenedDirectory


def kind_of(said: str, content: bytes, filename: str) -> ImportKind:
    """What the person says the file holds, else what it looks like."""
    if said in set(ImportKind):
        return ImportKind(said)
    if content.startswith(ZIP):
        check_archive(content)
    return recognise(content, filename)


def refuse(kind: ImportKind, content: bytes, filename: str) -> bool:
    """Raise UnreadableFileError for a file that is none of ours; True when it is small."""
    if kind is ImportKind.EVENTS:
        if is_cards(content):
            raise UnreadableFileError("cards")
        return refuse_bad(content, filename)
    if content.startswith(ZIP):
        check_archive(content)
        if len(content) > SMALL:
            return False
    open_directory(content, filename, kind)
    return len(content) <= SMALL


def opened(kind: ImportKind, source: Path | bytes, filename: str) -> AnyOpened:
    """The sheets of a file."""
    if kind is ImportKind.EVENTS:
        return open_file(source, filename)
    return open_directory(source, filename, kind)


def read(batch: ImportBatch, *, opened: AnyOpened | None = None, **options: Any) -> None:
    """Read the kept file into rows."""
    if isinstance(opened, OpenedDirectory) or batch.kind is not ImportKind.EVENTS:
        directory = opened if isinstance(opened, OpenedDirectory) else None
        read_directory(batch, opened=directory, **options)
    else:
        read_batch(batch, opened=opened, **options)


def apply(batch: ImportBatch, *, actor: User, expected_version: int) -> None:
    """Carry out the ticked rows: all in one transaction."""
    carry_out = apply_batch if batch.kind is ImportKind.EVENTS else apply_directory
    carry_out(batch, actor=actor, expected_version=expected_version)


def undo(batch: ImportBatch, *, actor: User, expected_version: int) -> None:
    """Take the import back as a whole."""
    take_back = undo_batch if batch.kind is ImportKind.EVENTS else undo_directory
    take_back(batch, actor=actor, expected_version=expected_version)
