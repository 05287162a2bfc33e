"""A real database for each test, and a browser that behaves like one."""

import os
from collections.abc import Callable, Iterator
from contextvars import Context
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask_migrate import upgrade

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.accounts.services.passwords import hasher
from stratcom.accounts.services.sessions import open_session
from stratcom.audit.services import Machine
from stratcom.config import settings
from stratcom.db import db
from stratcom.factory import create_app
from stratcom.partners.services import find_or_add
from stratcom.places.services import seed_places
from stratcom.vocabularies.services import seed_terms
from tests.site import Site, build_site, find_site
from tests.stores import PostgresStore, Store

# A busy machine must not fail a test for being slow.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

POSTGRES = os.environ.get("STRATCOM_TEST_DATABASE") == "postgresql"
PASSWORD = "საიდუმლო-პაროლი-1"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://localhost/desk/"}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("database")
    return PostgresStore(folder) if POSTGRES else Store(folder)


@pytest.fixture(scope="session")
def whole_app(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app on a migrated and seeded database."""
    made = settings(
        secret="test-secret-that-is-long-enough-for-anyone",
        database_url=store.url,
        media_dir=str(tmp_path_factory.mktemp("media")),
    )
    app = create_app(made | {"TESTING": True, "PUBLIC_CACHE": False})
    with app.app_context():
        upgrade()
        seed_places()
        seed_terms()
        db.session.commit()
        db.engine.dispose()
    store.keep_template()
    return app


@pytest.fixture
def app(whole_app: Flask, store: Store, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app with a database of this test's own, inside an app context."""
    whole = "site" in request.fixturenames and "site" in store.kept
    with whole_app.app_context():
        db.engine.dispose()
        store.renew("site" if whole else "template")
        yield whole_app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def site(app: Flask, store: Store) -> Site:
    """The app with everything of the demonstration in it, and more where that has nothing."""
    if "site" in store.kept:
        return find_site()
    build_site(Path(__file__).parent)
    db.session.commit()
    found = find_site()
    db.session.remove()
    db.engine.dispose()
    store.keep_template("site")
    return found


class Answer:
    """What came back, read as HTML."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers = response.headers
        # The test client takes any text in a header; a real server takes Latin-1 alone.
        assert str(self.headers).isascii()
        self.data: bytes = response.get_data()
        response.close()
        self.text = self.data.decode("utf-8", "replace")
        self._html: BeautifulSoup | None = None

    @property
    def html(self) -> BeautifulSoup:
        if self._html is None:
            self._html = BeautifulSoup(self.text, "html.parser")
        return self._html

    @property
    def location(self) -> str | None:
        return self.headers.get("Location") or self.headers.get("HX-Redirect")

    def texts(self, selector: str) -> list[str]:
        return [" ".join(one.get_text().split()) for one in self.html.select(selector)]


class Browser:
    """Test client that signs in, carries the CSRF token and parses answers.

    Each call runs in an empty context: a request then gets a `g` and a database
    session of its own, as in production, so a forgotten commit shows.
    """

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.token = bytes(range(32)).hex()

    def sign_in(self, user: User) -> "Browser":
        token = open_session(user, address="127.0.0.1", agent="test")
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session["csrf"] = self.token
        return self

    def get(self, path: str, *, htmx: bool = False, **options: Any) -> Answer:
        return self._send("GET", path, htmx=htmx, **options)

    def post(
        self,
        path: str,
        data: Any = None,
        *,
        htmx: bool = False,
        with_token: bool = True,
        **options: Any,
    ) -> Answer:
        # An unmasked token is one under a mask of zeros.
        from base64 import urlsafe_b64encode

        token = urlsafe_b64encode(bytes(32) + bytes.fromhex(self.token)).decode()
        fields = dict(data or {})
        if with_token:
            fields["csrf_token"] = token
        return self._send("POST", path, htmx=htmx, data=fields, **options)

    def _send(self, method: str, path: str, *, htmx: bool, **options: Any) -> Answer:
        headers = (HTMX if htmx else {}) | options.pop("headers", {})
        # Buffered: an answer that streams does so inside its own context too.
        options |= {"method": method, "headers": headers, "buffered": True}
        call = partial(self.client.open, path, **options)
        # What the test has read so far must not keep the request from writing.
        db.session.rollback()
        answer = Answer(Context().run(call))
        db.session.expire_all()
        db.session.rollback()
        return answer


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def new_browser(app: Flask) -> Callable[[], Browser]:
    return partial(Browser, app)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hasher.hash(PASSWORD)


@pytest.fixture
def make_user(app: Flask, password_hash: str) -> Callable[..., User]:
    """Add a person; `organisation` is a Georgian name, added when new."""
    count = 0

    def make(role: Role = Role.EDITOR, *, organisation: str | None = None, **values: Any) -> User:
        nonlocal count
        count += 1
        body = find_or_add(organisation, actor=Machine()) if organisation else None
        user = User(
            login=values.pop("login", f"{role}-{count}"),
            name=values.pop("name", "ნინო"),
            role=role,
            organisation_id=body.id if body else None,
            password_hash=password_hash,
            **values,
        )
        db.session.add(user)
        db.session.commit()
        return user

    return make
