"""Files of contacts and agreements are found by what they say, by those who may read them."""

from stratcom.accounts.permissions import Role
from stratcom.contacts.services.files import add_file, remove_file, restore_file
from stratcom.db import db
from stratcom.search.enums import Kind
from stratcom.search.finding import find, matching
from stratcom.search.query import read_query
from stratcom.search.sources import cards_of
from tests.contacts import sample
from tests.media import papers


def found(text, user):
    return set(db.session.scalars(matching(Kind.PAPER, read_query(text), user)))


def test_papers_of_agreements_are_for_those_who_read_agreements(app, make_user):
    director = make_user(Role.DIRECTOR)
    agreement = sample.agreement()
    paper = add_file(
        agreement, papers.printed(["მემორანდუმის დანართი"]), filename="დანართი.pdf", actor=director
    )
    assert found("მემორანდუმი", director) == {paper.id}
    for role in (Role.OBSERVER, Role.PARTNER, Role.ADVERTISER):
        assert found("მემორანდუმი", make_user(role)) == set()
    assert found("მემორანდუმი", None) == set()
    with app.test_request_context("/desk/"):
        card = cards_of(Kind.PAPER, [paper.id], director)[paper.id]
    assert card.path == f"/desk/agreements/{agreement.id}/#papers-panel"
    assert card.facts[1] == agreement.title_ka
    remove_file(paper, owner=agreement, actor=director)
    assert found("დანართი", director) == set()
    restore_file(paper, owner=agreement, actor=director)
    assert find(read_query("დანართი"), Kind.PAPER, director).total == 1


def test_papers_of_contacts_lead_to_the_contact(app, make_user):
    editor = make_user(Role.EDITOR)
    entry = sample.contact(editor)
    paper = add_file(entry, papers.word(["დღის წესრიგი"]), filename="a.docx", actor=editor)
    assert found("წესრიგი", editor) == {paper.id}
    with app.test_request_context("/desk/"):
        card = cards_of(Kind.PAPER, [paper.id], editor)[paper.id]
    assert card.path == f"/desk/contacts/{entry.id}/#papers-panel"
    assert (card.title_ka, card.facts[1]) == ("a.docx", entry.purpose)
