"""The reference data of the project as the sheets package takes it."""

import csv
from functools import cache
from pathlib import Path

from stratcom.sheets.reference import Municipality, Reference, Region, Term

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of the test data."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reference() -> Reference:
    """Return the regions, municipalities and terms of the project."""
    return Reference(
        regions=tuple(
            Region(row["code"], row["name_ka"], row["name_en"]) for row in rows("regions.csv")
        ),
        municipalities=tuple(
            Municipality(
                code=row["municipality_en"].lower(),
                region=row["region_iso"],
                name_ka=row["municipality_ka"],
                name_en=row["municipality_en"],
                official_ka=row["municipality_official_ka"],
                occupied=row["occupied"] == "1",
            )
            for row in rows("municipalities_official.csv")
        ),
        terms=tuple(
            Term(row["list"], row["code"], row["label_ka"], row["label_en"])  # type: ignore[arg-type]
            for row in rows("real_events_vocab.csv")
            if row["list"] in ("format", "audience", "theme")
        ),
    )
