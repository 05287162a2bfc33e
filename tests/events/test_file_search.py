"""Files of events are found by what they say, by those who may read them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.events import rules
from stratcom.events.enums import EventState, FileKind
from stratcom.events.models import EventFile
from stratcom.events.queries import find_event
from stratcom.events.services.files import add_file, edit_file, remove_file, restore_file
from stratcom.events.services.records import archive_event, edit_event
from stratcom.events.services.workflow import move_event
from stratcom.moments import utcnow
from stratcom.search import file_texts
from stratcom.search.enums import Kind
from stratcom.search.filing import file_records
from stratcom.search.finding import matching
from stratcom.search.models import FileText
from stratcom.search.query import read_query
from stratcom.search.sources import cards_of, sources
from tests.events.population import everything
from tests.media import papers
from tests.media.files import photograph


def found(text, user):
    return set(db.session.scalars(matching(Kind.FILE, read_query(text), user)))


@pytest.fixture
def director(make_user):
    return make_user(Role.DIRECTOR)


@pytest.fixture
def published(make_event):
    return make_event("თელავის მერია", columns={"state": EventState.PUBLISHED})


def attach(event, director, words="გრანტის პირობები", **more):
    given = {"filename": "პროგრამა.docx", "kind": FileKind.DOCUMENT, "public": True} | more
    return add_file(event, papers.word([words]), actor=director, **given)


def test_documents_are_found_by_their_words_in_the_desk_alone(published, director, make_user):
    file = attach(published, director)
    other = make_user(Role.PARTNER, organisation="გორის მერია")
    for reader in (director, other):
        assert found("გრანტი", reader) == found("პროგრამები", reader) == {file.id}
    assert found("გრანტი", None) == set()
    assert found("პროგრამა", None) == set()


def test_the_public_finds_captions_of_photographs_it_is_shown(published, director):
    given = {"kind": FileKind.PHOTOGRAPH, "actor": director, "filename": "გახსნა.jpg"}
    shown = add_file(published, photograph(), caption_ka="ცეკვა მოედანზე", public=True, **given)
    add_file(published, photograph((900, 600)), caption_ka="ცეკვა დარბაზში", **given)
    add_file(published, photograph((640, 480)), public=True, **given)
    assert found("ცეკვა", None) == {shown.id}
    assert len(found("ცეკვა", director)) == 2
    assert found("გახსნა", None) == set()
    assert len(found("გახსნა", director)) == 3
    edit_file(
        shown, event=published, caption_ka="სიმღერა", caption_en="", public=True, actor=director
    )
    assert found("სიმღერა", None) == {shown.id}
    edit_file(
        shown, event=published, caption_ka="სიმღერა", caption_en="", public=False, actor=director
    )
    assert found("სიმღერა", None) == set()
    assert found("სიმღერა", director) == {shown.id}


def test_who_finds_a_file_is_who_may_open_its_event(make_event, make_user, director):
    soon = utcnow() + timedelta(days=3)
    for owner in ("თელავის მერია", "გორის მერია"):
        for state in EventState:
            for confidential in (False, True):
                for embargo in (None, soon):
                    columns = {"state": state, "embargo_until": embargo}
                    attach(make_event(owner, columns=columns, confidential=confidential), director)
    files = dict(db.session.execute(sa.select(EventFile.id, EventFile.event_id)).all())
    for role in Role:
        user = make_user(role, organisation="თელავის მერია")
        seen = {one.id for one in everything() if rules.can_view(user, one)}
        assert {files[one] for one in found("გრანტი", user)} == seen


def test_files_follow_their_event_and_their_removal(make_event, make_user, director):
    event = make_event("თელავის მერია", columns={"state": EventState.APPROVED})
    other = make_user(Role.PARTNER, organisation="გორის მერია")
    file = attach(event, director)
    assert found("გრანტი", other) == {file.id}
    remove_file(file, event=event, actor=director)
    assert found("გრანტი", director) == set()
    restore_file(file, event=event, actor=director)
    assert found("გრანტი", other) == {file.id}
    event = find_event(event.id)
    edit_event(event, {"confidential": True}, actor=director, expected_version=event.row_version)
    assert found("გრანტი", other) == set()
    assert found("გრანტი", director) == {file.id}
    edit_event(event, {"confidential": False}, actor=director, expected_version=event.row_version)
    move_event(
        event, EventState.RETURNED, actor=director, expected_version=event.row_version, reason="x"
    )
    assert found("გრანტი", other) == set()
    archive_event(event, actor=director)
    assert found("გრანტი", director) == set()


def test_the_same_content_is_read_once(published, director, monkeypatch):
    read = []
    monkeypatch.setattr(file_texts, "read_text", lambda *given: read.append(given) or "ტექსტი")
    content = papers.word(["გრანტი"])
    for _ in range(2):
        add_file(published, content, filename="a.docx", kind=FileKind.DOCUMENT, actor=director)
    assert len(read) == 1
    assert len(found("ტექსტი", director)) == 2


def test_a_file_that_could_not_be_read_is_read_when_the_index_is_made_anew(
    published, director, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(file_texts, "read_text", lambda *given: None)
        file = attach(published, director)
    assert found("გრანტი", director) == set()
    source = sources()[Kind.FILE]
    source.refile([file.id])
    file_records(source, [file.id])
    assert found("გრანტი", director) == {file.id}


def test_files_from_before_the_search_are_read_as_they_are_filed(published, director):
    file = attach(published, director)
    db.session.execute(sa.delete(FileText))
    source = sources()[Kind.FILE]
    source.refile([file.id])
    assert db.session.scalars(sa.select(FileText.text)).all() == ["გრანტის პირობები"]
    file.stored = f"{'0' * 40}.pdf"
    db.session.flush()
    source.refile([file.id])
    assert db.session.get(FileText, file.stored).text == ""


def test_cards_tell_the_file_its_size_and_its_event(app, published, director):
    file = attach(published, director, caption_ka="პროგრამა გვერდებად")
    with app.test_request_context("/desk/"):
        card = cards_of(Kind.FILE, [file.id], director)[file.id]
    assert card.path == f"/desk/events/{published.id}#files-panel"
    assert card.title_ka == "პროგრამა გვერდებად"
    assert (card.facts[0], card.facts[2]) == ("პროგრამა.docx", "საინფორმაციო შეხვედრა")


def test_public_cards_lead_to_the_public_page_in_its_language(app, make_event, director):
    event = make_event(title_en="Open day", columns={"state": EventState.PUBLISHED})
    file = add_file(
        event,
        photograph(),
        filename="a.jpg",
        kind=FileKind.PHOTOGRAPH,
        caption_ka="ცეკვა",
        public=True,
        actor=director,
    )
    with app.test_request_context("/en/search/"):
        cards = cards_of(Kind.EVENT, [event.id], None), cards_of(Kind.FILE, [file.id], None)
    (page,), (picture,) = cards[0].values(), cards[1].values()
    assert page.path == picture.path == f"/en/events/{event.id}-open-day/"
    assert (picture.title_ka, picture.facts[0]) == ("ცეკვა", "Open day")
