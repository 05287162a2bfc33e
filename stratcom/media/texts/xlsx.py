"""The words of a workbook: text in the cells of the sheets that are shown, not numbers."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl

from stratcom.media.texts.fonts import Piece, decoded


def read_xlsx(content: bytes) -> Iterator[str]:
    """The rows of each sheet after its name."""
    book = openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        sheet.reset_dimensions()  # what the file says of its size may be anything
        for row in sheet.iter_rows():
            cells = (one for one in row if isinstance(one.value, str) and one.data_type != "e")
            yield " ".join(decoded([Piece(str(one.value), one.font.name)]) for one in cells)
