"""Messages for tests: whole houses, in every state."""

from typing import Any

from stratcom.accounts.models import User
from stratcom.db import utcnow
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.parts import Part
from stratcom.drafting.services.approving import submit
from stratcom.messages.models import Message
from stratcom.messages.services.filing import file_message
from stratcom.messages.services.records import create_message
from tests.drafting.sample import add_reviews


def house_parts(title: str = "ევროპა ჩვენი სახლია") -> list[Part]:
    """A small but whole house in both languages."""
    ka_en = [
        ("t", PartKind.TITLE, title, "Europe is our home", "", {}),
        ("u", PartKind.UMBRELLA, "ევროკავშირი ოჯახებს ეხმარება.", "The EU helps families.", "", {}),
        ("b", PartKind.BODY, "გზავნილის **სრული** ტექსტი.", "The *whole* text.", "", {}),
        ("p1", PartKind.PILLAR, "უვიზო მიმოსვლა", "Travel without visas", "", {}),
        ("p2", PartKind.PILLAR, "თავისუფალი ვაჭრობა", "Free trade", "", {}),
        ("p3", PartKind.PILLAR, "განათლება", "Education", "", {}),
        ("f1", PartKind.PROOF, "უვიზო მიმოსვლა 2017 წლის 28 მარტიდან მოქმედებს.",
         "Visa-free travel has been in force since 28 March 2017.", "p1",
         {"source": "ევროკომისია", "url": "https://ec.europa.eu/", "day": "2017-03-28"}),
        ("f2", PartKind.PROOF, "ექსპორტი გაიზარდა.", "Exports grew.", "p2", {}),
        ("q1", PartKind.QUESTION, "რას კარგავს ფერმერი?", "What do farmers lose?", "", {}),
        ("a1", PartKind.ANSWER, "არაფერს.", "Nothing.", "q1", {}),
        ("i1", PartKind.AVOID, "ევროპა გვასწავლის", "Europe teaches us", "", {}),
        ("s1", PartKind.SAY, "ევროპასთან ერთად ვვითარდებით", "We grow with Europe", "i1", {}),
        ("v1", PartKind.VARIANT, "ფერმერებო, ბაზარი ღიაა.", "Farmers, the market is open.", "",
         {"audience": "farmers", "channel": "meeting", "language": "ka"}),
    ]  # fmt: skip
    return [Part(uid, kind, {"ka": ka, "en": en}, parent, facts)
            for uid, kind, ka, en, parent, facts in ka_en]  # fmt: skip


def draft_message(actor: User, title: str = "ევროპა ჩვენი სახლია", **columns: Any) -> Message:
    """A message that is being written."""
    message = create_message(
        title_ka=title, parts=house_parts(title), ready=["ka", "en"], actor=actor
    )
    for name, value in columns.items():
        setattr(message, name, value)
    return message


def approved_message(actor: User, title: str = "ევროპა ჩვენი სახლია", **columns: Any) -> Message:
    """A message whose first version is in force, without going the way to it."""
    approved = {"state": DraftState.APPROVED, "approved_number": 1, "approved_at": utcnow()}
    message = draft_message(actor, title, **(approved | columns))
    file_message(message)
    return message


def add_messages(people: dict[str, User]) -> None:
    """What `tests.site` shows: one public, one being reviewed, one that waits for approval."""
    approved_message(people["editor"], public=True, published_at=utcnow())
    asked = draft_message(people["ministry"], "უსაფრთხოება და მშვიდობა")
    add_reviews(people, asked)
    editor = people["editor"]
    waiting = draft_message(editor, "განათლება ყველასთვის")
    submit(waiting, actor=editor, expected_version=waiting.row_version)
