"""Adding, finding, editing and archiving organisations."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from stratcom.audit.models import AuditEntry
from stratcom.audit.services import Machine
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.events.filters import narrow, read_filters
from stratcom.events.search import Search, find_ids
from stratcom.events.services.records import create_event
from stratcom.georgian import keys
from stratcom.moments import today
from stratcom.partners import queries
from stratcom.partners.enums import NameKind
from stratcom.partners.filters import Filters
from stratcom.partners.likeness import likeness_keys
from stratcom.partners.models import (
    Organisation,
    OrganisationKey,
    OrganisationName,
    OrganisationWord,
)
from stratcom.partners.services import find_or_add, find_organisation
from stratcom.partners.services.records import (
    SameNameError,
    archive_organisation,
    create_organisation,
    edit_organisation,
    restore_organisation,
)
from stratcom.partners.values import snapshot

FULL = {
    "name_ka": "ახალგაზრდული ცენტრი „თაობა“",
    "name_en": "Youth Centre Taoba",
    "abbreviations": ["აცთ"],
    "aliases": ["თაობის სახლი"],
    "former_names": ["პიონერთა სასახლე"],
    "types": ["ngo", "youth_centre"],
    "identification_code": "404111222",
    "municipality": "telavi",
    "region": "GE-IM",
    "email": "info@taoba.example",
    "website": "https://taoba.example",
    "social": ["https://facebook.example/taoba"],
    "themes": ["nato_cooperation"],
    "audiences": ["youth"],
    "languages": ["ka", "en"],
    "listed": True,
    "listing_agreed_on": "2026-05-04",
    "notes": "შიდა",
}


def edit(organisation, **values):
    organisation = queries.find(organisation.id)
    changed = edit_organisation(
        organisation, values, actor=Machine(), expected_version=organisation.row_version
    )
    db.session.commit()
    return changed


def found(text, user):
    return list(db.session.scalars(queries.organisations(Filters({"q": text}), user)))


@pytest.fixture
def editor(make_user):
    return make_user()


def test_what_is_written_is_what_is_read(make_organisation):
    organisation = make_organisation(name=FULL["name_ka"], **without_name(FULL))
    values = snapshot(organisation)
    # The municipality decides the region.
    assert values["region"] == "GE-KA"
    said = {k: v for k, v in FULL.items() if k != "region"}
    assert {name: values[name] for name in said} == said
    assert values["ended_on"] == ""
    assert values["parent"] is None


def without_name(values):
    return {name: value for name, value in values.items() if name != "name_ka"}


def test_adding_leaves_a_trace(make_organisation):
    organisation = make_organisation(email="a@b.ge")
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject_id) == ("organisation.added", organisation.id)
    assert entry.changes == {
        "name_ka": [None, "თელავის განათლების ცენტრი"],
        "email": [None, "a@b.ge"],
    }


def test_every_name_is_filed_for_search_and_likeness(make_organisation):
    organisation = make_organisation(
        "სსიპ გარემოს სააგენტო",
        abbreviations=["გეს"],
        name_en="Environment Agency",
        identification_code="404111222",
    )
    words = set(db.session.scalars(sa.select(OrganisationWord.word)))
    assert {one[0] for one in map(keys, ("გარემოს", "environment", "გეს"))} <= words
    likes = set(db.session.scalars(sa.select(OrganisationKey.key)))
    assert likes == set(
        likeness_keys(["სსიპ გარემოს სააგენტო", "Environment Agency", "გეს"], code="404111222")
    )
    edit(organisation, abbreviations=["ნეა"])
    words = set(db.session.scalars(sa.select(OrganisationWord.word)))
    assert keys("ნეა")[0] in words
    assert keys("გეს")[0] not in words


@pytest.mark.parametrize(
    "typed",
    [
        "თაობა",
        "თაობის",
        "თაობასთან",
        "ცენტრში",
        "ახალგაზრდულმა ცენტრმა",
        "აცთ",
        "პიონერთა",
        "taoba",
        "Youth Cen",
        "ახალგაზრდ",
        "თაო",
    ],
)
def test_any_form_of_any_name_finds_it(make_organisation, editor, typed):
    wanted = make_organisation(FULL["name_ka"], **without_name(FULL))
    make_organisation("გორის მერია")
    assert [one.id for one in found(typed, editor)] == [wanted.id]


def test_all_words_must_fit(make_organisation, editor):
    make_organisation("თელავის მერია")
    wanted = make_organisation("თელავის საკრებულო")
    assert [one.id for one in found("თელავის საკრებულოს", editor)] == [wanted.id]
    assert found("თელავის სკოლა", editor) == []
    assert found("!!", editor) == []


def test_filters_narrow_the_list(make_organisation, editor):
    ngo = make_organisation("ა", types=["ngo"], municipality="telavi", audiences=["youth"])
    school = make_organisation(
        "ბ", types=["university"], region="GE-IM", themes=["nato_cooperation"]
    )
    over = make_organisation("გ", ended_on=(today() - timedelta(days=1)).isoformat())
    gone = make_organisation("დ")
    archive_organisation(gone, actor=Machine())
    listed = make_organisation("ე", listed=True, listing_agreed_on=today().isoformat())
    db.session.commit()

    def names(**values):
        chosen = queries.organisations(Filters(values), editor)
        return [one.name_ka for one in db.session.scalars(chosen)]

    assert names() == ["ა", "ბ", "გ", "ე"]
    assert names(type="ngo") == [ngo.name_ka]
    assert names(theme="nato_cooperation") == names(region="GE-IM") == [school.name_ka]
    assert names(audience="youth") == names(municipality="telavi") == ["ა"]
    assert names(listed="1") == [listed.name_ka]
    assert names(listed="0") == ["ა", "ბ", "გ"]
    assert names(state="active") == ["ა", "ბ", "ე"]
    assert names(state="ended") == [over.name_ka]
    assert names(state="archived") == [gone.name_ka]
    assert names(type="no-such") == []


def test_an_alias_leads_to_the_organisation(make_organisation):
    organisation = make_organisation("გარემოს ეროვნული სააგენტო", abbreviations=["გეს"])
    assert find_organisation("გეს") == organisation
    assert find_or_add("„გეს“", actor=Machine()) == organisation
    # Who bears the name comes before whom somebody calls so.
    bearer = make_organisation("გეს ცენტრი", aliases=["სხვა"])
    other = create_organisation({"name_ka": "სხვა"}, actor=Machine(), same_name=True)
    assert find_organisation("სხვა") == other
    assert bearer.id != other.id


def test_a_merged_name_leads_to_the_kept_record(make_organisation):
    kept, gone = make_organisation("კარგი ცენტრი"), make_organisation("ცუდი ცენტრი")
    gone.merged_into_id = kept.id
    db.session.commit()
    assert find_organisation("ცუდი ცენტრი") == kept


def test_the_archive_comes_last(make_organisation):
    old = make_organisation("ცენტრი")
    archive_organisation(old, actor=Machine())
    assert find_organisation("ცენტრი") == old
    fresh = make_organisation("ცენტრი")
    assert find_organisation("ცენტრი") == fresh


def test_a_second_of_the_same_name_is_asked_about(make_organisation):
    first = make_organisation("პირველი სკოლა", aliases=["სკოლა №1"])
    for name in ("პირველი  სკოლა", "სკოლა №1"):
        with pytest.raises(SameNameError) as refused:
            create_organisation({"name_ka": name}, actor=Machine())
        assert refused.value.organisation == first
    second = create_organisation({"name_ka": "პირველი სკოლა"}, actor=Machine(), same_name=True)
    assert second.id != first.id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_ka": ""}, "name_ka"),
        ({"identification_code": "12345678"}, "identification_code"),
        ({"identification_code": "40411122a"}, "identification_code"),
        ({"email": "nobody"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"social": ["http://facebook.example"]}, "social"),
        ({"listed": True}, "listing_agreed_on"),
        ({"listing_agreed_on": "2199-01-01"}, "listing_agreed_on"),
        ({"ended_on": "2190-01-01"}, "ended_on"),
        ({"aliases": [f"სახელი {n}" for n in range(31)]}, "aliases"),
    ],
)
def test_nonsense_is_refused(make_organisation, values, field):
    organisation = make_organisation()
    with pytest.raises(DomainError) as refused:
        edit(organisation, **values)
    assert refused.value.field == field


def test_codes_have_9_or_11_digits_and_one_owner(make_organisation):
    first = make_organisation("პირველი", identification_code="404111222")
    assert make_organisation("მეწარმე", identification_code="01001012345").id
    second = make_organisation("მეორე")
    with pytest.raises(DomainError) as refused:
        edit(second, identification_code="404111222")
    assert "პირველი" in refused.value.message
    assert str(first.id) in refused.value.message
    db.session.rollback()
    first, second = queries.find(first.id), queries.find(second.id)
    archive_organisation(first, actor=Machine())
    db.session.commit()
    edit(queries.find(second.id), identification_code="404111222")
    with pytest.raises(DomainError):
        restore_organisation(queries.find(first.id), actor=Machine())


def test_editing_tells_what_changed(make_organisation):
    organisation = make_organisation(types=["ngo"], aliases=["ერთი", "ორი"])
    version = organisation.row_version
    assert edit(organisation, aliases=["ორი"], types=["ngo"], phone="599 11 22 33") == {
        "aliases": [["ერთი", "ორი"], ["ორი"]],
        "phone": ["", "599 11 22 33"],
    }
    organisation = queries.find(organisation.id)
    assert organisation.row_version == version + 1
    assert [(one.kind, one.text) for one in organisation.names] == [(NameKind.ALIAS, "ორი")]
    assert db.session.scalar(sa.select(sa.func.count(OrganisationName.id))) == 1
    assert edit(organisation, phone="599 11 22 33") == {}


def test_a_stale_edit_is_refused(make_organisation):
    organisation = make_organisation()
    with pytest.raises(StaleError):
        edit_organisation(organisation, {"phone": "1"}, actor=Machine(), expected_version=99)


def test_nothing_is_a_part_of_itself(make_organisation):
    head = make_organisation("მთავარი")
    branch = make_organisation("ფილიალი", parent=head.id)
    assert [one.id for one in db.session.scalars(queries.branches(head))] == [branch.id]
    for above in (head.id, branch.id):
        with pytest.raises(DomainError) as refused:
            edit(head, parent=above)
        assert refused.value.field == "parent"


def test_names_of_events_are_filed_anew_when_the_organiser_is_renamed_by_hand(
    make_organisation, make_user
):
    organisation = make_organisation("მცდარი სახელი")
    day = today().isoformat()
    values = {"title_ka": "შეხვედრა", "first_day": day, "last_day": day}
    event = create_event(values | {"organisers": ["მცდარი სახელი"]}, actor=Machine(), owner_id=None)
    edit(queries.find(organisation.id), name_ka="სწორი დასახელება")
    search = narrow(Search(), read_filters(MultiDict({"q": "დასახელება"}), desk=True))
    assert find_ids(search) == [event.id]


def test_typing_offers_ten_names_at_most(make_organisation):
    for number in range(12):
        make_organisation(f"სკოლა {number}")
    gone = make_organisation("სკოლა")
    archive_organisation(gone, actor=Machine())
    db.session.commit()
    offered = queries.offered("სკოლ")
    assert len(offered) == 10
    assert gone not in offered
    assert queries.offered("") == []


def test_lists_use_indexes(make_organisation, editor):
    """No search reads the table row by row."""
    make_organisation()
    db.session.commit()
    if db.engine.dialect.name != "sqlite":
        pytest.skip("plans of the other database depend on how much there is")
    for values in ({"q": "თელავის ცენტრ"}, {"type": "ngo"}, {}, {"municipality": "telavi"}):
        chosen = queries.organisations(Filters(values), editor).limit(25)
        text = str(chosen.compile(db.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {text}"))]
        assert [step for step in plan if step.startswith("SCAN organisation")] == [], plan


def test_organisation_is_never_deleted(make_organisation):
    organisation = make_organisation()
    archive_organisation(organisation, actor=Machine())
    db.session.commit()
    assert db.session.get(Organisation, organisation.id) is not None


def test_georgian_names_stand_before_latin_ones(make_organisation, editor):
    for name in ("Zarzma Academy", "„ბუდე“", "ანა", "3 ხიდი"):
        make_organisation(name)
    edit(find_organisation("ანა"), name_ka="ჯუმა")
    chosen = queries.organisations(Filters(), editor)
    names = [one.name_ka for one in db.session.scalars(chosen)]
    assert names == ["3 ხიდი", "„ბუდე“", "ჯუმა", "Zarzma Academy"]


def test_nothing_is_added_without_a_name(app):
    with pytest.raises(DomainError):
        find_or_add(" „“ ", actor=Machine())
