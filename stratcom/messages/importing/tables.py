"""Tables: pairs, facts, versions, two languages side by side, labels beside texts, or a table."""

from dataclasses import replace

from stratcom.messages.house.reading import DAY, SOURCE, UNTIL, URL
from stratcom.messages.importing.blocks import LANGUAGES, Role, language_of
from stratcom.messages.importing.document import Grid, Line
from stratcom.messages.importing.facts import find_day, read_fact
from stratcom.messages.importing.marking import BREAK
from stratcom.messages.importing.proposing import Proposer
from stratcom.messages.importing.signs import (
    FACT_COLUMNS,
    SECTIONS,
    VERSION_COLUMNS,
    Sign,
    read_columns,
    read_sign,
    split_label,
)

Row = tuple[tuple[Line, ...], ...]
PAIRS = (
    (Sign.AVOID, Sign.SAY, Role.AVOID, Role.SAY, Sign.INSTEAD),
    (Sign.QUESTION, Sign.ANSWER, Role.QUESTION, Role.ANSWER, Sign.QUESTIONS),
)
MOSTLY = 0.7


def propose_table(proposer: Proposer, grid: Grid) -> None:
    """Add the blocks of a table."""
    if not grid.rows:
        return
    width = max(len(row) for row in grid.rows)
    if width == 1:
        for row in grid.rows:
            for line in row[0]:
                proposer.line(line)
        return
    head = [_text(cell) for cell in grid.rows[0]]
    for way in (_pairs, _facts, _versions, _labelled, _bilingual):
        if way(proposer, grid.rows, head):
            return
    _plain_table(proposer, grid.rows)


def _text(cell: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in cell)


def _joined(cell: tuple[Line, ...]) -> Line:
    """The lines of a cell as one, lists as lists."""
    if len(cell) == 1:
        return cell[0]
    marked = "\n".join(
        f"{'  ' * line.depth}{line.mark} {line.marked}" if line.mark else f"{line.marked}\n"
        for line in cell
    ).strip()
    sources = tuple(source for line in cell for source in line.sources)
    return Line(marked, "\n".join(line.text for line in cell), sources=sources)


def _pairs(proposer: Proposer, rows: tuple[Row, ...], head: list[str]) -> bool:
    """Words to avoid and words to say, or questions and answers, column beside column."""
    for first, second, first_role, second_role, section in PAIRS:
        columns = read_columns(head, (first, second))
        roles = {first: first_role, second: second_role}
        headed = first in columns and second in columns
        if not headed and not (proposer.section is section and len(head) == 2):
            continue
        columns = columns if headed else [first, second]
        for row in rows[1:] if headed else rows:
            for sign, cell in zip(columns, row, strict=False):
                if sign is not None and _text(cell):
                    proposer.add(_joined(cell), roles[sign])
        return True
    return False


def _cells(columns: list[Sign | None], row: Row) -> dict[Sign, tuple[Line, ...]]:
    return {sign: cell for sign, cell in zip(columns, row, strict=False) if sign and _text(cell)}


def _facts(proposer: Proposer, rows: tuple[Row, ...], head: list[str]) -> bool:
    """Facts with columns for source, date, link and validity."""
    columns = read_columns(head, FACT_COLUMNS)
    said = Sign.FACTS if Sign.FACTS in columns else Sign.TEXT
    if said not in columns or not {Sign.SOURCE, Sign.DAY, Sign.LINK, Sign.UNTIL} & set(columns):
        return False
    for row in rows[1:]:
        cells = _cells(columns, row)
        if said not in cells:
            continue
        role = Role.GENERAL_FACT if proposer.general else Role.FACT
        block = proposer.add(_joined(cells[said]), role)
        told = {sign: _text(cell) for sign, cell in cells.items()}
        source, more = read_fact(_joined(cells[Sign.SOURCE]).marked) if Sign.SOURCE in cells else (
            "", {}
        )  # fmt: skip
        _link, linked = read_fact(cells[Sign.LINK][0].marked) if Sign.LINK in cells else ("", {})
        block.facts = {
            SOURCE: source or more.get(SOURCE, ""),
            URL: linked.get(URL, "") or more.get(URL, ""),
            DAY: find_day(told.get(Sign.DAY, "")),
            UNTIL: find_day(told.get(Sign.UNTIL, "")),
        }
        block.facts = {name: value for name, value in block.facts.items() if value}
    return True


