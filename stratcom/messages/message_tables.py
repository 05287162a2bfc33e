"""All messages as tables of a file: the messages, their facts, questions, words and uses.

Each person gets the version that they read on the page: those who may not read the work get the
approved one.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.drafting.enums import STATE_LABELS
from stratcom.drafting.models import DraftVersion
from stratcom.drafting.parts import Part
from stratcom.events.reference import reference
from stratcom.messages.cards import Card, cards
from stratcom.messages.enums import CIRCLE_LABELS
from stratcom.messages.house.reading import House, Pair, Proof, read_house
from stratcom.messages.models import Message, MessageAudience, MessageUse
from stratcom.messages.use.queries import read_uses, used_on, visible_uses
from stratcom.messages.use.tables import uses_table
from stratcom.moments import local
from stratcom.tables.cells import Cell
from stratcom.tables.xlsx import Table

AT_ONCE = 200
Row = tuple[Cell, ...]
Rows = Callable[[Card, House], Iterable[Row]]
NUMBER, TITLE, WORDS = 10, 44, 60


def message_tables(found: sa.Select[Message], user: User) -> dict[str, Table]:
    """Every sheet by the name under which the address asks for it alone."""
    ids = list(db.session.scalars(found.with_only_columns(Message.id)))

    def rows(of: Rows) -> Iterator[Row]:
        for card in _cards(ids, user):
            yield from of(card, read_house(card.version.parts))

    said = (_("Georgian"), _("English"))
    head = (_("Number"), _("Message"))
    proof = (*head, *said, _("Source"), _("Date of the fact"), _("Link"), _("Valid until"))
    proof_widths = (NUMBER, TITLE, WORDS, WORDS, 30, 14, 36, 14)
    asked = (_("Question"), f"{_('Question')} (en)", _("Answer"), f"{_('Answer')} (en)")
    avoided = (_("Instead of this"), f"{_('Instead of this')} (en)")
    spoken = (*avoided, _("Say this"), f"{_('Say this')} (en)")
    widths = (NUMBER, TITLE, WORDS, WORDS, WORDS, WORDS)
    return {
        "messages": Table(
            _("Thematic messages"),
            _headers(),
            rows(lambda card, house: [_message(card, house)]),
            _WIDTHS,
        ),
        "proofs": Table(_("Proof points"), proof, rows(_proofs), proof_widths),
        "questions": Table(
            _("Questions and answers"),
            (*head, *asked),
            rows(lambda card, house: _pairs(card, house.questions)),
            widths,
        ),
        "instead": Table(
            _("Instead of this, say this"),
            (*head, *spoken),
            rows(lambda card, house: _pairs(card, house.instead)),
            widths,
        ),
        "uses": uses_table(_uses(ids, user)),
    }


_WIDTHS = (NUMBER, TITLE, TITLE, WORDS, WORDS, 26, 30, 24, 24, 9, 18, 14, 13, 13, 13, 13, 11)


def _headers() -> tuple[str, ...]:
    return (
        _("Number"),
        _("Title"),
        f"{_('Title')} (en)",
        _("Umbrella message"),
        f"{_('Umbrella message')} (en)",
        _("Theme"),
        _("Audiences"),
        _("Who may see it"),
        _("Whose"),
        _("Version"),
        _("State"),
        _("Approved on"),
        _("Valid from"),
        _("Valid until"),
        _("Look again on"),
        _("Withdrawn on"),
        _("Public"),
    )


def _message(card: Card, house: House) -> Row:
    one = card.message
    theme = reference().terms.get(one.theme_id or 0)
    return (
        one.id,
        *_said(house.title),
        *_said(house.umbrella),
        theme.name if theme else None,
        ", ".join(link.term.label for link in one.audience_links) or None,
        str(CIRCLE_LABELS[one.circle]) if card.works else None,
        one.owner.name if one.owner else None,
        card.version.number,
        str(STATE_LABELS[one.state]) if card.works else None,
        local(one.approved_at).date() if one.approved_at else None,
        one.valid_from,
        one.valid_until,
        one.review_on if card.works else None,
        local(one.withdrawn_at).date() if one.withdrawn_at else None,
        _("yes") if one.public else _("no"),
    )


def _proofs(card: Card, house: House) -> Iterator[Row]:
    for proof in house.all_proofs():
        yield (*_head(card), *_said(proof.part), *_facts(proof))


def _facts(proof: Proof) -> tuple[str | None, date | None, str | None, date | None]:
    return proof.source or None, proof.day, proof.url or None, proof.until


def _pairs(card: Card, pairs: Iterable[Pair]) -> Iterator[Row]:
    for pair in pairs:
        yield (*_head(card), *_said(pair.first), *_said(pair.second))


def _head(card: Card) -> Row:
    return card.message.id, card.version.title


def _said(part: Part | None) -> tuple[str | None, str | None]:
    if part is None:
        return None, None
    return part.text("ka") or None, part.text("en") or None


def _cards(ids: list[int], user: User) -> Iterator[Card]:
    """The messages in that order with the whole text, read in parts."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        chosen = (
            sa.select(Message)
            .where(Message.id.in_(some))
            .options(
                joinedload(Message.current).undefer(DraftVersion.content),
                joinedload(Message.approved).undefer(DraftVersion.content),
                joinedload(Message.owner),
                selectinload(Message.audience_links).joinedload(MessageAudience.term),
                selectinload(Message.languages),
            )
            .execution_options(populate_existing=True)
        )
        found = {one.id: one for one in db.session.scalars(chosen).unique()}
        yield from cards([found[one] for one in some if one in found], user)


def _uses(ids: list[int], user: User) -> Iterator[MessageUse]:
    """What the person may know of the uses of these messages."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        chosen = visible_uses(user).where(MessageUse.message_id.in_(some))
        yield from read_uses(chosen.order_by(used_on.desc(), MessageUse.id))
