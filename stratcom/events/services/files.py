"""Attaching photographs and documents to events; bytes once kept are never deleted."""

from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from stratcom.accounts.models import User
from stratcom.audit.services import record
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.events.enums import FileKind
from stratcom.events.models import Event, EventFile
from stratcom.media import images, store
from stratcom.media.documents import read_document
from stratcom.media.images import is_picture, read_picture
from stratcom.media.naming import UNSEEN, tidy_name
from stratcom.search.enums import Kind
from stratcom.search.file_texts import keep_text
from stratcom.search.filing import refile

LONGEST_CAPTION = 300
MOST_FILES = 100


def add_file(
    event: Event,
    content: bytes,
    *,
    filename: str,
    kind: FileKind,
    caption_ka: str = "",
    caption_en: str = "",
    public: bool = False,
    actor: User,
) -> EventFile:
    """Check, clean and attach a file; raise DomainError with the reason when it is refused.

    Evidence stays with those who work on the event: it is never public.
    """
    position = _next_position(event)
    file = EventFile(
        event_id=event.id,
        kind=kind,
        filename=tidy_name(filename),
        caption_ka=_tidy_caption(caption_ka),
        caption_en=_tidy_caption(caption_en),
        public=public and kind is not FileKind.EVIDENCE,
        position=position,
        added_by_id=actor.id,
    )
    if kind is FileKind.PHOTOGRAPH or is_picture(content):
        _keep_picture(file, content)
    else:
        _keep_document(file, content)
    db.session.add(file)
    db.session.flush()
    said = {name: [None, value] for name, value in _said(file).items() if value != ""}
    _note("event.file_added", file, event, actor, said)
    return file


def edit_file(
    file: EventFile, *, event: Event, caption_ka: str, caption_en: str, public: bool, actor: User
) -> None:
    """Change the caption, and whether the public may see it."""
    before = _said(file)
    file.caption_ka = _tidy_caption(caption_ka)
    file.caption_en = _tidy_caption(caption_en)
    file.public = public and file.kind is not FileKind.EVIDENCE
    changes = {
        name: [before[name], value] for name, value in _said(file).items() if value != before[name]
    }
    if changes:
        _note("event.file_edited", file, event, actor, changes)


def remove_file(file: EventFile, *, event: Event, actor: User) -> None:
    """Hide the file from everybody; its bytes stay and it can be restored."""
    if file.removed_at is None:
        file.removed_at = utcnow()
        _note("event.file_removed", file, event, actor, {"file": [file.filename, None]})


def restore_file(file: EventFile, *, event: Event, actor: User) -> None:
    """Show a removed file again, to those who saw it before."""
    if file.removed_at is not None:
        file.removed_at = None
        _note("event.file_restored", file, event, actor, {"file": [None, file.filename]})


def _tidy_caption(text: str) -> str:
    return " ".join(UNSEEN.sub(" ", text).split())[:LONGEST_CAPTION]


def _keep_picture(file: EventFile, content: bytes) -> None:
    picture = read_picture(content)
    largest = picture.versions[max(picture.versions)]
    stem = store.digest(largest)
    for width, version in picture.versions.items():
        store.keep(f"{stem}-{width}.webp", version)
    file.stored, file.media_type = f"{stem}.webp", images.MEDIA_TYPE
    file.size, file.width, file.height = len(largest), picture.width, picture.height


def _keep_document(file: EventFile, content: bytes) -> None:
    document = read_document(content, file.filename)
    file.stored = f"{store.digest(document.content)}.{document.extension}"
    store.keep(file.stored, document.content)
    keep_text(file.stored, document.content)
    file.media_type, file.size = document.media_type, len(document.content)


def _next_position(event: Event) -> int:
    count, last = db.session.execute(
        sa.select(sa.func.count(), sa.func.max(EventFile.position)).where(
            EventFile.event_id == event.id, EventFile.removed_at.is_(None)
        )
    ).one()
    if count >= MOST_FILES:
        raise DomainError(_("An event can have %(limit)s files at most.", limit=MOST_FILES))
    return 0 if last is None else last + 1


def _said(file: EventFile) -> dict[str, Any]:
    """What the trail tells of a file."""
    return {
        "file": file.filename,
        "file_kind": file.kind.value,
        "caption_ka": file.caption_ka,
        "caption_en": file.caption_en,
        "file_public": file.public,
    }


def _note(
    action: str, file: EventFile, event: Event, actor: User, changes: dict[str, list[Any]]
) -> None:
    """Leave the trace with the event, where people look for it, and tell the search."""
    label = f"{event.title_ka} · {file.filename}"
    record(action, event, actor=actor, label=label, changes=changes)
    refile(Kind.FILE, [file.id])
