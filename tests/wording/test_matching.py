"""Wordings found in Georgian and English texts, whatever their form."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratcom.georgian.wordlists import words
from stratcom.wording.matching import Matcher, Wording, told_apart
from stratcom.wording.services import read_rules

BORDER = Wording(
    "border",
    "territory",
    "ka",
    "საზღვარი",
    near=("აფხაზეთი", "სამხრეთ ოსეთი", "ცხინვალი", "ოკუპირებული"),
    unless=("სახელმწიფო საზღვარი", "საერთაშორისოდ აღიარებული საზღვარი"),
    replacement="საოკუპაციო ხაზი",
)
OSSETIA = Wording(
    "ossetia",
    "territory",
    "ka",
    "სამხრეთ ოსეთი",
    unless=("სამხრეთ ოსეთის ავტონომიური ოლქი",),
    replacement="ცხინვალის რეგიონი",
)
REGIME = Wording(
    "regime", "territory", "ka", "სეპარატისტული მთავრობა", replacement="საოკუპაციო რეჟიმი"
)
INVALID = Wording(
    "invalid", "term", "ka", "ინვალიდი", replacement="შეზღუდული შესაძლებლობის მქონე პირი"
)
ENGLISH = (
    Wording(
        "en-border", "territory", "en", "border", near=("Abkhazia",), unless=("state border",),
        replacement="occupation line",
    ),
    Wording("en-ossetia", "territory", "en", "South Ossetia", replacement="Tskhinvali region"),
    Wording(
        "en-abkhazia", "territory", "en", "Republic of Abkhazia",
        replacement="Autonomous Republic of Abkhazia",
    ),
)  # fmt: skip
MATCHER = Matcher([BORDER, OSSETIA, REGIME, INVALID, *ENGLISH])


def found(text, language="ka"):
    hits = MATCHER.find(text, language)
    for one in hits:
        assert text[one.start : one.end] == one.found
        assert "".join(one.pieces) == one.sentence
        assert text[one.at : one.at + len(one.sentence)] == one.sentence
    return [one.found for one in hits]


@pytest.mark.parametrize(
    "form",
    words(
        "საზღვარი საზღვარმა საზღვარს საზღვრის საზღვრით საზღვრად საზღვარზე საზღვარში საზღვართან "
        "საზღვრიდან საზღვრამდე საზღვრისთვის საზღვრისკენ საზღვრები საზღვრებმა საზღვრებს საზღვრების "
        "საზღვრებზე საზღვრებთან საზღვრებიდან საზღვართანაც საზღვარია"
    ),
)
def test_every_form_of_a_noun_that_loses_a_vowel(form):
    assert found(f"აფხაზეთის {form} შეჩერდნენ.") == [form]


@pytest.mark.parametrize(
    "form",
    [
        "სამხრეთ ოსეთი", "სამხრეთ ოსეთის", "სამხრეთ ოსეთს", "სამხრეთ ოსეთში", "სამხრეთ ოსეთიდან",
        "სამხრეთ ოსეთამდე", "სამხრეთ ოსეთთან", "სამხრეთ ოსეთისთვის", "სამხრეთ ოსეთისკენ",
        "სამხრეთ ოსეთით", "სამხრეთ ოსეთშიც", "სამხრეთი ოსეთი", "სამხრეთ  ოსეთი",
        "სამხრეთ\nოსეთი", "სამხრეთ\u00a0ოსეთი", "სამ\u00adხრეთ ოსე\u00adთი", "სამხრეთ-ოსეთი",
        "ᲡᲐᲛᲮᲠᲔᲗ ᲝᲡᲔᲗᲘ", "სამხრეთ** ოსეთი", "სამხრეთ* ოსეთში", "სამხრეთ“ ოსეთის",
        "სამხრეთ](https://example.ge/სამხრეთ-ოსეთი) ოსეთის",
    ],
)  # fmt: skip
def test_every_form_and_typing_of_two_words(form):
    assert found(f"დღეს {form} ნახეს.") == [form]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("სეპარატისტული მთავრობის განცხადება", "სეპარატისტული მთავრობის"),
        ("სეპარატისტულმა მთავრობამ თქვა", "სეპარატისტულმა მთავრობამ"),
        ("სეპარატისტულ მთავრობას ეწვია", "სეპარატისტულ მთავრობას"),
        ("სეპარატისტული მთავრობიდან", "სეპარატისტული მთავრობიდან"),
        ("სეპარატისტულ მთავრობამდე", "სეპარატისტულ მთავრობამდე"),
        ("სეპარატისტულ მთავრობასთან", "სეპარატისტულ მთავრობასთან"),
        ("სეპარატისტული მთავრობისთვის", "სეპარატისტული მთავრობისთვის"),
        ("სეპარატისტული მთავრობები", "სეპარატისტული მთავრობები"),
        ("სეპარატისტულ მთავრობებში", "სეპარატისტულ მთავრობებში"),
        ("სეპარატისტულად მთავრობა", "სეპარატისტულად მთავრობა"),
    ],
)
def test_an_adjective_has_another_ending_than_its_noun(text, form):
    assert found(text) == [form]


@pytest.mark.parametrize(
    "form",
    words(
        "ინვალიდი ინვალიდმა ინვალიდს ინვალიდის ინვალიდით ინვალიდად ინვალიდები ინვალიდებს "
        "ინვალიდებისთვის ინვალიდებთან ინვალიდთა"
    ),
)
def test_every_form_of_a_plain_noun(form):
    assert found(f"მათ {form} უწოდეს.") == [form]


@pytest.mark.parametrize(
    "text",
    [
        "აფხაზეთიდან დევნილები საზღვარგარეთ სწავლობენ.",
        "კანონი აფხაზეთის სტატუსს საზღვრავს და განსაზღვრავს.",
        "აფხაზეთის საზღვაო ნავსადგური. შესაძლებლობები უსაზღვროა.",
        "თურქეთის საზღვარზე ახალი გამშვები პუნქტი გაიხსნა.",
        "აფხაზეთი საქართველოა. თურქეთის საზღვარზე რიგია.",
        "აფხაზეთი საქართველოს საერთაშორისოდ აღიარებულ საზღვრებშია.",
        "აფხაზეთში რუსეთთან სახელმწიფო საზღვრის მონაკვეთია.",
        "ყოფილი სამხრეთ ოსეთის ავტონომიური ოლქის ტერიტორია",
        "სამხრეთ კავკასია, ჩრდილოეთ ოსეთი",
        "სამხრეთ, ოსეთი",
        "სამხრეთ.\n\nოსეთი",
        "- სამხრეთ\n- ოსეთი",
        "https://example.ge/სამხრეთ-ოსეთი",
        "ცხინვალის რეგიონის საოკუპაციო ხაზთან",
        "ინვალიდობა ვალი",
    ],
)
def test_what_must_not_be_found(text):
    assert found(text) == []


def test_near_words_stand_in_the_sentence_or_in_the_heading_above():
    assert found("წ. 2008 წ. ე.წ. საზღვარი, ა.შ. ცხინვალში.") == ["საზღვარი"]
    assert found("## ოკუპირებულ რეგიონებში\n\nსაზღვართან მცხოვრებნი.") == ["საზღვართან"]
    assert found("## თურქეთი\n\nსაზღვართან.\n\n## აფხაზეთი\n\nზღვა.") == []


def test_the_longer_wording_goes_before_the_shorter():
    longer = Wording("long", "territory", "ka", "სამხრეთ ოსეთის რესპუბლიკა")
    hits = Matcher([OSSETIA, longer]).find("სამხრეთ ოსეთის რესპუბლიკაში და სამხრეთ ოსეთში", "ka")
    assert [(one.rule.ref, one.found) for one in hits] == [
        ("long", "სამხრეთ ოსეთის რესპუბლიკაში"),
        ("ossetia", "სამხრეთ ოსეთში"),
    ]


def test_english_forms():
    assert found("Borders with ABKHAZIA and South  Ossetia’s schools.", "en") == [
        "Borders",
        "South  Ossetia’s",
    ]
    assert found("The state border runs near Abkhazia.", "en") == []
    assert found("The Autonomous Republic of Abkhazia", "en") == []
    assert found("the republic of Abkhazia", "en") == ["republic of Abkhazia"]
    assert found("the Mexican border", "en") == []


def test_endings_hung_with_a_hyphen_on_a_name_in_latin_letters():
    matcher = Matcher([Wording("abl", "territory", "ka", "ABL", replacement="საოკუპაციო ხაზი")])
    (hit,) = matcher.find("მისია ABL-ზე მუშაობს.", "ka")
    assert (hit.found, hit.suggestion, hit.certain) == ("ABL-ზე", "საოკუპაციო ხაზი", False)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("აფხაზეთის საზღვართან.", "აფხაზეთის საოკუპაციო ხაზთან."),
        ("**სამხრეთ ოსეთში** იყო", "**ცხინვალის რეგიონში** იყო"),
        ("**სამხრეთ** ოსეთში იყო", "**ცხინვალის რეგიონში** იყო"),
        ("სამხრეთ **ოსეთში** იყო", "**ცხინვალის რეგიონში** იყო"),
        ("აფხაზეთის **საზღვარ**ზე", "აფხაზეთის **საოკუპაციო ხაზზე**"),
        ("_სამხრეთ_ _ოსეთი_", "_ცხინვალის რეგიონი_"),
    ],
)
def test_other_words_in_that_place_keep_marks_in_pairs(text, after):
    (hit,) = MATCHER.find(text, "ka")
    assert hit.put(text, hit.suggestion) == after


def test_words_with_a_link_through_them_are_not_replaced():
    (hit,) = MATCHER.find("[სამხრეთ](https://example.ge) ოსეთი", "ka")
    assert not hit.replaceable


def test_a_wording_and_its_own_form_cannot_be_told_apart():
    assert not told_apart("საინფორმაციო ცენტრი", "საინფორმაციო ცენტრები")
    assert told_apart("საინფორმაციო ცენტრი", "ინფორმაციის ცენტრი")


@given(st.text(alphabet="ასოსეთიმხრდ. -*_[]()\n#„“1ᲐA\u00ad", max_size=120), st.text(max_size=80))
def test_nothing_makes_it_fail(georgian, anything):
    for text in (georgian, anything, georgian + anything):
        for language in ("ka", "en", "xx"):
            for hit in MATCHER.find(text, language):
                assert text[hit.start : hit.end] == hit.found
                hit.put(text, "x")


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3), st.text(max_size=40))
def test_no_rule_makes_it_fail(phrase, others, text):
    for language in ("ka", "en"):
        rule = Wording("x", "term", language, phrase, tuple(others), tuple(others), phrase[::-1])
        Matcher([rule]).find(f"{text} {phrase} {text}", language)


def test_many_rules_are_looked_for_in_long_texts():
    rules = [
        Wording(code, one.kind, one.language, one.phrase, tuple(one.near), tuple(one.unless),
                one.replacement)
        for code, one in read_rules().items()
    ]  # fmt: skip
    more = [Wording(f"more{n}", "term", "ka", f"სიტყვა{n} კრება{n}") for n in range(300)]
    matcher = Matcher(rules + more)
    sentence = (
        "დღეს აფხაზეთის საზღვართან მცხოვრებ ოჯახებს სახელმწიფო ყოველდღე ეხმარება, რათა მათი "
        "შვილები სკოლაში უსაფრთხოდ დადიოდნენ და ბავშვებმა ევროპული განათლება მიიღონ სამშობლოში."
    )
    text = " ".join([sentence] * 1000)
    assert len(text.split()) == 20_000
    assert len(matcher.find(text, "ka")) == 1000


@pytest.mark.parametrize(
    "piece", ["](", "a@", "a.", "*", "სამხრეთ ", "ა-", ']( "', "http://", "# ა\n"]
)
def test_time_grows_with_the_length_alone(piece):
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    MATCHER.find(text, "ka")
    assert time.process_time() - began < 4
