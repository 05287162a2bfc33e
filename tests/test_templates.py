"""Templates keep the house rules, as they are written and as they are answered."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from stratcom.config import ROOT
from stratcom.db import db
from tests.html_rules import has_plain_twin, inline_faults, page_faults, part_faults
from tests.site import pages

FOLDER = ROOT / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
REDIRECTS = {301, 302, 308, 303}
# Pictures and notices that are put into an element, not in place of one.
PIECES = {"components/_mark.html", "errors/_notice.html"}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
MACRO = re.compile(r"\{%-? *macro .*?endmacro *-?%\}", re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
GEORGIAN = re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]")


def source(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def plain(text):
    """The markup of a template with everything of Jinja taken out."""
    return EXPRESSION.sub("0", STATEMENT.sub("", MACRO.sub("", COMMENT.sub("", text))))


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_parses_and_keeps_the_rules(whole_app, name):
    whole_app.jinja_env.get_template(name)
    text = source(name)
    assert GEORGIAN.search(COMMENT.sub("", text)) is None, "Georgian belongs into the catalogue"
    assert "| safe" not in text
    assert "|safe" not in text
    html = BeautifulSoup(
        EXPRESSION.sub("0", STATEMENT.sub("", COMMENT.sub("", text))), "html.parser"
    )
    assert list(inline_faults(html)) == []
    without_twin = [
        str(one)[:80] for one in html.select("[hx-get], [hx-post]") if not has_plain_twin(one)
    ]
    assert without_twin == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_posting_form_carries_the_token(name):
    forms = [one for one in FORM.findall(source(name)) if 'method="post"' in one]
    assert [one[:80] for one in forms if "csrf()" not in one and "csrf_token()" not in one] == []


def is_fragment(name):
    """Macros alone are no fragment; neither are the few pieces put into an element."""
    return Path(name).name.startswith("_") and name not in PIECES and plain(source(name)).strip()


@pytest.mark.parametrize("name", [one for one in TEMPLATES if is_fragment(one)])
def test_fragment_has_one_root_named_like_its_file(name):
    html = BeautifulSoup(plain(source(name)), "html.parser")
    roots = html.find_all(True, recursive=False)
    wanted = Path(name).stem.removeprefix("_").replace("_", "-")
    assert [one.get("id") for one in roots] == [wanted]
    loose = [str(one).strip() for one in html.find_all(string=True, recursive=False)]
    assert "".join(loose) == ""


def follow(browser, address):
    """The answer at the address or where it leads on."""
    answer = browser.get(address)
    return browser.get(answer.location) if answer.status in REDIRECTS else answer


def faults_of(app, site, browser, language):
    found = []
    for address in pages(app, site):
        answer = follow(browser, address)
        if answer.status in {403, 404}:
            continue
        if answer.status != 200:
            found.append(f"{address}: {answer.status}")
        elif answer.headers["Content-Type"].startswith("text/html"):
            shown = "en" if address.startswith("/en/") else language(address)
            found += [f"{address}: {fault}" for fault in page_faults(answer.html, shown)]
    return found


@pytest.mark.parametrize("login", ["admin", "director", "infocentre", "ngo", "observer"])
@pytest.mark.parametrize("language", ["ka", "en"])
def test_every_page_is_whole(app, site, browser, login, language):
    user = site.user(login)
    user.language = language
    db.session.commit()
    browser.sign_in(user)

    def expected(address):
        if "/link/" in address:  # it speaks to whom it was made for
            return language if login == "observer" else "ka"
        return language if address.startswith(("/desk", "/account")) else "ka"

    faults = faults_of(app, site, browser, expected)
    assert not faults, "\n".join(faults)


def test_administrator_gets_a_page_from_every_endpoint(app, site, browser):
    browser.sign_in(site.user("admin"))
    answered = {}
    for address in pages(app, site):
        endpoint = app.url_map.bind("localhost").match(address)[0]
        answered.setdefault(endpoint, set()).add(follow(browser, address).status)
    # Some acts are for events of a certain state, so one page of each endpoint is enough.
    assert {name for name, statuses in answered.items() if 200 not in statuses} <= {"health.ready"}
    assert set().union(*answered.values()) <= {200, 403, 404}


@pytest.mark.parametrize("login", ["director", "ngo"])
def test_refused_forms_are_whole_too(site, browser, login):
    """Forms sent empty come back with reasons, ids and labels in order, whole and in part."""
    browser.sign_in(site.user(login))
    found = []
    for address in ("/desk/events/new", "/desk/imports/new", "/account/password"):
        whole, part = browser.post(address, {}), browser.post(address, {}, htmx=True)
        if whole.status == 403:
            continue
        assert (whole.status, part.status) == (422, 422), address
        found += [f"{address}: {fault}" for fault in page_faults(whole.html, "ka")]
        found += [f"{address} (part): {fault}" for fault in part_faults(part.html)]
    assert found == []
