"""Texts of strangers in a real browser: no script runs, nothing is fetched from elsewhere."""

from urllib.parse import urlsplit

import pytest

from stratcom.db import db
from stratcom.drafting.enums import PartKind
from stratcom.drafting.parts import Part
from stratcom.drafting.services.approving import approve, submit
from stratcom.messages.queries import find_message
from stratcom.messages.services.publishing import archive, publish
from stratcom.messages.services.records import create_message
from tests.messages import attacks
from tests.prose.corpus import BROKEN, CALL, TAGS, WHOLE

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
FOUND = """() => ({
  harmed: window.harmed === 1,
  violations: window.violations,
  strange: [...document.querySelectorAll("main *")]
    .filter((one) => ["SCRIPT", "IMG", "IFRAME", "OBJECT", "EMBED", "STYLE", "BASE", "LINK",
      "VIDEO", "AUDIO", "MATH"].includes(one.tagName.toUpperCase())
      || [...one.attributes].some((each) => each.name.startsWith("on")))
    .map((one) => one.outerHTML.slice(0, 120)),
  links: [...document.querySelectorAll("main a[href]")]
    .filter((one) => !["http:", "https:", "mailto:"].includes(one.protocol))
    .map((one) => one.href),
})"""
HARMLESS = {"harmed": False, "violations": [], "strange": [], "links": []}


def parts():
    """A house that tries everything everywhere."""
    rows = [
        ("t", PartKind.TITLE, "<script>window.harmed=1</script> სათაური", "", {}),
        ("u", PartKind.UMBRELLA, f'<img src=x onerror="{CALL}"> ერთი აზრი', "", {}),
        ("b", PartKind.BODY, WHOLE, "", {}),
        *((f"p{at}", PartKind.PILLAR, text, "", {}) for at, text in enumerate(BROKEN[:6])),
        ("f1", PartKind.PROOF, TAGS[0], "p0", {"source": TAGS[3], "url": f"javascript:{CALL}"}),
        ("q1", PartKind.QUESTION, TAGS[5], "", {}),
        ("a1", PartKind.ANSWER, "\n\n".join(TAGS), "q1", {}),
        ("i1", PartKind.AVOID, TAGS[8], "", {}),
        ("s1", PartKind.SAY, TAGS[22], "i1", {}),
        ("v1", PartKind.VARIANT, "\n\n".join(BROKEN), "", {"language": "ka"}),
    ]
    return [Part(uid, kind, {"ka": text, "en": text}, parent, facts)
            for uid, kind, text, parent, facts in rows]  # fmt: skip


@pytest.fixture
def poisoned(served):
    """A message of that house, in force and public; put away afterwards."""
    with served.app.test_request_context("/"):
        editor, director = (served.site.user(login) for login in ("editor", "director"))
        made = create_message(title_ka="x", parts=parts(), ready=["ka", "en"], actor=editor)
        message = find_message(made.id)
        submit(message, actor=editor, expected_version=message.row_version)
        message = find_message(made.id)
        approve(message, number=1, actor=director)
        message = find_message(made.id)
        publish(message, actor=director, expected_version=message.row_version)
        message_id = message.id
        db.session.commit()
        db.engine.dispose()
    yield message_id
    with served.app.test_request_context("/"):
        message = find_message(message_id)
        director = served.site.user("director")
        archive(message, actor=director, expected_version=message.row_version)
        db.session.commit()
        db.engine.dispose()


def watched(visitor):
    """The addresses that the window asks for, and the dialogs that it opens."""
    asked = []
    visitor.page.add_init_script(WATCH)
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.on("dialog", lambda dialog: (asked.append("dialog"), dialog.dismiss()))
    return asked


def check(visitor, asked):
    """Nothing ran, nothing was fetched but from here."""
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate(FOUND) == HARMLESS
    here = urlsplit(visitor.served.address).netloc
    assert {urlsplit(one).netloc for one in asked} == {here}


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("", "/messages/{}/"), ("", "/en/messages/{}/"), ("", "/messages/"),
        ("director", "/desk/messages/{}"), ("ngo", "/desk/messages/{}"),
        ("editor", "/desk/messages/{}/edit"), ("director", "/desk/messages/"),
        ("editor", "/desk/drafts/{}/versions/1"),
    ],
)  # fmt: skip
def test_message_runs_nothing_and_fetches_nothing(visit, poisoned, login, path):
    visitor = visit(login)
    asked = watched(visitor)
    assert visitor.go(path.format(poisoned)).status == 200
    check(visitor, asked)


def test_document_runs_nothing_and_fetches_nothing(visit, tmp_path):
    for build in (attacks.script_in_text, attacks.evil_links, attacks.remote_things):
        file = tmp_path / f"{build.__name__}.docx"
        file.write_bytes(build())
        visitor = visit("editor")
        asked = watched(visitor)
        visitor.go("/desk/messages/imports/")
        visitor.page.set_input_files("#file", file)
        visitor.page.click("main form button")
        visitor.page.wait_for_url("**/imports/*")
        check(visitor, asked)


def test_refused_document_says_why(visit, tmp_path):
    file = tmp_path / "bomb.docx"
    file.write_bytes(attacks.billion_laughs())
    visitor = visit("editor", language="en")
    visitor.expect(422)
    asked = watched(visitor)
    visitor.go("/desk/messages/imports/")
    visitor.page.set_input_files("#file", file)
    visitor.page.click("main form button")
    said = visitor.page.text_content("#file-error")
    assert said == "The document defines entities of its own, as attacks do. It was not read."
    check(visitor, asked)
