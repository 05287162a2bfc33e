"""A fact and what is said behind it: source, date, link, and until when it holds."""

import re
from collections.abc import Iterable
from datetime import date

from stratcom.georgian.dates import month_number
from stratcom.messages.house.reading import DAY, SOURCE, UNTIL, URL
from stratcom.prose.markdown import plain

_URL = re.compile(r"\s*\(?(https?://[^\s()<>\"]+(?:\([^\s()]*\)[^\s()<>\"]*)*)\)?")
_SOURCE = r"(?:წყარო(?:ები)?|sources?)\s*[:：–—-]\s*"
_DAY = r"(?:თარიღი|date)\s*[:：]\s*"
_UNTIL = (
    r"(?:ვადა|ძალაშია|მოქმედებს|მოქმედია|ვალიდურია|valid(?:\s+until)?|holds\s+until)\s*[:：]?\s*"
)
_LINK = r"(?:ბმული|ლინკი|link|url)\s*[:：]\s*"
_TELLS = re.compile(rf"(?:{_SOURCE}|{_DAY}|{_UNTIL}|{_LINK})", re.I)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;]?\s*$")
_BEHIND = re.compile(rf"(?:^|[\s.,;–—-]+)(?={_SOURCE})", re.I)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[\s-]+([^\W\d_]+)\.?,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*(?:წლის|წ\.)\s*(\d{1,2})\s+([^\W\d_]+)")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2}),?\s+(\d{4})")


def find_day(text: str) -> str:
    """The first whole date in the text, as ISO; nothing where there is none."""
    for pattern, order in (
        (_ISO, (1, 2, 3)),
        (_FIGURES, (3, 2, 1)),
        (_YEAR_FIRST, (1, 3, 2)),
        (_DAY_FIRST, (3, 2, 1)),
        (_MONTH_FIRST, (3, 1, 2)),
    ):
        if found := pattern.search(text):
            year, month, day = (found[at] for at in order)
            number = int(month) if month.isdigit() else month_number(month) or 0
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                continue
    return ""


def is_source_line(text: str) -> bool:
    """True for a line that names the source of the fact above it."""
    return bool(re.match(_SOURCE, text, re.I))


def tells_source(text: str) -> bool:
    """True for words that name a source, as facts do."""
    return bool(_TELLS.search(text)) or bool(_URL.search(text))


def read_fact(marked: str, sources: Iterable[str] = ()) -> tuple[str, dict[str, str]]:
    """The words of a fact, and what is told behind them or in its footnotes."""
    text = " ".join(plain(marked).split())
    told = [" ".join(one.split()) for one in sources]
    bracketed = _BRACKETS.search(text)
    if bracketed and _TELLS.search(bracketed[1]):
        told.insert(0, bracketed[1])
        text = _ended(text[: bracketed.start()], text[bracketed.end() :])
    elif behind := _BEHIND.search(text):
        told.insert(0, text[behind.end() :])
        text = text[: behind.start()]
    text, addresses = _without_addresses(text)
    facts = _read_told(told, addresses)
    return text.strip(), {name: value for name, value in facts.items() if value}


def _ended(text: str, after: str) -> str:
    return text.rstrip() + after.strip()


def _without_addresses(text: str) -> tuple[str, list[str]]:
    found = [one.rstrip(".,;:") for one in _URL.findall(text)]
    return (_URL.sub("", text), found) if found else (text, [])


def _read_told(told: Iterable[str], addresses: list[str]) -> dict[str, str]:
    facts = {SOURCE: "", DAY: "", URL: "", UNTIL: ""}
    names: list[str] = []
    for one in told:
        words, more = _without_addresses(one)
        addresses += more
        for piece in re.split(rf";|,(?=\s*(?:{_TELLS.pattern}))", words):
            _read_piece(piece.strip(" .,"), facts, names)
    # Nothing that was written is lost: further addresses stay with the source.
    facts[URL], more = (addresses[0], addresses[1:]) if addresses else ("", [])
    facts[SOURCE] = "; ".join([*names, *more])
    return facts


def _read_piece(piece: str, facts: dict[str, str], names: list[str]) -> None:
    piece = re.sub(rf"^{_LINK}", "", piece, flags=re.I).strip()
    if not piece:
        return
    until = re.match(_UNTIL, piece, re.I)
    day = find_day(piece)
    if until and day:
        facts[UNTIL] = facts[UNTIL] or day
    elif re.match(_DAY, piece, re.I) and day:
        facts[DAY] = facts[DAY] or day
    else:
        name = re.sub(rf"^{_SOURCE}", "", piece, flags=re.I)
        alone = find_day(name) and not _without_day(name)
        if alone and not facts[DAY]:
            facts[DAY] = day
        elif day and not facts[DAY]:
            facts[DAY] = day
            names.append(_without_day(name, at_end=True))
        else:
            names.append(name)


def _without_day(text: str, *, at_end: bool = False) -> str:
    """The text without its date; with `at_end` only when the date ends it."""
    for pattern in (_ISO, _FIGURES, _YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST):
        found = pattern.search(text)
        if found and not (at_end and text[found.end() :].strip(" .,;")):
            return (text[: found.start()] + text[found.end() :]).strip(" .,;")
    return text
