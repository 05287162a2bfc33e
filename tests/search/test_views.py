"""The page of results and what is offered while one types, on shelves of made-up records."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
import sqlalchemy as sa
from flask import current_app

from stratcom.db import db
from stratcom.moments import today
from stratcom.places.models import Municipality
from stratcom.search import sources
from stratcom.search.enums import Kind
from stratcom.search.filing import refile
from stratcom.search.sources import Face, Record, place_tag, region_tag
from tests.html_rules import page_faults, part_faults
from tests.search.samples import DESK, PUBLIC, Shelf, record

PAGE = "/desk/search/"


@pytest.fixture
def shelves(app, monkeypatch):
    """Announce these records alone, by kind, and file them."""

    def fill(**kinds):
        held = {Kind[name.upper()]: Shelf(Kind[name.upper()], some) for name, some in kinds.items()}
        monkeypatch.setitem(current_app.extensions, sources.SOURCES, held)
        monkeypatch.setitem(current_app.extensions, sources.NAMES, [])
        for kind, one in held.items():
            refile(kind, list(one.held))
        db.session.commit()
        return held

    return fill


@pytest.fixture
def reader(browser, make_user):
    return browser.sign_in(make_user())


def many(count, title="შეხვედრა", first=1, **more):
    """Records of that title, a day further back each."""
    day = today()
    return [
        record(number, title, day=day - timedelta(days=number), **more)
        for number in range(first, first + count)
    ]


def chips(answer):
    return answer.texts(".chips a")


def query_of(link):
    return {name: found[0] for name, found in parse_qs(urlsplit(link["href"]).query).items()}


def test_nothing_typed_says_how_to_search(reader, shelves):
    shelves(event=many(1))
    page = reader.get(PAGE)
    assert (page.status, list(page_faults(page.html, "ka"))) == (200, [])
    examples = page.html.select("#search-results li a")
    assert [query_of(one)["q"] for one in examples] == [
        "მასწავლებლებისთვის",
        "shexvedra telavshi",
        "DCFTA",
        "სტუდენტები ბათუმი",
    ]
    assert page.html.select(".hits") == []
    assert reader.get(PAGE, htmx=True).html.find(recursive=False)["id"] == "search-results"


def test_the_best_of_each_kind_and_the_way_to_all(reader, shelves):
    shelves(event=many(7), message=many(2, "შეხვედრა სოფელში"))
    page = reader.get(f"{PAGE}?q=შეხვედრები")
    assert page.texts("#search-results h2") == ["ღონისძიებები", "გზავნილები"]
    events, messages = page.html.select("#search-results section")
    assert [one["href"] for one in events.select("h3 a")] == [f"/{n}/" for n in range(1, 6)]
    assert len(messages.select("h3")) == 2
    assert query_of(events.select("p > a")[-1]) == {"q": "შეხვედრები", "kind": "event"}
    assert messages.select("section > p a") == []
    assert chips(page)[1:] == ["ღონისძიებები 7", "გზავნილები 2"]
    assert list(page_faults(page.html, "ka")) == []


def test_what_is_called_exactly_so_comes_first(reader, shelves):
    shelves(
        event=many(1, "ნატოს კვირეული"),
        message=[record(1, "სხვა", "ნატო ახსენა", day=today())],
        partner=[record(1, "ნატო")],
    )
    page = reader.get(f"{PAGE}?q=ნატოს")
    assert page.texts("#search-results h2") == ["ორგანიზაციები", "ღონისძიებები", "გზავნილები"]


def test_what_answers_is_marked_and_nothing_is_markup(reader, shelves):
    title, body = "<b>შეხვედრა</b> თელავში", "შესავალი.\nდარბაზი <i>თელავის</i> სკოლაში"
    shelves(event=[record(1, title, body, day=today())])
    page = reader.get(f"{PAGE}?q=თელავი")
    hit = page.html.select_one(".hits li")
    assert [one.get_text() for one in hit.select("mark")] == ["თელავში", "თელავის"]
    assert hit.h3.get_text() == title
    assert hit.select("p")[-1].get_text() == "დარბაზი <i>თელავის</i> სკოლაში"
    assert hit.select("b, i") == []
    odd = reader.get(f"{PAGE}?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in odd.text
    assert odd.html.select_one("#q")["value"] == "<script>alert(1)</script>"


def test_a_passage_is_of_the_face_that_the_reader_may_see(reader, browser, shelves):
    open_face = Face(PUBLIC | DESK, "გამოფენა", body="გამოფენა თბილისის მუზეუმში")
    inner = Face(frozenset({"staff"}), "გამოფენა", body="თბილისის მუზეუმში – საიდუმლოდ")
    shelves(event=[Record(1, [open_face, inner], today())])
    page = reader.get(f"{PAGE}?q=თბილისი")
    assert page.texts(".hits p") == ["გამოფენა თბილისის მუზეუმში"]
    assert "საიდუმლოდ" not in page.text


def test_one_kind_is_shown_in_pages_and_kept_in_the_form(reader, shelves):
    shelves(event=many(30), message=many(2, "შეხვედრა სოფელში"))
    page = reader.get(f"{PAGE}?q=შეხვედრა&kind=event")
    assert len(page.html.select(".hits > li")) == 25
    assert [one.split()[-1] for one in chips(page)] == ["32", "30", "2"]
    assert page.html.select_one(".chips a[aria-current]")["href"].endswith("kind=event")
    kept = page.html.select_one("#search-results input[name=kind]")
    assert (kept["value"], kept["form"]) == ("event", "search-form")
    following = page.html.select_one(".pager a[rel=next]")
    assert query_of(following) == {"q": "შეხვედრა", "kind": "event", "page": "2"}
    second = reader.get(following["href"], htmx=True)
    assert len(second.html.select(".hits > li")) == 5
    assert parse_qs(urlsplit(second.headers["HX-Push-Url"]).query)["page"] == ["2"]
    beyond = reader.get(f"{PAGE}?q=შეხვედრა&kind=event&page=9")
    assert (beyond.status, beyond.html.select(".hits > li")) == (200, [])
    assert query_of(beyond.html.select_one("#search-results > p a")) == {
        "q": "შეხვედრა",
        "kind": "event",
    }


def test_a_kind_in_which_nothing_answers_leads_to_those_in_which_something_does(reader, shelves):
    shelves(event=many(1), message=[record(1, "სხვა")])
    page = reader.get(f"{PAGE}?q=შეხვედრა&kind=message")
    assert page.html.select(".hits") == []
    assert [query_of(one).get("kind") for one in page.html.select(".chips a")] == [
        None,
        "event",
        "message",
    ]


def test_more_than_a_thousand_are_not_counted(reader, shelves, monkeypatch):
    monkeypatch.setattr("stratcom.search.finding.COUNTED", 10)
    monkeypatch.setattr("stratcom.search.showing.COUNTED", 10)
    shelves(event=many(12))
    page = reader.get(f"{PAGE}?q=შეხვედრა")
    assert page.html.select_one("section p > a").get_text().split("–")[0].strip().endswith("10+")


def test_places_and_days_narrow_what_is_found(reader, shelves, app):
    towns = {one.code: one for one in db.session.scalars(sa.select(Municipality))}
    telavi, gori = towns["telavi"], towns["gori"]

    def there(number, town, day):
        tags = frozenset({place_tag(town.id), region_tag(town.region_id)})
        return record(number, "ვიზიტი", day=day, tags=tags)

    shelves(event=[there(1, telavi, date(2026, 5, 1)), there(2, gori, date(2026, 6, 1))])

    def found(query):
        page = reader.get(f"{PAGE}?q=ვიზიტი&{query}")
        return [one["href"] for one in page.html.select(".hits h3 a")]

    assert found("municipality=telavi") == ["/1/"]
    assert found("region=GE-SK") == ["/2/"]
    assert found("region=GE-SK&municipality=telavi") == ["/1/"]
    assert found("municipality=nowhere") == []
    assert found("from=2026-05-02") == ["/2/"]
    assert found("to=01.05.2026") == ["/1/"]
    page = reader.get(f"{PAGE}?q=ვიზიტი&municipality=telavi&to=2026-05-31")
    assert page.html.select_one("#municipality option[selected]")["value"] == "telavi"
    assert page.html.select_one("#to")["value"] == "2026-05-31"
    assert page.html.select_one("#search-form details").has_attr("open")
    everywhere = page.html.select_one("#search-form .actions a")
    assert query_of(everywhere) == {"q": "ვიზიტი"}


def test_days_that_cannot_be_read_are_told_of(reader, shelves):
    shelves(event=many(1))
    page = reader.get(f"{PAGE}?q=შეხვედრა&from=ხვალ")
    assert (page.status, len(page.html.select(".note.warning"))) == (200, 1)
    assert "ხვალ" in page.texts(".note.warning")[0]
    assert len(page.html.select(".hits li")) == 1
    turned = reader.get(f"{PAGE}?q=შეხვედრა&from=2026-05-02&to=2026-05-01")
    assert (len(turned.html.select(".note.warning")), turned.html.select(".hits")) == (1, [])


def test_a_word_half_typed_finds_what_it_may_become(reader, shelves):
    shelves(event=[record(1, "შეხვედრა თელავში", day=today())])
    assert reader.get(f"{PAGE}?q=შეხვედრა თელ").html.select_one(".hits a")["href"] == "/1/"
    assert reader.get(f"{PAGE}?q=თელ").texts(".hits mark") == ["თელავში"]


def test_a_misspelt_word_is_answered_with_what_was_meant(reader, shelves):
    shelves(event=many(3, "განათლება სოფლად"))
    page = reader.get(f"{PAGE}?q=განატლება&from=2020-01-01")
    meant = page.html.select_one(".meant a")
    assert (meant.get_text(), query_of(meant)["from"]) == ("განათლება", "2020-01-01")
    assert reader.get(meant["href"]).html.select(".hits li") != []
    assert page.html.select(".hits") == []


def test_what_was_probably_meant_stands_above_little_that_was_found(reader, shelves):
    shelves(event=[*many(1, "განატლება"), *many(3, "განათლება სოფლად", first=2)])
    page = reader.get(f"{PAGE}?q=განატლება")
    assert [one["href"] for one in page.html.select(".hits a")] == ["/1/"]
    meant = page.html.select_one(".meant")
    assert meant.a.get_text() == "განათლება"
    assert meant.find_next_sibling("section") is not None


def test_a_word_that_nothing_has_can_be_left_out(reader, shelves):
    shelves(event=many(3, "ახალგაზრდული ბანაკი ურეკში"))
    page = reader.get(f"{PAGE}?q=ახალგაზრდული ბანაკი კოსმოსში")
    shorter = page.html.select(".meant a")[-1]
    assert query_of(shorter) == {"q": "ახალგაზრდული ბანაკი"}
    assert "კოსმოსში" in shorter.parent.get_text()


def test_an_answer_for_htmx_is_the_fragment_at_a_tidy_address(reader, shelves):
    shelves(event=many(1))
    part = reader.get(f"{PAGE}?q=შეხვედრა&region=&kind=&from=&page=", htmx=True)
    assert part.html.find(recursive=False)["id"] == "search-results"
    assert list(part_faults(part.html)) == []
    assert part.headers["HX-Push-Url"] == f"{PAGE}?q=" + "".join(
        f"%{byte:02X}" for byte in "შეხვედრა".encode()
    )


def test_letters_beyond_what_is_read_do_no_harm(reader, shelves):
    shelves(event=many(1))
    for text in (
        "შ" * 5_000,
        "…",
        "%00",
        "a%20" * 500,
        "'",
        '"',
        "*",
        "-შეხვედრა",
        "(((",
        "#=:&|!",
    ):
        answer = reader.get(f"{PAGE}?q={text}")
        assert answer.status in {200, 400}, text


def test_suggestions_are_few_and_light(reader, shelves):
    shelves(
        event=many(40, "შეხვედრა ევროპის კვირეულის ფარგლებში, რომელსაც მოსწავლეები ესწრებიან"),
        message=many(40, "შეხვედრა და გზავნილი"),
        partner=many(40, "შეხვედრის <b>სახლი</b>"),
    )
    answer = reader.get(f"{PAGE}suggest?q=შეხვედ", htmx=True)
    options = answer.html.select("#suggestions > [role=option]")
    assert 3 <= len(options) <= 8
    assert len({one["id"] for one in options}) == len(options)
    assert {one["aria-selected"] for one in options} == {"false"}
    assert answer.html.ul["data-told"].endswith(str(len(options)))
    kinds = {one.small.get_text() for one in options if not one["data-to"].startswith(PAGE)}
    assert kinds == {"ღონისძიებები", "გზავნილები", "ორგანიზაციები"}
    assert answer.html.select("b") == []
    assert len(brotli.compress(answer.data, quality=5)) < 2_048


def test_suggestions_lead_to_records_and_to_searches(reader, shelves):
    titles = ("შეხვედრა თელავში", "შეხვედრა თელავის ბაღში", "შეხვედრა თელავის სკოლაში")
    shelves(event=[record(n, title, day=today()) for n, title in enumerate(titles, start=1)])
    answer = reader.get(f"{PAGE}suggest?q=შეხვედრა თელ", htmx=True)
    leads = [one["data-to"] for one in answer.html.select("[role=option]")]
    assert {"/1/", "/2/", "/3/"} <= set(leads)
    searches = [one for one in leads if one.startswith(PAGE)]
    assert searches
    assert all(reader.get(one).html.select(".hits li") for one in searches)


def test_nothing_is_suggested_for_nothing(reader, shelves):
    shelves(event=many(3))
    for text in ("", "შ", "…", "ჟჟჟჟ"):
        answer = reader.get(f"{PAGE}suggest?q={text}", htmx=True)
        assert (answer.status, answer.html.select("li"), answer.html.ul["data-told"]) == (
            200,
            [],
            "",
        )


def test_without_scripts_the_address_of_suggestions_leads_to_the_results(reader, shelves):
    shelves(event=many(1))
    answer = reader.get(f"{PAGE}suggest?q=abc")
    assert (answer.status, answer.location) == (302, f"{PAGE}?q=abc")


def test_every_page_of_the_desk_has_the_field_but_the_search_itself(reader, shelves):
    shelves(event=many(1))
    head = reader.get("/desk/notices/").html.select_one("header form[role=search]")
    assert (head["action"], head.input["name"], head.input["type"]) == (PAGE, "q", "search")
    assert reader.get(PAGE).html.select("header form[role=search]") == []
