"""Writing a message: the form, its rows, saving, and two who write at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stratcom.accounts.permissions import Role
from stratcom.db import db
from stratcom.drafting.enums import DraftState, PartKind
from stratcom.drafting.parts import find_part
from stratcom.drafting.queries import find_version, parts_of
from stratcom.messages.enums import Channel
from stratcom.messages.house.reading import read_house
from stratcom.messages.models import Message
from tests.messages.editing import begin, pairs_of, sent, uid_of, value_of

CHANGED = "ევროკავშირი ყველა ოჯახს ეხმარება."


@pytest.fixture
def author(make_user):
    return make_user(Role.EDITOR)


@pytest.fixture
def editing(author, browser):
    """The address of an editor and the browser of its author."""
    return begin(author), browser.sign_in(author)


def number_of(address):
    return db.session.get(Message, int(address.split("/")[3])).current_number


def parts_now(address):
    draft_id = int(address.split("/")[3])
    return parts_of(draft_id, number_of(address))


class TestNew:
    def test_begins_with_a_title_a_theme_and_an_empty_house(self, author, browser):
        seen = browser.sign_in(author)
        page = seen.get("/desk/messages/new")
        assert page.status == 200
        theme = page.html.select("#theme option")[1]["value"]
        sent_form = {"title_ka": "ბავშვების უსაფრთხოება", "theme": theme, "source": "ka"}
        answer = seen.post("/desk/messages/new", sent_form)
        assert answer.status == 303
        message = db.session.query(Message).one()
        assert answer.location == f"/desk/messages/{message.id}/edit"
        assert (message.title_ka, message.source) == ("ბავშვების უსაფრთხოება", "ka")
        assert message.theme_id is not None
        house = read_house(parts_of(message.id, 1))
        assert len(house.pillars) == 3
        assert value_of(seen.get(answer.location), f"{house.title.uid}.ka") == message.title_ka

    @pytest.mark.parametrize(("source", "field"), [("ka", "title_ka"), ("en", "title_en")])
    def test_title_is_needed_in_the_language_written_first(self, author, browser, source, field):
        other = {"ka": "title_en", "en": "title_ka"}[source]
        form = {other: "Title", "source": source, "theme": ""}
        for htmx in (False, True):
            answer = browser.sign_in(author).post("/desk/messages/new", form, htmx=htmx)
            assert answer.status == 422
            assert answer.html.select_one(f"#{field}")["aria-invalid"] == "true"
            assert answer.html.select_one(f"#{other}")["value"] == "Title"
            assert bool(answer.html.select("html")) is not htmx

    @pytest.mark.parametrize("odd", [{"theme": "no-such"}, {"source": "fr"}, {}])
    def test_odd_choices_are_refused(self, author, browser, odd):
        form = {"title_ka": "ა" * 301, "source": "ka", "theme": ""} | odd
        assert browser.sign_in(author).post("/desk/messages/new", form).status == 422
        assert db.session.query(Message).count() == 0

    def test_who_may_not_write_has_no_form(self, make_user, browser):
        reader = browser.sign_in(make_user(Role.OBSERVER))
        assert reader.get("/desk/messages/new").status == 403


class TestForm:
    def test_both_languages_stand_side_by_side_each_marked(self, editing):
        address, seen = editing
        page = seen.get(address)
        assert page.status == 200
        assert page.html.select_one('[id="u.ka"]')["lang"] == "ka"
        assert page.html.select_one('[id="u.en"]')["lang"] == "en"
        assert value_of(page, "f1.url") == "https://ec.europa.eu/"
        assert value_of(page, "v1.audience") == "farmers"
        assert value_of(page, "v1.text") == "ფერმერებო, ბაზარი ღიაა."
        names = [one["for"] for one in page.html.select("#house-form label[for]")]
        assert len(names) == len(set(names))
        assert all(page.html.find(id=name) for name in names)

    def test_what_is_written_first_stands_first(self, author, browser):
        address = begin(author, source="en")
        page = browser.sign_in(author).get(address)
        areas = [one["id"] for one in page.html.select("#house-form .pair textarea")]
        assert areas[:2] == ["u.en", "u.ka"]

    def test_words_and_minutes_are_told_without_scripts(self, editing):
        address, seen = editing
        page = seen.get(address)
        assert page.texts('[data-words="ka"]') == ["35"]
        assert page.texts('[data-minutes="ka"]') == ["1"]

    def test_number_of_pillars_is_advised_not_ordered(self, editing):
        address, seen = editing
        page = seen.get(address)
        assert "Three to five" not in page.text
        fewer = seen.post(address, sent(page, {"gone": ["p3"]}))
        assert fewer.status == 303
        assert "2" in " ".join(seen.get(address).texts("section > .hint"))

    def test_another_organisation_has_no_such_page(self, make_user, new_browser):
        own = make_user(Role.AGENCY_MEMBER, organisation="მერია")
        other = make_user(Role.AGENCY_MEMBER, organisation="ბიბლიოთეკა")
        address = begin(own)
        assert new_browser().sign_in(own).get(address).status == 200
        assert new_browser().sign_in(other).get(address).status == 404
        assert new_browser().sign_in(other).post(address, {}).status == 404


class TestSaving:
    def test_change_becomes_a_version_with_its_note(self, editing):
        address, seen = editing
        answer = seen.post(address, sent(seen.get(address), {"u.ka": CHANGED, "note": "სათქმელი"}))
        assert (answer.status, answer.location) == (303, address.removesuffix("/edit"))
        version = find_version(int(address.split("/")[3]), 2)
        assert (version.lead_ka, version.note) == (CHANGED, "სათქმელი")
        assert version.lead_en == "The EU helps families."

    def test_save_and_go_on_stays(self, editing):
        address, seen = editing
        answer = seen.post(address, sent(seen.get(address), {"u.ka": CHANGED}, do="go"))
        assert answer.location == address
        assert value_of(seen.get(address), "base") == "2"

    def test_nothing_changed_is_said_and_no_version_added(self, editing):
        address, seen = editing
        assert seen.post(address, sent(seen.get(address), do="go")).status == 303
        assert number_of(address) == 1
        assert len(seen.get(address).texts(".note.info, .note")) >= 1

    def test_ready_is_what_a_person_ticked(self, editing):
        address, seen = editing
        seen.post(address, sent(seen.get(address), {"ready": ["ka"]}))
        assert find_version(int(address.split("/")[3]), 2).ready == ["ka"]

    def test_htmx_is_led_on_and_gets_the_form_alone(self, editing):
        address, seen = editing
        page = seen.get(address)
        assert seen.get(address, htmx=True).html.select("html") == []
        answer = seen.post(address, sent(page, {"u.ka": CHANGED}), htmx=True)
        assert (answer.status, answer.location) == (204, address.removesuffix("/edit"))

    def test_approved_text_becomes_a_draft_beside_the_version_in_force(self, author, browser):
        approved = {"state": DraftState.APPROVED, "approved_number": 1}
        address = begin(author, **approved)
        seen = browser.sign_in(author)
        assert seen.get(address).texts(".note") != []
        seen.post(address, sent(seen.get(address), {"u.ka": CHANGED}))
        message = db.session.query(Message).one()
        assert (message.state, message.approved_number) == (DraftState.DRAFT, 1)

    def test_text_sent_for_approval_meanwhile_keeps_what_was_typed(self, author, browser):
        address = begin(author)
        seen = browser.sign_in(author)
        form = sent(seen.get(address), {"u.ka": CHANGED})
        message = db.session.query(Message).one()
        message.state = DraftState.SUBMITTED
        db.session.commit()
        assert seen.get(address).status == 403
        assert seen.post(address, form).location == address.removesuffix("/edit")
        assert number_of(address) == 1
        message = db.session.query(Message).one()
        message.state = DraftState.RETURNED
        db.session.commit()
        assert value_of(seen.get(f"{address}?kept=1"), "u.ka") == CHANGED


class TestRows:
    @pytest.mark.parametrize(
        ("what", "kind"),
        [
            ("pillar", "pillar"),
            ("proof", "proof"),
            ("proof:p3", "proof"),
            ("question", "question"),
            ("avoid", "avoid"),
            ("variant", "variant"),
        ],
    )
    def test_row_is_added_filled_and_saved(self, editing, what, kind):
        address, seen = editing
        added = seen.post(address, sent(seen.get(address), {"u.ka": CHANGED}, do=f"add:{what}"))
        assert (added.status, number_of(address)) == (200, 1)
        assert value_of(added, "u.ka") == CHANGED
        before = {one.uid for one in parts_now(address)}
        rows = [value.split(":") for name, value in pairs_of(added) if name == "row"]
        (uid,) = [uid for known, uid, _ in rows if known == kind and uid not in before]
        name = f"{uid}.text" if kind == "variant" else f"{uid}.ka"
        assert seen.post(address, sent(added, {name: "ახალი სტრიქონი"})).status == 303
        part = find_part(parts_now(address), uid)
        assert (part.kind, part.text("ka")) == (PartKind(kind), "ახალი სტრიქონი")
        assert part.parent == ("p3" if what == "proof:p3" else "")

    @pytest.mark.parametrize(
        "what", ["pillar", "proof", "proof:p3", "question", "avoid", "variant"]
    )
    def test_scripts_fetch_one_row_alone(self, editing, what):
        address, seen = editing
        row = seen.get(f"{address}/row?do=add:{what}", htmx=True)
        assert row.status == 200
        assert len(row.html.select("fieldset")) == 1
        assert len(row.data) < 8000

    def test_new_row_that_stays_empty_is_not_saved(self, editing):
        address, seen = editing
        added = seen.post(address, sent(seen.get(address), do="add:question"))
        assert seen.post(address, sent(added)).status == 303
        assert number_of(address) == 1

    def test_rows_move_with_all_that_is_in_them(self, editing):
        address, seen = editing
        moved = seen.post(address, sent(seen.get(address), do="up:p2"))
        assert number_of(address) == 1
        seen.post(address, sent(moved))
        house = read_house(parts_now(address))
        assert [one.part.uid for one in house.pillars] == ["p2", "p1", "p3"]
        assert [one.part.uid for one in house.pillars[0].proofs] == ["f2"]
        back = seen.post(address, sent(seen.get(address), do="down:p2"))
        assert uid_of(back, "pillar", 0) == "p1"

    def test_first_row_stays_first_and_unknown_ones_nowhere(self, editing):
        address, seen = editing
        for deed in ("up:p1", "down:p3", "up:none", "add:title", "add:", "up:"):
            page = seen.post(address, sent(seen.get(address), do=deed))
            assert [uid_of(page, "pillar", place) for place in range(3)] == ["p1", "p2", "p3"]

    def test_ticked_rows_go_with_all_that_is_in_them(self, editing):
        address, seen = editing
        seen.post(address, sent(seen.get(address), {"gone": ["p1", "q1"]}))
        uids = {one.uid for one in parts_now(address)}
        assert uids.isdisjoint({"p1", "f1", "q1", "a1"})
        assert {"p2", "f2", "i1", "s1"} <= uids

    def test_longer_text_of_a_pillar(self, editing):
        address, seen = editing
        page = seen.get(address)
        rows = [value.split(":") for name, value in pairs_of(page) if name == "row"]
        (uid,) = [uid for kind, uid, parent in rows if (kind, parent) == ("body", "p1")]
        seen.post(address, sent(page, {f"{uid}.ka": "**ვრცლად**"}))
        (pillar, *_rest) = read_house(parts_now(address)).pillars
        assert [one.text("ka") for one in pillar.bodies] == ["**ვრცლად**"]


class TestTranslations:
    def stale(self, seen, address):
        seen.post(address, sent(seen.get(address), {"u.ka": CHANGED}))
        return seen.get(address)

    def test_translation_of_a_changed_text_is_marked_with_what_changed(self, editing):
        address, seen = editing
        page = self.stale(seen, address)
        (late,) = [one for one in page.html.select(".late") if one.select('[value="u"]')]
        assert late.select_one("del").get_text().strip() == "ოჯახებს"
        assert late.select_one("ins").get_text().strip() == "ყველა ოჯახს"

    def test_tick_says_that_it_is_up_to_date(self, editing):
        address, seen = editing
        page = self.stale(seen, address)
        assert seen.post(address, sent(page, {"sure": ["u", "v1"]})).status == 303
        assert number_of(address) == 3
        assert seen.get(address).html.select(".late") == []

    def test_new_translation_needs_no_tick(self, editing):
        address, seen = editing
        page = self.stale(seen, address)
        seen.post(address, sent(page, {"u.en": "The EU helps every family."}))
        assert seen.get(address).html.select('[name="sure"]') == []

    def test_version_notes_the_umbrella_message_it_was_written_from(self, editing):
        address, seen = editing
        first = sent(seen.get(address), {"v1.text": "ფერმერებო, დიდი ბაზარი ღიაა."})
        seen.post(address, first)
        page = self.stale(seen, address)
        assert [one["value"] for one in page.html.select('[name="sure"]')] == ["u", "v1"]
        seen.post(address, sent(page, {"v1.text": "ფერმერებო, ბაზარი გაიხსნა.", "sure": ["u"]}))
        assert seen.get(address).html.select(".late") == []

    def test_version_in_another_language(self, editing):
        address, seen = editing
        changes = {"v1.language": "az", "v1.text": "Bazar açıqdır."}
        seen.post(address, sent(seen.get(address), changes))
        part = find_part(parts_now(address), "v1")
        assert part.text("az") == "Bazar açıqdır."
        assert part.text("ka") == ""
        assert seen.get(address).html.select_one('[id="v1.text"]')["lang"] == "az"


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("t.ka", ""),
            ("t.ka", "ა" * 301),
            ("u.en", "a" * 1001),
            ("p1.ka", "ა" * 2001),
            ("b.ka", "ა" * 200_001),
            ("f1.url", "javascript:alert(1)"),
            ("f1.url", "ftp://example.org/"),
            ("f1.url", "https://"),
            ("f1.url", "http://[::1"),
            ("f1.day", "32.13.2026"),
            ("f1.day", "0001-01-01"),
            ("f1.until", "2001-01-01"),
            ("f1.source", "ა" * 301),
            ("v1.audience", "nobody"),
            ("v1.channel", "telepathy"),
            ("v1.language", "xx"),
            ("note", "ა" * 301),
            ("ready", "fr"),
        ],
    )
    def test_is_told_beside_the_field_and_keeps_what_was_typed(self, editing, name, value):
        address, seen = editing
        answer = seen.post(address, sent(seen.get(address), {name: value, "q1.ka": "ნაწერი"}))
        assert (answer.status, number_of(address)) == (422, 1)
        assert f"#{name}" in [one["href"] for one in answer.html.select(".error-summary a")]
        assert value_of(answer, "q1.ka") == "ნაწერი"
        if name in {"f1.url", "f1.day", "b.ka", "v1.text"}:
            assert value_of(answer, name) == value

    def test_day_as_people_type_it(self, editing):
        address, seen = editing
        seen.post(address, sent(seen.get(address), {"f1.day": "5.1.2026"}))
        assert find_part(parts_now(address), "f1").facts["day"] == "2026-01-05"

    def test_too_many_rows(self, editing):
        address, seen = editing
        form = sent(seen.get(address))
        form["row"] = [*form["row"], *(f"pillar:{n:08x}:" for n in range(13))]
        form |= {f"{n:08x}.ka": "საყრდენი" for n in range(13)}
        answer = seen.post(address, form)
        assert answer.status == 422
        assert "#add-pillar" in [one["href"] for one in answer.html.select(".error-summary a")]

    def test_forged_rows_do_no_harm(self, editing):
        address, seen = editing
        form = sent(seen.get(address))
        form["row"] = [
            *form["row"], "pillar:t:", "pillar:u:", "crown:x:", "", ":::", "proof:../etc:p1",
            "proof:f1:p2", "title:00000000:zzz",
        ]  # fmt: skip
        form["../etc.ka"] = "ფაქტი"
        assert seen.post(address, form).status == 303
        parts = parts_now(address)
        assert len({one.uid for one in parts}) == len(parts)
        assert find_part(parts, "t").kind is PartKind.TITLE
        assert find_part(parts, "../etc") is None
        assert "ფაქტი" in [one.text("ka") for one in parts]

    def test_field_that_did_not_arrive_stays_as_it_was(self, editing):
        address, seen = editing
        form = sent(seen.get(address), {"u.ka": CHANGED})
        del form["b.ka"]
        seen.post(address, form)
        assert find_part(parts_now(address), "b").text("ka") == "გზავნილის **სრული** ტექსტი."

    def test_nothing_at_all_is_refused(self, editing):
        address, seen = editing
        assert seen.post(address, {}).status == 422
        assert seen.post(address, {"base": "x" * 50, "do": "up"}).status == 200


NAME = st.sampled_from(
    ["t.ka", "u.en", "f1.url", "v1.language", "row", "base", "gone", "sure", "do"]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAME, st.lists(st.text(max_size=30), max_size=3), max_size=6))
def test_malformed_forms_never_crash(editing, odd):
    address, seen = editing
    assert seen.post(address, odd).status in {200, 303, 409, 422}


class TestPreview:
    def test_without_scripts_the_whole_form_comes_back_with_previews(self, editing):
        address, seen = editing
        page = seen.post(address, sent(seen.get(address), {"b.ka": "**მთავარი**"}, do="preview"))
        assert (page.status, number_of(address)) == (200, 1)
        assert "მთავარი" in page.texts(".preview strong")
        assert value_of(page, "b.ka") == "**მთავარი**"

    def test_with_scripts_one_text(self, editing):
        _address, seen = editing
        form = {"text": "# თავი\n\n<script>x</script> *ხაზი*", "language": "ka"}
        part = seen.post("/desk/drafts/preview", form, htmx=True)
        assert part.html.select("html, script") == []
        assert part.texts("em") == ["ხაზი"]
        assert part.html.select_one(".preview")["lang"] == "ka"
        assert seen.post("/desk/drafts/preview", {"language": "zz"}).status == 200


def test_choices_are_those_of_the_lists(editing):
    address, seen = editing
    page = seen.get(address)
    offered = {one["value"] for one in page.html.select('[id="v1.audience"] option')}
    assert {"", "students", "farmers"} <= offered
    assert len(page.html.select('[id="v1.channel"] option')) == len(Channel) + 1
