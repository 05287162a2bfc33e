"""What XML cannot hold is taken out of a text; only addresses of the web become links."""

import re
from urllib.parse import urlsplit

from stratcom.georgian.folding import has_georgian

# Everything but the characters of XML 1.0; lone surrogates are among what is left out.
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANK = re.compile(r"\s")

_LATIN = re.compile("[A-Za-z]")
SCHEMES = frozenset({"http", "https"})
LONGEST_ADDRESS = 2_000  # Word refuses a document with a link of more than 2,083 characters
LOCALES = {"ka": "ka-GE", "en": "en-GB", "ru": "ru-RU", "hy": "hy-AM", "az": "az-Latn-AZ"}
LOCALES |= {"ab": "ab-GE", "os": "os-GE", "tr": "tr-TR", "de": "de-DE", "fr": "fr-FR"}


def clean(text: str) -> str:
    """The text as XML can hold it, with line ends of one kind."""
    return _REFUSED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def web_address(text: str) -> str:
    """The address when it is one of the web, else nothing."""
    address = clean(text).strip()
    if len(address) > LONGEST_ADDRESS or _BLANK.search(address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in SCHEMES and parts.netloc else ""


def locale_of(text: str, language: str) -> str:
    """The language of a run: by its letters between Georgian and English, else as given."""
    if language in {"ka", "en"}:
        if has_georgian(text):
            language = "ka"
        elif _LATIN.search(text):
            language = "en"
    return LOCALES.get(language, language)
