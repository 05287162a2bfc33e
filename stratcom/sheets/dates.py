"""Dates as offices write them: cells, figures, words, ranges, months, quarters."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from stratcom.georgian import fold
from stratcom.sheets.datewords import FIRST_YEAR, LAST_YEAR, Sign, Wording, wording
from stratcom.sheets.times import extract_times

Precision = Literal["exact", "month", "quarter"]
Problem = Literal["missing_date", "invalid_date", "end_before_start"]

_MISSING = re.compile(
    r"[\W_]*|[\s\W]*(?:n\s*/?\s*a|tb[acd]|x|ა/ნ|არ არის(?: ცნობილი)?|უცნობია?"
    r"|დასაზუსტებელია?|დაზუსტდება"
    r"|თარიღი (?:დაზუსტდება|დასაზუსტებელია|უცნობია)"
    r"|to be (?:confirmed|determined|announced|defined)"
    r"|unknown|none|null|нет|неизвестно|не указан[оа]?|уточняется)[\s\W]*"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MAX_LENGTH = 200
_OFFSET_MOMENT = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 Excel counts days by the local clock
_TBILISI = dt.timezone(dt.timedelta(hours=4))
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050  # 1990 to 2099
_QUOTED = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell tells about when; `last` only where it differs from `first`."""

    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = "exact"
    certain: bool = True
    start_time: dt.time | None = None
    end_time: dt.time | None = None
    problem: Problem | None = None
    notes: tuple[str, ...] = ()


class _InvalidError(ValueError):
    """The text names no day that exists; the message is the code of a note."""


@dataclass(slots=True)
class _Side:
    """One end of a range as far as it is written."""

    year: int | None = None
    month: int | None = None
    days: tuple[int, ...] = ()
    quarter: int | None = None


def read_date(
    value: object,
    *,
    number_format: str = "General",
    context_year: int | None = None,
    context_month: int | None = None,
    month_first: bool = False,
) -> DateReading:
    """Return the date or range in a cell; never raises.

    A year or month that is not written is taken from the context, where there is one.
    With `month_first`, 5/8/2018 is read as 8 May.
    """
    if value is None:
        return DateReading(problem="missing_date")
    if isinstance(value, dt.datetime):
        return _read_moment(value, number_format)
    if isinstance(value, dt.date):
        return DateReading(value)
    if isinstance(value, bool | dt.time):
        return DateReading(problem="invalid_date")
    if isinstance(value, int | float) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _read_moment(_from_serial(float(value)), number_format)
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return _read_text(text, context_year, context_month, month_first)


def _from_serial(serial: float) -> dt.datetime:
    moment = _EPOCH + dt.timedelta(days=serial)
    return (moment + dt.timedelta(seconds=30)).replace(second=0, microsecond=0)


def _read_moment(moment: dt.datetime, number_format: str) -> DateReading:
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        return DateReading(problem="invalid_date")
    shown = _QUOTED.sub("", number_format).lower()
    if moment.day == 1 and "m" in shown and "y" in shown and "d" not in shown:
        return DateReading(moment.date(), _month_end(moment.year, moment.month), "month")
    start = moment.time().replace(second=0, microsecond=0)
    return DateReading(moment.date(), start_time=start if start != dt.time.min else None)


@lru_cache(maxsize=1 << 14)
def _read_text(
    text: str, context_year: int | None, context_month: int | None, month_first: bool
) -> DateReading:
    folded = fold(text).strip()
    if _MISSING.fullmatch(folded):
        return DateReading(problem="missing_date")
    if len(folded) > _MAX_LENGTH:
        return DateReading(problem="invalid_date", notes=("unreadable",))
    folded = _COMPACT.sub(r"\1-\2-\3", folded) if _COMPACT.fullmatch(folded) else folded
    if _SERIAL.fullmatch(folded) and _FIRST_SERIAL <= float(folded) <= _LAST_SERIAL:
        return _read_moment(_from_serial(float(folded)), "General")
    if _OFFSET_MOMENT.fullmatch(folded):
        try:
            moment = dt.datetime.fromisoformat(folded.upper())
            return _read_moment(moment.astimezone(_TBILISI).replace(tzinfo=None), "General")
        except (ValueError, OverflowError):
            return DateReading(problem="invalid_date")
    rest, times = extract_times(re.sub(r"\s*[‐‑‒–—―−]\s*", "-", folded))
    words = wording(rest)
    try:
        reading = _read_words(words, context_year, context_month, month_first)
    except _InvalidError as error:
        notes = ("season",) if words.season else (str(error),) if str(error) else ()
        return DateReading(problem="invalid_date", notes=notes)
    except (ValueError, OverflowError):
        return DateReading(problem="invalid_date")
    if not times:
        return reading
    return replace(reading, start_time=times[0], end_time=times[-1] if len(times) > 1 else None)


