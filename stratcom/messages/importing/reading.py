"""A Word document read in one call: blocks with roles, and what is to be told."""

from dataclasses import dataclass

from flask_babel import gettext as _

from stratcom.errors import DomainError
from stratcom.messages.importing.blocks import Block, Role
from stratcom.messages.importing.document import Line, read_body
from stratcom.messages.importing.names import Names
from stratcom.messages.importing.notes import Note
from stratcom.messages.importing.package import open_package
from stratcom.messages.importing.proposing import Proposer
from stratcom.messages.importing.tables import propose_table

NO_NAMES = Names()


@dataclass(frozen=True)
class Outcome:
    """What a document holds."""

    blocks: list[Block]
    notes: list[Note]


def read_docx(content: bytes, filename: str, names: Names = NO_NAMES) -> Outcome:
    """Read a DOCX; raise DomainError with the reason when it cannot be or may not be."""
    with open_package(content, filename) as package:
        body = read_body(package)
    proposer = Proposer(body.items, names)
    for one in body.items:
        if isinstance(one, Line):
            proposer.line(one)
        else:
            propose_table(proposer, one)
    if not any(one.role is not Role.NOTHING for one in proposer.blocks):
        raise DomainError(_("The document holds no text."))
    return Outcome(proposer.blocks, [note for note in Note if body.told[note]])
