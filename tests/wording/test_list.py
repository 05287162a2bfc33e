"""The list that comes with StratCom, and keeping it."""

import csv
import re

import pytest
import sqlalchemy as sa

from stratcom.accounts.permissions import Role
from stratcom.audit.models import AuditEntry
from stratcom.db import db
from stratcom.errors import DomainError, StaleError
from stratcom.wording import checking
from stratcom.wording.enums import RuleKind
from stratcom.wording.matching import Matcher, Wording, told_apart
from stratcom.wording.models import WordingRule
from stratcom.wording.services import (
    DATA,
    RuleValues,
    add_rule,
    edit_rule,
    read_rules,
    restore_rule,
    retire_rule,
    seed_rules,
)

RULES = read_rules()
WORDINGS = {
    code: Wording(
        code, one.kind, one.language, one.phrase, tuple(one.near), tuple(one.unless),
        one.replacement, one.reason_ka, one.reason_en,
    )
    for code, one in RULES.items()
}  # fmt: skip
MATCHER = Matcher(WORDINGS.values())


def values(phrase="ძველი სიტყვა", **other):
    plain = {
        "kind": RuleKind.TERM, "language": "ka", "phrase": phrase, "near": [], "unless": [],
        "replacement": "ახალი სიტყვა", "reason_ka": "ასე სჯობს.", "reason_en": "Better so.",
    }  # fmt: skip
    return RuleValues(**(plain | other))


