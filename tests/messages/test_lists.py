"""The list of messages and the table by language: filters, pages, indexes, files."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.db import db, utcnow
from stratcom.drafting.enums import DraftKind, DraftState, LanguageState
from stratcom.drafting.models import Draft, DraftVersion
from stratcom.drafting.parts import Part, write_parts
from stratcom.drafting.services.versions import save_version
from stratcom.events.reference import reference
from stratcom.messages.filters import Filters, Show
from stratcom.messages.finding import found_by
from stratcom.messages.models import Message, MessageAudience, MessageLanguage
from stratcom.moments import today
from stratcom.search.enums import Kind
from stratcom.search.models import SearchDocument
from stratcom.search.numbers import number_of
from stratcom.search.terms import packed
from tests.conftest import POSTGRES
from tests.messages.sample import approved_message, draft_message, house_parts

DAY = timedelta(days=1)
TITLES = {
    "force": "ევროპა ჩვენი სახლია",
    "draft": "უსაფრთხოება და მშვიდობა",
    "expired": "უვიზო მიმოსვლის წლისთავი",
    "withdrawn": "ძველი გზავნილი",
    "coming": "მომავალი ნაბიჯი",
    "archived": "არქივის გზავნილი",
}


@pytest.fixture
def editor(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def messages(app, editor, make_user):
    """One message in each standing."""
    other = make_user(Role.EDITOR)
    theme = reference().term_ids[("theme", "visa_free")]
    made = {
        "force": approved_message(editor, TITLES["force"], valid_until=today()),
        "draft": draft_message(editor, TITLES["draft"], state=DraftState.IN_REVIEW),
        "expired": approved_message(
            other, TITLES["expired"], valid_until=today() - DAY, theme_id=theme
        ),
        "withdrawn": approved_message(other, TITLES["withdrawn"], withdrawn_at=utcnow()),
        "coming": approved_message(
            other, TITLES["coming"], valid_from=today() + DAY, review_on=today()
        ),
        "archived": approved_message(other, TITLES["archived"], archived_at=utcnow()),
    }
    audience = reference().term_ids[("audience", "farmers")]
    db.session.add(MessageAudience(message_id=made["force"].id, term_id=audience))
    parts = [
        Part(one.uid, one.kind, {"ka": one.text("ka")}, one.parent, one.facts)
        for one in house_parts(TITLES["draft"])
    ]
    parts.append(Part("hy", parts[-1].kind, {"hy": "Շուկան բաց է։"}, "", {"language": "hy"}))
    save_version(made["draft"], parts, actor=editor, expected_number=1)
    db.session.commit()
    return made


CASES = {
    "": {"force", "draft", "expired", "withdrawn", "coming"},
    "show=in-force": {"force"},
    "show=mine": {"force", "draft"},
    "show=coming": {"coming"},
    "show=expired": {"expired"},
    "show=withdrawn": {"withdrawn"},
    "show=archived": {"archived"},
    "show=odd": {"force", "draft", "expired", "withdrawn", "coming"},
    "state=in_review": {"draft"},
    "state=odd": {"force", "draft", "expired", "withdrawn", "coming"},
    "theme=visa_free": {"expired"},
    "theme=odd": set(),
    "audience=farmers": {"force"},
    "language=en.missing": {"draft"},
    "language=hy.ready": {"draft"},
    "language=en.ready&show=in-force": {"force"},
    "again=1": {"coming"},
    "ends=1": {"force"},
    "facts=1": set(),
    "q=უსაფრთხოების": {"draft"},
    "q=მშვიდობით უსაფრთხო": {"draft"},
    "q=ფერმერებს": {"force", "draft", "expired", "withdrawn", "coming"},
    "q=წლისთავზე": {"expired"},
    "q=არსადარსი": set(),
    "q=ევროპ&audience=farmers": {"force"},
}


@pytest.mark.parametrize("query", CASES)
@pytest.mark.parametrize("htmx", [False, True])
def test_filters_find_what_they_say(browser, editor, messages, query, htmx):
    browser.sign_in(editor)
    answer = browser.get(f"/desk/messages/?{query}", htmx=htmx)
    titles = {key for key, title in TITLES.items() if title in answer.texts("tbody td a")}
    assert titles == CASES[query]
    assert (answer.html.select_one("html") is None) is htmx
    assert answer.html.select_one("#messages-list") is not None


def test_a_fragment_pushes_an_address_that_gives_the_same(browser, editor, messages):
    browser.sign_in(editor)
    part = browser.get("/desk/messages/?q=მშვიდობა&theme=&show=mine", htmx=True)
    address = part.headers["HX-Push-Url"]
    assert address.startswith("/desk/messages/?q=")
    assert address.endswith("&show=mine")
    assert browser.get(address).texts("tbody td a") == [TITLES["draft"]]


def test_staff_see_states_and_languages_in_words(browser, editor, messages):
    editor.language = "en"
    db.session.commit()
    browser.sign_in(editor)
    row = browser.get("/desk/messages/?show=mine&state=in_review").html.select_one("tbody tr")
    badges = [" ".join(one.get_text().split()) for one in row.select(".st")]
    assert badges == [
        "In review",
        "Facts without a source: 1",
        "ka ✓: Ready",
        "en –: Missing",
        "hy ✓: Ready",
    ]
    expired = browser.get("/desk/messages/?show=expired").texts("tbody tr .st")
    assert f"Expired: {today() - DAY:%d.%m.%Y}" in expired


def test_partners_read_cards_of_what_is_in_force(browser, make_user, messages):
    browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია"))
    cards = browser.get("/desk/messages/").html.select("article")
    assert [one.h2.get_text() for one in cards] == [TITLES["force"]]
    text = " ".join(cards[0].get_text().split())
    assert "ევროკავშირი ოჯახებს ეხმარება." in text
    assert f"{today():%d.%m.%Y}" in text
    assert "ფერმერები" in text
    assert browser.get("/desk/messages/?show=expired").texts("article h2") == [TITLES["expired"]]
    assert browser.get("/desk/messages/?show=archived").texts("article h2") == [TITLES["force"]]
    assert browser.get("/desk/messages/").html.select_one('a[href$="/new"]') is None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENCY_MEMBER, Role.PARTNER])
def test_an_empty_list_says_what_belongs_there(browser, make_user, role):
    browser.sign_in(make_user(role, organisation="ორგანიზაცია", language="en"))
    answer = browser.get("/desk/messages/")
    assert "Here stand the" in answer.texts("#messages-list .card")[0]
    offered = [one["href"] for one in answer.html.select("#messages-list .card a")]
    assert offered == ([] if role is Role.PARTNER else ["/desk/messages/new"])
    filtered = browser.get("/desk/messages/?q=არაფერი").texts("#messages-list .card")
    assert filtered == ["No message fits these filters. Clear all filters"]


class TestByLanguage:
    def rows(self, answer):
        return {
            row.a.get_text(): [" ".join(one.get_text().split()) for one in row.select("td")[1:]]
            for row in answer.html.select("tbody tr")
        }

    def test_each_state_in_words_and_their_sums(self, browser, editor, messages):
        editor.language = "en"
        db.session.commit()
        browser.sign_in(editor)
        answer = browser.get("/desk/messages/languages")
        assert answer.texts("thead th") == ["Message", "Georgian", "English", "Armenian"]
        found = self.rows(answer)
        assert found[TITLES["draft"]] == ["✓ Ready", "– Missing", "✓ Ready"]
        # English titles where there are any.
        assert found["Europe is our home"] == ["✓ Ready", "✓ Ready", "– Missing"]
        sums = answer.texts("tfoot td")[1:]
        assert sums == ["✓ Ready: 5", "– Missing: 1✓ Ready: 4", "– Missing: 4✓ Ready: 1"]

    def test_filters(self, browser, editor, messages):
        browser.sign_in(editor)
        table = browser.get("/desk/messages/languages?theme=visa_free", htmx=True)
        assert list(self.rows(table)) == [TITLES["expired"]]
        table = browser.get("/desk/messages/languages?language=en.missing&state=in_review")
        assert list(self.rows(table)) == [TITLES["draft"]]
        assert browser.get("/desk/messages/languages?theme=odd").texts("tbody tr") == []

    def test_an_agency_sees_its_own_alone(self, browser, make_user, messages):
        agency = make_user(Role.AGENCY_MEMBER, organisation="სააგენტო")
        draft_message(agency, "სააგენტოს გზავნილი")
        db.session.commit()
        browser.sign_in(agency)
        table = browser.get("/desk/messages/languages")
        assert list(self.rows(table)) == ["სააგენტოს გზავნილი"]
        assert browser.get("/desk/messages/languages.csv").text.count("\n") == 2

    def test_the_file_holds_what_the_page_shows(self, browser, editor, messages):
        browser.sign_in(editor)
        answer = browser.get("/desk/messages/languages.csv?state=in_review")
        lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert lines[1][0] == TITLES["draft"]
        assert len(lines) == 2
        assert len(lines[0]) == len(lines[1]) == 6
        book = browser.get("/desk/messages/languages.xlsx")
        assert (book.status, book.data[:2]) == (200, b"PK")

    def test_not_for_partners(self, browser, make_user):
        browser.sign_in(make_user(Role.PARTNER, organisation="ორგანიზაცია"))
        assert browser.get("/desk/messages/languages").status == 403
        assert browser.get("/desk/messages/languages.csv").status == 403


MANY = 4_000
FOR_ALL = "=for-all =for-circle_everybody"


@pytest.fixture
def many(app, editor):
    """Thousands of messages, of which a filter finds few."""
    content = write_parts(house_parts())
    theme = reference().term_ids[("theme", "visa_free")]
    audience = reference().term_ids[("audience", "farmers")]
    now, day = utcnow(), today()
    ids = range(1, MANY + 1)

    def rare(number, value, usual=None):
        return value if number % 500 == 0 else usual

    plain = {"kind": DraftKind.MESSAGE, "source": "ka", "title_en": "", "current_number": 1,
             "approved_number": 1, "return_reason": "", "withdrawal_reason": ""}  # fmt: skip
    drafts = [
        plain
        | {"id": one, "uid": f"u{one}", "title_ka": f"გზავნილი {one}", "row_version": 1}
        | {"state": rare(one, DraftState.RETURNED, DraftState.APPROVED)}
        | {"theme_id": rare(one + 1, theme), "steward_id": rare(one + 2, editor.id)}
        | {"withdrawn_at": rare(one + 3, now), "archived_at": rare(one + 4, now)}
        | {"created_at": now, "updated_at": now - one * DAY / 24}
        for one in ids
    ]
    rows = [
        {"id": one, "public": False, "unsourced": 0, "circle": "everybody"}
        | {"valid_from": rare(one + 5, day + DAY), "valid_until": rare(one + 6, day - DAY)}
        | {"review_on": rare(one + 7, day), "proofs_expire_on": rare(one + 8, day - DAY)}
        for one in ids
    ]
    versions = [
        {"draft_id": one, "number": 1, "content": content, "title_ka": f"გზავნილი {one}", "at": now}
        for one in ids
    ]
    spoken = [
        {"message_id": one, "language": code, "state": rare(one, LanguageState.OUTDATED, state)}
        for one in ids
        for code, state in (("ka", LanguageState.READY), ("en", LanguageState.DRAFT))
    ]
    found = [
        {"id": number_of(Kind.MESSAGE, day, one), "kind": int(Kind.MESSAGE), "record_id": one}
        | {"title_ka": "", "title_en": "", "terms": f"{packed(f'სიტყვა{one % 700}')} {FOR_ALL}"}
        for one in ids
    ]
    run = db.session.execute
    for model, made in ((Draft, drafts), (Message, rows), (DraftVersion, versions),
                         (MessageLanguage, spoken), (SearchDocument, found)):  # fmt: skip
        run(sa.insert(model.__table__), made)
    others = [reference().term_ids[("audience", one)] for one in ("youth", "media", "women")]
    reached = [{"message_id": one, "term_id": rare(one, audience, others[one % 3])} for one in ids]
    run(sa.insert(MessageAudience.__table__), reached)
    db.session.commit()
    run(sa.text("ANALYZE"))
    db.session.commit()


SEARCHES = {
    "all": (Filters(shown=Show.ALL), "ix_draft_list"),
    "in force": (Filters(shown=Show.IN_FORCE), "ix_draft_list"),
    "mine": (Filters(shown=Show.MINE), "ix_draft_steward_id"),
    "coming": (Filters(shown=Show.COMING), "ix_message_valid_from"),
    "expired": (Filters(shown=Show.EXPIRED), "ix_message_valid"),
    "withdrawn": (Filters(shown=Show.WITHDRAWN), "ix_draft_withdrawn"),
    "archived": (Filters(shown=Show.ARCHIVED), "ix_draft_list"),
    "theme": (Filters({"theme": "visa_free"}), "ix_draft_theme_id"),
    "audience": (Filters({"audience": "farmers"}), "ix_message_audience_term"),
    "state": (Filters({"state": "returned"}), "ix_draft_state"),
    "language": (Filters({"language": "en.outdated"}), "ix_message_language_state"),
    "missing": (Filters({"language": "hy.missing"}), "ix_draft_list"),
    "again": (Filters({"again": "1"}), "ix_message_review_on"),
    "facts": (Filters({"facts": "1"}), "ix_message_proofs"),
    "ends": (Filters({"ends": "1"}), "ix_message_valid"),
    "words": (Filters({"q": "სიტყვა77"}), "search_index VIRTUAL TABLE INDEX"),
}


@pytest.mark.skipif(POSTGRES, reason="plans of SQLite")
def test_every_filter_has_an_index_that_serves_it(many, editor, make_user):
    partner = make_user(Role.PARTNER, organisation="ორგანიზაცია")
    missing = {}
    for name, (filters, index) in SEARCHES.items():
        for user in (editor, partner):
            found = found_by(filters, user).limit(26)
            compiled = found.compile(db.engine, compile_kwargs={"literal_binds": True})
            plan = db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {compiled}".replace(":", r"\:")))
            steps = [row[3] for row in plan]
            scans = [one for one in steps if one.startswith("SCAN") and "INDEX" not in one]
            served = any(index in one for one in steps)
            if (user is editor and not served) or scans:
                missing[name, user.role] = steps
    assert missing == {}


def count_statements(browser, path):
    seen = []

    def hear(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert browser.get(path).status == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", hear)
    return len(seen)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENCY_MEMBER, Role.PARTNER])
def test_a_longer_list_asks_no_more_of_the_database(browser, make_user, editor, role):
    reader = make_user(role, organisation="ორგანიზაცია")
    approved_message(editor)
    db.session.commit()
    browser.sign_in(reader)
    paths = ["/desk/messages/"]
    paths += ["/desk/messages/languages"] if role is not Role.PARTNER else []
    few = [count_statements(browser, path) for path in paths]
    for number in range(12):
        approved_message(editor, f"გზავნილი {number}")
    draft_message(reader, "ჩვენი")
    db.session.commit()
    many = [count_statements(browser, path) for path in paths]
    # What is loaded for all of them together: audiences, languages, words.
    assert [more - one <= 3 for one, more in zip(few, many, strict=True)] == [True] * len(paths)
    assert max(many) <= 20
