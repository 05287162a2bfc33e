"""`make bench`: build, serve, measure, print."""

import argparse
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.cases import LIST, cases, sign_in
from bench.client import Measure, measure
from bench.searching import GOALS, searches, sizes
from bench.servers import build_database, served

SMALL, LARGE = 1_000, 100_000
MADE_ANEW = "bench.uncached:app"
# Unchanged public pages come from memory; the second table is what the first request after a
# change costs, and the desk, which is always made anew.
SERVED = {"as served": "app:app", "made anew": MADE_ANEW}
EXPLANATION = f"""
L/S: median with the large database over that with the small one. Made anew, a filter that finds
fewer than 50 events among 1,000 has less to show there, so its ratio says more than the search.
floor: requests a second over those of bare Flask with ORM; mind '{LIST}'."""


class Bench:
    """Measures one address on several servers in turn, and keeps each server's quietest round."""

    def __init__(self, seconds: float, rounds: int) -> None:
        self.seconds = seconds
        self.rounds = rounds

    def compare(self, *targets: tuple[int, str, str], htmx: bool = False) -> list[Measure]:
        """The best of some rounds for each (port, path, cookie).

        Rounds alternate between the targets: whatever else the machine does hits them alike,
        and it only ever slows.
        """
        found: list[list[Measure]] = [[] for _ in targets]
        for _ in range(self.rounds):
            for (port, path, cookie), kept in zip(targets, found, strict=True):
                kept.append(measure(port, path, seconds=self.seconds, cookie=cookie, htmx=htmx))
        return [
            Measure(
                max(one.rate for one in kept),
                min(one.median_ms for one in kept),
                min(one.p99_ms for one in kept),
                kept[0].size,
            )
            for kept in found
        ]

    def table(self, small: int, large: int, floor: Measure, *, everything: bool) -> None:
        """Print one row for each case; the desk only when `everything` is asked for."""
        cookies = {port: sign_in(port) for port in (small, large)} if everything else {}
        for case, other in zip(cases(small), cases(large), strict=True):
            if case.signed_in and not everything:
                continue
            measured = self.compare(
                (small, case.path, cookies[small] if case.signed_in else ""),
                (large, other.path, cookies[large] if other.signed_in else ""),
            )
            print(line(case.name, *measured, floor), flush=True)

    def search(self, port: int) -> None:
        """Print how long the search takes, its pages and suggestions made anew each time."""
        cookie = sign_in(port)
        print(f"\n{'search':40}{'median':>8}{'p99 ms':>8}{'bytes':>8}")
        for case in searches():
            target = (port, case.path, cookie if case.signed_in else "")
            one = self.compare(target, htmx=case.htmx)[0]
            print(f"{case.name:40}{one.median_ms:8.1f}{one.p99_ms:8.1f}{one.size:8}", flush=True)


def heading(title: str, events: int) -> str:
    """The head of a table."""
    heads = f"{'req/s':>9}{'median':>8}{'p99 ms':>8}"
    sizes = f"{f'{SMALL:,} events':>25}{f'{events:,} events':>25}"
    return f"\n{title:32}{sizes}\n{'':32}{heads}{heads}{'L/S':>9}{'floor':>8}"


def line(name: str, small: Measure, large: Measure, floor: Measure) -> str:
    """One row of the table."""
    shown = "".join(
        f"{one.rate:9.0f}{one.median_ms:8.1f}{one.p99_ms:8.1f}" for one in (small, large)
    )
    return f"{name:32}{shown}{large.median_ms / small.median_ms:9.2f}{large.rate / floor.rate:8.2f}"


def main() -> None:
    """Measure everything and print the table as it grows."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--events", type=int, default=LARGE, help="size of the large database")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of each measurement")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many counts")
    options = parser.parse_args()
    bench = Bench(options.seconds, options.rounds)
    with tempfile.TemporaryDirectory(prefix="stratcom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        began = time.perf_counter()
        small_file, large_file = (build_database(folder, n) for n in (SMALL, options.events))
        print(f"Databases built in {time.perf_counter() - began:.0f} s.")
        floor_port = stack.enter_context(served("bench.floor:app", large_file, folder))
        hello, floor = bench.compare((floor_port, "/hello", ""), (floor_port, "/list", ""))
        for said, one in (("bare Flask, hello", hello), ("bare Flask, ORM, 50 rows", floor)):
            print(f"{said:32}{one.rate:9.0f}{one.median_ms:8.1f}{one.p99_ms:8.1f}")
        for title, target in SERVED.items():
            ports = [
                stack.enter_context(served(target, file, folder))
                for file in (small_file, large_file)
            ]
            print(heading(title, options.events))
            bench.table(ports[0], ports[1], floor, everything=target == MADE_ANEW)
        bench.search(ports[1])
        index, text = sizes(large_file)
        print(f"index {index:,} bytes, {index / text:.2f} of the text it holds; {GOALS}")
        print(EXPLANATION)


if __name__ == "__main__":
    main()
