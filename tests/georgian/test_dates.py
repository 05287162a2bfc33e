from datetime import date

import pytest

from stratcom.georgian import dates

DAY = date(2026, 11, 23)


def test_a_day_in_both_languages() -> None:
    assert dates.day(DAY, "ka") == "23 ნოემბერი, 2026"
    assert dates.day(DAY, "en") == "23 November 2026"
    assert dates.short_day(date(2026, 3, 5)) == "05.03.2026"


def test_on_a_day_is_dative_in_georgian() -> None:
    assert dates.on_day(DAY, "ka") == "23 ნოემბერს"
    assert dates.on_day(DAY, "ka", year=True) == "2026 წლის 23 ნოემბერს"
    assert dates.on_day(DAY, "en", year=True) == "on 23 November 2026"


@pytest.mark.parametrize(
    ("first", "last", "ka", "en"),
    [
        (DAY, DAY, "23 ნოემბერი, 2026", "23 November 2026"),
        (DAY, None, "23 ნოემბერი, 2026", "23 November 2026"),
        (DAY, date(2026, 11, 27), "23–27 ნოემბერი, 2026", "23–27 November 2026"),
        (date(2026, 4, 30), date(2026, 5, 3), "30 აპრილი – 3 მაისი, 2026", "30 April – 3 May 2026"),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "30 დეკემბერი, 2026 – 2 იანვარი, 2027",
            "30 December 2026 – 2 January 2027",
        ),
    ],
)
def test_a_span_repeats_nothing(first: date, last: date | None, ka: str, en: str) -> None:
    assert dates.span(first, last, "ka") == ka
    assert dates.span(first, last, "en") == en


def test_months_quarters_and_weekdays() -> None:
    assert dates.month(11, "until", "ka") == "ნოემბრამდე"
    assert dates.month(8, "dat", "ka") == "აგვისტოს"
    assert dates.month(11, "from", "en") == "from November"
    assert dates.month_year(DAY, "ka") == "ნოემბერი, 2026"
    assert dates.month_year(DAY, "en") == "November 2026"
    assert dates.quarter(DAY, "ka") == "2026 წლის IV კვარტალი"
    assert dates.quarter(date(2026, 3, 31), "en") == "Q1 2026"
    assert dates.weekday(DAY, "ka") == "ორშაბათი"
    assert dates.short_weekday(date(2026, 11, 29), "ka") == "კვი"
    assert dates.weekday(DAY, "en") == "Monday"
    assert [dates.short_month(n, "ka") for n in (1, 11)] == ["იან", "ნოე"]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("ნოემბრისათვის", 11), ("ᲜᲝᲔᲛᲑᲔᲠᲘ", 11), ("ნოე", 11), ("ნოემ.", 11), ("აგვისტოს", 8),
        ("noemberi", 11), ("Noembers", 11), ("oqtombershi", 10), ("oktombris", 10),
        ("November", 11), ("sept.", 9), ("May", 5),
        ("января", 1), ("Май", 5), ("дек.", 12), ("августе", 8),
        ("მარტო", None), ("შეხვედრა", None), ("meeting", None), ("", None), ("12", None),
    ],
)  # fmt: skip
def test_month_number_reads_any_spelling(word: str, number: int | None) -> None:
    assert dates.month_number(word) == number
