"""One XML part of a document: parsed without definitions, within limits, names made short."""

from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from flask_babel import gettext as _

from stratcom.errors import DomainError

MOST_ELEMENTS = 300_000
DEEPEST = 150
PIECE = 1 << 16
# Both namespaces of each kind: as Office writes it, and as ISO 29500 "strict" has it.
_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
SHORT = {
    _OOXML + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _OOXML + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _OOXML + "package/2006/relationships": "rels",
    _OOXML + "markup-compatibility/2006": "mc",
}
# What says nothing about the words; Fallback repeats what Choice says.
UNREAD = frozenset(
    {"{mc}Fallback", "{w}sectPr", "{w}pPrChange", "{w}rPrChange", "{w}tblPr", "{w}trPr", "{w}tcPr"}
)


class _TooLargeError(Exception):
    """More elements, or deeper, than any real document has."""


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    uri, _brace, local = name.rpartition("}")
    prefix = SHORT.get(uri.lstrip("{"))
    return f"{{{prefix}}}{local}" if prefix else local


class _Builder(TreeBuilder):
    """Builds the tree of what is read, and stops where a document goes beyond the limits."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = self._unread_from = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        """Begin an element, unless it stands inside something that is not read."""
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise _TooLargeError
        name = _short(tag)
        if not self._unread_from and name in UNREAD:
            self._unread_from = self._depth
        if self._unread_from:
            return Element(name)
        return super().start(name, {_short(key): value for key, value in attrs.items()})

    def end(self, tag: str) -> Element:
        """End an element."""
        unread = self._unread_from
        if unread == self._depth:
            self._unread_from = 0
        self._depth -= 1
        return Element(tag) if unread else super().end(_short(tag))

    def data(self, data: str, /) -> None:
        """Take words."""
        if not self._unread_from:
            super().data(data)


def read_xml(content: bytes) -> Element:
    """Parse one part; raise DomainError for definitions, too much or broken XML."""
    parser = XMLParser(target=_Builder(), forbid_dtd=True)
    try:
        for at in range(0, len(content), PIECE):
            parser.feed(content[at : at + PIECE])
        root: Element = parser.close()
    except DefusedXmlException:
        raise DomainError(
            _("The document defines entities of its own, as attacks do. It was not read.")
        ) from None
    except _TooLargeError:
        raise DomainError(_("The document is too large or nested too deeply to be read.")) from None
    except (ParseError, ValueError, LookupError, AssertionError):
        raise DomainError(_("The document is damaged and cannot be opened.")) from None
    return root
