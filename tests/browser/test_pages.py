"""Every page in a real browser: accessible, no wider than a phone, free of complaints."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site import pages

axe = Axe()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
NO_PAGES = ("/media", "/healthz", "/logos", "/desk/contacts/files/")
FILES = ("/docx",)
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > room + 1);
  return ['page'].concat(wide.slice(-3).map((one) => one.outerHTML.slice(0, 90)));
}"""


def violations(visitor):
    """What axe finds, one line each."""
    found = axe.run(visitor.page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:110]} {_measured(node)}"
        for one in found
        for node in one["nodes"][:2]
    ]


def _measured(node):
    data = (node["any"] or [{}])[0].get("data")
    return f"contrast {data['contrastRatio']}" if data and "contrastRatio" in data else ""


def faults(visitor, addresses):
    """Both widths and both schemes for every page of these that is HTML."""
    found = []
    for address in addresses:
        answer = visitor.go(address)
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
            visitor.page.set_viewport_size(size)
            visitor.page.emulate_media(color_scheme=scheme)
            here = f"{address} {size['width']} {scheme}"
            found += [f"{here}: {one}" for one in violations(visitor)]
            wide = visitor.page.evaluate(WIDER)
            found += [f"{here}: wider than the window: {wide}"] if wide else []
    return found


def readable(served, *, english=None):
    """Addresses that a browser shows as a page: files to save are not among them."""
    with served.app.app_context():
        found = [
            one
            for one in pages(served.app, served.site)
            if not one.rpartition("/")[2].count(".")
            and not one.startswith(NO_PAGES)
            and not one.endswith(FILES)
        ]
    if english is None:
        return [one for one in found if one.startswith(("/desk", "/account"))]
    found = [one for one in found if not one.startswith(("/desk", "/account/", "/readyz"))]
    return [one for one in found if one.startswith("/en/") == english] + ["/account/sign-in"]


@pytest.mark.parametrize("english", [False, True])
def test_public_pages(served, visit, english):
    visitor = visit()
    visitor.expect(404)
    found = faults(visitor, readable(served, english=english))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("login", "language"), [("director", "ka"), ("admin", "en"), ("ngo", "ka")]
)
def test_pages_of_the_desk(served, visit, login, language):
    visitor = visit(login, language=language)
    visitor.expect(403, 404)
    found = faults(visitor, readable(served))
    assert not found, "\n".join(found)


def test_error_pages(visit):
    visitor = visit()
    visitor.expect(404)
    assert visitor.go("/there-is-no-such-page").status == 404
    assert violations(visitor) == []
    visitor.page.set_viewport_size(PHONE)
    assert visitor.page.evaluate(WIDER) == []
