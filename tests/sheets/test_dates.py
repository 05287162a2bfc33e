import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.sheets.dates import read_date
from stratcom.sheets.times import read_time


def day(text):
    return dt.date.fromisoformat(text)


def moment(*parts):
    """Return a cell's date and time, which know no time zone."""
    return dt.datetime(*parts)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("29.03.2018", "2018-03-29"),
        ("7.5.18", "2018-05-07"),
        ("29/03/2018", "2018-03-29"),
        ("29-03-2018", "2018-03-29"),
        ("29 03 2018", "2018-03-29"),
        ("2018-05-29", "2018-05-29"),
        ("2018.05.29", "2018-05-29"),
        ("20180529", "2018-05-29"),
        ("43249", "2018-05-29"),
        ("29 მაისი 2018 წ.", "2018-05-29"),
        ("2018 წლის 29 მაისს", "2018-05-29"),
        ("მე-5 მაისი 2018", "2018-05-05"),
        ("29მაისი2018", "2018-05-29"),
        ("ᲛᲐᲘᲡᲘ 29, 2018", "2018-05-29"),
        ("ოთხშაბათი, 29 მაისი 2018", "2018-05-29"),
        ("26 maisi 2018", "2018-05-26"),
        ("May 8, 2018", "2018-05-08"),
        ("8th of May 2018", "2018-05-08"),
        ("Wed, 8 May 2018", "2018-05-08"),
        ("8-May-18", "2018-05-08"),
        ("29.V.2018", "2018-05-29"),
        ("8 мая 2018", "2018-05-08"),
        ("12/31/2018", "2018-12-31"),
    ],
)
def test_one_day_is_read(text, first):
    reading = read_date(text)
    assert (reading.first, reading.last, reading.problem) == (day(first), None, None)
    assert reading.precision == "exact"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10-11 აპრილი 2018", "2018-04-10", "2018-04-11"),
        ("1–8 მაისი, 2017", "2017-05-01", "2017-05-08"),
        ("29 მაისიდან 3 ივნისამდე, 2018", "2018-05-29", "2018-06-03"),
        ("5-დან 10 მაისამდე 2018", "2018-05-05", "2018-05-10"),
        ("30 აპრილი - 3 მაისი 2018", "2018-04-30", "2018-05-03"),
        ("2018 წლის 29-30 მაისი", "2018-05-29", "2018-05-30"),
        ("29.03-30.03.2018", "2018-03-29", "2018-03-30"),
        ("29-30.03.2018", "2018-03-29", "2018-03-30"),
        ("01.05.18-03.05.18", "2018-05-01", "2018-05-03"),
        ("29.03.2018 - 30.03.2018 წწ.", "2018-03-29", "2018-03-30"),
        ("8-10 May 2018", "2018-05-08", "2018-05-10"),
        ("May 8-10, 2018", "2018-05-08", "2018-05-10"),
        ("30 დეკემბერი - 2 იანვარი 2019", "2018-12-30", "2019-01-02"),
        ("5, 6 და 7 მაისი 2018", "2018-05-05", "2018-05-07"),
        ("29/30 მაისი 2018", "2018-05-29", "2018-05-30"),
        ("29.05.2018\n30.05.2018", "2018-05-29", "2018-05-30"),
    ],
)
def test_a_range_is_read(text, first, last):
    reading = read_date(text)
    assert (reading.first, reading.last, reading.problem) == (day(first), day(last), None)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("მაისი 2018", "2018-05-01", "2018-05-31", "month"),
        ("2018 წლის მაისი", "2018-05-01", "2018-05-31", "month"),
        ("05.2018", "2018-05-01", "2018-05-31", "month"),
        ("მაისი-ივნისი 2018", "2018-05-01", "2018-06-30", "month"),
        ("2018 წლის II კვარტალი", "2018-04-01", "2018-06-30", "quarter"),
        ("მე-2 კვარტალი, 2018", "2018-04-01", "2018-06-30", "quarter"),
        ("II კვ. 2018", "2018-04-01", "2018-06-30", "quarter"),
        ("Q2 2018", "2018-04-01", "2018-06-30", "quarter"),
        ("II-III კვარტალი 2018", "2018-04-01", "2018-09-30", "quarter"),
    ],
)
def test_months_and_quarters_keep_their_precision(text, first, last, precision):
    reading = read_date(text)
    assert (reading.first, reading.last) == (day(first), day(last))
    assert reading.precision == precision


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "TBC", "დასაზუსტებელია", "უცნობია", None])
def test_no_date_is_missing(text):
    assert read_date(text).problem == "missing_date"


