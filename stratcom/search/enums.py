"""Kinds of records that can be found."""

import enum

from flask_babel import lazy_gettext as _l


class Kind(enum.IntEnum):
    """A kind of record; the number is part of the numbers of its documents, so it never changes."""

    EVENT = 1
    MESSAGE = 2
    PARTNER = 3
    PERSON = 4
    CONTACT = 5
    AGREEMENT = 6
    QUESTION = 7
    FILE = 8
    PAPER = 9

    @property
    def code(self) -> str:
        """The kind as addresses and commands name it."""
        return self.name.lower()


KIND_LABELS = {
    Kind.EVENT: _l("Events"),
    Kind.MESSAGE: _l("Thematic messages"),
    Kind.PARTNER: _l("Organisations"),
    Kind.PERSON: _l("People"),
    Kind.CONTACT: _l("Contacts and meetings"),
    Kind.AGREEMENT: _l("Agreements"),
    Kind.QUESTION: _l("Questions"),
    Kind.FILE: _l("Files of events"),
    Kind.PAPER: _l("Files of contacts and agreements"),
}
KINDS = {one.code: one for one in Kind}
