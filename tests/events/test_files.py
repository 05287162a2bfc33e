"""Files of events: adding, refusing, showing to whom it may concern, removing."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import current_app
from PIL import Image

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db, utcnow
from stratcom.events.enums import EventState
from stratcom.events.models import EventFile
from stratcom.events.queries import find_event
from stratcom.events.services.records import archive_event, refile
from stratcom.events.views.media import disposition
from stratcom.media.naming import tidy_name
from tests.media import files

OWN, OTHER = "საინფორმაციო ცენტრი", "სხვა ორგანიზაცია"


def send(browser, event, *uploads, htmx=False, **fields):
    """Post files as a browser does; `uploads` are (bytes, name) pairs."""
    several = [(BytesIO(content), name) for content, name in uploads]
    data = {"files": several, "kind": "photograph"} | fields
    return browser.post(
        f"/desk/events/{event.id}/files", data, htmx=htmx, content_type="multipart/form-data"
    )


def attached():
    return db.session.scalars(sa.select(EventFile).order_by(EventFile.id)).all()


def last_entry():
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def kept_files():
    folder = Path(current_app.config["MEDIA_DIR"])
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def owner(browser, make_user):
    return browser.sign_in(make_user(Role.PARTNER, organisation=OWN))


def name_of(file, width):
    return file.stored.replace(".", f"-{width}.")


@pytest.mark.parametrize("htmx", [False, True])
def test_photograph_is_kept_in_two_widths_and_leaves_a_trace(owner, make_event, htmx):
    event = make_event(OWN)
    photo = files.photograph(gps=True)
    answer = send(owner, event, (photo, "შეხვედრა.jpg"), caption_ka="დარბაზი", htmx=htmx)
    [file] = attached()
    assert answer.status == (200 if htmx else 303)
    if htmx:
        assert answer.html.select_one("section#files-panel img")["alt"] == "დარბაზი"
    else:
        assert answer.location == f"/desk/events/{event.id}#files-panel"
    assert (file.filename, file.media_type, file.width, file.height, file.public) == (
        "შეხვედრა.jpg",
        "image/webp",
        1280,
        960,
        False,
    )
    assert {name_of(file, 480), name_of(file, 1280)} <= kept_files()
    entry = last_entry()
    assert (entry.action, entry.subject_type, entry.subject_id) == (
        "event.file_added",
        "event",
        event.id,
    )
    assert entry.changes == {
        "file": [None, "შეხვედრა.jpg"],
        "file_kind": [None, "photograph"],
        "caption_ka": [None, "დარბაზი"],
        "file_public": [None, False],
    }


def test_what_is_served_holds_no_place(owner, make_event):
    send(owner, make_event(OWN), (files.photograph(gps=True), "a.jpg"))
    answer = owner.get(f"/media/{name_of(attached()[0], 1280)}")
    image = Image.open(BytesIO(answer.data))
    assert (answer.status, image.size, dict(image.getexif())) == (200, (1280, 960), {})


@pytest.mark.parametrize("htmx", [False, True])
def test_refused_files_are_told_one_by_one_and_the_others_are_kept(owner, make_event, htmx):
    event = make_event(OWN)
    answer = send(
        owner,
        event,
        (files.photograph(), "კარგი.jpg"),
        (b"<svg onload='alert(1)'/>", "ნახატი.svg"),
        (b"MZ\x90", "პროგრამა.pdf"),
        htmx=htmx,
        kind="evidence",
    )
    assert answer.status == 422
    assert answer.texts("[role=alert] li") == [
        "ნახატი.svg: " + REASONS["svg"],
        "პროგრამა.pdf: " + REASONS["pdf"],
    ]
    assert [one.filename for one in attached()] == ["კარგი.jpg"]
    assert (answer.html.select_one("h1") is None) == htmx


REASONS = {
    "svg": "SVG ნახატი არ მიიღება: მას შეიძლება პროგრამა ახლდეს. შეინახეთ PNG ფორმატით.",
    "pdf": "სახელის მიხედვით ეს PDF ფაილია, შიგთავსი კი სხვაა.",
}


def test_sending_nothing_is_answered_with_what_to_do(owner, make_event):
    answer = send(owner, make_event(OWN))
    assert answer.status == 422
    assert answer.texts("[role=alert] li") == ["აირჩიეთ ერთი ფაილი მაინც."]


def test_same_photograph_is_kept_once(owner, make_event):
    first, second = make_event(OWN), make_event(OWN)
    photo = files.photograph((1000, 700))
    before = kept_files()
    send(owner, first, (photo, "a.jpg"))
    added = kept_files() - before
    send(owner, second, (photo, "b.jpg"))
    assert kept_files() - before == added
    assert len({one.stored for one in attached()}) == 1


def test_document_is_saved_under_its_own_name(owner, make_event):
    send(owner, make_event(OWN), (files.docx(), "სხდომის ოქმი.docx"), kind="document")
    [file] = attached()
    answer = owner.get(f"/media/{file.stored}")
    assert files.SECRET not in "".join(files.parts_of(answer.data).values())
    assert answer.headers["Content-Type"] == file.media_type
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"document.docx\"; filename*=UTF-8''"
        "%E1%83%A1%E1%83%AE%E1%83%93%E1%83%9D%E1%83%9B%E1%83%98%E1%83%A1%20"
        "%E1%83%9D%E1%83%A5%E1%83%9B%E1%83%98.docx"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_name_cannot_break_out_of_the_header():
    name = 'a"; filename=x.exe;\r\n.txt'
    assert disposition(EventFile(filename=name, stored="ab.txt", media_type="text/plain")) == (
        'attachment; filename="a-filename-x.exe-.txt"; '
        "filename*=UTF-8''a%22%3B%20filename%3Dx.exe%3B%0D%0A.txt"
    )


def test_name_is_tidied():
    assert tidy_name("C:\\ფოტო\\შეხვედრა.jpg") == "შეხვედრა.jpg"
    assert tidy_name("../../etc/pass\u202ewd\n.txt") == "passwd.txt"
    assert tidy_name("ა" * 300 + ".docx") == "ა" * 195 + ".docx"


STANDINGS = {
    "published": {"state": EventState.PUBLISHED},
    "embargoed": {
        "state": EventState.PUBLISHED,
        "embargo_until": utcnow() + timedelta(days=2),
    },
    "confidential": {"state": EventState.PUBLISHED, "confidential": True},
    "approved": {"state": EventState.APPROVED},
    "draft": {"state": EventState.DRAFT},
}
ALL = {"nobody", "own", "other", "implementer", "editor"}
MAY_READ = {
    ("published", True): ALL,
    ("published", False): ALL - {"nobody"},
    ("embargoed", True): ALL - {"nobody", "other"},
    ("confidential", True): {"own", "editor"},
    ("approved", True): ALL - {"nobody"},
    ("draft", True): {"own", "editor"},
    ("draft", False): {"own", "editor"},
}


def make_public(event, standing):
    event = find_event(event.id)
    for name, value in STANDINGS[standing].items():
        setattr(event, name, value)
    refile(event)
    db.session.commit()


@pytest.mark.parametrize(("standing", "public"), MAY_READ)
def test_files_are_read_by_those_who_may_see_the_event(
    new_browser, make_user, make_event, standing, public
):
    people = {
        "own": make_user(Role.PARTNER, organisation=OWN),
        "other": make_user(Role.PARTNER, organisation=OTHER),
        "implementer": make_user(Role.IMPLEMENTER, organisation=OTHER),
        "editor": make_user(Role.EDITOR),
    }
    browsers = {name: new_browser().sign_in(user) for name, user in people.items()}
    browsers["nobody"] = new_browser()
    event = make_event(OWN)
    send(
        browsers["own"], event, (files.photograph(), "a.jpg"), **({"public": "1"} if public else {})
    )
    make_public(event, standing)
    [file] = attached()
    answers = {name: one.get(f"/media/{name_of(file, 480)}") for name, one in browsers.items()}
    may = MAY_READ[standing, public]
    assert {name: one.status for name, one in answers.items()} == {
        name: 200 if name in may else 404 for name in ALL
    }
    kept = "public, max-age=3600" if "nobody" in may else "private, no-store"
    assert {answers[name].headers["Cache-Control"] for name in may} == {kept}


def test_public_file_is_answered_without_the_session(owner, new_browser, make_event):
    event = make_event(OWN)
    send(owner, event, (files.photograph(), "a.jpg"), public="1")
    make_public(event, "published")
    answer = new_browser().get(f"/media/{name_of(attached()[0], 480)}")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = new_browser().get(
        f"/media/{name_of(attached()[0], 480)}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status == 304


def test_evidence_is_never_public(owner, new_browser, make_event):
    event = make_event(OWN)
    send(owner, event, (files.pdf(), "სია.pdf"), kind="evidence", public="1")
    make_public(event, "published")
    [file] = attached()
    owner.post(f"/desk/events/{event.id}/files/{file.id}/edit", {"public": "1"})
    assert attached()[0].public is False
    assert new_browser().get(f"/media/{file.stored}").status == 404


def test_archived_event_takes_its_files_along(owner, new_browser, make_event, make_user):
    event = make_event(OWN)
    send(owner, event, (files.photograph(), "a.jpg"), public="1")
    make_public(event, "published")
    archive_event(find_event(event.id), actor=make_user())
    db.session.commit()
    assert new_browser().get(f"/media/{name_of(attached()[0], 480)}").status == 404


@pytest.mark.parametrize(
    "name", ["nothing.webp", "..%2f..%2fetc%2fpasswd", "a" * 40 + ".pdf", "%00.webp"]
)
def test_unknown_names_are_not_found(owner, name):
    assert owner.get(f"/media/{name}").status in {400, 404}


@pytest.mark.parametrize("htmx", [False, True])
def test_caption_and_publicity_are_changed(owner, make_event, htmx):
    event = make_event(OWN)
    send(owner, event, (files.photograph(), "a.jpg"), caption_ka="ძველი")
    file = attached()[0]
    answer = owner.post(
        f"/desk/events/{event.id}/files/{file.id}/edit",
        {"caption_ka": "ახალი", "caption_en": "New", "public": "1"},
        htmx=htmx,
    )
    assert answer.status == (200 if htmx else 303)
    file = attached()[0]
    assert (file.caption_ka, file.caption_en, file.public) == ("ახალი", "New", True)
    entry = last_entry()
    assert (entry.action, entry.subject_id) == ("event.file_edited", event.id)
    assert entry.changes == {
        "caption_ka": ["ძველი", "ახალი"],
        "caption_en": ["", "New"],
        "file_public": [False, True],
    }


def test_removed_file_is_hidden_but_its_bytes_stay_and_it_comes_back(
    owner, new_browser, make_event
):
    event = make_event(OWN)
    send(owner, event, (files.photograph(), "a.jpg"), public="1")
    make_public(event, "published")
    file = attached()[0]
    name = name_of(file, 480)
    answer = owner.post(f"/desk/events/{event.id}/files/{file.id}/remove", htmx=True)
    assert (answer.status, answer.html.select("img")) == (200, [])
    assert last_entry().changes == {"file": ["a.jpg", None]}
    assert (new_browser().get(f"/media/{name}").status, owner.get(f"/media/{name}").status) == (
        404,
        404,
    )
    assert name in kept_files()
    owner.post(f"/desk/events/{event.id}/files/{file.id}/restore")
    assert last_entry().action == "event.file_restored"
    assert new_browser().get(f"/media/{name}").status == 200


@pytest.mark.parametrize("act", ["", "/{file}/edit", "/{file}/remove", "/{file}/restore"])
def test_another_organisation_cannot_touch_files(owner, new_browser, make_user, make_event, act):
    event = make_event(OWN)
    send(owner, event, (files.photograph(), "a.jpg"))
    make_public(event, "published")
    file_id = attached()[0].id
    stranger = new_browser().sign_in(make_user(Role.PARTNER, organisation=OTHER))
    answer = stranger.post(f"/desk/events/{event.id}/files" + act.format(file=file_id))
    assert answer.status == 403
    assert (len(attached()), attached()[0].removed_at) == (1, None)


def test_file_of_another_event_is_not_found(owner, make_event):
    first, second = make_event(OWN), make_event(OWN)
    send(owner, first, (files.photograph(), "a.jpg"))
    file_id = attached()[0].id
    assert owner.post(f"/desk/events/{second.id}/files/{file_id}/remove").status == 404
    assert attached()[0].removed_at is None
