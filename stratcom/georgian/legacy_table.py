"""The key table of the AcadNusx family: Georgian glyphs on the codes of Latin letters."""

SHIFTED = "TRSWCZJ"
"""The capitals that carry a letter of their own."""

_UNICODE = str.maketrans("abgdevzTiklmnopJrstufqRySCcZwWxjh", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ")


def to_unicode(text: str) -> str:
    """Return text typed in an AcadNusx-family font as Unicode Georgian."""
    return text.translate(_UNICODE)
