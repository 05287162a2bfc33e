"""Long files are read beside the requests, in a thread that shows it is alive."""

import logging
import threading
import time

from flask import Flask, current_app

from stratcom.accounts.models import User
from stratcom.db import db
from stratcom.imports import kinds
from stratcom.imports.models import ImportBatch
from stratcom.imports.services.reading import OvertakenError, beat

log = logging.getLogger(__name__)
BEAT_EVERY = 3.0
SILENT_AFTER = 30.0  # a reading that has not stirred for so many seconds died with its process
SHOWN_EVERY = 0.5


def start_reading(batch_id: int, mark: str) -> threading.Thread:
    """Read the batch in a thread of its own; call it after the request's commit."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    thread = threading.Thread(target=_run, args=(app, batch_id, mark), daemon=True)
    thread.start()
    return thread


def _run(app: Flask, batch_id: int, mark: str) -> None:
    done = threading.Event()
    with app.app_context():
        heart = threading.Thread(target=_beat, args=(app, batch_id, done), daemon=True)
        heart.start()
        try:
            _read(batch_id, mark)
        except OvertakenError:
            db.session.rollback()
        except Exception:
            # The page sees that nothing stirs any more and offers to start again.
            log.exception("reading import %s failed", batch_id)
            db.session.rollback()
        finally:
            done.set()
            heart.join()
            db.session.remove()


def _read(batch_id: int, mark: str) -> None:
    shown = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > SHOWN_EVERY:
            shown = time.monotonic()
            beat(batch_id, done, total)

    batch = db.session.get(ImportBatch, batch_id)
    user = db.session.get(User, batch.user_id) if batch else None
    if batch is not None and user is not None:
        kinds.read(
            batch,
            mark=mark,
            actor=user,
            user=user,
            progress=progress,
            landed=db.session.commit,
        )
        db.session.commit()


def _beat(app: Flask, batch_id: int, done: threading.Event) -> None:
    with app.app_context():
        while not done.wait(BEAT_EVERY):
            try:
                beat(batch_id)
            except Exception:
                log.warning("import %s could not show that it lives", batch_id, exc_info=True)
