"""Commenting on a passage and answering, with scripts and without, in a real browser."""

import pytest
import sqlalchemy as sa

from stratcom.db import db
from stratcom.drafting.models import DraftReview

PASSAGE = "სრული ტექსტი"
MARK = """(selector) => {
  const box = document.querySelector(selector);
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const first = walk.nextNode();
  let last = first;
  while (walk.nextNode()) last = walk.currentNode;
  const range = document.createRange();
  range.setStart(first, 0);
  range.setEnd(last, last.textContent.length);
  const choice = document.getSelection();
  choice.removeAllRanges();
  choice.addRange(range);
  return choice.toString();
}"""


@pytest.fixture
def address(served):
    """The page of the text about which a round is open."""
    with served.app.app_context():
        found = db.session.scalars(sa.select(DraftReview.draft_id)).first()
        db.session.remove()
        db.engine.dispose()
    return f"/desk/drafts/{found}/review"


def test_marked_passage_fills_the_form_and_comes_back_as_a_comment(visit, address):
    visitor = visit("editor")
    page = visitor.page
    visitor.go(f"{address}?view=ka")
    marked = page.evaluate(MARK, '[data-part="u"]')
    assert marked == "ევროკავშირი ოჯახებს ეხმარება."
    page.click("#of-u [data-opens]")
    page.wait_for_selector("#comment-form")
    assert page.input_value("#quote") == marked
    assert page.input_value("#part") == "u"
    page.fill("#text", "რომელ ოჯახებს?")
    page.click("#comment-form button")
    page.wait_for_selector("#of-u .threads li")
    assert "რომელ ოჯახებს?" in page.inner_text("#of-u .threads")
    assert page.locator("#comment-form").count() == 0
    visitor.go(f"{address}?view=ka")
    assert page.inner_text('[data-part="u"] mark') == "ევროკავშირი ოჯახებს ეხმარება"


def test_half_written_comment_is_not_thrown_away(visit, address):
    visitor = visit("editor")
    page = visitor.page
    visitor.go(address)
    page.click("#of-p1 [data-opens]")
    page.wait_for_selector("#comment-form")
    page.fill("#text", "ნახევარი")
    page.click("#of-p2 [data-opens]")
    assert page.input_value("#text") == "ნახევარი"
    assert page.evaluate("document.activeElement.id") == "text"


def test_author_replies_in_place(visit, address):
    visitor = visit("ministry")
    page = visitor.page
    visitor.go(address)
    page.click("#c1 [data-opens]")
    page.wait_for_selector("#thread-form")
    visitor.expect(422)
    page.click("#thread-form button[value=decline]")
    page.wait_for_selector("#thread-form .error-summary")
    page.fill("#thread-text", "წყარო უკვე მითითებულია.")
    page.click("#thread-form button[value=reply]")
    page.wait_for_selector("#thread-form", state="detached")
    assert "წყარო უკვე მითითებულია." in page.inner_text("#c1")


def test_everything_works_without_scripts(visit, address):
    visitor = visit("ngo", scripts=False)
    page = visitor.page
    visitor.go(address)
    page.click("#of-b > p a")
    page.fill("#quote", PASSAGE)
    page.fill("#text", "მიუთითეთ წელი.")
    page.click("#comment-form button")
    assert "მიუთითეთ წელი." in page.inner_text("#of-b")
    page.select_option("select[name=verdict]", "object")
    page.fill("textarea[name=remarks]", "ციფრი მცდარია.")
    page.click("#answers button")
    assert page.locator("#answers .st.late").count() == 1


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("language", ["ka", "en"])
def test_pages_of_review_fit_every_screen(visit, address, width, language):
    visitor = visit("ministry", language=language, width=width)
    base = address.removesuffix("/review")
    for rest in ("/review", "/review?view=both", "/ask", "/comment?part=b", "/reviews/1"):
        assert visitor.go(f"{base}{rest}").status == 200, rest
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width, rest
