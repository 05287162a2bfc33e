import pytest

from stratcom.sheets.fields import FIELDS
from stratcom.sheets.headers import match_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("№", "number"),
        ("ღონისძიების დასახელება", "title"),
        ("ᲗᲐᲠᲘᲦᲘ", "date"),
        ("თარიღი (დღე/თვე/წელი)", "date"),
        ("დასრულების თარიღი", "date_end"),
        ("მონაწ. რაოდ.", "participants"),
        ("მონაწილეთა რ-ბა", "participants"),
        ("No. of participants", "participants"),
        ("მათ შორის: ქალი", "participants_women"),
        ("მონაწილეთა რაოდენობა (მათ შორის ქალი)", "participants"),
        ("მუნიც.", "municipality"),
        ("რ-ნი", "municipality"),
        ("ორგ.", "organiser"),
        ("პარტ. ორგ.", "partners"),
        ("თარიღი / Date", "date"),
        ("EVENT TITLE", "title"),
        ("Event name (English)", "title_en"),
        ("RonisZiebis dasaxeleba", "title"),
        ("tarighi", "date"),
        ("samizne auditoria", "audience"),
        ("ღონის-\nძიება", "title"),
        ("ღონისძების დასახელება", "title"),
        ("მონაწილეთა რაოდენბა", "participants"),
        ("მუნიცპალიტეტი", "municipality"),
        ("სამიზნე აუდიტოირა", "audience"),
        ("პარტნიორი ორგანიზაცები", "partners"),
        ("Municpality", "municipality"),
        ("ბიუჯეტი", None),
        ("ბიუჯეტიი", None),
        ("განათლება", None),
        ("", None),
    ],
)
def test_headers_are_recognised_however_written(header, field):
    assert match_header(header)[0] == field


@pytest.mark.parametrize("field", FIELDS)
def test_the_name_of_a_field_is_its_own_header(field):
    assert match_header(field) == (field, 1.0)
