"""The catalogues are complete, and no English word stands on a Georgian page unmarked."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel.messages.pofile import read_po
from bs4 import Comment, Doctype
from wtforms import fields, validators

from stratcom.config import ROOT
from stratcom.db import Base, db
from tests.site import pages

FOLDER = ROOT / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{time\}")
GEORGIAN = re.compile("[\u10d0-\u10ff]")
CAPITALS = re.compile("[\u1c90-\u1cbf\u10a0-\u10cf]")
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
# Addresses, names of files and their endings.
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\S*\.(jpg|webp|pdf|docx|xlsx|csv|ics)\b")
# Names that Georgian writes in Latin letters too.
NAMES = {
    *("PDF", "DOCX", "XLS", "XLSX", "XLSM", "PPTX", "ODT", "TXT", "CSV", "ICS", "VCF", "JSON"),
    *(
        "vCard",
        "JPEG",
        "PNG",
        "WebP",
        "SVG",
        "HEIC",
        "UTF-8",
        "UTF",
        "Office",
        "Excel",
        "Word",
        "Atom",
        # A style of Word, and a Roman numeral in the title of a law.
        "Heading",
        "IV",
        # Codes of languages, where there is no room for their names.
        "ka",
        "en",
        "AcadNusx",
        "DCFTA",
        "WCAG",
        "AA",
    ),
}
VALIDATORS = (
    *(fields.DateField, fields.TimeField, fields.DateTimeField, fields.IntegerField),
    *(fields.SelectField, fields.SelectMultipleField),
    *(validators.DataRequired, validators.EqualTo, validators.Length, validators.NumberRange),
)
READ_ALOUD = ("placeholder", "title", "aria-label", "alt", "label", "data-label")


def catalogue(language, domain="messages"):
    """(text, translation, fuzzy) of every entry; of a plural its first form and all of its own."""
    with (FOLDER / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        for one in read_po(file, locale=language):
            if one.id:
                text = one.id[0] if isinstance(one.id, tuple) else one.id
                said = one.string if isinstance(one.string, str) else "\n".join(one.string)
                yield text, said, one.fuzzy


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Every text of code and templates, freshly collected."""
    target = tmp_path_factory.mktemp("texts") / "messages.pot"
    tool = str(Path(sys.executable).with_name("pybabel"))
    command = [tool, "-q", "extract", "-F", "pyproject.toml", "-k", "_l", "-o", str(target), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    with target.open("rb") as file:
        return {one.id for one in read_po(file) if one.id}


def test_every_text_has_georgian_and_no_georgian_is_left_over(texts):
    known = {text: said for text, said, _ in catalogue("ka")}
    assert sorted(texts - known.keys()) == []
    assert sorted(known.keys() - texts) == []
    assert [text for text, said, fuzzy in catalogue("ka") if not said or fuzzy] == []


def test_placeholders_are_kept():
    wrong = [
        text
        for domain in ("messages", "wtforms")
        for text, said, _ in catalogue("ka", domain)
        if said and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", ["messages", "wtforms"])
def test_georgian_is_georgian_and_never_in_capitals(domain):
    wrong = []
    for text, said, _ in catalogue("ka", domain):
        words = set(LATIN_WORD.findall(ADDRESS.sub("", PLACEHOLDER.sub("", said))))
        spoken = set(LATIN_WORD.findall(PLACEHOLDER.sub("", text))) - NAMES
        unspoken = spoken and not GEORGIAN.search(said)
        if said and (words - NAMES or unspoken or CAPITALS.search(said) or said != said.strip()):
            wrong.append((text, said))
    assert wrong == []


def test_english_pages_show_the_texts_themselves():
    assert [text for text, said, _ in catalogue("en") if said not in {"", text}] == []


def test_every_message_of_our_validators_is_in_georgian():
    known = {text for text, said, _ in catalogue("ka", "wtforms") if said}
    source = "".join(map(inspect.getsource, VALIDATORS))
    used = set(re.findall(r'gettext\(\s*"([^"]+)"', source))
    assert len(used) > 10
    # The last is said to programmers alone.
    assert used - known <= {"Invalid field name '%s'."}


@pytest.fixture
def words_of_data(site):
    """Latin words that people wrote into Georgian texts, and Latin names kept as Georgian ones."""
    found = set()
    for table in Base.metadata.sorted_tables:
        columns = [
            one
            for one in table.columns
            if isinstance(one.type, sa.String) and not one.name.endswith("_en")
        ]
        for row in db.session.execute(sa.select(*columns)).mappings() if columns else ():
            for name, value in row.items():
                if value and (name.endswith("_ka") or GEORGIAN.search(value)):
                    found.update(LATIN_WORD.findall(value))
    return found


def english_in(html):
    """(text, words) of what is read out in Georgian though it is written in Latin letters."""
    for text in html.find_all(string=True):
        if isinstance(text, Comment | Doctype) or text.parent.name in {"script", "style"}:
            continue
        if text.strip() and spoken_in(text.parent) == "ka":
            yield str(text)
    for one in html.find_all(True):
        if spoken_in(one) == "ka":
            yield from (str(one[name]) for name in READ_ALOUD if name in one.attrs)


def spoken_in(one):
    while one is not None:
        if one.get("lang"):
            return one["lang"]
        one = one.parent
    return "ka"


@pytest.mark.parametrize("login", ["", "admin", "infocentre", "ngo"])
def test_no_english_on_georgian_pages(app, site, browser, words_of_data, login):
    if login:
        browser.sign_in(site.user(login))
    allowed = NAMES | words_of_data
    found = {}
    for address in pages(app, site):
        if address.startswith("/en/"):
            continue
        answer = browser.get(address)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for text in english_in(answer.html):
            words = set(LATIN_WORD.findall(ADDRESS.sub("", text))) - allowed
            if words:
                found.setdefault(" ".join(text.split())[:90], address)
    lines = [f"{address}: {text}" for text, address in found.items()]
    assert not lines, "\n".join(lines)


def test_georgian_on_public_english_pages_says_that_it_is_georgian(app, site, browser):
    found = {}
    for address in pages(app, site):
        answer = browser.get(address) if address.startswith("/en/") else None
        if answer is None or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for text in answer.html.find_all(string=GEORGIAN):
            if spoken_in(text.parent) != "ka":
                found[" ".join(text.split())[:90]] = address
    assert found == {}
