"""The directory for trying StratCom out: the bodies of the real events, and samples around them."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.audit.services import Machine
from stratcom.contacts.enums import AgreementKind, ContactKind
from stratcom.contacts.services.agreements import create_agreement
from stratcom.contacts.services.entries import create_entry
from stratcom.contacts.values import AgreementValues, EntryValues
from stratcom.db import db
from stratcom.moments import today
from stratcom.partners import queries
from stratcom.partners.models import Organisation
from stratcom.partners.services import find_organisation
from stratcom.partners.services.records import create_organisation, edit_organisation
from stratcom.partners.services.succession import rename_organisation
from stratcom.people.enums import Consent, RelationKind
from stratcom.people.models import Person
from stratcom.people.services.posts import add_post
from stratcom.people.services.records import create_person
from stratcom.people.services.relations import add_relation
from stratcom.submissions.services import create_link

FILE = Path(__file__).parent / "data" / "organisations.csv"
SAMPLE = "ნიმუში: გამოგონილი."
# Sample organisations that "agreed" to be listed, so that the public directory has something.
TYPES = {
    "არასამთავრობო ორგანიზაცია (ნიმუში)": ("ngo", "telavi"),
    "სამინისტრო (ნიმუში)": ("ministry", "tbilisi"),
    "სარეკლამო კომპანია (ნიმუში)": ("advertising", "tbilisi"),
    "დამკვირვებელი ორგანიზაცია (ნიმუში)": ("international", "tbilisi"),
}
# One body that was entered twice.
TWINS = ("ა(ა)იპ ახალი თაობა (ნიმუში)", "ორგანიზაცია „ახალი თაობა“ (ნიმუში)")
CENTRE = "ნატოსა და ევროკავშირის შესახებ საინფორმაციო ცენტრი"
PEOPLE = (
    ("ნათია", "ლომიძე (ნიმუში)", "Natia", "Lomidze (sample)", "სამინისტრო (ნიმუში)", "მრჩეველი"),
    (
        "ზურაბ",
        "კვარაცხელია (ნიმუში)",
        "Zurab",
        "Kvaratskhelia (sample)",
        "არასამთავრობო ორგანიზაცია (ნიმუში)",
        "დირექტორი",
    ),
    (
        "მაია",
        "წერეთელი (ნიმუში)",
        "Maia",
        "Tsereteli (sample)",
        "არასამთავრობო ორგანიზაცია (ნიმუში)",
        "პროექტის ხელმძღვანელი",
    ),
    (
        "ირაკლი",
        "აბაშიძე (ნიმუში)",
        "Irakli",
        "Abashidze (sample)",
        CENTRE,
        "რეგიონული წარმომადგენელი",
    ),
    ("ქეთევან", "ჯაფარიძე (ნიმუში)", "Ketevan", "Japaridze (sample)", "", ""),
)


def rows() -> Iterator[dict[str, str]]:
    """The rows of the data file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def seed_organisations() -> int:
    """Add the bodies of the real events that are missing; what is there stays as it is."""
    added = 0
    for row in rows():
        if find_organisation(row["name_ka"]) or find_organisation(row["name_en"]):
            continue
        names = [one for one in row["other_names"].split(";") if one]
        short = [one for one in names if len(one) <= 10 and " " not in one]
        values = {
            "name_ka": row["name_ka"],
            "name_en": row["name_en"],
            "abbreviations": short,
            "aliases": [one for one in names if one not in short],
            "types": [one for one in row["types"].split(";") if one],
            "municipality": row["municipality"],
        }
        create_organisation(values, actor=Machine())
        added += 1
    db.session.flush()
    return added


def seed_directory(people: dict[str, User]) -> None:
    """Add sample people, contacts, agreements and a renaming, once."""
    if db.session.scalar(sa.select(Person.id).limit(1)):
        return
    _describe_samples(people["editor"])
    known = [_person(line, people["editor"]) for line in PEOPLE]
    _relations(known, people["editor"])
    _contacts(known, people)
    _renaming(people["editor"])
    _guest_link(people["editor"])
    for twin in TWINS:
        create_organisation({"name_ka": twin, "types": ["ngo"]}, actor=people["editor"])
    db.session.flush()


def _body(name: str) -> Organisation:
    named = find_organisation(name)
    found = queries.find(named.id) if named else None
    if found is None:
        raise LookupError(name)
    return found


