"""Sample message houses in every state, so that each list and page has something in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.demo.houses import read_sample, sample_parts
from stratcom.drafting.enums import CommentKind, Verdict
from stratcom.drafting.models import Draft, DraftReviewer
from stratcom.drafting.parts import find_part, with_text
from stratcom.drafting.services.approving import approve, return_draft, submit
from stratcom.drafting.services.commenting import Said, make_comment, reply
from stratcom.drafting.services.reviewing import Asked, answer, ask, usual_deadline
from stratcom.drafting.services.themes import ANYBODY, NOBODY, set_second_approval
from stratcom.drafting.services.versions import save_version
from stratcom.events.models import Event
from stratcom.events.queries import find_event
from stratcom.events.reference import reference
from stratcom.messages.details.values import details_of
from stratcom.messages.enums import Circle
from stratcom.messages.models import Message
from stratcom.messages.queries import find_message
from stratcom.messages.services.details import set_details
from stratcom.messages.services.pledging import pledge
from stratcom.messages.services.publishing import publish
from stratcom.messages.services.records import create_message
from stratcom.messages.services.using import link_event
from stratcom.messages.services.withdrawing import withdraw
from stratcom.moments import today
from stratcom.partners.models import Organisation
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

PREFIX = "demo-sample-"
People = dict[str, User]


def _now(message: Message) -> Message:
    """The message as it stands, with everything that the services look at."""
    db.session.flush()
    found = find_message(message.id)
    if found is None:
        raise LookupError(message.uid)
    return found


def _submit(message: Message, people: People, login: str = "editor") -> Message:
    message = _now(message)
    submit(message, actor=people[login], expected_version=message.row_version)
    return _now(message)


def _approve(message: Message, people: People) -> Message:
    message = _submit(message, people)
    approve(message, number=message.current_number, actor=people["director"])
    return _now(message)


def _link(message: Message, people: People, *keys: str) -> None:
    for key in keys:
        uid = PREFIX + key
        event_id = db.session.scalar(sa.select(Event.id).where(Event.uid == uid))
        event = find_event(event_id) if event_id else None
        if event is not None:
            link_event(message, event, actor=people["editor"])


def _public(message: Message, people: People) -> None:
    message = _approve(message, people)
    publish(message, actor=people["director"], expected_version=message.row_version)
    _link(_now(message), people, "published", "umbrella")
    pledge(_now(message), note="გამოვიყენებთ საინფორმაციო შეხვედრებზე.", actor=people["ngo"])


def _for_agencies(message: Message, people: People) -> None:
    _link(_approve(message, people), people, "draft", "cancelled")


def _in_review(message: Message, people: People) -> None:
    message = _now(message)
    bodies = [_body(people, login) for login in ("ministry", "ngo", "infocentre")]
    note = "გთხოვთ, ყურადღება მიაქციოთ მეორე საყრდენს და კითხვებს."
    due = usual_deadline(today())
    review = ask(
        message,
        Asked(due_on=due, organisations=bodies, note=note, open_comments=True),
        actor=people["editor"],
    )
    _say(message, people)
    for login, verdict, remarks in (
        (
            "ministry",
            Verdict.REMARKS,
            "სტიპენდიის პირობები უნდა დაზუსტდეს; სხვა მხრივ ვეთანხმებით.",
        ),
        ("ngo", Verdict.AGREE, ""),
    ):
        message = _now(message)
        reviewer = _reviewer(review.id, people[login])
        answer(
            message,
            reviewer,
            verdict,
            remarks=remarks,
            number=message.current_number,
            actor=people[login],
        )


def _say(message: Message, people: People) -> None:
    """Comments on passages and other words for one, with an answer of the author."""
    passage = Said(
        text="დავაკონკრეტოთ: მგზავრობა და ყოველთვიური თანხა.",
        part="p2",
        quote="რაც ყველაზე ძვირია",
    )
    first = make_comment(_now(message), passage, actor=people["ministry"])
    other = Said(
        kind=CommentKind.SUGGESTION,
        part="q2",
        quote="ახალგაზრდების წასვლას ქვეყნიდან",
        replacement="ახალგაზრდების ქვეყნიდან წასვლას",
        text="ასე უფრო ბუნებრივად ჟღერს.",
    )
    make_comment(_now(message), other, actor=people["ngo"])
    db.session.flush()
    reply(_now(message), first, "გავითვალისწინებთ შემდეგ ვერსიაში.", actor=people["editor"])


def _body(people: People, login: str) -> Organisation:
    return db.session.get_one(Organisation, people[login].organisation_id)


def _reviewer(review_id: int, user: User) -> DraftReviewer:
    asked = sa.select(DraftReviewer).where(
        DraftReviewer.review_id == review_id,
        DraftReviewer.organisation_id == user.organisation_id,
    )
    whole = asked.options(joinedload(DraftReviewer.review), joinedload(DraftReviewer.organisation))
    return db.session.scalars(whole).one()


def _waiting(message: Message, people: People) -> None:
    _submit(message, people)


def _returned(message: Message, people: People) -> None:
    message = _submit(message, people, "ministry")
    reason = "მესამე საყრდენს ფაქტი აკლია. დაამატეთ ინგლისური თარგმანიც."
    number = message.current_number
    return_draft(message, number=number, reason=reason, actor=people["director"])


def _half_approved(message: Message, people: People) -> None:
    theme = db.session.get_one(Term, message.theme_id)
    set_second_approval(theme, ANYBODY, expected=NOBODY, actor=people["director"])
    _approve(message, people)


def _expired(message: Message, people: People) -> None:
    message = _approve(message, people)
    _link(message, people, "confirmed")
    message = _now(message)
    day = today()
    ended = replace(
        details_of(message),
        valid_from=day - timedelta(days=400),
        valid_until=day - timedelta(days=10),
    )
    version = message.row_version
    set_details(message, ended, actor=people["director"], expected_version=version)


def _withdrawn(message: Message, people: People) -> None:
    message = _approve(message, people)
    _link(message, people, "changed")
    pledge(_now(message), actor=people["ngo"])
    message = _now(message)
    withdraw(
        message,
        reason="პროგრამის პირობები შეიცვალა; ახალი გზავნილი მზადდება.",
        instead=None,
        actor=people["director"],
        expected_version=message.row_version,
    )


def _translation_behind(message: Message, people: People) -> None:
    """Published, and the Georgian written anew since: the English is out of date."""
    message = _approve(message, people)
    publish(message, actor=people["director"], expected_version=message.row_version)
    message = _now(message)
    parts = message.current.parts
    umbrella = find_part(parts, "umbrella")
    if umbrella is None:
        raise LookupError(message.uid)
    text = f"{umbrella.text('ka')} ნაბიჯებს ერთად ვდგამთ: სახელმწიფო, ბიზნესი და საზოგადოება."
    note = "მთავარ გზავნილს საზოგადოების როლი დაემატა"
    changed = with_text(parts, umbrella.uid, "ka", text)
    save_version(message, changed, actor=people["editor"], expected_number=1, note=note)


@dataclass(frozen=True)
class Sample:
    """One sample: the file of its text, whose it is, for whom, and the way it went."""

    key: str
    then: Callable[[Message, People], None]
    login: str = "editor"
    circle: Circle = Circle.EVERYBODY


SAMPLES = (
    Sample("visa-free", _public),
    Sample("dcfta-farmers", _for_agencies, circle=Circle.AGENCIES),
    Sample("erasmus", _in_review),
    Sample("myths-eu", _waiting),
    Sample("nato-package", _half_approved),
    Sample("eumm", _expired),
    Sample("regions", _withdrawn),
    Sample("small-business", _returned, login="ministry"),
    Sample("candidate", _translation_behind),
)


def seed_messages(people: People) -> int:
    """Add the sample messages that are missing; return how many were added."""
    names = [PREFIX + one.key for one in SAMPLES]
    known = set(db.session.scalars(sa.select(Draft.uid).where(Draft.uid.in_(names))))
    missing = [one for one in SAMPLES if PREFIX + one.key not in known]
    for one in missing:
        one.then(_begin(one, people), people)
        db.session.flush()
    return len(missing)


def _begin(sample: Sample, people: People) -> Message:
    house = read_sample(sample.key)
    terms = reference().term_ids
    actor = people[sample.login]
    message = create_message(
        title_ka=house["title"]["ka"],
        title_en=house["title"].get("en", ""),
        theme_id=terms[TermKind.THEME, house["theme"]],
        parts=sample_parts(house),
        ready=house["ready"],
        actor=actor,
    )
    message.uid = PREFIX + sample.key
    message = _now(message)
    audiences = frozenset(terms[TermKind.AUDIENCE, code] for code in house["audiences"])
    details = replace(
        details_of(message),
        circle=sample.circle,
        audience_ids=audiences,
        review_on=today() + timedelta(days=60),
    )
    set_details(message, details, actor=actor, expected_version=message.row_version)
    return _now(message)
