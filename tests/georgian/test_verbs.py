import pytest

from stratcom.georgian import verbs
from tests.georgian.evaluation import table


def test_every_verb_of_the_table_is_read_once() -> None:
    masdars = [verb.masdar for verb in verbs.table()]
    assert len(masdars) >= 120
    assert len(set(masdars)) == len(masdars)
    assert [masdar for masdar in masdars if masdar not in verbs.masdars(masdar)] == []


@pytest.mark.parametrize(
    ("form", "masdars"),
    [
        ("ჩავატარებდით", ("ჩატარება",)),
        ("გაგვაცნო", ("გაცნობა",)),
        ("წარუდგინა", ("წარდგენა",)),
        ("განიხილავს", ("განხილვა",)),
        ("ხილავს", ()),
        ("უერთდება", ("შეერთება", "მიერთება")),
        ("ამბობდნენ", ("თქმა",)),
        ("გეგმა", ()),
        ("ქალაქი", ()),
    ],
)
def test_a_finite_form_has_its_masdars(form: str, masdars: tuple[str, ...]) -> None:
    assert verbs.masdars(form) == masdars


def test_participles_are_built_from_the_table() -> None:
    found = verbs.participles()
    assert found["დაგეგმილი"] == found["დასაგეგმი"] == "დაგეგმვა"
    assert found["ჩასატარებელი"] == found["ჩატარებული"] == "ჩატარება"
    assert found["მიწვეული"] == "მიწვევა"
    assert "მიღებული" not in found


def test_nouns_of_the_evaluation_are_no_verbs() -> None:
    forms = [row[2] for row in table("georgian_forms.tsv")]
    assert {form for form in forms if verbs.masdars(form)} <= {
        row[0] for row in table("georgian_verbs.tsv")
    }
