"""Word documents with messages, as staff write them, for tests and for the whole site."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from docx import Document

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.messages.models import MessageImport
from stratcom.messages.services.importing import bring_in

Row = tuple[str, ...]


def written(rows: Iterable[Row | list[Row]]) -> bytes:
    """A DOCX: each row is a style with a text, or a list of rows of a table."""
    document = Document()
    for row in rows:
        if isinstance(row, list):
            add_table(document, row)
        else:
            style, text = row
            document.add_paragraph(text, style=style)
    return saved(document)


def add_table(document: Any, rows: list[Row]) -> None:
    """A table of those rows."""
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


GEORGIAN: list[Row | list[Row]] = [
    ("Heading 1", "უვიზო მიმოსვლა ევროკავშირთან"),
    ("Normal", "საქართველოს მოქალაქეები ევროპაში უვიზოდ მოგზაურობენ."),
    ("Heading 2", "საყრდენები"),
    ("Heading 3", "თავისუფლება"),
    ("Normal", "გზა ღიაა ყველასთვის."),
    (
        "List Bullet",
        "უვიზო რეჟიმი 2017 წლიდან მოქმედებს (წყარო: ევროკომისია; თარიღი: 28 მარტი, 2017; "
        "https://ec.europa.eu/visa; ძალაშია 2030 წლის 1 იანვრამდე)",
    ),
    ("Heading 3", "პასუხისმგებლობა"),
    ("List Bullet", "ყოფნის ვადა 90 დღეა."),
    ("Heading 2", "ფაქტები"),
    ("Normal", "ნდობა იზრდება. წყარო: საქსტატი, 12.05.2025"),
    ("Heading 2", "კითხვები და პასუხები"),
    ("Heading 3", "რა არის საჭირო?"),
    ("Normal", "ბიომეტრიული პასპორტი."),
    ("List Bullet", "დაზღვევა"),
    ("List Bullet", "თანხა"),
    ("Heading 2", "ამის ნაცვლად – ასე თქვით"),
    [("ამის ნაცვლად", "ასე თქვით"), ("საზღვარი", "საოკუპაციო ხაზი")],
    ("Heading 2", "ვერსიები"),
    [
        ("აუდიტორია", "არხი", "ენა", "ტექსტი"),
        ("სტუდენტები", "შეხვედრა მოსახლეობასთან", "ქართული", "სწავლა ევროპაში ახლოა."),
    ],
    ("Heading 2", "ტექსტი"),
    ("Normal", "გრძელი ტექსტი."),
]


def bring_samples(*actors: User) -> None:
    """One document for each, that waits for a look, with things to be told of it."""
    for actor in actors:
        bring_in(written(GEORGIAN), "უვიზო მიმოსვლა.docx", actor=actor)


def sample_ids() -> dict[str, list[Any]]:
    """What addresses of the screens name."""
    return {"import_id": list(db.session.scalars(sa.select(MessageImport.id)))}
