"""What codes mean, in the reader's language."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stratcom.events.values import FIELDS
from stratcom.i18n import current_language
from stratcom.imports.enums import ImportKind, RowAction

FILE_PROBLEMS: dict[str, Any] = {
    "empty": _l("The file is empty."),
    "too_large": _l("The file is larger than 32 MB."),
    "too_many_rows": _l("The file has more than 100,000 rows."),
    "suspicious": _l("The file unpacks to far more than a table would. It was not opened."),
    "encrypted": _l("The file is protected by a password. Save it without one."),
    "old_excel": _l("This is the old Excel format (XLS). Save it as XLSX."),
    "unsupported": _l("This is no table. XLSX, CSV, ICS and VCF files can be read."),
    "damaged": _l("The file is damaged. Open it in Excel and save it again."),
    "not_a_table": _l("No table was found in the file."),
    "missing": _l("Choose a file."),
    "no_directory": _l(
        "No column with names was found. Say in the first row what the columns hold: "
        "“Name” for organisations, “First name” and “Family name” for people."
    ),
    "cards": _l("These are cards of people or organisations, not events."),
    "not_allowed": _l("You may not bring in such a file."),
}
ERRORS: dict[str, Any] = {
    "missing_title": _l("The title is missing."),
    "missing_date": _l("The date is missing."),
    "invalid_date": _l("There is no such date."),
    "end_before_start": _l("The event ends before it begins."),
    "unknown_municipality": _l("The municipality was not recognised."),
    "inconsistent": _l("The values do not fit together."),
    "not_found": _l("There is no event with this identifier."),
    "not_allowed": _l("You may not change this event."),
    "archived": _l("The event is in the archive."),
    "repeated_id": _l("The identifier stands in the file twice."),
    "stale": _l("Somebody changed the event since the preview. Import the file again."),
    "stale_record": _l("Somebody changed the record since the preview. Import the file again."),
    "closed": _l("The record is in the archive or was merged into another."),
    "refused": _l("It could not be saved."),
}
NOTES: dict[str, Any] = {
    "blank_row": _l("Empty row"),
    "title_row": _l("Above the header"),
    "header_row": _l("Names of the columns"),
    "section_row": _l("Heading of a section"),
    "totals_row": _l("Sums"),
    "notes_row": _l("Remark about the table"),
    "continuation_row": _l("Continues the row above"),
    "no_header": _l("No header was found in this sheet"),
    "hidden_sheet": _l("The sheet is hidden and was not read"),
    "encoding_guessed": _l("The encoding of the file was guessed"),
    "several_dates": _l("Several dates were read as one period"),
    "month_first": _l("Read as month, day, year"),
    "ambiguous_date": _l("Read as day, month, year; check it"),
    "year_from_context": _l("The year was taken from the rest of the sheet"),
    "part_of_period": _l("Only a part of the month or quarter is meant"),
    "vague": _l("The date is not certain"),
    "words_ignored": _l("Some words of the date were not understood"),
    "season": _l("A season is no date"),
    "no_year": _l("The year is missing"),
    "no_month": _l("The month is missing"),
    "year_only": _l("Only a year is given"),
    "unreadable": _l("The date was not understood"),
    "end_unreadable": _l("The end date was not understood"),
    "time_unreadable": _l("The time was not understood"),
    "dates_as_typed": _l("Dates as typed"),
    "unknown_region": _l("The region was not recognised"),
    "region_differs": _l("The municipality lies in another region"),
    "typo_in_municipality": _l("The name of the municipality was corrected"),
    "several_municipalities": _l("More than one municipality is named"),
    "region_as_municipality": _l("A region stands in place of the municipality"),
    "whole_country": _l("The whole country is meant"),
    "online_place": _l("The place is online"),
    "occupied_place": _l("A place in the occupied territories"),
    "district_of_tbilisi": _l("A district of Tbilisi"),
    "unknown_municipality": _l("As typed"),
    "unknown_format": _l("Unknown format"),
    "unknown_audience": _l("Unknown audience"),
    "unknown_theme": _l("Unknown theme"),
    "unreadable_participants": _l("The number of participants was not understood"),
    "unreadable_online": _l("Online: neither yes nor no"),
    "english_title_only": _l("The title is not in Georgian"),
    "duplicate_in_sheet": _l("Repeats a row of the file"),
    "inconsistent": _l("Check"),
    "same_code": _l("The same identification code"),
    "same_mail": _l("The same e-mail"),
    "same_name": _l("The same name"),
    "like_name": _l("A similar name"),
    "row_like_name": _l("A similar name as in row"),
    "row_same_code": _l("The same identification code as in row"),
    "row_same_mail": _l("The same e-mail as in row"),
    "row_same_name": _l("The same name as in row"),
    "unknown_word": _l("Not in the list"),
    "unread_cell": _l("Not understood and left as it is"),
    "no_organisation": _l("No organisation is named, so this was left out"),
    "refused": _l("Reason"),
}
NEW_LABELS: dict[ImportKind, Any] = {
    ImportKind.EVENTS: _l("New event"),
    ImportKind.ORGANISATIONS: _l("New organisation"),
    ImportKind.PEOPLE: _l("New person"),
}
KIND_LABELS: dict[ImportKind, Any] = {
    ImportKind.EVENTS: _l("Events"),
    ImportKind.ORGANISATIONS: _l("Organisations"),
    ImportKind.PEOPLE: _l("People"),
}
# Looks of the kinds of rows.
BADGES = {
    RowAction.IMPORT: "ok",
    RowAction.UPDATE: "held",
    RowAction.CONFLICT: "late",
    RowAction.DUPLICATE: "wait",
    RowAction.ERROR: "late",
}
COLUMN_FIELDS: dict[str, Any] = {
    "title": _l("Title"),
    "title_ka": _l("Title in Georgian"),
    "title_en": _l("Title in English"),
    "date": _l("Date or first day"),
    "date_end": _l("Last day"),
    "date_day": _l("Day of the month"),
    "date_month": _l("Month"),
    "date_quarter": _l("Quarter"),
    "date_year": _l("Year"),
    "time": _l("Start time"),
    "time_end": _l("End time"),
    "place": _l("Place in free words"),
    "region": _l("Region"),
    "municipality": _l("Municipality"),
    "settlement": _l("Town or village"),
    "venue": _l("Venue"),
    "format": _l("Format"),
    "organiser": _l("Organisers"),
    "partners": _l("Partners"),
    "donor": _l("Donors"),
    "audience": _l("Audiences"),
    "theme": _l("Themes"),
    "participants": _l("Participants"),
    "participants_women": _l("Participants: women"),
    "participants_men": _l("Participants: men"),
    "participants_youth": _l("Participants: youth"),
    "participants_planned": _l("Planned participants"),
    "online": _l("Online"),
    "online_url": _l("Link to join online"),
    "languages": _l("Languages of the event"),
    "summary_ka": _l("Summary in Georgian"),
    "summary_en": _l("Summary in English"),
    "description_ka": _l("Description in Georgian"),
    "description_en": _l("Description in English"),
    "contact": _l("Contact for participants"),
    "source_url": _l("Source (address)"),
    "status": _l("Status of the event"),
    "certainty": _l("Is the date settled?"),
    "result": _l("Result"),
    "notes": _l("Notes"),
    "number": _l("Row number in the table"),
    "id": _l("Identifier"),
    "version": _l("Version"),
}
EXTRA_FIELDS: dict[str, Any] = {
    "actual_total": _l("Participants"),
    "actual_women": _l("Participants: women"),
    "actual_men": _l("Participants: men"),
    "actual_youth": _l("Participants: youth"),
    "actual_approximate": _l("Approximate number"),
    "result": _l("Result"),
}


def file_problem(code: str) -> str:
    """Why a file cannot be read."""
    return str(FILE_PROBLEMS.get(code) or FILE_PROBLEMS["damaged"])


def error_text(code: str) -> str:
    """Why a row cannot be imported."""
    return str(ERRORS.get(code, code))


def note_text(note: str) -> str:
    """A remark on a row, with the words that it quotes."""
    code, _tab, quoted = note.partition("\t")
    said = str(NOTES.get(code, code))
    if code == "inconsistent":
        quoted = field_label(quoted)
    if not quoted:
        return said
    quote = f"“{quoted}”" if current_language() == "en" else f"„{quoted}“"
    return str(_("%(remark)s: %(quote)s", remark=said, quote=quote))


def field_label(name: str) -> str:
    """The label of an event's field."""
    if name in FIELDS:
        return str(FIELDS[name].label)
    return str(EXTRA_FIELDS.get(name) or COLUMN_FIELDS.get(name, name))
