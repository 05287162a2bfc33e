import pytest

from stratcom.sheets.places import PlaceMatcher
from stratcom.sheets.terms import TermMatcher
from tests.sheets.reference_data import reference

PLACES = PlaceMatcher(reference())
TERMS = TermMatcher(reference())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("თელავი", "Telavi"),
        ("თელავის მუნიციპალიტეტი", "Telavi"),
        ("ქ. თელავი", "Telavi"),
        ("ქ.თელავი", "Telavi"),
        ("თელავის მუნიც.", "Telavi"),
        ("ლაგოდეხის რ-ნი", "Lagodekhi"),
        ("Telavi municipality", "Telavi"),
        ("Telavis municipaliteti", "Telavi"),
        ("Qvareli", "Kvareli"),
        ("ყვარლის მუნიციპალიტეტი", "Kvareli"),
        ("Qazbegi", "Kazbegi"),
        ("სტეფანწმინდა", "Kazbegi"),
        ("გარდაბნის", "Gardabani"),
        ("Zestafoni", "Zestaponi"),
        ("თეთრი წყარო", "Tetritskaro"),
        ("წითელწყარო", "Dedoplistskaro"),
        ("აჟარა", "Azhara"),
        ("ქუთაისში", "Kutaisi"),
        ("baTumi", "Batumi"),
        ("კახეთი / თელავი", "Telavi"),
    ],
)
def test_municipalities_are_recognised_however_written(text, name):
    reading = PLACES.read(text)
    assert reading.municipality is not None
    assert (reading.municipality.name_en, reading.known, reading.notes) == (name, True, ())


@pytest.mark.parametrize("text", ["ხობისწყლის", "ზემო ლუხუნი", "გორა", "სოფ. იყალთო", "Brussels"])
def test_other_names_are_unknown(text):
    reading = PLACES.read(text)
    assert (reading.municipality, reading.known) == (None, False)


def test_one_wrong_letter_is_corrected_with_a_note():
    reading = PLACES.read("ტელავი")
    assert reading.municipality is not None
    assert reading.municipality.name_en == "Telavi"
    assert reading.notes == ("typo_in_municipality",)


@pytest.mark.parametrize(
    ("text", "region", "note"),
    [
        ("აჭარა", "GE-AJ", "region_as_municipality"),
        ("Ajara", "GE-AJ", "region_as_municipality"),
        ("მცხეთა-მთიანეთი", "GE-MM", "region_as_municipality"),
        ("კახეთის რეგიონი", "GE-KA", "region_as_municipality"),
        ("თელავი, გურჯაანი", "GE-KA", "several_municipalities"),
        ("სოხუმი", "GE-AB", "occupied_place"),
        ("ცხინვალი", "GE-SK", "occupied_place"),
        ("მთელი საქართველო", None, "whole_country"),
        ("ონლაინ", None, "online_place"),
    ],
)
def test_what_is_no_municipality_but_no_error_is_noted(text, region, note):
    reading = PLACES.read(text)
    assert reading.municipality is None
    assert reading.known
    assert (reading.region.code if reading.region else None) == region
    assert reading.notes == (note,)


def test_a_village_beside_its_municipality_is_a_settlement():
    reading = PLACES.read("სოფ. იყალთო, თელავის მუნიციპალიტეტი")
    assert reading.municipality is not None
    assert (reading.municipality.name_en, reading.settlement) == ("Telavi", "სოფ. იყალთო")


@pytest.mark.parametrize(
    ("kind", "text", "codes"),
    [
        ("audience", "სტუდენტები, მედია და ექსპერტები", ("students", "media", "experts")),
        ("audience", "cso; local_population", ("cso", "local_population")),
        ("audience", "Students / Youth", ("students", "youth")),
        ("audience", "studentebi, pedagogebi", ("students", "teachers")),
        ("audience", "მასწავლებლებისთვის", ("teachers",)),
        ("theme", "თავისუფალი ვაჭრობა (DCFTA)", ("dcfta",)),
        ("theme", "სოფლის განვითარება და კულტურა", ("rural_development", "culture")),
        ("format", "ბანაკი / საზაფხულო სკოლა", ("camp",)),
        ("format", "მრგვალი მაგიდა", ("discussion",)),
    ],
)
def test_terms_are_found_in_the_order_of_the_cell(kind, text, codes):
    reading = TERMS.read(kind, text)
    assert (reading.codes, reading.unknown) == (codes, ())


def test_what_names_no_term_is_kept_for_a_person():
    reading = TERMS.read("audience", "სტუდენტები და კოსმონავტები")
    assert (reading.codes, reading.unknown) == (("students",), ("კოსმონავტები",))


@pytest.mark.parametrize("kind", ["format", "audience", "theme"])
def test_every_label_is_recognised_as_itself(kind):
    for term in reference().terms:
        if term.kind == kind:
            assert TERMS.read(kind, term.label_ka).codes == (term.code,)
            assert TERMS.read(kind, term.label_en).codes == (term.code,)


def test_every_municipality_is_recognised_by_all_its_names():
    for municipality in reference().municipalities:
        for name in (municipality.name_ka, municipality.name_en, municipality.official_ka):
            assert PLACES.read(name).municipality == municipality
