"""The whole site with something on every page, and the addresses of all its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from stratcom.accounts.enums import LinkPurpose
from stratcom.accounts.models import AccountLink, User, UserSession, hash_token
from stratcom.accounts.services.sessions import open_session
from stratcom.db import db
from stratcom.demo.accounts import seed_accounts
from stratcom.demo.directory import seed_directory, seed_organisations
from stratcom.demo.messages import seed_messages
from stratcom.demo.real_events import seed_real_events
from stratcom.demo.samples import seed_samples
from stratcom.events.enums import FileKind
from stratcom.events.models import Event, EventFile, JoinRequest, SavedView
from stratcom.events.queries import find_event
from stratcom.events.services.files import add_file, remove_file
from stratcom.events.services.joining import ask_to_join
from stratcom.events.services.saved import save_view
from stratcom.imports.models import ImportBatch
from stratcom.imports.services.reading import begin_reading, create_batch, read_batch
from stratcom.mail.models import OutboxMail
from stratcom.messages.models import Message
from stratcom.moments import today, utcnow
from stratcom.vocabularies.models import Term
from stratcom.wording.models import WordingRule
from stratcom.wording.services import seed_rules
from tests.contacts.sample import add_contacts, sample_ids
from tests.drafting import sample as reviews
from tests.mail.sample import add_letters
from tests.media import files
from tests.messages import distribution_sample, import_sample, use_sample
from tests.messages.sample import add_messages
from tests.partners import sample as partners
from tests.people import sample as people_sample
from tests.people import twins
from tests.submissions import sample as submissions

SAMPLE = "demo-sample-"
# An invitation that is open; of a link only the hash is kept, so its token stands here.
KEY = "sample-of-an-invitation"
WORKBOOK = Path("sheets") / "data" / "messy_dev.xlsx"


@dataclass(frozen=True)
class Site:
    """Ids of what stands on the site."""

    people: dict[str, int]
    samples: dict[str, int]
    values: dict[str, list[Any]]

    def user(self, login: str) -> User:
        """A sample account."""
        return db.session.get_one(User, self.people[login])


def build_site(tests: Path) -> None:
    """Fill the database with the demonstration, a few files, offers, views and an import."""
    seed_rules()
    seed_organisations()
    people = seed_accounts()
    seed_real_events()
    seed_samples(people)
    seed_directory(people)
    db.session.flush()
    add_letters()
    ids = _samples()
    editor, director = people["editor"], people["director"]
    for key in ("published", "draft"):
        event = find_event(ids[key])
        assert event is not None
        _add_files(event, editor)
    offered = find_event(ids["confirmed"])
    assert offered is not None
    ask_to_join(offered, note="მოვიყვანთ მომხსენებელს.", actor=people["ngo"])
    save_view(user=director, name="ჩემი რეგიონი", query="region=GE-KA")
    _add_link(people["observer"])
    open_session(editor, address="127.0.0.1", agent="Mozilla/5.0")
    add_contacts(editor)
    partners.add_directory(editor)
    twins.add_twins(editor)
    people_sample.add_people(editor)
    submissions.add_submissions(director)
    add_messages(people)
    import_sample.bring_samples(director, people["admin"])
    distribution_sample.add_distribution(people)
    use_sample.add_uses(people, offered)
    seed_messages(people)
    batch = create_batch((tests / WORKBOOK).read_bytes(), "ღონისძიებები.xlsx", user=director)
    mark = begin_reading(batch)
    read_batch(batch, mark=mark, actor=director, user=director)


def _add_files(event: Event, actor: User) -> None:
    photo = files.photograph((1400, 900), gps=True)
    taken: dict[str, Any] = {"kind": FileKind.PHOTOGRAPH, "actor": actor, "public": True}
    add_file(event, photo, filename="შეხვედრა.jpg", caption_ka="დარბაზი", **taken)
    paper: dict[str, Any] = {"kind": FileKind.DOCUMENT, "actor": actor}
    add_file(event, files.docx(), filename="ოქმი.docx", caption_ka="შეხვედრის ოქმი", **paper)
    gone = add_file(event, files.pdf(), filename="ძველი.pdf", **paper)
    remove_file(gone, event=event, actor=actor)


def _add_link(user: User) -> None:
    until = utcnow() + timedelta(days=7)
    link: dict[str, Any] = {"purpose": LinkPurpose.INVITATION, "expires_at": until}
    db.session.add(AccountLink(user_id=user.id, token_hash=hash_token(KEY), **link))


def _samples() -> dict[str, int]:
    rows = db.session.execute(sa.select(Event.uid, Event.id).where(Event.uid.startswith(SAMPLE)))
    return {uid.removeprefix(SAMPLE): event_id for uid, event_id in rows}


def find_site() -> Site:
    """Look up what `build_site` made."""
    samples = _samples()
    photo = db.session.scalars(sa.select(EventFile).order_by(EventFile.id)).first()
    assert photo is not None
    now = today()
    people = dict(db.session.execute(sa.select(User.login, User.id)).all())
    values = {
        "event_id": [samples["published"], samples["draft"], samples["unreported"]],
        "file_id": [photo.id],
        "draft_id": _message_ids(),
        "version": [1],
        "letter_id": _ids(OutboxMail)[:1],
        "request_id": _ids(JoinRequest),
        "view_id": _ids(SavedView),
        "batch_id": _ids(ImportBatch),
        "term_id": _ids(Term)[:1],
        "rule_id": _ids(WordingRule)[:1],
        "kind": ["audience", "theme"],
        "code": ["telavi", "sokhumi"],
        "year": [now.year],
        "month": [now.month],
        "number": [now.month],
        "week": [now.isocalendar().week],
        "ending": ["x"],
        "extension": ["csv"],
        "sheet": ["table", "overlaps", "gaps", "donors", "map"],
        "user_id": [people["ngo"], people["observer"]],
        "session_id": _ids(UserSession),
        "way": ["sign-in", "new-password"],
        "key": [KEY],
        "name": [photo.stored.replace(".", "-480.")],
    }
    values |= import_sample.sample_ids()
    values |= sample_ids() | submissions.sample_ids() | partners.sample_ids()
    values |= use_sample.sample_ids() | twins.sample_ids() | people_sample.sample_ids()
    values |= reviews.sample_ids()
    values |= distribution_sample.sample_ids()
    return Site(people, samples, values)


def _message_ids() -> list[int]:
    """Messages of the tests, and of the demonstration one in force and one in review."""
    shown = [f"{SAMPLE}visa-free", f"{SAMPLE}erasmus"]
    chosen = sa.or_(~Message.uid.startswith(SAMPLE), Message.uid.in_(shown))
    return list(db.session.scalars(sa.select(Message.id).where(chosen).order_by(Message.id)))


def _ids(model: Any) -> list[int]:
    return list(db.session.scalars(sa.select(model.id).order_by(model.id)))


def rules(app: Flask, method: str = "GET") -> list[Rule]:
    """The routes that take that method, static files left out."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint != "assets.file"
    ]


def addresses(app: Flask, site: Site, method: str = "GET", **fixed: Any) -> Iterator[str]:
    """Addresses of every route with representative values; a new kind of value fails here."""
    known = site.values | {name: [value] for name, value in fixed.items()}
    adapter = app.url_map.bind("localhost")
    for rule in rules(app, method):
        names = sorted(rule.arguments - (rule.defaults or {}).keys())
        for values in product(*(known[name] for name in names)):
            given = dict(zip(names, values, strict=True)) | (rule.defaults or {})
            yield adapter.build(rule.endpoint, given, method=method)


def pages(app: Flask, site: Site) -> list[str]:
    """Every address, each sample event among them, once."""
    found = dict.fromkeys(addresses(app, site))
    found |= dict.fromkeys(f"/desk/events/{one}" for one in site.samples.values())
    return list(found)
