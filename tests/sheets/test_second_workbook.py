"""A workbook as another office might keep it: other headers, other order, legacy fonts."""

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.styles import Font

from stratcom.sheets import read_events, read_workbook
from stratcom.sheets.events import Conversion
from tests.sheets.reference_data import DATA, reference

NUSX = str.maketrans("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "abgdevzTiklmnopJrstufqRySCcZwWxjh")


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(rows, *, name="Events", merges=(), legacy_font=(), **options):
    """Return the rows read from a sheet with these cells, by their numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    for cell in legacy_font:
        sheet[cell].font = Font(name="AcadNusx")
    sheets = read_events(read_workbook(saved(book)), reference(), **options)
    return {row.number: row for row in sheets.rows}


def skipped(row):
    return row.action == "skip" and row.notes[0].code


HEADERS = ["Event title", "Start date", "End date", "Time", "District", "Target group"]


def test_a_two_row_header_in_english_under_a_title_and_sections_by_month():
    rows = read(
        [
            ["Register of events 2018"],
            [],
            ["Topic", "When", None, "Where", None, "Participants", None, None, "Name of event"],
            [None, "From", "To", "Municipality", "Venue", "Total", "Women", "Men", None],
            ["May 2018"],
            ["Security", 8, None, "Telavi City", "TSU", 30, 20, 10, "Lecture on NATO"],
            [
                "Europe Day; Culture",
                43249,
                "31 May 2018",
                "Kvareli Municipality",
                None,
                None,
                12,
                8,
                "ევროპის დღე",
            ],
            ["June"],
            ["Culture", "2-3", None, "Poti", None, "approx. 50", None, None, "ფესტივალი"],
            ["Total", None, None, None, None, 80],
            ["* Figures are preliminary"],
        ],
        merges=("A1:I1", "B3:C3", "D3:E3", "F3:H3", "A3:A4", "I3:I4", "A5:I5"),
    )
    assert [skipped(rows[number]) for number in (1, 2, 3, 4, 5, 8, 10, 11)] == [
        "title_row",
        "blank_row",
        "header_row",
        "header_row",
        "section_row",
        "section_row",
        "totals_row",
        "notes_row",
    ]
    lecture, europe, festival = (rows[number].values for number in (6, 7, 9))
    assert (lecture.title_en, lecture.date_start) == ("Lecture on NATO", dt.date(2018, 5, 8))
    assert (lecture.municipality, lecture.venue, lecture.theme) == ("telavi", "TSU", ("security",))
    assert (lecture.participants, lecture.participants_women, lecture.participants_men) == (
        30,
        20,
        10,
    )
    assert (europe.date_start, europe.date_end) == (dt.date(2018, 5, 29), dt.date(2018, 5, 31))
    assert (europe.municipality, europe.participants) == ("kvareli", 20)
    assert (festival.date_start, festival.date_end) == (dt.date(2018, 6, 2), dt.date(2018, 6, 3))
    assert (festival.participants, festival.participants_approximate) == (50, True)


def test_legacy_text_is_converted_by_font_and_by_the_vote_of_its_column():
    titles = ["შეხვედრა სტუდენტებთან", "საჯარო ლექცია ნატოს შესახებ", "ტრენინგი პედაგოგებისთვის"]
    places = ["თელავი", "ქუთაისი", "ახალციხე"]
    audience = ["სტუდენტები და ექსპერტები", "ადგილობრივი მოსახლეობა", "პედაგოგები, მეწარმეები"]
    rows = read(
        [
            [each.translate(NUSX) for each in ("აუდიტორია", "თარიღი", "რაიონი", "დასახელება")],
            *(
                [
                    who.translate(NUSX),
                    f"{day} {'მაისი'.translate(NUSX)} 2019",
                    where.translate(NUSX),
                    title.translate(NUSX),
                ]
                for who, day, where, title in zip(audience, (5, 6, 7), places, titles, strict=True)
            ),
        ],
        legacy_font=("A2", "C2", "D2"),
    )
    assert [rows[number].values.title_ka for number in (2, 3, 4)] == titles
    assert [rows[number].values.municipality for number in (2, 3, 4)] == [
        "telavi",
        "kutaisi",
        "akhaltsikhe",
    ]
    assert [rows[number].values.audience for number in (2, 3, 4)] == [
        ("students", "experts"),
        ("local_population",),
        ("teachers", "entrepreneurs"),
    ]
    assert rows[4].values.date_start == dt.date(2019, 5, 7)
    assert Conversion("municipality", "axalcixe", "ახალციხე") in rows[4].conversions
    assert rows[4].raw["municipality"] == "axalcixe"


def test_english_names_in_a_sheet_are_not_taken_for_legacy_text():
    rows = read(
        [
            ["დასახელება", "თარიღი", "პარტნიორი", "დონორი"],
            ["შეხვედრა", "05.05.2018", "Transparency International Georgia", "USAID"],
            ["ლექცია", "06.05.2018", "Zugdidi Municipality; UNDP", "Embassy of Estonia"],
        ]
    )
    assert rows[2].conversions == rows[3].conversions == []
    assert rows[3].values.partners == ("Zugdidi Municipality", "UNDP")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([None, "05.05.2018", None, None, "Telavi", "Students"], "missing_title"),
        (["ლექცია", None, None, None, "Telavi", "Students"], "missing_date"),
        (["ლექცია", "TBC", None, None, "Telavi", "Students"], "missing_date"),
        (["ლექცია", "31.04.2018", None, None, "Nowhere", "Students"], "invalid_date"),
        (["ლექცია", "05.05.2018", "ოდესმე", None, "Telavi", "Students"], "invalid_date"),
        (["ლექცია", "05.05.2018", "04.05.2018", None, "Nowhere", None], "end_before_start"),
        (["ლექცია", "05.05.2018", None, None, "Nowhere", "Students"], "unknown_municipality"),
    ],
)
def test_a_row_has_one_error_and_keeps_its_other_values(cells, code):
    rows = read([HEADERS, ["შეხვედრა", "01.05.2018", None, None, "Gori", "Youth"], cells])
    row = rows[3]
    assert (row.action, row.error_code) == ("error", code)
    assert row.values.audience == (("students",) if cells[5] else ())
    assert row.values.municipality == ("telavi" if cells[4] == "Telavi" else None)


def test_the_same_event_typed_twice_is_a_duplicate_and_others_are_not():
    rows = read(
        [
            HEADERS,
            ["ლექცია ნატოზე", dt.date(2018, 5, 5), None, None, "Telavi", "Students"],
            ["ლექცია  ნატოზე ", "5 მაისი 2018", None, None, "ქ. თელავი", "სტუდენტები"],
            ["ლექცია ნატოზე", "06.05.2018", None, None, "Telavi", "Students"],
            ["ლექცია ნატოზე", "05.05.2018", None, None, "Gori", "Students"],
            ["ლექცია ნატოზე", "05.05.2018", None, None, "Telavi", "Media"],
        ]
    )
    assert [rows[number].action for number in range(2, 7)] == [
        "import",
        "duplicate",
        "import",
        "import",
        "import",
    ]
    assert (rows[3].duplicate_of, rows[3].duplicate_of_sheet) == (2, "Events")


def test_times_and_repeated_headers_are_understood():
    rows = read(
        [
            HEADERS,
            ["ლექცია", "05.05.2018", None, "14:00-16:00", "Telavi", "Students"],
            HEADERS,
            ["შეხვედრა", "05.05.2018 11:30", None, None, "Gori", "Youth"],
        ]
    )
    assert (rows[2].values.time_start, rows[2].values.time_end) == (dt.time(14), dt.time(16))
    assert skipped(rows[3]) == "header_row"
    assert rows[4].values.time_start == dt.time(11, 30)


def test_a_region_section_and_a_free_place_tell_where():
    rows = read(
        [
            ["დასახელება", "თარიღი", "ადგილი"],
            ["კახეთი"],
            ["ლექცია", "05.05.2018", "თელავი, უნივერსიტეტის დარბაზი"],
            ["შეხვედრა", "06.05.2018", "სასტუმრო „ალაზანი“"],
        ]
    )
    assert skipped(rows[2]) == "section_row"
    assert (rows[3].values.municipality, rows[3].values.venue) == (
        "telavi",
        "უნივერსიტეტის დარბაზი",
    )
    assert (rows[4].values.region, rows[4].values.municipality) == ("GE-KA", None)
    assert rows[4].values.venue == "სასტუმრო „ალაზანი“"
    assert rows[4].action == "import"


def test_the_municipality_wins_over_a_region_that_differs():
    rows = read(
        [
            ["რეგიონი", "მუნიციპალიტეტი", "დასახელება", "თარიღი"],
            ["იმერეთი", "თელავი", "ლექცია", "05.05.2018"],
            ["აჭარა", "აჟარა", "შეხვედრა", "06.05.2018"],
        ]
    )
    assert rows[2].values.region == "GE-KA"
    assert [note.code for note in rows[2].notes] == ["region_differs"]
    assert (rows[3].values.region, rows[3].values.municipality) == ("GE-AJ", None)


def test_a_second_line_of_a_merged_row_continues_it():
    rows = read(
        [
            ["დასახელება", "თარიღი", "პარტნიორები"],
            ["ლექცია", "05.05.2018", "UNDP"],
            [None, None, "USAID"],
            ["შეხვედრა", "06.05.2018", "GIZ"],
        ],
        merges=("A2:A3", "B2:B3"),
    )
    assert skipped(rows[3]) == "continuation_row"
    assert rows[2].values.partners == ("UNDP", "USAID")


def test_a_person_may_map_columns_again():
    rows = read(
        [["დასახელება", "თარიღი", "ქვედანაყოფი"], ["ლექცია", "05.05.2018", "პრესცენტრი"]],
        mapping={"Events": {2: "organiser"}},
    )
    assert rows[2].values.organisers == ("პრესცენტრი",)


def test_hidden_sheets_are_skipped_with_a_note():
    book = openpyxl.Workbook()
    book.active.append(["დასახელება", "თარიღი"])
    book.active.append(["ლექცია", "05.05.2018"])
    hidden = book.create_sheet("ძველი")
    hidden.append(["დასახელება", "თარიღი"])
    hidden.sheet_state = "hidden"
    sheets = read_events(read_workbook(saved(book)), reference())
    assert [(sheet.name, sheet.notes) for sheet in sheets.sheets] == [
        ("Sheet", []),
        ("ძველი", ["hidden_sheet"]),
    ]
    assert {row.sheet for row in sheets.rows} == {"Sheet"}


def test_twenty_thousand_rows_are_read():
    source = openpyxl.load_workbook(DATA / "messy_dev.xlsx").worksheets[0]
    header, *events = list(source.values)[2:70]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Events")
    sheet.append(header)
    for number in range(20_000):
        row = list(events[number % len(events)])
        row[3] = f"{row[3]} {number}"
        sheet.append(row)
    content = saved(book)
    progress = []
    sheets = read_events(
        read_workbook(content),
        reference(),
        on_progress=lambda done, total: progress.append((done, total)),
    )
    assert len(sheets.rows) == 20_001
    assert progress[-1] == (20_001, 20_001)
