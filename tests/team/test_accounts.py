"""The list of accounts and what is done about them; who sees whose."""

import pytest
import sqlalchemy as sa

from stratcom.accounts.models import User
from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.audit.record_words import field_in_words, values_in_words
from stratcom.audit.services import Machine
from stratcom.db import db, utcnow
from stratcom.errors import DomainError
from stratcom.team import queries, rules
from stratcom.team.services.changing import disable, edit
from tests.accounts.helpers import acts, letters, link_in, with_factor

LIST = "/desk/accounts/"


def names(answer):
    return answer.texts("#accounts-list tbody td:first-child a")


def change(browser, user, **values):
    shown = browser.get(f"{LIST}{user.id}/edit").html
    fields = {one["name"]: one.get("value", "") for one in shown.select("main input[name]")}
    for select in shown.select("main select"):
        fields[select["name"]] = select.select_one("option[selected]")["value"]
    fields.pop("csrf_token")
    return browser.post(f"{LIST}{user.id}/edit", {**fields, **values})


def test_administrator_sees_all_and_narrows_the_list(browser, admin, member, stranger, make_user):
    make_user(Role.OBSERVER, name="ელენე", disabled_at=utcnow(), organisation="მათი ორგანიზაცია")
    invited = make_user(Role.EDITOR, name="ლევან")
    db.session.execute(sa.update(User).where(User.id == invited.id).values(password_hash=""))
    db.session.commit()
    with_factor(admin)
    browser.sign_in(admin)
    assert names(browser.get(LIST)) == ["დავით", "ელენე", "თამარ", "ლევან", "მარიამ"]
    for query, found in {
        "q=davit": ["დავით"],
        "q=DAVIT@example": ["დავით"],
        "q=მარი": ["მარიამ"],
        "q=%25": [],
        "role=editor": ["ლევან"],
        "role=nothing": ["დავით", "ელენე", "თამარ", "ლევან", "მარიამ"],
        "organisation=მათი": ["დავით", "ელენე"],
        "state=active": ["დავით", "თამარ", "მარიამ"],
        "state=invited": ["ლევან"],
        "state=disabled": ["ელენე"],
        "state=without_factor": ["დავით", "მარიამ"],
        "organisation=მათი&state=active": ["დავით"],
    }.items():
        assert names(browser.get(f"{LIST}?{query}")) == found, query
    part = browser.get(f"{LIST}?q=davit", htmx=True)
    assert part.text.lstrip().startswith('<section id="accounts-list"')
    assert part.texts("td.nowrap") == ["არასოდეს" if "არასოდეს" in part.text else "never"]


def test_list_is_paged(browser, admin, make_user):
    for _ in range(30):
        make_user()
    browser.sign_in(admin)
    assert len(names(browser.get(LIST))) == 25
    assert len(names(browser.get(f"{LIST}?page=2"))) == 6


def test_member_sees_colleagues_alone_and_changes_nobody(
    browser, admin, member, stranger, make_user
):
    colleague = make_user(Role.AGENCY_MEMBER, name="ია", organisation="ჩვენი სამინისტრო")
    browser.sign_in(member)
    assert names(browser.get(LIST)) == ["ია", "მარიამ"]
    assert names(browser.get(f"{LIST}?organisation=მათი&q=davit")) == []
    for user in (admin, stranger):
        for path in ("", "hand-over", "edit"):
            assert browser.get(f"{LIST}{user.id}/{path}").status in {403, 404}
    assert browser.get(f"{LIST}{colleague.id}/").status == 200
    for act in ("disable", "enable", "second-factor/reset", "sessions/end", "new-password"):
        assert browser.post(f"{LIST}{colleague.id}/{act}").status == 403
    assert browser.get(f"{LIST}{colleague.id}/edit").status == 403


@pytest.mark.parametrize("role", [Role.PARTNER, Role.IMPLEMENTER])
def test_person_of_no_organisation_sees_nobody_else(browser, admin, make_user, role):
    user = make_user(role, name="მარტო")
    make_user(role)
    assert names(browser.sign_in(user).get(LIST)) == ["მარტო"]


def test_lists_and_rules_agree_on_who_sees_whom(app, admin, member, stranger, make_user):
    people = [admin, member, stranger, make_user(Role.EDITOR), make_user(Role.DIRECTOR)]
    people += [
        make_user(Role.PARTNER),
        make_user(Role.AGENCY_MEMBER, organisation="მათი ორგანიზაცია"),
    ]
    for actor in people:
        listed = set(db.session.scalars(sa.select(User.id).where(queries.visible(actor))))
        assert listed == {one.id for one in people if rules.can_see(actor, one)}, actor.login


def test_account_is_changed_and_signed_out(new_browser, admin, stranger):
    browser, theirs = new_browser().sign_in(admin), new_browser().sign_in(stranger)
    assert change(browser, stranger, name="დავით ხ.").location == f"{LIST}{stranger.id}/"
    assert theirs.get("/desk/").status == 200
    assert change(browser, stranger, role="observer").status == 303
    assert theirs.get("/desk/").status == 302
    user = db.session.get(User, stranger.id)
    assert (user.name, user.role) == ("დავით ხ.", Role.OBSERVER)
    assert acts()[-2:] == ["user.edited", "user.sessions_ended"]