def _read_words(
    words: Wording, context_year: int | None, context_month: int | None, month_first: bool
) -> DateReading:
    notes: list[str] = []
    sides = _sides(_whole_dates(words, month_first, notes), notes)
    if not sides:
        raise _InvalidError("unreadable")
    first, last = sides[0], sides[-1]
    if len(sides) > 2:
        notes.append("several_dates")
    _complete(first, last)
    _take_context(first, last, context_year, context_month, notes)
    precision = _precision(first, last)
    if words.vague:
        notes.append("vague" if precision == "exact" else "part_of_period")
    if words.unknown:
        notes.append("words_ignored")
    start, end = _bounds(first)[0], _bounds(last)[1]
    certain = not (words.tentative or words.vague or "year_from_context" in notes)
    return DateReading(
        start,
        end if end != start else None,
        precision,
        certain,
        problem="end_before_start" if end < start else None,
        notes=tuple(dict.fromkeys(notes)),
    )


def _take_context(
    first: _Side, last: _Side, year: int | None, month: int | None, notes: list[str]
) -> None:
    if first.month is None and first.quarter is None and month:
        first.month = last.month = month
    if first.year is None:
        if year is None:
            raise _InvalidError("no_year")
        first.year = last.year = year
        if (last.month or 0) < (first.month or 0):
            last.year += 1
        notes.append("year_from_context")


def _complete(first: _Side, last: _Side) -> None:
    """Let each end of a range supply what the other leaves out."""
    if first is last:
        return
    if last.quarter and len(first.days) == 1:  # II-III კვარტალი
        first.quarter, first.days = first.days[0], ()
    elif not (last.quarter or first.quarter):
        if last.month is None:
            last.month = first.month
        elif first.month is None:
            first.month = last.month
    across = bool(first.month and last.month and first.month > last.month)
    if last.year is None and first.year is not None:
        last.year = first.year + across
    elif first.year is None and last.year is not None:
        first.year = last.year - across
    if first.month and last.month and not first.days and last.days:
        first.days = (1,)


def _precision(first: _Side, last: _Side) -> Precision:
    if first.quarter or last.quarter:
        return "quarter"
    return "exact" if first.days and (last.days or last is first) else "month"


def _bounds(side: _Side) -> tuple[dt.date, dt.date]:
    year = side.year
    if year is None:
        raise _InvalidError("no_year")
    if side.quarter:
        return dt.date(year, side.quarter * 3 - 2, 1), _month_end(year, side.quarter * 3)
    if side.month is None:
        raise _InvalidError("year_only" if not side.days else "no_month")
    if not side.days:
        return dt.date(year, side.month, 1), _month_end(year, side.month)
    return dt.date(year, side.month, side.days[0]), dt.date(year, side.month, side.days[-1])


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _whole_dates(words: Wording, month_first: bool, notes: list[str]) -> list[Sign | _Side]:
    """Join figures that make one date (29.03.2018, 29.03, 05.2018) into one side each."""
    signs = words.signs
    joined: list[Sign | _Side] = []
    at = 0
    while at < len(signs):
        kinds = "".join(sign.kind for sign in signs[at : at + 5])
        if not words.names_month and kinds in ("n.n.n", "n/n/n", "n-n-n"):
            joined.append(_figures(signs[at], signs[at + 2], signs[at + 4], month_first, notes))
            at += 5
        elif kinds in ("n-m-n", "n/m/n", "n.m.n"):
            joined += [signs[at], signs[at + 2], signs[at + 4]]
            at += 5
        elif not words.names_month and (pair := _pair(signs[at : at + 3])):
            joined.append(pair)
            at += 3
        else:
            joined.append(signs[at])
            at += 1
    return joined


def _figures(a: Sign, b: Sign, c: Sign, month_first: bool, notes: list[str]) -> _Side:
    if a.digits == 4:
        return _Side(_year(a), _month(b), (c.number,))
    day, month = (b, a) if month_first else (a, b)
    if month.number > 12 >= day.number and not month_first:
        day, month = month, day
        notes.append("month_first")
    return _Side(_year(c), _month(month), (day.number,))


def _pair(signs: list[Sign]) -> _Side | None:
    kinds = "".join(sign.kind for sign in signs)
    if kinds not in ("n.n", "n/n", "n-n"):
        return None
    a, _, b = signs
    if a.digits <= 2 and b.digits == 4 and a.number <= 12:
        return _Side(_year(b), _month(a))
    if a.digits == 4 and b.digits <= 2 and b.number <= 12:
        return _Side(_year(a), _month(b))
    if kinds != "n-n" and a.digits <= 2 and b.digits <= 2:
        return _Side(None, _month(b), (a.number,))
    return None


