"""Two languages: Georgian first, English second."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Babel, get_domain, get_locale, refresh
from flask_login import current_user

LANGUAGES = {"ka": "ქართული", "en": "English"}
DEFAULT_LANGUAGE = "ka"
# Pages of people who work here follow their own choice; public pages follow the address.
PERSONAL_PREFIXES = ("/desk", "/account")

babel = Babel()


def current_language() -> str:
    """The language of the answer being made: 'ka' or 'en'."""
    if not has_app_context():
        return DEFAULT_LANGUAGE
    # Asked hundreds of times for a page; Babel's own answer is slow to make.
    known = g.get("current_language")
    if known is None:
        known = g.current_language = str(get_locale() or DEFAULT_LANGUAGE)
    return str(known)


def switch_language(language: str) -> None:
    """Answer the rest of this request in another language."""
    g.language = g.current_language = language
    g.pop("texts", None)
    refresh()


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Word something in a language of its own, a letter for instance; needs no request."""
    kept = {name: g.pop(name, None) for name in ("language", "current_language", "texts")}
    switch_language(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        for name, value in kept.items():
            g.pop(name, None)
            if value is not None:
                setattr(g, name, value)
        refresh()


def text_in_language(text: str) -> str:
    """The interface text in the language of the answer; what `_()` in templates calls."""
    if "texts" not in g:
        g.texts = get_domain().get_translations()
    return str(g.texts.ugettext(text))


def counted_text(one: str, many: str, number: int) -> str:
    """The interface text for that number."""
    if "texts" not in g:
        g.texts = get_domain().get_translations()
    return str(g.texts.ungettext(one, many, number))


def select_locale() -> str:
    """Read the language from the address, or on desk pages from the person's own choice.

    Not from Accept-Language: browsers in Georgia often ask for English unbidden.
    """
    chosen = g.get("language") if has_app_context() else None
    if chosen in LANGUAGES:
        return str(chosen)
    if not has_request_context():
        return DEFAULT_LANGUAGE
    path = request.path
    if path.startswith(PERSONAL_PREFIXES):
        wanted = request.cookies.get("language")
        if current_user.is_authenticated:
            wanted = current_user.language
        return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE
    return "en" if path == "/en" or path.startswith("/en/") else DEFAULT_LANGUAGE


def compile_catalogues(folder: Path) -> None:
    """Write each .mo that is missing or older than its .po, so that a plain install is in Georgian.

    Several processes may start at once: each writes a file of its own and renames it.
    """
    for po in folder.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source)
        scratch = mo.with_suffix(f".{os.getpid()}.tmp")
        try:
            with scratch.open("wb") as target:
                write_mo(target, catalogue)
            scratch.replace(mo)
        except OSError:
            # A read-only installation ships its .mo files: `make translations` made them.
            return


def init_app(app: Flask) -> None:
    """Compile what is stale and let the address decide the language."""
    compile_catalogues(Path(app.config["BABEL_TRANSLATION_DIRECTORIES"]))
    babel.init_app(app, locale_selector=select_locale)
    environment: Any = app.jinja_env
    environment.install_gettext_callables(text_in_language, counted_text, newstyle=True)
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, current_language=current_language)
