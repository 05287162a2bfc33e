"""A served app with the demonstration in it, and a real Chromium that minds every complaint."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from stratcom.config import DEVELOPMENT_SECRET, ROOT, settings
from stratcom.db import db
from stratcom.demo.accounts import PASSWORD
from stratcom.factory import create_app
from stratcom.places.services import seed_places
from stratcom.vocabularies.services import seed_terms
from tests.site import Site, build_site, find_site

HERE = Path(__file__).parent
KNOWN_AS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PATIENCE_MS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here, so that the quick runs leave it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Served:
    """Where the app answers, and what stands in its database."""

    address: str
    app: Flask
    site: Site
    signed_in: dict[tuple[str, str], Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app behind its real server, on a database of its own."""
    folder = tmp_path_factory.mktemp("served")
    database, media = f"sqlite:///{folder / 'served.sqlite3'}", str(folder / "media")
    made = settings(
        secret=DEVELOPMENT_SECRET, database_url=database, media_dir=media, development=True
    )
    app = create_app(made | {"TESTING": True})
    with app.app_context():
        upgrade()
        seed_places()
        seed_terms()
        build_site(ROOT / "tests")
        db.session.commit()
        site = find_site()
        db.session.remove()
        db.engine.dispose()
    with _serving(folder, database, media) as address:
        yield Served(address, app, site)


@contextmanager
def _serving(folder: Path, database: str, media: str) -> Iterator[str]:
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "STRATCOM_ENV": "development",
        "STRATCOM_DATABASE_URL": database,
        "STRATCOM_MEDIA_DIR": media,
        "STRATCOM_BASE_URL": address,
        "PYTHONUTF8": "1",
    }
    granian = str(Path(sys.executable).with_name("granian"))
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    options += ["--workers", "1", "--blocking-threads", "1"]
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [granian, *options, "app:app"], cwd=ROOT, env=env, stdout=out, stderr=out
        )
        try:
            _wait_for(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _chromium_path() -> str:
    named = os.environ.get("STRATCOM_CHROMIUM", "")
    found = next((path for one in (named, *KNOWN_AS) if one and (path := shutil.which(one))), "")
    if not found:
        said = "NO CHROMIUM: the browser tests did not run. Install it or set STRATCOM_CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed browser; none is ever downloaded."""
    path = _chromium_path()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield launched
        launched.close()


class Visitor:
    """One person's browser window; any complaint of the console or the network is a fault."""

    def __init__(self, served: Served, context: BrowserContext) -> None:
        self.served = served
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("requestfailed", self._miss)

    def _hear(self, message: Any) -> None:
        if message.type not in {"error", "warning"}:
            return
        # A refused form is an answer like any other; Chromium still calls it an error.
        refused = any(f"status of {status}" in message.text for status in self.expected)
        if not refused:
            self.complaints.append(f"{message.type}: {message.text} ({self.page.url})")

    def _miss(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def go(self, path: str) -> Any:
        """Open a page of the app and give back the answer."""
        return self.page.goto(self.served.address + path, wait_until="load")

    def expect(self, *statuses: int) -> None:
        """Answers with these statuses are part of the test."""
        self.expected.update(statuses)

    def sign_in(self, login: str) -> None:
        """By the form, as people do."""
        self.go("/account/sign-in")
        self.page.fill("#login", login)
        self.page.fill("#password", PASSWORD)
        self.page.click("main button")
        self.page.wait_for_url("**/desk/")


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(served: Served, chromium: Browser) -> Iterator[Visit]:
    """Open a window: signed in as `login`, in a language, with or without scripts."""
    opened: list[Visitor] = []

    def make(login: str = "", *, language: str = "ka", scripts: bool = True, **options: Any):
        state = _signed_in(served, chromium, login, language) if login else None
        context = chromium.new_context(
            java_script_enabled=scripts,
            storage_state=state,
            viewport={"width": options.pop("width", 1280), "height": 900},
            color_scheme=options.pop("scheme", "light"),
            **options,
        )
        visitor = Visitor(served, context)
        opened.append(visitor)
        return visitor

    yield make
    for visitor in opened:
        visitor.context.close()
    assert [one for visitor in opened for one in visitor.complaints] == []


def _signed_in(served: Served, chromium: Browser, login: str, language: str) -> Any:
    """Cookies of a person, asked for once; each language has a session of its own."""
    key = (login, language)
    if key not in served.signed_in:
        with served.app.app_context():
            user = served.site.user(login)
            user.language = language
            db.session.commit()
            db.engine.dispose()
        context = chromium.new_context()
        Visitor(served, context).sign_in(login)
        served.signed_in[key] = context.storage_state()
        context.close()
    return served.signed_in[key]
