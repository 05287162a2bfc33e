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
        ("theme", "ღრმა და ყოვლისმომცველი თავისუფალი სავაჭრო სივრცე", ("dcfta",)),
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


LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"


def _one_letter_wrong(name):
    """Every way of typing `name` with one letter lost, added, changed or swapped."""
    found = set()
    for at in range(len(name) + 1):
        start, end = name[:at], name[at:]
        found |= {start + letter + end for letter in LETTERS}
        found |= {start + letter + end[1:] for letter in LETTERS if end}
        found |= {start + end[1:], start + end[1:2] + end[:1] + end[2:]}
    return found - {name}


def test_a_wrong_letter_is_put_right_or_asked_about_but_never_guessed():
    places = reference().municipalities
    names = {place.name_ka for place in places}
    right = asked = 0
    for place in places:
        for typed in sorted(_one_letter_wrong(place.name_ka) - names)[::5]:
            reading = PLACES.read(typed)
            assert reading.municipality in (place, None), (place.name_ka, typed)
            right += reading.municipality is place
            asked += reading.municipality is None
    assert right / (right + asked) >= 0.9


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ტელავში", "Telavi"),
        ("ზუგდიბის მუნიციპალიტეტი", "Zugdidi"),
        ("ქ. ფოტი", "Poti"),
        ("Ozurgetji", "Ozurgeti"),
        ("akhaltsikee", "Akhaltsikhe"),
    ],
)
def test_a_wrong_letter_in_a_form_of_the_name_is_put_right_with_a_note(text, name):
    reading = PLACES.read(text)
    assert reading.municipality is not None
    assert reading.municipality.name_en == name
    assert reading.notes == ("typo_in_municipality",)


@pytest.mark.parametrize("text", ["ხობნი", "გონი", "qkareli"])
def test_what_could_be_two_places_is_asked(text):
    reading = PLACES.read(text)
    assert (reading.municipality, reading.known) == (None, False)
