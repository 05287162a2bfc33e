"""The uploaded files: kept as they came, outside the web's reach."""

import io
import uuid
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from flask import current_app

from stratcom.imports.roundtrip import OwnColumns, fields_of, is_dictionary, own_columns
from stratcom.sheets import Grid, read_workbook
from stratcom.sheets.xlsx import check_archive

MACROS = "vbaProject.bin"
FOLDER = "imports"
ZIP = b"PK\x03\x04"
# Larger files are read in the background; smaller ones at once, so that the answer tells all.
SMALL = 256 * 1024
SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".ics", ".vcf"})


@dataclass
class Opened:
    """The sheets of a file, and which of their columns are our own."""

    grids: list[Grid]
    own: dict[str, OwnColumns] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows there are to read."""
        return sum(len(grid.rows) for grid in self.grids)


def keep_file(content: bytes, filename: str) -> str:
    """Store the file under a name of its own and return that."""
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    stored = f"{FOLDER}/{uuid.uuid4().hex}{suffix if suffix in SUFFIXES else ''}"
    path = stored_path(stored)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return stored


def drop_file(stored: str) -> None:
    """Remove a file that nothing refers to."""
    stored_path(stored).unlink(missing_ok=True)


def stored_path(stored: str) -> Path:
    """Where the file of that name lies."""
    return Path(current_app.config["MEDIA_DIR"]) / stored


def open_file(source: Path | bytes, filename: str) -> Opened:
    """Read the sheets of a file; raise UnreadableFileError with a code when it has none."""
    grids = read_workbook(source, filename)
    own = {grid.name: found for grid in grids if (found := own_columns(grid))}
    if own:
        grids = [grid for grid in grids if not is_dictionary(grid)]
    return Opened(grids, own)


def own_mapping(opened: Opened) -> dict[str, dict[int, str | None]]:
    """Our own columns as the reader of spreadsheets takes a mapping."""
    return {name: fields_of(columns) for name, columns in opened.own.items()}


def refuse_bad(content: bytes, filename: str) -> bool:
    """Raise UnreadableFileError for a file that is none of ours; True when it is small.

    A small file is read whole; of a large one only what tells a bomb from a workbook.
    """
    if content.startswith(ZIP):
        check_archive(content)
    if len(content) > SMALL and content.startswith(ZIP):
        return False
    open_file(content, filename)
    return True


def has_macros(content: bytes) -> bool:
    """True for a workbook that carries macros; they are never run."""
    if not content.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.endswith(MACROS) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False
