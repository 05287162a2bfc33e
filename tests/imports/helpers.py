"""Files to bring in, and the way through the desk."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from openpyxl import Workbook

from stratcom.db import db
from stratcom.imports.enums import RowAction
from stratcom.imports.models import ImportBatch, ImportRow

MESSY = Path(__file__).parents[1] / "sheets" / "data" / "messy_dev.xlsx"
EXPECTED = MESSY.with_name("messy_dev.expected.csv")
HEADERS = ("დასახელება", "თარიღი", "მუნიციპალიტეტი", "აუდიტორია", "მონაწილეთა რაოდენობა")


def workbook(rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS) -> bytes:
    """An office's sheet as bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def send(browser: Any, content: bytes, name: str = "events.xlsx") -> Any:
    """Upload a file in the desk."""
    return browser.post("/desk/imports/new", {"file": (io.BytesIO(content), name)})


def last_batch() -> ImportBatch:
    """The import that was opened last."""
    batch = db.session.scalar(sa.select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1))
    assert batch is not None
    return batch


def rows(batch: ImportBatch, action: RowAction | None = None) -> list[ImportRow]:
    """The rows of an import, of one kind or all."""
    found = sa.select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.id)
    if action is not None:
        found = found.where(ImportRow.action == action)
    return list(db.session.scalars(found))


def apply(browser: Any, batch: ImportBatch) -> Any:
    """Press the button."""
    return browser.post(f"/desk/imports/{batch.id}/apply", {"version": batch.row_version})
