"""What is typed and not saved is kept for the person who typed it, and for nobody else."""

import json
from zlib import adler32

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.drafting.models import DraftKeep
from stratcom.messages.models import Message
from tests.messages.editing import begin, sent, value_of

TYPED = "ევროკავშირი ყველა ოჯახს ეხმარება."


@pytest.fixture
def author(make_user):
    return make_user(Role.AGENCY_MEMBER, organisation="მერია")


@pytest.fixture
def editing(author, browser):
    return begin(author), browser.sign_in(author)


def post_keep(seen, address, fields, *, after="", base=1, user=None, **options):
    """What the script of the editor sends."""
    from base64 import urlsafe_b64encode

    user_id = db.session.scalar(sa.select(Message.created_by_id)) if user is None else user
    token = urlsafe_b64encode(bytes(32) + bytes.fromhex(seen.token)).decode()
    return seen._send(
        "POST",
        address.replace("messages", "drafts").replace("edit", "keep"),
        htmx=True,
        data=json.dumps({"user": user_id, "base": base, "after": after, "fields": fields}),
        content_type="application/json",
        headers={"X-CSRF-Token": token},
        **options,
    )


def kept():
    return db.session.scalars(sa.select(DraftKeep)).all()


def piece(text, at, cut, put):
    units = text.encode("utf-16-le")
    made = units[: at * 2] + put.encode("utf-16-le") + units[(at + cut) * 2 :]
    return {"at": at, "cut": cut, "put": put, "sum": adler32(made)}


def test_fields_are_kept_and_offered_and_brought_back(editing):
    address, seen = editing
    answer = post_keep(seen, address, {"u.ka": TYPED, "note": "ჯერ არ არის მზად"})
    assert (answer.status, answer.data) == (204, b"")
    assert answer.headers["X-Kept"] == kept()[0].updated_at.isoformat()
    offer = seen.get(address)
    assert offer.html.select("#house-form") == []
    assert offer.texts(".diff ins") == ["ყველა ოჯახს"]
    back = seen.get(f"{address}?kept=1")
    assert (value_of(back, "u.ka"), value_of(back, "note")) == (TYPED, "ჯერ არ არის მზად")
    assert db.session.query(Message).one().current_number == 1


def test_saving_forgets_it(editing):
    address, seen = editing
    post_keep(seen, address, {"u.ka": TYPED})
    assert seen.post(address, sent(seen.get(f"{address}?kept=1"))).status == 303
    assert kept() == []
    assert value_of(seen.get(address), "u.ka") == TYPED


def test_dropping_forgets_it(editing):
    address, seen = editing
    post_keep(seen, address, {"u.ka": TYPED})
    page = seen.get(address)
    answer = seen.post(page.html.select_one('main form[method="post"]')["action"])
    assert (answer.status, answer.location) == (303, address)
    assert kept() == []
    assert value_of(seen.get(address), "u.ka") == "ევროკავშირი ოჯახებს ეხმარება."


def test_keeps_leave_no_trace_in_the_trail(editing):
    address, seen = editing
    before = db.session.query(AuditEntry).count()
    post_keep(seen, address, {"u.ka": TYPED})
    assert db.session.query(AuditEntry).count() == before


def test_only_what_changed_travels(editing):
    address, seen = editing
    first = post_keep(seen, address, {"u.ka": TYPED})
    mark = first.headers["X-Kept"]
    second = post_keep(seen, address, {"p1.ka": "თავისუფლება"}, after=mark)
    third = post_keep(
        seen, address, {"u.ka": piece(TYPED, 12, 0, "მუდამ ")}, after=second.headers["X-Kept"]
    )
    assert third.status == 204
    page = seen.get(f"{address}?kept=1")
    assert value_of(page, "p1.ka") == "თავისუფლება"
    assert value_of(page, "u.ka") == "ევროკავშირი მუდამ ყველა ოჯახს ეხმარება."


def test_first_piece_may_build_on_the_saved_text(editing):
    address, seen = editing
    saved = "გზავნილის **სრული** ტექსტი."
    assert post_keep(seen, address, {"b.ka": piece(saved, 26, 1, "! 🇬🇪")}).status == 204
    assert kept()[0].fields == {"b.ka": "გზავნილის **სრული** ტექსტი! 🇬🇪"}


def test_piece_that_does_not_fit_is_sent_whole_again(editing):
    address, seen = editing
    mark = post_keep(seen, address, {"u.ka": TYPED}).headers["X-Kept"]
    wrong = piece("სულ სხვა", 1, 1, "x")
    assert post_keep(seen, address, {"u.ka": wrong}, after=mark).status == 409
    assert post_keep(seen, address, {"u.ka": TYPED}, after="2026-01-01").status == 409
    assert kept()[0].fields == {"u.ka": TYPED}


def test_text_as_it_was_saved_needs_no_keeping(editing):
    address, seen = editing
    mark = post_keep(seen, address, {"u.ka": TYPED}).headers["X-Kept"]
    answer = post_keep(seen, address, {"u.ka": "ევროკავშირი ოჯახებს ეხმარება."}, after=mark)
    assert answer.headers["X-Kept"] == ""
    assert kept() == []


def test_rows_and_ticks_are_kept(editing):
    address, seen = editing
    page = seen.post(address, sent(seen.get(address), do="add:question"))
    form = sent(page)
    uid = next(
        row.split(":")[1] for row in form["row"] if row not in dict(sent(seen.get(address)))["row"]
    )
    fields = {"row": form["row"], f"{uid}.ka": "ახალი კითხვა?", "gone": ["p3"], "ready": []}
    post_keep(seen, address, fields)
    back = seen.get(f"{address}?kept=1")
    assert value_of(back, f"{uid}.ka") == "ახალი კითხვა?"
    assert [one["value"] for one in back.html.select('[name="gone"][checked]')] == ["p3"]
    assert back.html.select('[name="ready"][checked]') == []