def _describe_samples(editor: User) -> None:
    """Kinds, places and words for the organisations of the sample accounts."""
    for name, (kind, place) in TYPES.items():
        body = _body(name)
        values: dict[str, Any] = {
            "types": [kind],
            "municipality": place,
            "description_ka": f"{SAMPLE} ორგანიზაცია მხოლოდ საცდელად არის შექმნილი.",
            "description_en": "Sample: made up for trial only.",
            "listed": kind in {"ngo", "ministry"},
            "listing_agreed_on": today().isoformat() if kind in {"ngo", "ministry"} else "",
            "listing_note": SAMPLE if kind in {"ngo", "ministry"} else "",
        }
        if kind == "ngo":
            values |= {
                "themes": ["culture", "rural_development"],
                "audiences": ["students", "teachers"],
                "languages": ["ka", "hy"],
                "website": "https://ngo.example.ge",
                "social": ["https://www.facebook.com/example"],
                "email": "info@ngo.example.ge",
            }
        edit_organisation(body, values, actor=editor, expected_version=body.row_version)
    branch = {
        "name_ka": "თელავის რეგიონული ოფისი (ნიმუში)",
        "name_en": "Telavi regional office (sample)",
        "types": ["regional_office"],
        "municipality": "telavi",
        "parent": _body(CENTRE).id,
    }
    create_organisation(branch, actor=editor)
    db.session.flush()


def _person(line: tuple[str, ...], editor: User) -> Person:
    first, last, first_en, last_en, body, post = line
    values: dict[str, Any] = {
        "first_name_ka": first,
        "last_name_ka": last,
        "first_name_en": first_en,
        "last_name_en": last_en,
        "email": f"{first_en.lower()}@example.ge",
        "phone": f"555 00 00 {len(first):02}{len(last):02}",
        "languages": ["ka", "en"],
        "speaker": post != "მრჩეველი",
        "expertise_ka": "ევროკავშირთან ვაჭრობა, სოფლის მეურნეობის სტანდარტები.",
        "consent": Consent.GIVEN.value,
        "consent_on": today(),
        "consent_purpose": "ღონისძიებებზე მოწვევა.",
        "notes": SAMPLE,
    }
    person = create_person(values, actor=editor)
    if body:
        started = today() - timedelta(days=400)
        held = {"title_ka": post, "title_en": "", "started_on": started, "main_contact": True}
        add_post(person, _body(body), held, actor=editor)
    return person


def _relations(known: list[Person], editor: User) -> None:
    add_relation(RelationKind.REPORTS_TO, known[2], known[1], actor=editor)
    add_relation(RelationKind.ADVISES, known[4], _body("სამინისტრო (ნიმუში)"), actor=editor)
    donor = _body("ევროკავშირის წარმომადგენლობა საქართველოში")
    funded = _body("არასამთავრობო ორგანიზაცია (ნიმუში)")
    add_relation(RelationKind.FUNDS, donor, funded, actor=editor, note=SAMPLE)


def _contacts(known: list[Person], people: dict[str, User]) -> None:
    editor, now = people["editor"], today()
    ngo = _body("არასამთავრობო ორგანიზაცია (ნიმუში)")
    create_entry(
        EntryValues(
            happened_on=now - timedelta(days=5),
            organisation_id=ngo.id,
            kind=ContactKind.MEETING,
            purpose="ერთობლივი ღონისძიებები კახეთში (ნიმუში)",
            person_ids=(known[1].id, known[2].id),
            result="შევთანხმდით სამ შეხვედრაზე სკოლებში.",
            next_step="კალენდრის გაგზავნა",
            next_step_owner_id=editor.id,
            next_step_due=now + timedelta(days=3),
        ),
        actor=people["director"],
    )
    create_entry(
        EntryValues(
            happened_on=now - timedelta(days=1),
            organisation_id=_body("სამინისტრო (ნიმუში)").id,
            kind=ContactKind.CALL,
            purpose="მონაცემების მიწოდება (ნიმუში)",
            person_ids=(known[0].id,),
        ),
        actor=editor,
    )
    create_agreement(
        AgreementValues(
            title_ka="თანამშრომლობის მემორანდუმი (ნიმუში)",
            title_en="Memorandum of cooperation (sample)",
            organisation_ids=(ngo.id,),
            kind=AgreementKind.MEMORANDUM,
            number="ნ-1",
            signed_on=now - timedelta(days=340),
            valid_from=now - timedelta(days=340),
            valid_until=now + timedelta(days=25),
            responsible_id=editor.id,
        ),
        actor=editor,
    )


def _guest_link(editor: User) -> None:
    create_link(
        organisation=_body("ასოციაცია „ათინათი“"),
        valid_until=today() + timedelta(days=60),
        most=10,
        language="ka",
        note=SAMPLE,
        actor=editor,
    )


def _renaming(editor: User) -> None:
    """A sample office that got a new name two months ago."""
    old = create_organisation(
        {"name_ka": "ევროპის სახლი (ნიმუში)", "types": ["ngo"], "municipality": "zugdidi"},
        actor=editor,
    )
    db.session.flush()
    rename_organisation(
        _body(old.name_ka),
        {"name_ka": "ევროპული ინიციატივების სახლი (ნიმუში)"},
        happened_on=today() - timedelta(days=60),
        note=SAMPLE,
        actor=editor,
    )