@pytest.mark.parametrize(
    "text",
    ["31.02.2022", "32 მაისი, 2023", "0.0.0", "ზაფხული 2018", "2018", "მალე", "5 მაისი", True],
)
def test_no_such_day_is_invalid(text):
    assert read_date(text).problem == "invalid_date"


def test_end_before_start_is_told_with_both_days():
    reading = read_date("10.05.2018-08.05.2018")
    assert reading.problem == "end_before_start"
    assert (reading.first, reading.last) == (day("2018-05-10"), day("2018-05-08"))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("29.03.2018 14:00", dt.time(14), None),
        ("29.03.2018, 14:00-16:30", dt.time(14), dt.time(16, 30)),
        ("29 მარტი 2018, 14 საათი", dt.time(14), None),
        ("2018-03-29T14:00:00", dt.time(14), None),
        ("2018-03-29T10:00:00Z", dt.time(14), None),
        (moment(2018, 3, 29, 14), dt.time(14), None),
        (moment(2018, 3, 29), None, None),
        (43188.5, dt.time(12), None),
    ],
)
def test_the_time_beside_a_date_is_read(text, start, end):
    reading = read_date(text)
    assert reading.first == day("2018-03-29")
    assert (reading.start_time, reading.end_time) == (start, end)


def test_a_year_that_is_not_written_comes_from_the_context():
    reading = read_date("5 მაისი", context_year=2018)
    assert reading.first == day("2018-05-05")
    assert not reading.certain
    assert reading.notes == ("year_from_context",)


def test_a_day_alone_takes_the_month_of_its_section():
    reading = read_date(15, context_year=2018, context_month=5)
    assert reading.first == day("2018-05-15")


def test_american_order_is_read_when_asked_for():
    assert read_date("5/8/2018", month_first=True).first == day("2018-05-08")
    assert read_date("5/8/2018").first == day("2018-08-05")


def test_a_cell_shown_as_month_and_year_is_a_month():
    reading = read_date(moment(2018, 5, 1), number_format="MMM\\-YY")
    assert (reading.precision, reading.last) == ("month", day("2018-05-31"))
    assert read_date(moment(2018, 5, 1), number_format="D-MMM-YY").precision == "exact"


def test_tentative_words_make_a_date_uncertain():
    reading = read_date("29 მაისი 2018 (სავარაუდოდ)")
    assert (reading.first, reading.certain) == (day("2018-05-29"), False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("14:00", (dt.time(14), None)),
        ("14.30", (dt.time(14, 30), None)),
        ("10:00-12:00", (dt.time(10), dt.time(12))),
        ("10-12 საათი", (dt.time(10), dt.time(12))),
        ("2 pm", (dt.time(14), None)),
        ("14 სთ", (dt.time(14), None)),
        (0.75, (dt.time(18), None)),
        (14, (dt.time(14), None)),
        (dt.time(9, 15), (dt.time(9, 15), None)),
        ("დილით", (None, None)),
    ],
)
def test_times_of_day_are_read(value, expected):
    assert read_time(value) == expected


ALPHABET = "0123456789.-/–, :იანვარიმაისიდანმდეწლისკვარტალიIVXQQTZ\n№~ma y pm"


@given(st.one_of(st.text(), st.text(ALPHABET), st.integers(), st.floats()))
def test_reading_a_date_never_fails(value):
    reading = read_date(value, context_year=2018, context_month=12)
    assert (reading.problem is None) <= (reading.first is not None)


@given(st.one_of(st.text(), st.text(ALPHABET), st.integers(), st.floats()))
def test_reading_a_time_never_fails(value):
    start, end = read_time(value)
    assert end is None or start is not None


@given(st.dates(day("1991-01-01"), day("2099-12-31")))
def test_every_day_is_read_back_in_every_order(date):
    for text in (f"{date:%d.%m.%Y}", f"{date:%Y-%m-%d}", f"{date:%d %B %Y}", f"{date:%B %d, %Y}"):
        assert read_date(text).first == date
