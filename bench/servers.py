"""Databases of a given size, and granian on each of them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = "2"
SECRET = "a secret for the benchmark alone, never for anything else"
READY_SECONDS = 60


def environment(database: Path, folder: Path) -> dict[str, str]:
    """The app's settings for one database, as in production."""
    return os.environ | {
        "STRATCOM_ENV": "production",
        "STRATCOM_SECRET_KEY": SECRET,
        "STRATCOM_DATABASE_URL": f"sqlite:///{database}",
        "STRATCOM_MEDIA_DIR": str(folder / "media"),
        "PYTHONPATH": str(ROOT),
    }


def build_database(folder: Path, events: int) -> Path:
    """A database with the demo data, so many events on top and a fifth as many other records."""
    database = folder / f"events-{events}.sqlite3"
    flask = (str(BIN / "flask"), "--app", "app")
    others = str(events // 10)
    for command in (
        ("db", "upgrade"),
        ("seed-demo", "--yes-really"),
        ("seed-load", "--yes-really", "--organisations", others, "--people", others),
        ("seed-load", "--yes-really", "--events", str(events)),
    ):
        subprocess.run(
            [*flask, *command],
            cwd=ROOT,
            env=environment(database, folder),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return database


@contextmanager
def served(target: str, database: Path, folder: Path) -> Iterator[int]:
    """Serve `target` on a free port of this machine; yield the port."""
    port = _free_port()
    command = [str(BIN / "granian"), "--interface", "wsgi", "--port", str(port), "--no-ws"]
    command += ["--workers", WORKERS, "--blocking-threads", "1", "--log-level", "error", target]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(database, folder))
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/hello")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")
