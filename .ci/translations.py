"""Bring translations/ in line with the texts of code and templates, or check that they are."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def pybabel(*arguments: str) -> None:
    """Run pybabel beside this Python."""
    tool = str(Path(sys.executable).with_name("pybabel"))
    subprocess.run([tool, "-q", *arguments], cwd=ROOT, check=True)


def extract(target: Path) -> Catalog:
    """Collect every text that is to be translated."""
    options = ("-F", "pyproject.toml", "-k", "_l", "--add-location=file", "--sort-output")
    pybabel("extract", *options, "--project=StratCom", "-o", str(target), ".")
    return read(target)


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def faults(texts: Catalog) -> list[str]:
    """What the Georgian catalogues lack."""
    found = []
    here = read(FOLDER / "ka" / "LC_MESSAGES" / "messages.po")
    for one in texts:
        twin = here.get(one.id) if one.id else None
        if one.id and (twin is None or not twin.string or twin.fuzzy):
            found.append(f"no Georgian for {one.id!r}")
        elif one.id and set(PLACEHOLDER.findall(str(one.id))) != set(
            PLACEHOLDER.findall(str(twin.string))
        ):
            found.append(f"other placeholders in the Georgian of {one.id!r}")
    return found


def main() -> int:
    """Update the catalogues, or with --check only say what is wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "messages.pot"
        texts = extract(template)
        if "--check" not in sys.argv:
            options = ("--ignore-obsolete", "--no-fuzzy-matching", "--omit-header")
            pybabel("update", *options, "-i", str(template), "-d", str(FOLDER))
    found = faults(texts)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