def test_second_of_two_who_save_sees_what_the_first_wrote(browser, admin, stranger):
    browser.sign_in(admin)
    stale = str(stranger.row_version)
    assert change(browser, stranger, name="პირველი").status == 303
    answer = change(browser, stranger, name="მეორე", row_version=stale)
    assert answer.status == 409
    assert answer.html.select_one("#name")["value"] == "მეორე"
    assert "პირველი" in " ".join(answer.texts("dl dd"))
    fields = {one["name"]: one.get("value", "") for one in answer.html.select("main input[name]")}
    assert change(browser, stranger, name="მეორე", row_version=fields["row_version"]).status == 303


def test_nobody_demotes_or_disables_himself_or_the_last_administrator(browser, admin, make_user):
    browser.sign_in(admin)
    assert change(browser, admin, role="editor").status == 422
    assert browser.post(f"{LIST}{admin.id}/disable").status == 422
    assert browser.post(f"{LIST}{admin.id}/second-factor/reset").status == 422
    invited = make_user(Role.ADMINISTRATOR)
    db.session.execute(sa.update(User).where(User.id == invited.id).values(password_hash=""))
    db.session.commit()
    with pytest.raises(DomainError):
        disable(db.session.get(User, admin.id), actor=Machine())
    db.session.rollback()
    other = make_user(Role.ADMINISTRATOR)
    disable(db.session.get(User, admin.id), actor=Machine())
    db.session.commit()
    with pytest.raises(DomainError):
        disable(db.session.get(User, other.id), actor=Machine())


def test_disabling_is_at_once_and_can_be_taken_back(new_browser, admin, stranger):
    browser, theirs = new_browser().sign_in(admin), new_browser().sign_in(stranger)
    assert browser.post(f"{LIST}{stranger.id}/disable").status == 303
    assert theirs.get("/desk/").status == 302
    assert browser.post(f"{LIST}{stranger.id}/enable").status == 303
    assert db.session.get(User, stranger.id).is_active
    assert theirs.get("/desk/").status == 302


def test_second_factor_is_reset_and_the_person_told(new_browser, admin, stranger, with_mail):
    with_factor(stranger)
    browser, theirs = new_browser().sign_in(admin), new_browser().sign_in(stranger)
    assert browser.post(f"{LIST}{stranger.id}/second-factor/reset").status == 303
    assert not db.session.get(User, stranger.id).has_second_factor
    assert theirs.get("/desk/").status == 302
    assert [(one.kind, one.to_address) for one in letters()] == [
        ("account_change", "davit@example.ge")
    ]
    assert "user.second_factor_off" in acts()


def test_forgotten_password_is_offered_anew(browser, new_browser, admin, stranger):
    answer = browser.sign_in(admin).post(f"{LIST}{stranger.id}/new-password")
    path = f"/account/link/{link_in(answer.html.select_one('#link').get_text())}"
    assert new_browser().get(path).html.select_one("#new_password") is not None


def test_sessions_of_another_are_ended(new_browser, admin, stranger):
    theirs = new_browser().sign_in(stranger)
    assert new_browser().sign_in(admin).post(f"{LIST}{stranger.id}/sessions/end").status == 303
    assert theirs.get("/desk/").status == 302


def test_panel_of_an_organisation_shows_its_accounts_to_those_who_may_see_them(
    new_browser, admin, stranger, member
):
    page = f"/desk/partners/{stranger.organisation_id}/"
    shown = new_browser().sign_in(admin).get(page)
    assert shown.texts("#accounts-panel li a") == ["დავით"]
    invite = shown.html.select_one("#accounts-panel .btn")["href"]
    form = new_browser().sign_in(admin).get(invite).html
    assert form.select_one("#organisation")["value"] == "მათი ორგანიზაცია"
    assert new_browser().sign_in(stranger).get(page).texts("#accounts-panel li a") == ["დავით"]
    assert new_browser().sign_in(member).get(page).html.select("#accounts-panel") == []


def test_trail_says_in_words_what_changed(app, admin, stranger):
    user = db.session.get(User, stranger.id)
    names = ("name", "name_en", "email", "role", "organisation_id", "language")
    values = {name: getattr(user, name) for name in names}
    changed = {**values, "role": Role.OBSERVER, "language": "en", "organisation_id": None}
    edit(user, changed, actor=admin, row_version=user.row_version)
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action == "user.edited")
    ).one()
    with app.test_request_context("/en/"):
        said = {
            field_in_words("user", name): values_in_words(entry, name) for name in entry.changes
        }
    assert said == {
        "Role": ("Partner organisation", "Observer"),
        "Organisation": ("მათი ორგანიზაცია", "–"),
        "Language": ("ქართული", "English"),
    }


def test_trail_of_the_second_factor_holds_neither_secret_nor_clock(app, stranger):
    with_factor(stranger)
    trail = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_type == "user"))
    changes = {one.action: one.changes for one in trail}
    assert changes["user.second_factor_begun"] == {"totp_secret": ["", "•••"]}
    assert list(changes["user.second_factor_on"]) == ["totp_confirmed_at"]
