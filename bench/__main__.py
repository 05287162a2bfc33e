"""`make bench`: build, serve, measure, print."""

import argparse
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.cases import LIST, cases, sign_in
from bench.client import Measure, measure
from bench.servers import build_database, served

SMALL, LARGE = 1_000, 100_000
# As served: the public pages that nobody changed since they were last asked for.
KEPT = ("/events/?per=50", "/")


class Bench:
    """Measures one address on several servers in turn, and keeps each server's quietest round."""

    def __init__(self, seconds: float, rounds: int) -> None:
        self.seconds = seconds
        self.rounds = rounds

    def compare(self, *targets: tuple[int, str, str]) -> list[Measure]:
        """The best of some rounds for each (port, path, cookie).

        Rounds alternate between the targets: whatever else the machine does hits them alike,
        and it only ever slows.
        """
        found: list[list[Measure]] = [[] for _ in targets]
        for _ in range(self.rounds):
            for (port, path, cookie), kept in zip(targets, found, strict=True):
                kept.append(measure(port, path, seconds=self.seconds, cookie=cookie))
        return [
            Measure(
                max(one.rate for one in kept),
                min(one.median_ms for one in kept),
                min(one.p99_ms for one in kept),
                kept[0].size,
            )
            for kept in found
        ]


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
    parser.add_argument("--seconds", type=float, default=1.5, help="length of each measurement")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many counts")
    options = parser.parse_args()
    bench = Bench(options.seconds, options.rounds)
    with tempfile.TemporaryDirectory(prefix="stratcom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        began = time.perf_counter()
        small_file, large_file = (build_database(folder, n) for n in (SMALL, options.events))
        print(f"Databases built in {time.perf_counter() - began:.0f} s.")
        floor_port = stack.enter_context(served("bench.floor:app", large_file, folder))
        small_port = stack.enter_context(served("bench.uncached:app", small_file, folder))
        large_port = stack.enter_context(served("bench.uncached:app", large_file, folder))
        kept_port = stack.enter_context(served("app:app", large_file, folder))
        cookies = {port: sign_in(port) for port in (small_port, large_port)}
        hello, floor = bench.compare((floor_port, "/hello", ""), (floor_port, "/list", ""))
        for said, one in (("bare Flask, hello", hello), ("bare Flask, ORM, 50 rows", floor)):
            print(f"{said:32}{one.rate:9.0f}{one.median_ms:8.1f}{one.p99_ms:8.1f}")
        print(f"\n{'':32}{f'{SMALL:,} events':>25}{f'{options.events:,} events':>25}")
        heads = f"{'req/s':>9}{'median':>8}{'p99 ms':>8}"
        print(f"{'':32}{heads}{heads}{'L/S':>9}{'floor':>8}")
        for case, other in zip(cases(small_port), cases(large_port), strict=True):
            small, large = bench.compare(
                (small_port, case.path, cookies[small_port] if case.signed_in else ""),
                (large_port, other.path, cookies[large_port] if other.signed_in else ""),
            )
            print(line(case.name, small, large, floor), flush=True)
        for path in KEPT:
            (kept,) = bench.compare((kept_port, path, ""))
            shown = f"{kept.rate:9.0f}{kept.median_ms:8.1f}{kept.p99_ms:8.1f}"
            print(f"{f'kept in memory: {path}':57}{shown}{'':9}{kept.rate / floor.rate:8.2f}")
        print(
            "\nL/S: median with the large database over that with the small one.\n"
            f"floor: requests a second over those of bare Flask with ORM; mind '{LIST}'.\n"
            "Every answer is made anew, but for those kept in memory, as people get them."
        )


if __name__ == "__main__":
    main()
