"""Public messages: what was approved and is in force, and nothing else of any message.

Everything here reads the approved version alone and only as far as it is meant for everybody:
advice on wording, versions for audiences and facts out of date stay within the desk. A language
is shown once a person called it ready.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import request
from markupsafe import Markup
from sqlalchemy.orm import joinedload, selectinload

from stratcom.db import db
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part, is_outdated
from stratcom.events.reference import Named, Reference
from stratcom.georgian.dates import Lang
from stratcom.messages.finding import matching
from stratcom.messages.house import reading
from stratcom.messages.house.reading import Proof, read_house
from stratcom.messages.models import Message, MessageAudience
from stratcom.messages.queries import published
from stratcom.moments import local, today
from stratcom.prose.markdown import render
from stratcom.public.addresses import message_path
from stratcom.public.detail import Text
from stratcom.public.known import places_and_terms
from stratcom.vocabularies.enums import TermKind

LANGUAGES: tuple[Lang, ...] = ("ka", "en")
NEWEST = (sa.func.coalesce(Message.published_at, Message.approved_at).desc(), Message.id.desc())
WHOLE = (
    joinedload(Message.approved).undefer(DraftVersion.content),
    selectinload(Message.audience_links),
)
# Headings that people wrote stand below those of the page.
BELOW_SECTION, BELOW_QUESTION = 2, 3


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; a code that does not exist finds nothing."""

    q: str = ""
    theme: str = ""
    audience: str = ""

    @property
    def active(self) -> bool:
        """True when anything narrows the list."""
        return bool(self.q or self.theme or self.audience)


class Line(NamedTuple):
    """One message of the list."""

    path: str
    title: Text
    umbrella: Text
    theme: str


class Passage(NamedTuple):
    """A longer text as HTML, with its language where it is not the page's."""

    html: Markup
    lang: str


@dataclass(frozen=True)
class Fact:
    """A figure or fact with where it comes from."""

    text: Text
    source: str
    url: str
    day: date | None

    @property
    def host(self) -> str:
        """Where the link leads, for whoever reads it."""
        return (urlsplit(self.url).hostname or self.url).removeprefix("www.")


@dataclass(frozen=True)
class Pillar:
    """One of the thoughts that carry the message."""

    text: Text
    passages: Sequence[Passage]
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Shown:
    """One message as its page shows it."""

    id: int
    uid: str
    path: str
    title: Text
    umbrella: Text
    passages: Sequence[Passage]
    pillars: Sequence[Pillar]
    facts: Sequence[Fact]
    questions: Sequence[tuple[Text, Passage | None]]
    theme: Named | None
    audiences: Sequence[Named]
    since: date | None
    published: datetime
    updated: datetime
    # Parts stand in another language than the page's; or are older than what they translate.
    foreign: bool
    wholly_foreign: bool
    outdated: bool

    @property
    def updated_on(self) -> date:
        """The day of the last change, in Tbilisi."""
        return local(self.updated).date()


@dataclass
class Reader:
    """Chooses the language of each part and remembers what it could not give."""

    lang: Lang
    source: str
    ready: frozenset[str]
    given: set[str] = field(default_factory=set)
    outdated: bool = False

    def text(self, part: Part | None) -> Text:
        """The part in the page's language, or marked in another that is ready."""
        for language in (self.lang, self.source, *LANGUAGES):
            if part is not None and language in self.ready and part.text(language):
                self.given.add(language)
                self.outdated |= is_outdated(part, language, self.source)
                return Text(part.text(language), "" if language == self.lang else language)
        return Text("")

    def passage(self, part: Part | None, *, below: int) -> Passage | None:
        """The part's Markdown, or None where nothing is written."""
        said = self.text(part)
        return Passage(render(said.text, below=below), said.lang) if said.text else None

    def passages(self, parts: Sequence[Part], *, below: int) -> list[Passage]:
        """Those of the parts in which something is written."""
        found = (self.passage(one, below=below) for one in parts)
        return [one for one in found if one]

    def pillar(self, pillar: reading.Pillar, on: date) -> Pillar:
        """A pillar with its longer text and the facts that may still be said on that day."""
        return Pillar(
            self.text(pillar.part),
            self.passages(pillar.bodies, below=BELOW_SECTION),
            self.facts(pillar.proofs, on),
        )

    def facts(self, proofs: Sequence[Proof], on: date) -> list[Fact]:
        """The facts that may still be said on that day."""
        return [
            Fact(self.text(one.part), one.source, _web(one.url), one.day)
            for one in proofs
            if not one.expired(on) and not one.part.empty
        ]


def read_wanted() -> Wanted:
    """The filters in the address."""
    names = ("q", "theme", "audience")
    return Wanted(**{name: " ".join(request.args.get(name, "").split())[:200] for name in names})


