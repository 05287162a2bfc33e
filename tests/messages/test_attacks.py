"""Documents that mean harm are refused with a reason, or read as harmless words, in little time."""

import html
import resource
import socket
import time
import warnings

import pytest

from stratcom.errors import DomainError
from stratcom.messages.importing.blocks import Role
from stratcom.messages.importing.houses import make_houses
from stratcom.messages.importing.notes import Note
from stratcom.messages.importing.reading import read_docx
from stratcom.prose.markdown import render
from tests.messages import attacks

# A busy machine must not fail a test for being slow; without limits these take minutes or for ever.
PATIENCE = 20.0
MEMORY_KB = 700 * 1024
DEFINES = "The document defines entities of its own, as attacks do. It was not read."
SWOLLEN = "The document unpacks to far more than its size."
DAMAGED = "The document is damaged and cannot be opened."
LARGE = "The document is too large or nested too deeply to be read."
LONG = "The document is too long for messages. Divide it and bring in the parts."
HOLDS_MACROS = "The document holds macros. Save it without them."
REFUSED = {
    attacks.billion_laughs: DEFINES,
    attacks.quadratic_blowup: DEFINES,
    attacks.external_entity: DEFINES,
    attacks.external_dtd: DEFINES,
    attacks.parameter_entity: DEFINES,
    attacks.entity_in_utf16: DEFINES,
    attacks.entity_in_styles: DEFINES,
    attacks.entity_in_relations: DEFINES,
    attacks.utf7: DAMAGED,
    attacks.bomb: SWOLLEN,
    attacks.overlapping_bomb: SWOLLEN,
    attacks.lying_sizes: DAMAGED,
    attacks.long_run: LONG,
    attacks.million_paragraphs: LARGE,
    attacks.many_paragraphs: LONG,
    attacks.deep_tables: LARGE,
    attacks.deep_paragraphs: LARGE,
    attacks.many_cells: LONG,
    attacks.embedded_program: "The document holds a program.",
    attacks.macros: HOLDS_MACROS,
    attacks.macro_type: HOLDS_MACROS,
    attacks.path_traversal: DAMAGED,
    attacks.twice_the_same: DAMAGED,
    attacks.truncated: DAMAGED,
    attacks.spreadsheet: "The name says DOCX, but the content does not.",
    attacks.not_xml: DAMAGED,
    attacks.no_body: "The document holds no text.",
    bytes: "The file is empty.",
}
HARMLESS = (
    attacks.nested_bomb,
    attacks.style_circle,
    attacks.remote_things,
    attacks.remote_fields,
    attacks.chunk,
    attacks.embedded_object,
    attacks.traversal_in_relations,
    attacks.evil_links,
    attacks.script_in_text,
    attacks.unseen_letters,
    attacks.in_utf16,
)


@pytest.fixture(autouse=True)
def in_context(whole_app, monkeypatch):
    """In a request, and with no way out to any network."""

    def refuse(*_args, **_options):
        raise AssertionError("a document made the app reach out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with whole_app.test_request_context("/en/"):
        yield


def shown(blocks):
    """Everything that the blocks would show, as HTML."""
    return "".join(render(one.text) for one in blocks)


def said(blocks):
    """The words of the blocks."""
    return [one.text for one in blocks]


@pytest.mark.parametrize("build", REFUSED, ids=lambda build: build.__name__)
def test_attack_is_refused_with_the_reason(build):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of two entries of one name
        content = build()
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DomainError) as refused:
        read_docx(content, "a.docx")
    assert refused.value.message == REFUSED[build]
    assert time.perf_counter() - began < PATIENCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used < MEMORY_KB


@pytest.mark.parametrize("build", HARMLESS, ids=lambda build: build.__name__)
def test_attack_does_nothing(build):
    began = time.perf_counter()
    outcome = read_docx(build(), "a.docx")
    assert time.perf_counter() - began < PATIENCE
    assert outcome.blocks[0].role is Role.TITLE
    page = shown(outcome.blocks)
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert attacks.ELSEWHERE not in html.unescape(page)
    for house in make_houses(outcome.blocks):
        assert house.parts


def test_things_elsewhere_are_told_and_left():
    assert read_docx(attacks.remote_things(), "a.docx").notes == [
        Note.PICTURES, Note.OBJECTS, Note.EXTERNAL,
    ]  # fmt: skip


def test_web_page_inside_is_told_and_left():
    outcome = read_docx(attacks.chunk(), "a.docx")
    assert said(outcome.blocks) == ["გზავნილი"]
    assert outcome.notes == [Note.EMBEDDED]


def test_fields_show_what_they_showed_and_do_nothing():
    outcome = read_docx(attacks.remote_fields(), "a.docx")
    assert said(outcome.blocks)[1:] == ["ნაჩვენები"] * 4
    assert Note.LINKS in outcome.notes


def test_links_to_anything_but_the_web_become_words():
    outcome = read_docx(attacks.evil_links(), "a.docx")
    assert said(outcome.blocks)[1:11] == [f"ბმული {at}" for at in range(10)]
    page = shown(outcome.blocks)
    assert page.count("<a ") == 1
    assert "https://x.ge/%29%5D%28javascript:alert%281%29%29" in page
    assert Note.LINKS in outcome.notes


def test_marks_in_the_text_stay_words():
    outcome = read_docx(attacks.script_in_text(), "a.docx")
    words = html.unescape(shown(outcome.blocks).replace("<p>", "").replace("</p>", ""))
    assert words.splitlines() == [
        "გზავნილი", "<script>alert(1)</script>", '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))", "![x](http://x/y)", "<javascript:alert(1)>",
        "[a]: javascript:alert(1)", "# არა სათაური", "```", "| a | b |", "&lt;b&gt;",
        "**არა მუქი**", "> არა ციტატა", "არა კოდი", "***", "არა სია",
    ]  # fmt: skip


def test_letters_that_nobody_sees_are_taken_out_and_told():
    outcome = read_docx(attacks.unseen_letters(), "a.docx")
    assert said(outcome.blocks)[1] == "ანგარიში gpj.exe აბგ"
    assert Note.UNSEEN in outcome.notes


def test_honest_document_in_another_encoding_is_read():
    assert said(read_docx(attacks.in_utf16(), "a.docx").blocks)[1] == "უცხო კოდირება"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.pdf", "The name says PDF, but the content does not."),
        ("a.odt", "The name says ODT, but the content does not."),
        ("a.docm", "Documents must be PDF, DOCX, XLSX, PPTX, ODT, TXT or CSV files"),
        ("a", "Documents must be PDF, DOCX, XLSX, PPTX, ODT, TXT or CSV files"),
    ],
)
def test_name_must_say_what_it_is(name, reason):
    with pytest.raises(DomainError) as refused:
        read_docx(attacks.docx(attacks.FILLER), name)
    assert refused.value.message.startswith(reason)


def test_other_kinds_of_text_are_told_what_to_do():
    with pytest.raises(DomainError) as refused:
        read_docx("გზავნილი".encode(), "a.txt")
    assert refused.value.message == "Messages are read from DOCX files. Save the text as DOCX."
