"""Keeping the lists."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import MultiDict

from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events.filters import narrow, read_filters
from stratcom.events.models import Event, EventFacet
from stratcom.events.queries import find_event
from stratcom.events.reference import reference
from stratcom.events.search import Search, find_ids
from stratcom.events.services.records import create_event, edit_event, refile
from stratcom.events.services.vocabulary import TermsOfEvents
from stratcom.vocabularies import queries, services
from stratcom.vocabularies.enums import TermKind
from stratcom.vocabularies.models import Term

OFFICE = Machine()


def term(kind: str, code: str) -> Term:
    return db.session.scalars(sa.select(Term).where(Term.kind == kind, Term.code == code)).one()


def make_event(**values: Any) -> Event:
    values = {"title_ka": "შეხვედრა", "first_day": "2026-05-09"} | values
    event = create_event(values, actor=OFFICE, owner_id=None)
    db.session.commit()
    return event


def found(**wanted: str) -> list[int]:
    filters = read_filters(MultiDict(wanted), desk=True)
    return list(find_ids(narrow(Search(), filters)))


def merge(old: Term, new: Term | None) -> int:
    moved = services.merge_term(old, new, users=[TermsOfEvents()], actor=OFFICE)
    db.session.commit()
    return moved


def last_entry() -> AuditEntry:
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_new_term_stands_last_with_a_code_of_its_own(app: Flask) -> None:
    made = services.add_term(
        TermKind.AUDIENCE, label_ka="ბიბლიოთეკარები ", label_en="Librarians", actor=OFFICE
    )
    db.session.commit()
    assert (made.code, made.label_ka) == ("librarians", "ბიბლიოთეკარები")
    assert db.session.scalars(queries.terms(TermKind.AUDIENCE)).all()[-1] == made
    assert last_entry().action == "term.added"


def test_codes_are_made_of_latin_letters_and_never_twice(app: Flask) -> None:
    first = services.add_term(TermKind.THEME, label_ka="ენერგეტიკა", label_en="", actor=OFFICE)
    second = services.add_term(
        TermKind.THEME, label_ka="ენერგია", label_en="energetika", actor=OFFICE
    )
    assert (first.code, second.code) == ("energetika", "energetika_2")


def test_a_list_has_each_name_once(app: Flask) -> None:
    with pytest.raises(DomainError):
        services.add_term(TermKind.AUDIENCE, label_ka="სტუდენტები", label_en="Pupils", actor=OFFICE)


def test_new_label_shows_on_events_at_once(app: Flask) -> None:
    event = make_event(audiences=["students"])
    assert reference().terms[term("audience", "students").id].ka == "სტუდენტები"
    services.relabel_term(
        term("audience", "students"),
        label_ka="უნივერსიტეტის სტუდენტები",
        label_en="University students",
        actor=OFFICE,
        expected_version=1,
    )
    db.session.commit()
    assert reference().terms[term("audience", "students").id].ka == "უნივერსიტეტის სტუდენტები"
    again = find_event(event.id)
    assert again is not None
    assert again.term_links[0].term.label == "უნივერსიტეტის სტუდენტები"
    assert found(audience="students") == [event.id]


def test_label_changed_by_another_meanwhile_is_not_overwritten(app: Flask) -> None:
    students = term("audience", "students")
    with pytest.raises(StaleError):
        services.relabel_term(
            students, label_ka="ა", label_en="A", actor=OFFICE, expected_version=7
        )


def test_terms_change_places_with_their_neighbours(app: Flask) -> None:
    before = [one.code for one in db.session.scalars(queries.terms(TermKind.FORMAT))]
    services.move_term(term("format", before[1]), up=True, actor=OFFICE)
    db.session.commit()
    after = [one.code for one in db.session.scalars(queries.terms(TermKind.FORMAT))]
    assert after == [before[1], before[0], *before[2:]]
    services.move_term(term("format", before[1]), up=True, actor=OFFICE)
    db.session.commit()
    assert [one.code for one in db.session.scalars(queries.terms(TermKind.FORMAT))] == after
    offered = [one.code for one in reference().offered(TermKind.FORMAT)]
    assert offered == after


def test_retired_term_is_not_offered_and_comes_back(app: Flask) -> None:
    event = make_event(audiences=["clergy"])
    services.retire_term(term("audience", "clergy"), actor=OFFICE)
    db.session.commit()
    assert "clergy" not in [one.code for one in reference().offered(TermKind.AUDIENCE)]
    assert found(audience="clergy") == [event.id]
    services.bring_back_term(term("audience", "clergy"), actor=OFFICE)
    db.session.commit()
    assert "clergy" in [one.code for one in reference().offered(TermKind.AUDIENCE)]


def test_merge_moves_every_event_and_keeps_old_addresses(app: Flask) -> None:
    only_old = make_event(audiences=["youth"])
    both = make_event(audiences=["youth", "students"])
    other = make_event(audiences=["farmers"])
    version = only_old.row_version
    assert merge(term("audience", "youth"), term("audience", "students")) == 2

    first, second = find_event(only_old.id), find_event(both.id)
    assert first is not None
    assert second is not None
    assert [one.term.code for one in first.term_links] == ["students"]
    assert [one.term.code for one in second.term_links] == ["students"]
    assert first.row_version == version + 1
    expected = sorted([only_old.id, both.id], reverse=True)
    assert found(audience="students") == expected
    assert found(audience="youth") == expected
    assert found(audience="farmers") == [other.id]
    old = term("audience", "youth")
    assert old.retired_at is not None
    assert old.merged_into_id == term("audience", "students").id
    assert last_entry().action == "term.merged"
    assert last_entry().changes == {"merged_into": [None, "students"], "records": [2, 0]}


def test_merge_leaves_the_index_as_a_fresh_filing_would(app: Flask) -> None:
    event = make_event(audiences=["youth", "students"], format="lecture", themes=["security"])
    merge(term("audience", "youth"), term("audience", "students"))
    merge(term("format", "lecture"), term("format", "seminar"))
    filed = facets(event.id)
    whole = find_event(event.id)
    assert whole is not None
    assert whole.format is not None
    assert whole.format.code == "seminar"
    refile(whole)
    assert facets(event.id) == filed


def facets(event_id: int) -> list[int]:
    rows = sa.select(EventFacet.facet).where(EventFacet.event_id == event_id)
    return sorted(db.session.scalars(rows))


def test_edit_with_the_old_code_gives_the_new_term(app: Flask) -> None:
    event = make_event(themes=["security"])
    merge(term("theme", "dcfta"), term("theme", "association_agreement"))
    whole = find_event(event.id)
    assert whole is not None
    version = whole.row_version
    edit_event(whole, {"themes": ["dcfta"]}, actor=OFFICE, expected_version=version)
    db.session.commit()
    assert found(theme="association_agreement") == [event.id]


def test_terms_merged_earlier_follow(app: Flask) -> None:
    event = make_event(audiences=["youth"])
    merge(term("audience", "youth"), term("audience", "students"))
    merge(term("audience", "students"), term("audience", "pupils"))
    assert found(audience="youth") == found(audience="pupils") == [event.id]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("audience", "youth"), ("audience", "youth")),
        (("audience", "youth"), ("theme", "security")),
        (("audience", "youth"), None),
    ],
)
def test_senseless_merges_are_refused(
    app: Flask, old: tuple[str, str], new: tuple[str, str] | None
) -> None:
    with pytest.raises(DomainError):
        merge(term(*old), term(*new) if new else None)


def test_merged_term_stays_merged(app: Flask) -> None:
    merge(term("audience", "youth"), term("audience", "students"))
    with pytest.raises(DomainError):
        services.bring_back_term(term("audience", "youth"), actor=OFFICE)
    with pytest.raises(DomainError):
        merge(term("audience", "students"), term("audience", "youth"))
