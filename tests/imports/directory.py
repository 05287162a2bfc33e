"""Organisations and people for tests of imports, and the way through the desk."""

import io
from typing import Any

import sqlalchemy as sa

from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.partners.models import Organisation
from stratcom.partners.services.records import create_organisation
from stratcom.people.models import Person
from stratcom.people.services.posts import add_post
from stratcom.people.services.records import create_person
from tests.imports.helpers import last_batch

FULL: dict[str, Any] = {
    "name_ka": "სსიპ „საინფორმაციო ცენტრი“; თელავი, №1",
    "name_en": "Information Centre",
    "abbreviations": ["სც"],
    "aliases": ["ინფოცენტრი", "=ფორმულა(1)"],
    "former_names": ["ძველი ცენტრი"],
    "types": ["lepl", "information_centre"],
    "identification_code": "204567890",
    "region": "GE-KA",
    "municipality": "telavi",
    "address_ka": "ერეკლე II-ის ქ. 5;\nბინა 2",
    "address_en": "5 Erekle II Street",
    "email": "centre@example.ge",
    "phone": "+995 350 27 10 10",
    "website": "https://centre.example.ge/",
    "social": ["https://www.facebook.com/centre"],
    "themes": ["eu_integration", "culture"],
    "audiences": ["youth"],
    "languages": ["ka", "en"],
    "description_ka": "ცენტრი მუშაობს\nკახეთში; \\ და, სხვა.",
    "description_en": "Works in Kakheti",
    "notes": "მხოლოდ დეპარტამენტისთვის",
}
PERSON: dict[str, Any] = {
    "first_name_ka": "ნინო",
    "last_name_ka": "ბერიძე",
    "first_name_en": "Nino",
    "last_name_en": "Beridze",
    "languages": ["ka", "en"],
    "themes": ["culture"],
    "speaker": True,
    "expertise_ka": "მედიაწიგნიერება",
    "biography_ka": "წლები\nმედიაში",
    "email": "nino@private.example",
    "phone": "599 12 34 56",
    "notes": "საიდუმლო შენიშვნა",
}


def organisation(**values: Any) -> Organisation:
    """Add one with everything, but for what is said otherwise."""
    made = create_organisation(FULL | values, actor=Machine())
    db.session.commit()
    return made


def person(body: Organisation | None = None, **values: Any) -> Person:
    """Add somebody, with a post when an organisation is given."""
    made = create_person(PERSON | values, actor=Machine())
    if body is not None:
        post = {"title_ka": "დირექტორი", "title_en": "Director", "email": "office@example.ge"}
        add_post(made, body, post, actor=Machine())
    db.session.commit()
    return made


def bring(browser: Any, content: bytes | str, name: str, kind: str = "") -> Any:
    """Upload a file; return the import."""
    data = content.encode() if isinstance(content, str) else content
    answer = browser.post("/desk/imports/new", {"file": (io.BytesIO(data), name), "kind": kind})
    assert answer.status == 303, answer.texts(".note")
    return last_batch()


def take(browser: Any, batch: Any) -> Any:
    """Carry the import out; return it."""
    answer = browser.post(f"/desk/imports/{batch.id}/apply", {"version": batch.row_version})
    assert answer.status == 303
    return last_batch()


def undo(browser: Any, batch: Any) -> Any:
    """Take the import back; return it."""
    answer = browser.post(f"/desk/imports/{batch.id}/undo", {"version": batch.row_version})
    assert answer.status == 303
    return last_batch()


def names(model: Any = Organisation) -> list[str]:
    """Names of the records that are not in the archive."""
    found = sa.select(model).where(model.archived_at.is_(None)).order_by(model.id)
    return [one.name_ka for one in db.session.scalars(found)]