def test_text_kept_over_an_older_version_is_joined(editing, author, make_user, new_browser):
    address, seen = editing
    post_keep(seen, address, {"u.ka": TYPED})
    other = new_browser().sign_in(make_user(Role.EDITOR, name="გიორგი"))
    other.post(address, sent(other.get(address), {"p1.ka": "მიმოსვლა", "u.ka": "სხვა აზრი."}))
    back = seen.get(f"{address}?kept=1")
    assert (back.status, value_of(back, "base")) == (200, "2")
    assert value_of(back, "p1.ka") == "მიმოსვლა"
    assert "გიორგი" in back.texts("#conflict")[0]
    assert len(back.html.select(".clash")) == 1
    assert TYPED in back.text


class TestOthers:
    def test_colleague_never_sees_it(self, editing, make_user, new_browser):
        address, seen = editing
        post_keep(seen, address, {"u.ka": TYPED})
        for role, organisation in ((Role.AGENCY_MEMBER, "მერია"), (Role.ADMINISTRATOR, None)):
            other = new_browser().sign_in(make_user(role, organisation=organisation))
            for path in (address, f"{address}?kept=1", address.removesuffix("/edit")):
                assert TYPED not in other.get(path).text
            assert value_of(other.get(f"{address}?kept=1"), "u.ka") != TYPED

    def test_colleague_drops_their_own_alone(self, editing, make_user, new_browser):
        address, seen = editing
        post_keep(seen, address, {"u.ka": TYPED})
        other = new_browser().sign_in(make_user(Role.AGENCY_MEMBER, organisation="მერია"))
        drop = address.replace("messages", "drafts").replace("edit", "keep/drop")
        assert other.post(drop).status == 303
        assert [one.fields for one in kept()] == [{"u.ka": TYPED}]

    @pytest.mark.parametrize(
        ("role", "organisation", "status"),
        [
            (Role.AGENCY_MEMBER, "ბიბლიოთეკა", 404),
            (Role.OBSERVER, None, 403),
            (None, None, 401),
        ],
    )
    def test_those_who_may_not_write_keep_nothing(
        self, editing, make_user, new_browser, role, organisation, status
    ):
        address, _seen = editing
        other = new_browser()
        user = make_user(role, organisation=organisation) if role else None
        if user:
            other.sign_in(user)
        answer = post_keep(other, address, {"u.ka": TYPED}, user=user.id if user else 1)
        assert answer.status in {status, 404}
        if role is None:
            assert answer.status == 401
        assert kept() == []

    def test_text_is_not_kept_under_the_name_of_whoever_signed_in_since(
        self, editing, make_user, new_browser
    ):
        address, _seen = editing
        other = make_user(Role.AGENCY_MEMBER, organisation="მერია")
        assert post_keep(new_browser().sign_in(other), address, {"u.ka": TYPED}).status == 403
        assert kept() == []


class TestMalformed:
    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"../x": "a"}, 400),
            ({"u.ka": 5}, 400),
            ({"u.ka": None}, 400),
            ({"u.ka": {"at": "1"}}, 400),
            ({"u.ka": {"at": -1, "cut": 0, "put": "", "sum": 1}}, 409),
            ({"u.ka": {"at": 10**9, "cut": 10**9, "put": "", "sum": 1}}, 409),
            ({"row": [1, 2]}, 400),
            ({f"x{n}": "a" for n in range(4001)}, 413),
            ({"b.ka": "ა" * 3_200_000}, 413),
            ({"u.ka": "ა\ud83c\x00ბ"}, 204),
        ],
    )
    def test_fields(self, editing, fields, status):
        address, seen = editing
        assert post_keep(seen, address, fields).status == status
        assert len(kept()) == (status == 204)
        assert seen.get(f"{address}?kept=1").status == 200

    @pytest.mark.parametrize("base", [0, 2, -1, 10**30])
    def test_versions_that_are_not(self, editing, base):
        address, seen = editing
        assert post_keep(seen, address, {"u.ka": TYPED}, base=base).status == 409

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"fields": []}', b'"x"', b"null"])
    def test_bodies(self, editing, body):
        from base64 import urlsafe_b64encode

        address, seen = editing
        token = urlsafe_b64encode(bytes(32) + bytes.fromhex(seen.token)).decode()
        path = address.replace("messages", "drafts").replace("edit", "keep")
        options = {"content_type": "application/json", "headers": {"X-CSRF-Token": token}}
        assert seen._send("POST", path, htmx=True, data=body, **options).status == 400

    def test_without_a_token(self, editing):
        address, seen = editing
        path = address.replace("messages", "drafts").replace("edit", "keep")
        body = json.dumps({"fields": {}})
        options = {"content_type": "application/json"}
        assert seen._send("POST", path, htmx=True, data=body, **options).status == 400

    def test_token_for_who_signed_in_again(self, editing):
        address, seen = editing
        path = address.replace("messages", "drafts").replace("edit", "keep")
        assert len(seen.get(path).text) > 40

    def test_odd_keeps_in_the_database_do_not_break_the_editor(self, editing, author):
        address, seen = editing
        draft_id = int(address.split("/")[3])
        odd = {"row": "proof:zz:", "gone": 5 and "x", "ready": {"a": 1}, "note": ["x"], "u.ka": []}
        db.session.add(DraftKeep(draft_id=draft_id, user_id=author.id, base_number=1, fields=odd))
        db.session.commit()
        assert seen.get(f"{address}?kept=1").status == 200
