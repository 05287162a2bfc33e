"""Attaching documents to contacts and agreements; bytes once kept are never deleted."""

from pathlib import PurePath

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.audit.services import Actor, record
from stratcom.contacts.models import Agreement, ContactEntry, ContactFile
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.media import images, store
from stratcom.media.documents import read_document
from stratcom.media.images import is_picture, read_picture
from stratcom.media.naming import tidy_name
from stratcom.search.enums import Kind
from stratcom.search.file_texts import keep_text
from stratcom.search.filing import refile

MOST_FILES = 100
Owner = ContactEntry | Agreement


def add_file(owner: Owner, content: bytes, *, filename: str, actor: Actor) -> ContactFile:
    """Check, clean and attach a file; raise DomainError with the reason when it is refused."""
    _refuse_too_many(owner)
    file = ContactFile(filename=tidy_name(filename), added_by_id=actor.id, **_reference(owner))
    if is_picture(content):
        _keep_picture(file, content)
    else:
        _keep_document(file, content)
    db.session.add(file)
    db.session.flush()
    _note("file_added", owner, file, actor, [None, file.filename])
    return file


def remove_file(file: ContactFile, *, owner: Owner, actor: Actor) -> None:
    """Hide the file; its bytes stay and it can be restored."""
    if file.removed_at is None:
        file.removed_at = utcnow()
        _note("file_removed", owner, file, actor, [file.filename, None])


def restore_file(file: ContactFile, *, owner: Owner, actor: Actor) -> None:
    """Show a removed file again."""
    if file.removed_at is not None:
        file.removed_at = None
        _note("file_restored", owner, file, actor, [None, file.filename])


def _reference(owner: Owner) -> dict[str, int]:
    return {"entry_id" if isinstance(owner, ContactEntry) else "agreement_id": owner.id}


def _refuse_too_many(owner: Owner) -> None:
    found = sa.select(sa.func.count()).select_from(ContactFile)
    found = found.filter_by(**_reference(owner)).where(ContactFile.removed_at.is_(None))
    if (db.session.scalar(found) or 0) >= MOST_FILES:
        raise DomainError(_("At most %(limit)s files.", limit=MOST_FILES))


def _keep_picture(file: ContactFile, content: bytes) -> None:
    picture = read_picture(content)
    largest = picture.versions[max(picture.versions)]
    file.stored = f"{store.digest(largest)}.webp"
    store.keep(file.stored, largest)
    file.filename = f"{PurePath(file.filename).stem[:190] or store.digest(largest)[:8]}.webp"
    file.media_type, file.size = images.MEDIA_TYPE, len(largest)


def _keep_document(file: ContactFile, content: bytes) -> None:
    document = read_document(content, file.filename)
    file.stored = f"{store.digest(document.content)}.{document.extension}"
    store.keep(file.stored, document.content)
    keep_text(file.stored, document.content)
    file.media_type, file.size = document.media_type, len(document.content)


def _note(
    act: str, owner: Owner, file: ContactFile, actor: Actor, change: list[str | None]
) -> None:
    """Leave the trace with the record, where people look for it, and tell the search."""
    kind = "contact" if isinstance(owner, ContactEntry) else "agreement"
    label = f"{owner.label} · {file.filename}"
    record(f"{kind}.{act}", owner, actor=actor, label=label, changes={"file": change})
    refile(Kind.PAPER, [file.id])
