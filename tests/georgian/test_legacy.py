import pytest

from stratcom.georgian.legacy import decide, decide_column, is_legacy_font, score, to_unicode
from tests.georgian.evaluation import table

CELLS = pytest.mark.parametrize("name", ["acadnusx_cells.tsv", "acadnusx_cells_2.tsv"])


@CELLS
def test_decisions_on_cells_without_a_font(name: str) -> None:
    cells = [(row[0], decide(row[1])) for row in table(name)]
    right = cells.count(("convert", "convert"))
    wrong = cells.count(("keep", "convert"))
    georgian = sum(gold == "convert" for gold, _ in cells)
    assert right / (right + wrong) >= 0.95
    assert right / georgian >= 0.9


@CELLS
def test_every_legacy_cell_reads_as_its_georgian(name: str) -> None:
    for gold, text, *georgian in table(name):
        if gold == "convert":
            assert to_unicode(text) == georgian[0]


def test_acronyms_and_addresses_stay_latin_in_converted_text() -> None:
    assert to_unicode("NATO-s da EU-s Sexvedra") == "NATO-ს და EU-ს შეხვედრა"
    assert to_unicode("el. fosta: info@mfa.gov.ge") == "ელ. ფოსტა: info@mfa.gov.ge"
    assert to_unicode("European Union") == "European Union"


@pytest.mark.parametrize(
    "text",
    [
        "saqarTvelos mTavroba",
        "sainformacio Sexvedra",
        "TbilisSi",
        "NATO-s wevroba",
        "municipaliteti",
    ],
)
def test_georgian_typed_in_a_legacy_font_is_converted(text: str) -> None:
    assert decide(text) == "convert"
    assert score(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "European Union", "Information Center on NATO and EU", "US Embassy in Georgia",
        "Transparency International Georgia", "UNDP", "NATO", "info@saqarTvelo.ge",
        "https://infocenter.gov.ge/Sexvedra", "Sexvedra.docx", "Q4 2026", "26-11-23", "",
        "JavaScript", "Tamar Chkheidze", "shekhvedra telavshi", "saqartvelo", "საქართველო mTavroba",
    ],
)  # fmt: skip
def test_other_latin_text_is_kept(text: str) -> None:
    assert decide(text) == "keep"


def test_a_name_that_reads_well_both_ways_is_asked_about() -> None:
    assert decide("Telavi") == "ask"
    assert decide("Tbilisi") == "ask"
    assert decide("Zugdidi") == "keep"


def test_the_font_decides_first() -> None:
    assert decide("Telavi", "AcadNusx") == "convert"
    assert decide("media", "LitNusx") == "convert"
    assert decide("Telavi@mail.ge", "AcadNusx") == "keep"
    assert decide("saqarTvelo", "Sylfaen") == "ask"
    assert decide("European Union", "Calibri") == "keep"
    assert decide("NATO", "AcadNusx") == "keep"


@pytest.mark.parametrize(
    ("font", "legacy"),
    [
        ("AcadNusx", True), ("Acad Nusx Geo", True), ("AcadMtavr", True), ("LitMtavrPS", True),
        ("Sylfaen", False), ("Times New Roman", False), ("BPG Nino Mtavruli", False),
        ("Geo_Times", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_font_names(font: str | None, legacy: bool | None) -> None:
    assert is_legacy_font(font) is legacy


def test_a_column_votes_on_doubtful_cells() -> None:
    georgian = ["Sexvedra", "saqarTvelos mTavroba", "quTaisi", "baTumi", "Tbilisi", "NATO", None]
    assert decide_column(georgian) == ["convert"] * 5 + ["keep"] * 2
    english = ["Meeting", "Government of Georgia", "Kutaisi", "Batumi", "Tbilisi", "NATO"]
    assert decide_column(english) == ["keep"] * 6
    assert decide_column(["Tbilisi", "Sexvedra"]) == ["ask", "convert"]


def test_a_column_never_converts_clear_english_or_addresses() -> None:
    cells = ["Sexvedra", "qalaqi", "saaTi", "European Union", "a@b.ge", "საქართველო"]
    assert decide_column(cells) == ["convert"] * 3 + ["keep"] * 3


def test_a_known_font_is_not_outvoted() -> None:
    cells = ["Sexvedra", "qalaqi", "saaTi", "TariRi", "Telavi"]
    fonts = ["AcadNusx"] * 4 + ["Arial"]
    assert decide_column(cells, fonts)[-1] == "ask"
