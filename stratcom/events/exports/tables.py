"""The columns of an exported table, which is also the template for bringing events in.

Internal notes, lessons, embargoes and the confidential flag are no columns: they stay in the desk.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from stratcom.events import queries
from stratcom.events.enums import Certainty, DatePrecision, EventState, Occurrence
from stratcom.events.models import Event
from stratcom.events.reference import Named, Reference, reference
from stratcom.events.values import TERM_LISTS, Values, snapshot
from stratcom.tables.cells import Cell
from stratcom.vocabularies.enums import TermKind

CHUNK = 500
SEPARATOR = "; "
REPORTED = ("actual_total", "actual_women", "actual_men", "actual_youth", "actual_approximate")
# What columns hold beside the fields of a form.
EXTRA = (*REPORTED, "result")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Column:
    """One column: the name of its value, headers in both languages, how wide it is.

    `field` is the name under which the reader of spreadsheets knows it; a column that is not
    `writable` only informs.
    """

    name: str
    ka: str
    en: str
    kind: str
    width: int
    field: str | None = None
    writable: bool = True

    def header(self, language: str) -> str:
        """The header in that language."""
        return self.en if language == "en" else self.ka


COLUMNS = (
    Column("id", "იდენტიფიკატორი", "Identifier", "text", 12, "id", writable=False),
    Column("version", "ვერსია", "Version", "count", 8, "version", writable=False),
    Column("title_ka", "დასახელება ქართულად", "Title in Georgian", "text", 48, "title_ka"),
    Column("title_en", "დასახელება ინგლისურად", "Title in English", "text", 36, "title_en"),
    Column("summary_ka", "მოკლე აღწერა ქართულად", "Summary in Georgian", "text", 40, "summary_ka"),
    Column("summary_en", "მოკლე აღწერა ინგლისურად", "Summary in English", "text", 30, "summary_en"),
    Column("first_day", "დაწყების თარიღი", "Start date", "day", 13, "date"),
    Column("last_day", "დასრულების თარიღი", "End date", "day", 13, "date_end"),
    Column("start_time", "დაწყების დრო", "Start time", "time", 10, "time"),
    Column("end_time", "დასრულების დრო", "End time", "time", 10, "time_end"),
    Column("precision", "თარიღის სიზუსტე", "Date precision", "choice", 14),
    Column("certainty", "თარიღის დადასტურება", "Date certainty", "choice", 15),
    Column("format", "ფორმატი", "Format", "term", 22, "format"),
    Column("organisers", "ორგანიზატორები", "Organisers", "names", 32, "organiser"),
    Column("partners", "პარტნიორები", "Partners", "names", 32, "partners"),
    Column("donors", "დონორები", "Donors", "names", 22, "donor"),
    Column("region", "რეგიონი", "Region", "region", 22, "region"),
    Column("municipality", "მუნიციპალიტეტი", "Municipality", "municipality", 18, "municipality"),
    Column("settlement", "დასახლებული პუნქტი", "Settlement", "text", 18, "settlement"),
    Column("venue_ka", "ჩატარების ადგილი", "Venue", "text", 28, "venue"),
    Column("venue_en", "ჩატარების ადგილი ინგლისურად", "Venue in English", "text", 22),
    Column("online", "ონლაინ", "Online", "flag", 9, "online"),
    Column("online_url", "ჩართვის ბმული", "Online link", "text", 22, "online_url"),
    Column("languages", "ენები", "Languages", "terms", 16, "languages"),
    Column("audiences", "სამიზნე აუდიტორია", "Target audience", "terms", 28, "audience"),
    Column("themes", "თემები", "Themes", "terms", 28, "theme"),
    Column("planned_total", "დაგეგმილი მონაწილეები", "Planned participants", "count", 12,
           "participants_planned"),
    Column("planned_women", "დაგეგმილი: ქალი", "Planned: women", "count", 11),
    Column("planned_men", "დაგეგმილი: კაცი", "Planned: men", "count", 11),
    Column("planned_youth", "დაგეგმილი: ახალგაზრდა", "Planned: youth", "count", 11),
    Column("actual_total", "მონაწილეთა რაოდენობა", "Participants", "count", 12, "participants"),
    Column("actual_women", "მონაწილეები: ქალი", "Participants: women", "count", 11,
           "participants_women"),
    Column("actual_men", "მონაწილეები: კაცი", "Participants: men", "count", 11,
           "participants_men"),
    Column("actual_youth", "მონაწილეები: ახალგაზრდა", "Participants: youth", "count", 11,
           "participants_youth"),
    Column("actual_approximate", "რაოდენობა დაახლოებითია", "Approximate number", "flag", 12),
    Column("contact", "საკონტაქტო პირი", "Contact person", "text", 26, "contact"),
    Column("state", "ჩანაწერის მდგომარეობა", "State of the record", "choice", 18,
           writable=False),
    Column("occurrence", "ღონისძიების სტატუსი", "Status", "choice", 14, "status",
           writable=False),
    Column("result", "შედეგი", "Result", "text", 32, "result"),
    Column("source_url", "წყარო", "Source", "text", 30, "source_url"),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
SHEET_NAMES: Pair = ("ღონისძიებები", "Events")
DICTIONARY_NAMES: Pair = ("ლექსიკონი", "Dictionary")

# Words of the cells, in both languages: a file says them whatever language its reader has.
CHOICES: dict[str, dict[str, Pair]] = {
    "precision": {
        DatePrecision.EXACT: ("ზუსტი დღე", "Exact day"),
        DatePrecision.MONTH: ("მხოლოდ თვე", "Month only"),
        DatePrecision.QUARTER: ("მხოლოდ კვარტალი", "Quarter only"),
    },
    "certainty": {
        Certainty.TENTATIVE: ("სავარაუდო", "Tentative"),
        Certainty.CONFIRMED: ("დადასტურებული", "Confirmed"),
    },
    "state": {
        EventState.DRAFT: ("მონახაზი", "Draft"),
        EventState.SUBMITTED: ("წარდგენილი", "Submitted"),
        EventState.RETURNED: ("დაბრუნებული", "Returned"),
        EventState.APPROVED: ("დამტკიცებული", "Approved"),
        EventState.PUBLISHED: ("გამოქვეყნებული", "Published"),
    },
    "occurrence": {
        Occurrence.PLANNED: ("დაგეგმილი", "Planned"),
        Occurrence.POSTPONED: ("გადადებული", "Postponed"),
        Occurrence.CANCELLED: ("გაუქმებული", "Cancelled"),
        Occurrence.HELD: ("ჩატარდა", "Held"),
    },
}
YES: Pair = ("კი", "Yes")
NO: Pair = ("არა", "No")


def worded(pair: Pair, language: str) -> str:
    """The word of a pair in that language."""
    return pair[1] if language == "en" else pair[0]


def exported(event: Event) -> Values:
    """Every column's value, as plain as `snapshot` has it; needs the event's links loaded."""
    known = snapshot(event)
    known |= {name: getattr(event, name) for name in EXTRA}
    known |= {
        "id": event.uid,
        "version": event.row_version,
        "state": event.state.value,
        "occurrence": event.occurrence.value,
    }
    return {column.name: known[column.name] for column in COLUMNS}


class Writer:
    """Turns values into cells in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.known: Reference = reference()
        self.kinds: dict[str, Callable[[str, Any], Cell]] = {
            "day": lambda _name, value: date.fromisoformat(value) if value else None,
            "time": lambda _name, value: time.fromisoformat(value) if value else None,
            "flag": lambda _name, value: worded(YES if value else NO, language),
            "choice": lambda name, value: worded(CHOICES[name][value], language),
            "names": lambda _name, value: SEPARATOR.join(value),
            "term": lambda name, value: self.term(TermKind(name), value),
            "terms": lambda name, value: SEPARATOR.join(
                self.term(TERM_LISTS[name], code) for code in value
            ),
            "region": lambda _name, value: self.place(self.known.region_ids, value),
            "municipality": lambda _name, value: self.place(self.known.municipality_ids, value),
        }

    def headers(self) -> list[str]:
        """The first row."""
        return [column.header(self.language) for column in COLUMNS]

    def cells(self, event: Event) -> list[Cell]:
        """One row: text, whole numbers, days and times; nothing where nothing is known."""
        values = exported(event)
        if values["last_day"] == values["first_day"]:
            # Left empty, so that whoever moves the start need not move the end.
            values["last_day"] = ""
        return [self.cell(column, values[column.name]) for column in COLUMNS]

    def cell(self, column: Column, value: Any) -> Cell:
        """A value as its cell."""
        write = self.kinds.get(column.kind)
        written: Cell = write(column.name, value) if write else value
        return None if written == "" else written

    def term(self, kind: TermKind, code: str) -> str:
        """The label of a term."""
        found = self.known.term_ids.get((kind.value, code))
        return self.label(self.known.terms[found]) if found else code

    def place(self, ids: dict[str, int], code: str) -> str:
        """The name of a region or municipality."""
        found = ids.get(code)
        if found is None:
            return code
        places = self.known.regions if ids is self.known.region_ids else self.known.municipalities
        return self.label(places[found])

    def label(self, one: Named) -> str:
        """The name of a term or place."""
        return one.en if self.language == "en" and one.en else one.ka

    def dictionary(self) -> list[tuple[str, list[str]]]:
        """What cells may say: a list of words for each column that has one."""
        known = self.known
        lists: list[tuple[str, list[str]]] = [
            ("format", self._offered(TermKind.FORMAT)),
            *((name, self._offered(kind)) for name, kind in TERM_LISTS.items()),
            ("region", [self.label(one) for one in known.regions.values()]),
            ("municipality", [self.label(one) for one in known.municipalities.values()]),
            ("online", [worded(YES, self.language), worded(NO, self.language)]),
        ]
        lists += [
            (name, [worded(pair, self.language) for pair in CHOICES[name].values()])
            for name in ("precision", "certainty")
        ]
        return lists

    def _offered(self, kind: TermKind) -> list[str]:
        return [self.label(one) for one in self.known.offered(kind)]


def each_event(ids: Iterable[int]) -> Iterator[Event]:
    """The events one after another, a few hundred in memory at a time."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        yield from queries.load(wanted[start : start + CHUNK])
