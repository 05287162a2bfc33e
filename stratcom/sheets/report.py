"""The import report: one line for each row of each sheet."""

from collections.abc import Mapping
from typing import Final

from stratcom.sheets.events import SheetRow
from stratcom.sheets.reference import Reference

COLUMNS: Final = (
    "sheet", "row", "action", "error_code", "duplicate_of_row", "event_id", "date_start",
    "date_end", "title_ka", "format", "organiser_ka", "partners", "region_en", "municipality_en",
    "municipality_ka", "settlement_ka", "venue_ka", "audience", "theme", "online", "participants",
    "participants_approx", "donor", "source_url", "note",
)  # fmt: skip
"""The columns of the report."""


class Reporter:
    """Writes rows of sheets as lines of the report."""

    def __init__(self, reference: Reference) -> None:
        self._municipalities = {each.code: each for each in reference.municipalities}
        self._regions = {each.code: each for each in reference.regions}

    def line(self, row: SheetRow) -> Mapping[str, str]:
        """Return the line of a row, every column present."""
        line = dict.fromkeys(COLUMNS, "")
        line.update(sheet=row.sheet, row=str(row.number), action=row.action)
        line["note"] = "; ".join(
            f"{note.code}: {note.text}" if note.text else note.code for note in row.notes
        )
        if row.action == "skip":
            return line
        values = row.values
        municipality = self._municipalities.get(values.municipality or "")
        region = self._regions.get(values.region or "")
        approximate = values.participants_approximate
        line.update(
            error_code=row.error_code,
            duplicate_of_row=str(row.duplicate_of or ""),
            event_id=values.id,
            date_start=values.date_start.isoformat() if values.date_start else "",
            date_end=values.date_end.isoformat() if values.date_end else "",
            title_ka=values.title,
            format=values.format or "",
            organiser_ka="; ".join(values.organisers),
            partners=";".join(values.partners),
            region_en=region.name_en.removeprefix("Autonomous Republic of ") if region else "",
            municipality_en=municipality.name_en if municipality else "",
            municipality_ka=municipality.name_ka if municipality else "",
            settlement_ka=values.settlement,
            venue_ka=values.venue,
            audience=";".join(values.audience),
            theme=";".join(values.theme),
            online={True: "yes", False: "no", None: ""}[values.online],
            participants="" if values.participants is None else str(values.participants),
            participants_approx=""
            if values.participants is None
            else "yes"
            if approximate
            else "no",
            donor=";".join(values.donors),
            source_url=" ".join(values.source_urls),
        )
        return line