def found_by(wanted: Wanted, known: Reference) -> sa.Select[Message]:
    """The public messages asked for, the newest first."""
    found = published()
    if wanted.theme:
        theme_id = known.term_ids.get((TermKind.THEME.value, wanted.theme), 0)
        found = found.where(Message.theme_id == theme_id)
    if wanted.audience:
        term_id = known.term_ids.get((TermKind.AUDIENCE.value, wanted.audience), 0)
        reaching = sa.select(MessageAudience.message_id).where(MessageAudience.term_id == term_id)
        found = found.where(Message.id.in_(reaching))
    if wanted.q:
        found = found.where(Message.id.in_(matching(wanted.q, None)))
    return found.order_by(*NEWEST)


def offered(known: Reference) -> dict[str, list[Named]]:
    """What each filter can be set to: only what some public message has."""
    ids = sa.select(published().with_only_columns(Message.id).subquery().c.id)
    themes = sa.select(Message.theme_id).where(Message.id.in_(ids))
    reached = sa.select(MessageAudience.term_id).where(MessageAudience.message_id.in_(ids))
    used = set(db.session.scalars(themes)) | set(db.session.scalars(reached))
    terms = [one for one in known.terms.values() if one.id in used]
    kinds = {"theme": TermKind.THEME, "audience": TermKind.AUDIENCE}
    return {name: [one for one in terms if one.kind == kind] for name, kind in kinds.items()}


def lines(messages: Sequence[Message], lang: Lang) -> list[Line]:
    """Messages as the list shows them."""
    terms = places_and_terms().terms
    made = []
    for one in messages:
        theme = terms.get(one.theme_id or 0)
        title, lead = (_column(one, name, lang) for name in ("title", "lead"))
        made.append(Line(path_of(one, lang), title, lead, theme.name if theme else ""))
    return made


def newest(lang: Lang) -> Line | None:
    """The message that was published last, for the first page."""
    found = db.session.scalars(published().order_by(*NEWEST).limit(1)).all()
    return next(iter(lines(found, lang)), None)


def every_message() -> Sequence[Message]:
    """All public messages, for the site map."""
    return db.session.scalars(published().order_by(Message.id)).all()


def find_public(message_id: int) -> Message | None:
    """One public message with its approved version, or None."""
    chosen = published().where(Message.id == message_id).options(*WHOLE)
    return db.session.scalars(chosen).first()


def is_gone(message_id: int) -> bool:
    """Was the message public until it was withdrawn or its validity ended?"""
    ended = sa.and_(Message.public, Message.valid_until < today())
    over = sa.or_(Message.withdrawn_at.is_not(None), ended)
    known = sa.select(Message.id).where(
        Message.id == message_id,
        Message.published_at.is_not(None),
        Message.archived_at.is_(None),
        over,
    )
    return db.session.scalar(known) is not None


def path_of(message: Message, lang: Lang) -> str:
    """The address of its page in a language."""
    title_ka, title_en = (_column(message, "title", one).text for one in LANGUAGES)
    return message_path(message.id, title_ka, title_en, lang)


def show_message(message: Message, lang: Lang) -> Shown:
    """Everything the page of a message shows; load it with WHOLE."""
    version = _approved(message)
    house, day = read_house(version.parts), today()
    reader = Reader(lang, message.source, _languages(message, version))
    terms = places_and_terms().terms
    linked = (terms.get(link.term_id) for link in message.audience_links)
    told: dict[str, Any] = {
        "title": reader.text(house.title),
        "umbrella": reader.text(house.umbrella),
        "passages": reader.passages(house.bodies, below=BELOW_SECTION),
        "pillars": [reader.pillar(one, day) for one in house.pillars if not one.part.empty],
        "facts": reader.facts(house.proofs, day),
        "questions": [
            (reader.text(one.first), reader.passage(one.second, below=BELOW_QUESTION))
            for one in house.questions
            if not one.first.empty
        ],
    }
    approved = message.approved_at or version.at
    published_at = message.published_at or approved
    return Shown(
        id=message.id,
        uid=message.uid,
        path=path_of(message, lang),
        theme=terms.get(message.theme_id or 0),
        audiences=[one for one in linked if one],
        since=message.valid_from,
        published=published_at,
        updated=max(approved, published_at),
        foreign=bool(reader.given - {lang}),
        wholly_foreign=bool(reader.given) and lang not in reader.given,
        outdated=reader.outdated,
        **told,
    )


def _approved(message: Message) -> DraftVersion:
    assert message.approved is not None  # noqa: S101 - published() asks for it
    return message.approved


def _languages(message: Message, version: DraftVersion) -> frozenset[str]:
    """The language it was written in, and those that a person called ready."""
    return frozenset({message.source, *version.ready})


def _column(message: Message, name: str, lang: Lang) -> Text:
    """Title or umbrella message from the columns that lists load."""
    version = _approved(message)
    ready = _languages(message, version)
    # A title that is English alone stands in both columns.
    alone = name == "title" and version.title_ka == version.title_en and message.source == "en"
    for language in (lang, message.source, *LANGUAGES):
        text = str(getattr(version, f"{name}_{language}", ""))
        if text and language in ready and not (alone and language == "ka"):
            return Text(text, "" if language == lang else language)
    return Text("")


def _web(address: str) -> str:
    """An address that a browser may be sent to, or nothing."""
    return address if urlsplit(address).scheme in {"http", "https"} else ""
