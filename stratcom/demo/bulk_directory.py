"""Many made-up organisations and people, to measure how the directory bears tens of thousands."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from stratcom.db import db, utcnow
from stratcom.events.reference import Named, reference
from stratcom.georgian import sort_key
from stratcom.georgian.romanise import romanise
from stratcom.georgian.wordlists import words
from stratcom.partners import likeness as bodies
from stratcom.partners.enums import NameKind
from stratcom.partners.indexing import phrase_rows
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationPhrase,
    OrganisationTerm,
    OrganisationWord,
)
from stratcom.partners.services import match_key
from stratcom.people import likeness as persons
from stratcom.people.enums import Consent
from stratcom.people.indexing import derive_keys
from stratcom.people.models import Person, PersonKey, PersonTerm, PersonWord, Post
from stratcom.places.models import Municipality
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.tending import settle
from stratcom.vocabularies.enums import TermKind

MOST_ORGANISATIONS, MOST_PEOPLE = 100_000, 500_000
BATCH = 2_000
TWICE = 0.02  # how many stand there a second time, spelled otherwise
# Kinds of bodies: the code of the type and the name, of which a place and a word are part.
KINDS = (
    ("school", "{place} №{number} საჯარო სკოლა"),
    ("school", "{place} საგანმანათლებლო რესურსცენტრი „{word}“"),
    ("library", "{place} ბიბლიოთეკა „{word}“"),
    ("youth_centre", "{place} ახალგაზრდული ცენტრი „{word}“"),
    ("ngo", "{place} სამოქალაქო ასოციაცია „{word}“"),
    ("ngo", "არასამთავრობო ორგანიზაცია „{place} {word}“"),
    ("business", "შპს „{place} {word}“"),
    ("business_association", "{place} ფერმერთა კავშირი „{word}“"),
    ("media", "{place} რადიო „{word}“"),
    ("lepl", "სსიპ {place} სამსახური „{word}“"),
    ("information_centre", "{place} საინფორმაციო ბიურო „{word}“"),
    ("religious", "{place} სამრევლო „{word}“"),
)
WORDS = words(
    "იმედი მერმისი თაობა ხიდი ნაპერწკალი მთიები განთიადი სარკმელი მეგობრობა წყარო ალიონი "
    "ფესვები არჩევანი ხმა ნაბიჯი მზერა ლამპარი კარიბჭე თანადგომა სიცოცხლე მწვერვალი გზა სივრცე "
    "აკვანი ერთობა სინათლე ჰორიზონტი ნიჭი კოშკი ვაზი მუხა ცისარტყელა მარცვალი კერა ბაღი"
)
FIRST_NAMES = words(
    "ნინო გიორგი მარიამ დავით ანა ლევან თამარ ირაკლი ქეთევან ზურაბ ეკატერინე ალექსანდრე სოფიო "
    "ნიკოლოზ ელენე ლუკა მაია ვახტანგ ნათია თორნიკე ლელა გოჩა თეონა ბესიკ ხატია მერაბ ნანა "
    "დიმიტრი სალომე გელა ია ოთარ მზია რამაზ ლია კახაბერ მანანა პაატა ნატალია ელგუჯა"
)
STEMS = words(
    "ბერ გელ კიკნა მამუკ ჯავახ ლომ ხარა წიკლა თოდ მაჭავ ჩხეი გოგ კვარა ნოზა შარა ხვედ ბაქრა "
    "ონია სირა ფირ გურგ ხუც ჭანტ ცინც ბეჟა დოლ ელია ვარდ ზაზ თევზ კაპანა ლაბა მეტრ ნიკოლა რობა "
    "სამხარა ტაბა უგრე ქარდა ღონღა ყიფ შონ ჩიქ ძიძი წერე ჭავჭა ხელაშ ჯანა"
)
ENDINGS = ("ძე", "შვილი", "იძე", "აშვილი", "ია", "ავა", "ანი", "ელი")
FAMILY_NAMES = tuple(stem + ending for stem in STEMS for ending in ENDINGS)
POSTS = ("დირექტორი", "მოადგილე", "კოორდინატორი", "მასწავლებელი", "სპეციალისტი", "ჟურნალისტი")
Row = dict[str, Any]
Tables = dict[Any, list[Row]]


def load_organisations(count: int, *, seed: int) -> Iterator[int]:
    """Add `count` organisations in batches, each in its own transaction; yield how many."""
    draw = random.Random(seed)  # noqa: S311 - test data, not a secret
    places = db.session.execute(
        sa.select(Municipality.id, Municipality.region_id, Municipality.official_ka).where(
            Municipality.official, Municipality.occupied.is_(False)
        )
    ).all()
    types = {one.code: one for one in reference().offered(TermKind.ORGANISATION_TYPE)}
    themes = reference().offered(TermKind.THEME)
    audiences = reference().offered(TermKind.AUDIENCE)
    before: Row = {}
    for ids in _batches(Organisation, count):
        tables: Tables = {
            model: []
            for model in (
                Organisation,
                OrganisationName,
                OrganisationTerm,
                OrganisationWord,
                OrganisationPhrase,
                OrganisationKey,
            )
        }
        for number in ids:
            kind, pattern = draw.choice(KINDS)
            place_id, region_id, official = draw.choice(places)
            row = _organisation(draw, number, pattern, official)
            row |= {"municipality_id": place_id, "region_id": region_id}
            if before and draw.random() < TWICE:
                row |= _again(before)
            else:
                before = row
            terms = [types[kind], *draw.sample(themes, 2), draw.choice(audiences)]
            _keep_organisation(draw, tables, row, terms)
        yield _write(tables, Kind.PARTNER, ids)
    _finish(Organisation, OrganisationName)


def _organisation(draw: random.Random, number: int, pattern: str, official: str) -> Row:
    place = official.replace(" მუნიციპალიტეტი", "")
    word = draw.choice(WORDS)
    name = pattern.format(place=place, word=word, number=draw.randrange(1, 40))
    if draw.random() < 0.5:
        name += f" {draw.choice(('ჯგუფი', 'ფილიალი', 'პლუსი', 'სახლი'))} {draw.randrange(2, 100)}"
    now = utcnow()
    return {
        "id": number,
        "uid": f"load-{number}",
        "name_ka": name,
        "name_en": romanise(name).title(),
        "identification_code": f"{400_000_000 + number}" if draw.random() < 0.7 else "",
        "email": f"office{number}@example.ge" if draw.random() < 0.5 else "",
        "phone": f"5{draw.randrange(10**8):08}" if draw.random() < 0.6 else "",
        "social": [],
        "listed": draw.random() < 0.3,
        "ended_on": date(2020, 1, 1) if draw.random() < 0.03 else None,
        "created_at": now,
        "updated_at": now,
    }


def _again(before: Row) -> Row:
    """The same body once more, as another person would have written it."""
    name = before["name_ka"].replace("„", "").replace("“", "")
    same = ("identification_code", "phone", "municipality_id", "region_id")
    return {"name_ka": f"ა(ა)იპ {name}", "name_en": ""} | {one: before[one] for one in same}


def _keep_organisation(draw: random.Random, tables: Tables, row: Row, terms: list[Named]) -> None:
    number = row["id"]
    row |= {"match_key": match_key(row["name_ka"]), "match_key_en": match_key(row["name_en"])}
    row["sort_key"] = sort_key(row["name_ka"])
    names = [row["name_ka"], row["name_en"]]
    if draw.random() < 0.3:
        short = "".join(word[0] for word in row["match_key"].split()) + str(number)
        names.append(short)
        kept = {"kind": NameKind.ABBREVIATION, "text": short, "match_key": match_key(short)}
        tables[OrganisationName].append({"organisation_id": number} | kept)
    tables[Organisation].append(row)
    tables[OrganisationTerm] += [
        {"organisation_id": number, "term_id": term.id, "position": position}
        for position, term in enumerate(terms)
    ]
    found = dict.fromkeys(bodies.words_of(names))
    tables[OrganisationWord] += [{"word": one, "organisation_id": number} for one in found]
    phrases = phrase_rows(names[:2], names)
    tables[OrganisationPhrase] += [row | {"organisation_id": number} for row in phrases]
    keys = bodies.likeness_keys(
        names, code=row["identification_code"], email=row["email"], phone=row["phone"]
    )
    tables[OrganisationKey] += [
        {"key": one, "organisation_id": number} for one in dict.fromkeys(keys)
    ]


def load_people(count: int, *, seed: int) -> Iterator[int]:
    """Add `count` people with a post each, in batches; yield how many each time."""
    draw = random.Random(seed)  # noqa: S311 - test data, not a secret
    places = list(db.session.scalars(sa.select(Organisation.id)))
    languages = reference().offered(TermKind.LANGUAGE)
    themes = reference().offered(TermKind.THEME)
    for ids in _batches(Person, count):
        tables: Tables = {model: [] for model in (Person, PersonTerm, PersonWord, PersonKey, Post)}
        for number in ids:
            row = _person(draw, number)
            _keep_person(tables, row)
            spoken = [languages[0], draw.choice(themes)]
            tables[PersonTerm] += [
                {"person_id": number, "term_id": one.id, "position": position}
                for position, one in enumerate(spoken)
            ]
            if places:
                tables[Post].append(_post(draw, number, draw.choice(places)))
        yield _write(tables, Kind.PERSON, ids)
    _finish(Person, Post)


def _person(draw: random.Random, number: int) -> Row:
    first, last = draw.choice(FIRST_NAMES), draw.choice(STEMS) + draw.choice(ENDINGS)
    now = utcnow()
    return {
        "id": number,
        "uid": f"load-{number}",
        "first_name_ka": first,
        "last_name_ka": last,
        "first_name_en": romanise(first).title(),
        "last_name_en": romanise(last).title(),
        "email": f"person{number}@example.ge" if draw.random() < 0.4 else "",
        "phone": f"5{draw.randrange(10**8):08}" if draw.random() < 0.5 else "",
        "speaker": draw.random() < 0.05,
        "consent": draw.choice((Consent.GIVEN, Consent.UNKNOWN)),
        "created_at": now,
        "updated_at": now,
    }


def _keep_person(tables: Tables, row: Row) -> None:
    number = row["id"]
    name_ka = f"{row['first_name_ka']} {row['last_name_ka']}"
    name_en = f"{row['first_name_en']} {row['last_name_en']}"
    person = Person(first_name_ka=row["first_name_ka"], last_name_ka=row["last_name_ka"])
    derive_keys(person)
    row |= {"match_key": person.match_key, "sort_key": person.sort_key}
    tables[Person].append(row)
    found = dict.fromkeys(persons.words_of_person([name_ka, name_en]))
    tables[PersonWord] += [{"word": one, "person_id": number} for one in found]
    keys = persons.likeness_keys(name_ka, name_en, email=row["email"], phone=row["phone"])
    tables[PersonKey] += [{"key": one, "person_id": number} for one in dict.fromkeys(keys)]


def _post(draw: random.Random, person_id: int, organisation_id: int) -> Row:
    since = date(2012, 1, 1) + timedelta(days=draw.randrange(5_000))
    ended = since + timedelta(days=draw.randrange(30, 900)) if draw.random() < 0.2 else None
    now = utcnow()
    return {
        "person_id": person_id,
        "organisation_id": organisation_id,
        "title_ka": draw.choice(POSTS),
        "started_on": since,
        "ended_on": ended,
        "main_contact": draw.random() < 0.2,
        "created_at": now,
        "updated_at": now,
    }


def _batches(model: Any, count: int) -> Iterator[range]:
    first = (db.session.scalar(sa.select(sa.func.max(model.id))) or 0) + 1
    for start in range(first, first + count, BATCH):
        yield range(start, min(start + BATCH, first + count))


def _write(tables: Tables, kind: Kind, ids: range) -> int:
    for model, rows in tables.items():
        if rows:
            db.session.execute(sa.insert(model.__table__), rows)
    refile(kind, ids)
    db.session.commit()
    return len(ids)


def _finish(*models: Any) -> None:
    """Let the sequences and the planner know what is there now; pack the index of the search."""
    settle()
    if db.engine.dialect.name == "postgresql":
        for model in models:
            table = model.__tablename__
            reset = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            db.session.execute(sa.text(reset))
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
