"""A small client: keep-alive connections in processes of their own, bounded in time and count."""

import multiprocessing
import statistics
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection

# As many at once for requests a second; one alone, without a queue, for times.
PROCESSES, CONNECTIONS = 2, 4
MOST_REQUESTS = 20_000
Samples = list[float]


@dataclass(frozen=True)
class Measure:
    """What one address did: requests a second of many at once, times of one alone."""

    rate: float
    median_ms: float
    p99_ms: float
    size: int


def headers_of(cookie: str, htmx: bool) -> dict[str, str]:
    """What a browser that is signed in, and a part of a page, send along."""
    return ({"Cookie": cookie} if cookie else {}) | ({"HX-Request": "true"} if htmx else {})


def fetch(port: int, path: str, cookie: str = "", htmx: bool = False) -> tuple[int, bytes]:
    """One request on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers=headers_of(cookie, htmx))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def measure(
    port: int, path: str, *, seconds: float, cookie: str = "", htmx: bool = False
) -> Measure:
    """Ask for `path` over and over: some seconds by many at once, some by one alone."""
    status, body = fetch(port, path, cookie, htmx)
    if status != 200:
        raise SystemExit(f"{path} answered {status}")
    crowd = _run(PROCESSES, (port, path, seconds, cookie, htmx, CONNECTIONS))
    alone = sorted(_run(1, (port, path, seconds, cookie, htmx, 1)))
    return Measure(
        rate=len(crowd) / seconds,
        median_ms=statistics.median(alone) * 1000,
        p99_ms=alone[min(len(alone) - 1, int(len(alone) * 0.99))] * 1000,
        size=len(body),
    )


def _run(processes: int, job: tuple[int, str, float, str, int]) -> Samples:
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return [one for result in pool.starmap(_drive, [job] * processes) for one in result]


def _drive(
    port: int, path: str, seconds: float, cookie: str, htmx: bool, connections: int
) -> Samples:
    found: list[Samples] = [[] for _ in range(connections)]
    threads = [
        threading.Thread(target=_ask, args=(port, path, seconds, headers_of(cookie, htmx), samples))
        for samples in found
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for samples in found for one in samples]


def _ask(port: int, path: str, seconds: float, headers: dict[str, str], samples: Samples) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    end = time.perf_counter() + seconds
    while len(samples) < MOST_REQUESTS and (began := time.perf_counter()) < end:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        samples.append(time.perf_counter() - began)
    connection.close()
