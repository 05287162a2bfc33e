"""People are found by either spelling, by any form of the name, while one types."""

import pytest
import sqlalchemy as sa

from stratcom.db import db
from stratcom.people import queries
from stratcom.people.likeness import likeness_keys, words_of_person
from stratcom.people.queries import Wanted
from stratcom.places.models import Region


@pytest.fixture
def people(new_person):
    new_person("ლევან", "ბერიძე", languages=["en"])
    new_person("დავით", "აღმაშენებელი", first_name_en="David", last_name_en="the Builder")
    new_person("ქეთევან", "მაისურაშვილი", speaker=True, themes=["security"], languages=["ka"])
    new_person("ჟან-კლოდ", "დე ლა კრუა", first_name_en="Jean-Claude", last_name_en="de la Croix")


def named(**wanted):
    found = db.session.scalars(queries.people(Wanted(**wanted)))
    return [one.last_name_ka for one in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ბერ", ["ბერიძე"]),
        ("ბერიძის", ["ბერიძე"]),
        ("ლევანმა ბერიძემ", ["ბერიძე"]),
        ("ბერიძე ლევან", ["ბერიძე"]),
        ("beridze", ["ბერიძე"]),
        ("Leva", ["ბერიძე"]),
        ("ლევა", ["ბერიძე"]),
        ("აღმაშენებელს", ["აღმაშენებელი"]),
        ("David", ["აღმაშენებელი"]),
        ("დავითის", ["აღმაშენებელი"]),
        ("builder", ["აღმაშენებელი"]),
        ("მაისურაშვილთან", ["მაისურაშვილი"]),
        ("ᲛᲐᲘᲡᲣᲠᲐ", ["მაისურაშვილი"]),
        ("ქეთევანისთვის", ["მაისურაშვილი"]),
        ("კლოდ", ["დე ლა კრუა"]),
        ("croix jean", ["დე ლა კრუა"]),
        ("ბერიძე ქეთევან", []),
        ("ჟჟჟ", []),
        ("%", ["აღმაშენებელი", "ბერიძე", "დე ლა კრუა", "მაისურაშვილი"]),
        ("", ["აღმაშენებელი", "ბერიძე", "დე ლა კრუა", "მაისურაშვილი"]),
    ],
)
def test_names_are_found_while_typing_and_in_every_form(people, typed, found):
    assert named(words=typed) == found


def test_filters_narrow_together(people, new_person, new_post, body):
    posted = db.session.scalars(queries.people(Wanted(words="ბერიძე"))).one()
    new_post(posted, "საცდელი სამინისტრო")
    assert named(in_post=True) == ["ბერიძე"]
    assert named(in_post=False) == ["აღმაშენებელი", "დე ლა კრუა", "მაისურაშვილი"]
    assert named(organisation_id=body().id) == ["ბერიძე"]
    assert named(speakers=True) == ["მაისურაშვილი"]
    assert named(theme="security") == ["მაისურაშვილი"]
    assert named(language="en") == ["ბერიძე"]
    assert named(language="en", theme="security") == []
    region = db.session.scalars(sa.select(Region)).first()
    body().region_id = region.id
    db.session.commit()
    assert named(region_id=region.id) == ["ბერიძე"]


def test_the_likeness_of_two_spellings_of_one_name():
    georgian = likeness_keys("ქეთევან მაისურაძე")
    assert georgian == ["name:ketevan maisuraze"]
    assert likeness_keys("", "Maisuradze Ketevan") == georgian
    assert likeness_keys("წერეთელი აკაკი") == likeness_keys("", "Ak'ak'i Ts’ereteli")
    assert likeness_keys("აკაკი") == []
    keys = likeness_keys("ა ბ", email=" X@Y.ge ", phone="0 (599) 11-22-33")
    assert keys == ["mail:x@y.ge", "name:a b", "phone:599112233"]
    assert likeness_keys("", phone="112") == []


def test_words_of_a_name_are_whole_stemmed_and_in_latin_letters():
    assert words_of_person(["ლევან"]) == ["ლევან", "ლევნ", "levan"]
    assert words_of_person(["", ""]) == []
    assert len(words_of_person([" ".join(f"სიტყვა{n}" for n in range(99))])) == 40


@pytest.mark.parametrize("wanted", [{}, {"words": "ბერ"}, {"speakers": True}])
def test_lists_are_walked_by_an_index(app, wanted):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    found = queries.people(Wanted(**wanted)).limit(26)
    sql = found.compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {sql}"))]
    assert [line for line in plan if line.startswith("SCAN person")] == []
