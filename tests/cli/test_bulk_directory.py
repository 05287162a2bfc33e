"""Made-up organisations and people are filed like real ones."""

import sqlalchemy as sa
from flask import Flask

from stratcom.db import db
from stratcom.demo.bulk_directory import load_organisations, load_people
from stratcom.partners import queries
from stratcom.partners.indexing import file_organisation
from stratcom.partners.models import Organisation, OrganisationKey, OrganisationWord
from stratcom.people.indexing import file_person
from stratcom.people.models import Person, PersonKey, PersonWord, Post


def index_of(word, key, owner):
    return [
        {tuple(row) for row in db.session.execute(sa.select(*columns))}
        for columns in ((word.word, owner(word)), (key.key, owner(key)))
    ]


def test_made_up_organisations_are_found_by_their_names(app: Flask) -> None:
    assert sum(load_organisations(60, seed=7)) == 60
    found = db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).all()
    assert len({one.name_ka for one in found}) > 50
    for one in found[:5]:
        assert one.id in db.session.scalars(queries.matching(one.name_ka)).all()


def test_rows_of_the_index_are_those_of_the_services(app: Flask) -> None:
    sum(load_organisations(40, seed=3))
    sum(load_people(40, seed=3))
    filed = index_of(OrganisationWord, OrganisationKey, lambda model: model.organisation_id)
    for one in db.session.scalars(sa.select(Organisation)).all():
        file_organisation(one)
    assert filed == index_of(OrganisationWord, OrganisationKey, lambda model: model.organisation_id)
    filed = index_of(PersonWord, PersonKey, lambda model: model.person_id)
    for person in db.session.scalars(sa.select(Person)).all():
        file_person(person)
    assert filed == index_of(PersonWord, PersonKey, lambda model: model.person_id)
    assert db.session.scalar(sa.select(sa.func.count(Post.id))) == 40


def test_the_command_says_what_it_needs(app: Flask) -> None:
    app.config["DEVELOPMENT"] = True
    try:
        run = app.test_cli_runner().invoke
        assert run(args=["seed-load"]).exit_code == 2
        done = run(args=["seed-load", "--organisations", "5", "--people", "6"])
    finally:
        app.config["DEVELOPMENT"] = False
    assert "Added 5 organisations" in done.output
    assert "Added 6 people" in done.output
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 6
