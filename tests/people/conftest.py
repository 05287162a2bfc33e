"""People made by services, as tests want them."""

from collections.abc import Callable

import pytest
from flask import Flask

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_or_add
from stratcom.people.models import Person, Post
from stratcom.people.services.posts import add_post
from stratcom.people.services.records import create_person


@pytest.fixture
def new_person(app: Flask) -> Callable[..., Person]:
    """Add a person of that Georgian name and commit."""

    def make(first: str = "ნინო", last: str = "ბერიძე", **values: object) -> Person:
        names = {"first_name_ka": first, "last_name_ka": last}
        person = create_person(names | values, actor=Machine())
        db.session.commit()
        return person

    return make


@pytest.fixture
def body(app: Flask) -> Callable[..., Organisation]:
    """The organisation of that name."""

    def find(name: str = "საცდელი სამინისტრო") -> Organisation:
        found = find_or_add(name, actor=Machine())
        db.session.commit()
        return found

    return find


@pytest.fixture
def new_post(body: Callable[..., Organisation]) -> Callable[..., Post]:
    """Give the person a post and commit."""

    def make(person: Person, at: str = "საცდელი სამინისტრო", **values: object) -> Post:
        post = add_post(person, body(at), values, actor=Machine())
        db.session.commit()
        return post

    return make
