"""What must be true of every page, as functions that say what is wrong."""

from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

CONTROLS = "input:not([type=hidden]):not([type=submit]), select, textarea"
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage")
HTMX_VERBS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")


def page_faults(html: BeautifulSoup, language: str) -> Iterator[str]:
    """What is wrong with a whole page."""
    root = html.html
    if root is None or root.get("lang") != language:
        yield f"lang is {root.get('lang') if root else None}, not {language}"
    if len(html.select("h1")) != 1:
        yield f"{len(html.select('h1'))} h1"
    if len(html.select("main")) != 1:
        yield "no single main"
    title = html.title.get_text(" ", strip=True) if html.title else ""
    if not title.partition("·")[0].strip():
        yield "no title"
    yield from heading_faults(html)
    yield from part_faults(html)


def heading_faults(html: BeautifulSoup) -> Iterator[str]:
    """Levels of headings that are left out."""
    before = 0
    for heading in html.select("h1, h2, h3, h4, h5, h6"):
        level = int(heading.name[1])
        if level > before + 1:
            yield f"h{before} is followed by h{level}: {heading.get_text(strip=True)[:40]}"
        before = level


def part_faults(html: BeautifulSoup) -> Iterator[str]:
    """What is wrong with a page or with a part of one."""
    ids = Counter(str(one["id"]) for one in html.select("[id]"))
    yield from (f"id {name} is given {count} times" for name, count in ids.items() if count > 1)
    for control in html.select(CONTROLS):
        if not _is_labelled(control, html):
            yield f"no label for {_shown(control)}"
    for label in html.select("label[for]"):
        if label["for"] not in ids:
            yield f"label for {label['for']}, which is not there"
    for pointer in POINTERS:
        for one in html.select(f"[{pointer}]"):
            missing = [name for name in str(one[pointer]).split() if name not in ids]
            yield from (f"{pointer} names {name}, which is not there" for name in missing)
    for link in html.select("a, button, summary"):
        if not _is_named(link):
            yield f"nothing is said by {_shown(link)}"
    yield from (f"no alt: {_shown(one)}" for one in html.select("img:not([alt])"))
    yield from form_faults(html)
    yield from inline_faults(html)


def form_faults(html: BeautifulSoup) -> Iterator[str]:
    """Forms without address or token, htmx without a plain twin."""
    for form in html.select("form"):
        if not form.get("action"):
            yield f"no action: {_shown(form)}"
        posts = str(form.get("method", "get")).lower() == "post"
        if posts and not form.select_one("input[name=csrf_token]"):
            yield f"no token: {_shown(form)}"
        if not posts and form.select_one("input[name=csrf_token]"):
            yield f"a token in an address: {_shown(form)}"
    for one in html.select(", ".join(f"[{verb}]" for verb in HTMX_VERBS)):
        if not has_plain_twin(one):
            yield f"no plain twin: {_shown(one)}"


def has_plain_twin(one: Tag) -> bool:
    """True when the element does something useful without scripts."""
    if one.name == "a":
        return bool(one.get("href"))
    if one.name == "form":
        return bool(one.get("action"))
    if one.name == "datalist":
        # Suggestions: without scripts one types the whole name.
        return True
    if str(one.get("hx-trigger", "")).startswith(("load", "every")):
        # What renews itself offers a link to do so by hand.
        return one.select_one("a[href]") is not None
    inside = one.find_parent("form") is not None or bool(one.get("form"))
    return bool(one.get("formaction")) or inside


def inline_faults(html: BeautifulSoup) -> Iterator[str]:
    """What the content security policy forbids."""
    for one in html.find_all(True):
        if one.name == "style" or "style" in one.attrs:
            yield f"inline style: {_shown(one)}"
        if one.name == "script" and not one.get("src") and one.get("type") != JSON_LD:
            yield f"inline script: {_shown(one)}"
        handlers = [name for name in one.attrs if name.startswith(("on", "hx-on"))]
        yield from (f"{name}: {_shown(one)}" for name in handlers)
        if str(one.get("href", "")).lower().startswith("javascript:"):
            yield f"javascript: {_shown(one)}"


JSON_LD = "application/ld+json"


def _is_labelled(control: Tag, html: BeautifulSoup) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby"):
        return True
    label = control.find_parent("label")
    if label is None and control.get("id"):
        label = html.find("label", attrs={"for": control["id"]})
    return label is not None and bool(label.get_text(strip=True))


def _is_named(one: Tag) -> bool:
    said = one.get_text(strip=True) or one.get("aria-label") or one.get("aria-labelledby")
    pictures = one.select("img[alt], svg[aria-label], svg title")
    return bool(said) or any(
        one.get("alt") or one.get("aria-label") or one.name == "title" for one in pictures
    )


def _shown(one: Tag) -> str:
    attributes = " ".join(f'{name}="{value}"' for name, value in list(one.attrs.items())[:4])
    return f"<{one.name} {attributes}>"