def _year(sign: Sign) -> int:
    year = sign.number
    if sign.digits == 2:
        year += 1900 if year >= 80 else 2000
    elif sign.digits != 4:
        raise _InvalidError("")
    if not FIRST_YEAR < year < LAST_YEAR:
        raise _InvalidError("")
    return year


def _month(sign: Sign) -> int:
    if not 1 <= sign.number <= 12:
        raise _InvalidError("")
    return sign.number


def _sides(items: list[Sign | _Side], notes: list[str]) -> list[_Side]:
    """Split at dashes; a comma between two dates makes a list, any other comma is nothing."""
    groups: list[list[Sign | _Side]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.kind == "-":
            groups.append([])
        elif isinstance(item, Sign) and item.kind == "/":
            groups[-1].append(Sign(","))  # 29/30 მაისი
        elif not (isinstance(item, Sign) and item.kind == "."):
            groups[-1].append(item)
    sides: list[_Side] = []
    for group in groups:
        if not any(isinstance(item, _Side) or item.kind != "," for item in group):
            continue
        whole = _side(group)
        if whole is not None:
            sides.append(whole)
            if len(whole.days) > 1:
                notes.append("several_dates")
            continue
        sides += _listed(group)
        notes.append("several_dates")
    return sides


def _listed(group: list[Sign | _Side]) -> list[_Side]:
    parts: list[list[Sign | _Side]] = [[]]
    for item in group:
        # Without commas, a second whole date begins a new part.
        if isinstance(item, _Side) and parts[-1]:
            parts.append([])
        if isinstance(item, Sign) and item.kind == ",":
            parts.append([])
        else:
            parts[-1].append(item)
    sides = [_side(part) for part in parts if part]
    if not sides or None in sides:
        raise _InvalidError("unreadable")
    return [side for side in sides if side is not None]


_SHAPES = {
    "d": "d", "dm": "dm", "md": "md", "m": "m", "y": "y", "q": "q",
    "dmy": "dmy", "mdy": "mdy", "ydm": "ydm", "ymd": "ymd", "my": "my", "ym": "ym",
    "qy": "qy", "yq": "yq", "dy": "dy", "yd": "yd", "dmd": "dmy", "mdd": "mdy",
}  # fmt: skip


def _side(group: list[Sign | _Side]) -> _Side | None:
    """Return what one end of a range says, None if that is not one date."""
    wholes = [item for item in group if isinstance(item, _Side)]
    signs = [item for item in group if isinstance(item, Sign)]
    if wholes:
        rest = [sign for sign in signs if sign.kind != ","]
        if len(wholes) > 1:
            return None
        if len(rest) == 1 and wholes[0].year is None and rest[0].digits == 4:
            return replace(wholes[0], year=_year(rest[0]))
        if rest:
            raise _InvalidError("unreadable")
        return wholes[0]
    return _worded_side(signs)


def _worded_side(signs: list[Sign]) -> _Side | None:
    kinds = "".join(_kind(sign) for sign in signs).strip(",")
    listed = re.search(r"d(?:,d)+", kinds)
    days = tuple(sign.number for sign in signs if _kind(sign) == "d")
    if listed and (shape := re.sub(r"d(?:,d)+", "d", kinds).replace(",", "")) in (
        "d", "dm", "dmy", "md", "mdy", "ydm", "ymd",
    ):  # fmt: skip
        values = {_kind(sign): sign for sign in signs}
        month, year = values.get("m"), values.get("y")
        return _Side(_year(year) if year else None, month.number if month else None, days)
    plain = [sign for sign in signs if sign.kind != ","]
    shape = kinds.replace(",", "")
    if shape == "ddy":  # 29 03 2018
        return _Side(_year(plain[2]), _month(plain[1]), (plain[0].number,))
    letters = _SHAPES.get(shape)
    if letters is None:
        return None
    side = _Side()
    for letter, sign in zip(letters, plain, strict=True):
        if letter == "d":
            side.days = (sign.number,)
        elif letter == "m":
            side.month = sign.number
        elif letter == "q":
            side.quarter = sign.number
        else:
            side.year = _year(sign)
    return side


def _kind(sign: Sign) -> str:
    """Return d for a figure of one or two digits, y for one of four."""
    if sign.kind != "n":
        return sign.kind
    return "d" if sign.digits <= 2 else "y" if sign.digits == 4 else "x"