def test_the_list_is_long_enough_and_whole():
    with (DATA / "rules.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(RULES)
    count = {(one.language, one.kind): 0 for one in RULES.values()}
    for one in RULES.values():
        count[one.language, one.kind] += 1
        assert one.reason_ka, one.phrase
        assert one.reason_en, one.phrase
        assert not re.search(r"[Ა-Ჿ]", one.reason_ka + one.phrase + one.replacement)
    assert len(count) == 6
    assert min(count.values()) >= 15


@pytest.mark.parametrize("code", RULES)
def test_each_rule_finds_its_phrase_and_leaves_the_right_words_alone(code):
    rule = WORDINGS[code]
    near = f" {rule.near[0]}" if rule.near else ""

    def found(text):
        return {one.rule.ref for one in MATCHER.find(text + near, rule.language)}

    assert code in found(rule.phrase)
    assert found(rule.replacement) == set()
    for one in rule.unless:
        assert code not in found(one)
    if rule.replacement:
        assert told_apart(rule.phrase, rule.replacement)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("საქართველოს ტერიტორიული მთლიანობა საერთაშორისოდ აღიარებულ საზღვრებში, აფხაზეთის "
         "ავტონომიური რესპუბლიკისა და ცხინვალის რეგიონის ჩათვლით", "ka"),
        ("აფხაზეთის ავტონომიური რესპუბლიკის მთავრობა დევნილებს ეხმარება.", "ka"),
        ("საოკუპაციო ხაზთან მცხოვრები ოჯახები, ცხინვალის რეგიონი, სოხუმი", "ka"),
        ("მარნეულის მუნიციპალიტეტის ადმინისტრაციული საზღვარი", "ka"),
        ("უკრაინიდან ლტოლვილები საქართველოში ცხოვრობენ.", "ka"),
        ("ევროპის საბჭოს ვენეციის კომისია. ევროპული საბჭოს სამიტი.", "ka"),
        ("ნატო-საქართველოს არსებითი პაკეტი, ასოცირების შესახებ შეთანხმება", "ka"),
        ("ნარკომანია დაავადებაა, ნარკომანიის მკურნალობა", "ka"),
        ("ევროკავშირის წარმომადგენლობა საქართველოში, ასოცირების შეთანხმება", "ka"),
        ("ბრმა ტყვია, უსინათლო მოსწავლე", "ka"),
        ("ამიერკავკასიის დემოკრატიული ფედერაციული რესპუბლიკა", "ka"),
        ("ჩრდილოეთ მაკედონიაში და მაკედონელებთან", "ka"),
        ("Georgia within its internationally recognised borders, including Abkhazia and the "
         "Tskhinvali region", "en"),
        ("The Autonomous Republic of Abkhazia is occupied.", "en"),
        ("Refugees from Ukraine live in Tbilisi.", "en"),
        ("The Council of Europe and the European Council are two bodies.", "en"),
        ("North Macedonia, Ukraine, Kyiv, a person with a disability", "en"),
        ("the state border of Georgia with Russia", "en"),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(text, language):
    assert [one.found for one in MATCHER.find(text, language)] == []


@pytest.mark.parametrize(
    ("text", "language", "code", "suggestion"),
    [
        ("ოკუპირებული აფხაზეთის საზღვარზე", "ka", "ka-border", "საოკუპაციო ხაზზე"),
        ("ცხინვალთან ადმინისტრაციულ საზღვარზე", "ka", "ka-administrative-border",
         "საოკუპაციო ხაზზე"),
        ("დე-ფაქტო მთავრობამ სოხუმში", "ka", "ka-de-facto-government", "საოკუპაციო რეჟიმმა"),
        ("აფხაზეთის რესპუბლიკაში", "ka", "ka-republic-abkhazia",
         "აფხაზეთის ავტონომიურ რესპუბლიკაში"),
        ("სუხუმიდან", "ka", "ka-sukhumi", "სოხუმიდან"),
        ("აფხაზეთიდან ლტოლვილებს", "ka", "ka-refugee", "დევნილებს"),
        ("ქართულ-ოსურ კონფლიქტში", "ka", "ka-conflict-georgian-ossetian",
         "რუსეთ-საქართველოს კონფლიქტში"),
        ("ევროკავშირის მონიტორინგის მისიამ", "ka", "ka-eumm-monitoring",
         "ევროკავშირის სადამკვირვებლო მისიამ"),
        ("საქართველოს რესპუბლიკის პარლამენტი", "ka", "ka-republic-georgia", "საქართველოს"),
        ("ჩრდილო-ატლანტიკურ ალიანსში", "ka", "ka-north-atlantic", "ჩრდილოატლანტიკურ"),
        ("ინვალიდებთან", "ka", "ka-invalid", "შეზღუდული შესაძლებლობის მქონე პირებთან"),
        ("ნარკომანების", "ka", "ka-addict", "ნარკოტიკებზე დამოკიდებული ადამიანების"),
        ("ფიდბექის მიღება", "ka", "ka-feedback", "უკუკავშირის"),
        ("Breakaway regions of Georgia", "en", "en-breakaway-region", "Occupied regions"),
        ("the border with South Ossetia", "en", "en-border", "occupation line"),
        ("in Sukhumi's port", "en", "en-sukhumi", "Sokhumi's"),
        ("the Republic of Georgia", "en", "en-republic-georgia", "Georgia"),
    ],
)  # fmt: skip
def test_advice_in_the_form_that_the_sentence_needs(text, language, code, suggestion):
    hit = next(one for one in MATCHER.find(text, language) if one.rule.ref == code)
    assert (hit.suggestion, hit.certain) == (suggestion, True)


def test_seeding_adds_what_is_missing_and_leaves_what_people_did(app, make_user):
    assert seed_rules() == len(RULES)
    assert seed_rules() == 0
    rule = db.session.scalars(sa.select(WordingRule).where(WordingRule.code == "ka-border")).one()
    rule.replacement = "სხვა"
    retire_rule(rule, actor=make_user())
    assert seed_rules() == 0
    db.session.refresh(rule)
    assert rule.replacement == "სხვა"
    assert rule.retired_at is not None


def test_keeping_the_list(app, make_user):
    user = make_user(Role.EDITOR)
    rule = add_rule(values(), actor=user)
    db.session.commit()
    (hit,) = checking.check("ძველმა სიტყვამ", "ka")
    assert (hit.suggestion, checking.rule_id(hit.rule.ref)) == ("ახალმა სიტყვამ", rule.id)
    edit_rule(rule, values("უხეში სიტყვა"), actor=user, expected_version=1)
    db.session.commit()
    assert checking.check("ძველმა სიტყვამ", "ka") == []
    assert len(checking.check("უხეშად სიტყვას", "ka")) == 1
    retire_rule(rule, actor=user)
    db.session.commit()
    assert checking.check("უხეში სიტყვა", "ka") == []
    restore_rule(rule, actor=user)
    db.session.commit()
    assert len(checking.check("უხეში სიტყვა", "ka")) == 1
    acts = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert acts[-4:] == ["wording.added", "wording.changed", "wording.retired", "wording.restored"]


def test_what_could_not_work_is_refused(app, make_user):
    user = make_user(Role.EDITOR)
    rule = add_rule(values(), actor=user)
    db.session.commit()
    for wrong in (values("—"), values(), values("ახალი სიტყვები")):
        with pytest.raises(DomainError):
            add_rule(wrong, actor=user)
    with pytest.raises(StaleError):
        edit_rule(rule, values("სხვა სიტყვა"), actor=user, expected_version=7)
