"""Times of day as offices write them: 14:00, 14.00 სთ, „14 საათზე“, 2 pm, 14:00-16:00."""

import datetime as dt
import re

from stratcom.georgian import fold

_HOUR_WORD = r"(?:სთ|საათ[ა-ჰ]*|o'?clock|hrs?|hours?|h|ч|час[а-я]*)\b\.?"
_TIME = re.compile(
    r"(?<![\d.:])(?:"
    r"(?P<h1>\d{1,2}):(?P<m1>\d\d)(?::\d\d(?:\.\d+)?)?(?P<mark1>\s*[ap]\.?m\b\.?)?"
    rf"(?:\s*-?{_HOUR_WORD})?"
    rf"|(?P<h2>\d{{1,2}})\.(?P<m2>\d\d)\s*-?{_HOUR_WORD}"
    rf"|(?P<h3>\d{{1,2}})\s*-?{_HOUR_WORD}"
    r"|(?P<h4>\d{1,2})(?:\.(?P<m4>\d\d))?(?P<mark4>\s*[ap]\.?m\b\.?)"
    r")(?:\s*-?(?:იდან|დან|ამდე|მდე|ზე))?(?![\d:])"
)
# "10-12 საათი", "10.00-12.00": the first time is known by the second one.
_PLAIN_RANGE = re.compile(
    rf"(?<![\d.:])(\d{{1,2}}(?:[.:]\d\d)?)\s*-\s*(?=\d{{1,2}}(?:[.:]\d\d)?\s*{_HOUR_WORD})"
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})[.\-](\d\d)(?![\d.])")
_DASHES = re.compile(r"\s*[‐‑‒–—―−]\s*")
_COMPACT = re.compile(r"(\d{1,2}?)(\d\d)?")


def extract_times(text: str) -> tuple[str, list[dt.time]]:
    """Return folded `text` without the times in it, and those times in order."""
    times: list[dt.time] = []

    def take(found: re.Match[str]) -> str:
        hour = next(int(found[name]) for name in ("h1", "h2", "h3", "h4") if found[name])
        minute = int(found["m1"] or found["m2"] or found["m4"] or 0)
        mark = (found["mark1"] or found["mark4"] or "").strip()
        if mark.startswith("p") and hour < 12:
            hour += 12
        elif mark.startswith("a") and hour == 12:
            hour = 0
        if hour > 23 or minute > 59:
            return found[0]
        times.append(dt.time(hour, minute))
        return " "

    text = _PLAIN_RANGE.sub(r"\1 სთ-", text)
    return _TIME.sub(take, text), times


def read_time(value: object) -> tuple[dt.time | None, dt.time | None]:
    """Return the start and the end that a cell of a time column tells."""
    if isinstance(value, dt.datetime):
        return value.time().replace(second=0, microsecond=0), None
    if isinstance(value, dt.time):
        return value.replace(second=0, microsecond=0), None
    if isinstance(value, bool):
        return None, None
    if isinstance(value, int | float):
        return _from_number(value), None
    text = _DASHES.sub("-", fold(str(value)))
    rest, times = extract_times(text)
    if not times:
        rest, times = extract_times(_DOTTED.sub(r"\1:\2", text))
    if not times and (found := _COMPACT.fullmatch(rest.strip())):
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            times = [dt.time(hour, minute)]
    return (times[0] if times else None), (times[-1] if len(times) > 1 else None)


def _from_number(value: float) -> dt.time | None:
    """Read 0.75 as Excel does, 14 and 14.3 as people do."""
    if not 0 <= value < 24:  # not a number is not in the range either
        return None
    if value < 1:
        minutes = round(value * 24 * 60)
        return dt.time(minutes // 60 % 24, minutes % 60)
    hour, minute = int(value), round(value % 1 * 100)
    return dt.time(hour, minute) if minute < 60 else None
