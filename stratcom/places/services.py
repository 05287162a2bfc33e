"""Loading the official list of places."""

import csv
from pathlib import Path

import sqlalchemy as sa

from stratcom.db import db
from stratcom.places.models import Municipality, Region

DATA = Path(__file__).parent / "data"


def seed_places() -> None:
    """Bring the tables of places in line with the official list; running it again is safe."""
    regions = {one.code: one for one in db.session.scalars(sa.select(Region))}
    for position, row in enumerate(_rows("regions.csv")):
        region = regions.get(row["code"]) or Region(code=row["code"])
        region.name_ka, region.name_en = row["name_ka"], row["name_en"]
        region.occupied, region.position = row["occupied"] == "1", position
        db.session.add(region)
        regions[row["code"]] = region
    db.session.flush()
    known = {one.code: one for one in db.session.scalars(sa.select(Municipality))}
    for row in _rows("municipalities.csv"):
        place = known.get(row["code"]) or Municipality(code=row["code"])
        _fill(place, row, regions[row["region"]].id)
        db.session.add(place)
    db.session.flush()


def _fill(place: Municipality, row: dict[str, str], region_id: int) -> None:
    place.region_id = region_id
    place.name_ka, place.name_en = row["name_ka"], row["name_en"]
    place.other_name_en, place.official_ka = row["other_name_en"], row["official_ka"]
    place.self_governing_city = row["self_governing_city"] == "1"
    place.occupied, place.official = row["occupied"] == "1", row["official"] == "1"
    place.latitude = float(row["lat"]) if row["lat"] else None
    place.longitude = float(row["lon"]) if row["lon"] else None
    place.tile_column = int(row["tile_column"]) if row["tile_column"] else None
    place.tile_row = int(row["tile_row"]) if row["tile_row"] else None


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