def _versions(proposer: Proposer, rows: tuple[Row, ...], head: list[str]) -> bool:
    """Versions with columns for audience, channel and language."""
    columns = read_columns(head, VERSION_COLUMNS)
    said = Sign.TEXT if Sign.TEXT in columns else Sign.VERSIONS
    if said not in columns or not {Sign.AUDIENCE, Sign.CHANNEL, Sign.LANGUAGE} & set(columns):
        return False
    for row in rows[1:]:
        cells = _cells(columns, row)
        if said not in cells:
            continue
        named = [_text(cells[one]) for one in (Sign.AUDIENCE, Sign.CHANNEL) if one in cells]
        facts, unknown = proposer.names.read("; ".join(named))
        line = _joined(cells[said])
        if unknown:
            line = replace(line, marked=f"{unknown}: {line.marked}")
        proposer.version(line, facts)
        language = proposer.names.language(_text(cells.get(Sign.LANGUAGE, ())))
        if language in LANGUAGES:
            proposer.blocks[-1].language = language
    return True


def _labelled(proposer: Proposer, rows: tuple[Row, ...], head: list[str]) -> bool:
    """Labels in the first column, the texts (in one or two languages) beside them."""
    labels = [_text(row[0]).strip(" :") for row in rows]
    known = [_is_label(label) for label in labels]
    if sum(known) < max(2, MOSTLY * sum(1 for label in labels if label) - 1):
        return False
    for row, label, sure in zip(rows, labels, known, strict=True):
        if not sure:
            if all(read_sign(text, (Sign.GEORGIAN, Sign.ENGLISH)) for text in head[1:]) and (
                row is rows[0]
            ):
                continue
            for cell in row:
                for line in cell:
                    proposer.line(line)
            continue
        if section := read_sign(label, SECTIONS):
            proposer.open(section, (proposer.titles_at or 0) + 1)
        for cell in row[1:]:
            for line in cell:
                beside = replace(
                    line, text=f"{label}: {line.text}", marked=f"{label}: {line.marked}"
                )
                proposer.line(line if section else beside)
    return True


def _is_label(label: str) -> bool:
    return bool(read_sign(label, SECTIONS)) or bool(split_label(f"{label}: x"))


def _bilingual(proposer: Proposer, rows: tuple[Row, ...], head: list[str]) -> bool:
    """The same in Georgian and in English, column beside column."""
    if len(head) != 2:
        return False
    named = read_columns(head, (Sign.GEORGIAN, Sign.ENGLISH))
    headed = None not in named and named[0] is not named[1]
    body = rows[1:] if headed else rows
    pairs = [(_text(row[0]), _text(row[1])) for row in body if len(row) == 2]
    both = [(language_of(one, ""), language_of(two, "")) for one, two in pairs if one and two]
    alike = sum(1 for pair in both if set(pair) == {"ka", "en"})
    if not headed and (len(both) < 2 or alike < MOSTLY * len(both) or len(set(both)) > 2):
        return False
    for row in body:
        for cell in row:
            for line in cell:
                proposer.line(line)
    return True


def _plain_table(proposer: Proposer, rows: tuple[Row, ...]) -> None:
    """A table of the text, in Markdown."""
    width = max(len(row) for row in rows)
    lines = []
    for at, row in enumerate(rows):
        cells = [_in_cell(row[place]) if place < len(row) else "" for place in range(width)]
        lines.append("| " + " | ".join(cells) + " |")
        if at == 0:
            lines.append("|" + " --- |" * width)
    words = " ".join(_text(cell) for row in rows for cell in row)
    role = Role.TEXT
    if proposer.section is Sign.PILLARS and not proposer.general:
        role = Role.PILLAR_TEXT
    elif proposer.section is Sign.QUESTIONS:
        role = Role.ANSWER
    proposer.add(Line("\n".join(lines), words), role)


def _in_cell(cell: tuple[Line, ...]) -> str:
    said = " · ".join(line.marked.replace(BREAK, " ").replace("\n", " ") for line in cell)
    return said.replace("|", "\\|")
