"""Other words in the form of those they replace; nothing where the form is not certain."""

import pytest

from stratcom.wording.inflection import in_english_form_of, in_form_of


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("საზღვარი", "საოკუპაციო ხაზი"),
        ("საზღვარმა", "საოკუპაციო ხაზმა"),
        ("საზღვარს", "საოკუპაციო ხაზს"),
        ("საზღვრის", "საოკუპაციო ხაზის"),
        ("საზღვრით", "საოკუპაციო ხაზით"),
        ("საზღვრად", "საოკუპაციო ხაზად"),
        ("საზღვარზე", "საოკუპაციო ხაზზე"),
        ("საზღვართან", "საოკუპაციო ხაზთან"),
        ("საზღვრიდან", "საოკუპაციო ხაზიდან"),
        ("საზღვრამდე", "საოკუპაციო ხაზამდე"),
        ("საზღვრისთვის", "საოკუპაციო ხაზისთვის"),
        ("საზღვრისაკენ", "საოკუპაციო ხაზისაკენ"),
        ("საზღვრები", "საოკუპაციო ხაზები"),
        ("საზღვრებზე", "საოკუპაციო ხაზებზე"),
        ("საზღვარია", "საოკუპაციო ხაზია"),
        ("საზღვარზეც", "საოკუპაციო ხაზზეც"),
        ("საზღვარსაც", "საოკუპაციო ხაზსაც"),
        ("საზღვრულს", None),
        ("ABL-ზე", None),
    ],
)
def test_the_ending_is_taken_over(found, said):
    assert in_form_of(found, "საზღვარი", "საოკუპაციო ხაზი") == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("რესპუბლიკა", "ოკუპირებული რეგიონი"),
        ("რესპუბლიკამ", "ოკუპირებულმა რეგიონმა"),
        ("რესპუბლიკას", "ოკუპირებულ რეგიონს"),
        ("რესპუბლიკის", "ოკუპირებული რეგიონის"),
        ("რესპუბლიკაში", "ოკუპირებულ რეგიონში"),
        ("რესპუბლიკიდან", "ოკუპირებული რეგიონიდან"),
        ("რესპუბლიკამდე", "ოკუპირებულ რეგიონამდე"),
        ("რესპუბლიკები", "ოკუპირებული რეგიონები"),
        ("რესპუბლიკებს", "ოკუპირებულ რეგიონებს"),
    ],
)
def test_an_adjective_agrees_with_its_noun(found, said):
    assert in_form_of(f"თვითგამოცხადებული {found}", "თვითგამოცხადებული რესპუბლიკა",
                      "ოკუპირებული რეგიონი") == said  # fmt: skip


@pytest.mark.parametrize(
    ("found", "phrase", "replacement", "said"),
    [
        ("მისიამ", "მისია", "შეთანხმება", "შეთანხმებამ"),
        ("მისიის", "მისია", "შეთანხმება", "შეთანხმების"),
        ("ხელშეკრულებით", "ხელშეკრულება", "შეთანხმება", "შეთანხმებით"),
        ("ლტოლვილთა", "ლტოლვილი", "დევნილი", "დევნილთა"),
        ("ინვალიდებისთვის", "ინვალიდი", "შეზღუდული შესაძლებლობის მქონე პირი",
         "შეზღუდული შესაძლებლობის მქონე პირებისთვის"),
        ("რესპუბლიკის", "რესპუბლიკა", "საქართველო", "საქართველოს"),
        ("რესპუბლიკიდან", "რესპუბლიკა", "საქართველო", "საქართველოდან"),
        # A vowel may fall in the genitive of the new word (ქვეყანა, ქვეყნის): not guessed.
        ("რესპუბლიკის", "რესპუბლიკა", "ქვეყანა", None),
        ("რესპუბლიკაში", "რესპუბლიკა", "ქვეყანა", "ქვეყანაში"),
        ("საზღვრის", "საზღვარი", "მეგობარი", None),
        ("საზღვარს", "საზღვარი", "მეგობარი", "მეგობარს"),
        # Dative and genitive are alike after -ო.
        ("სოხუმოს", "სოხუმო", "ხაზი", None),
        ("რა", "რა", "", ""),
        ("", "საზღვარი", "ხაზი", None),
    ],
)  # fmt: skip
def test_other_kinds_of_nouns(found, phrase, replacement, said):
    assert in_form_of(found, phrase, replacement) == said


@pytest.mark.parametrize(
    ("found", "phrase", "replacement", "before", "said"),
    [
        ("border", "border", "occupation line", "the ", "occupation line"),
        ("Borders", "border", "occupation line", "", "Occupation lines"),
        ("border's", "border", "occupation line", "the ", "occupation line's"),
        ("SOUTH OSSETIA", "South Ossetia", "Tskhinvali region", "in ", "Tskhinvali region"),
        ("border", "border", "occupation line", "at a ", None),
        ("refugee", "refugee", "internally displaced person", "of a ", None),
        ("elder", "elder", "older person", "an ", "older person"),
        ("bordering", "border", "occupation line", "", None),
        ("South Ossetia", "South Ossetia", "the Tskhinvali region", "in ", "the Tskhinvali region"),
        ("South Ossetia", "South Ossetia", "the Tskhinvali region", "", "The Tskhinvali region"),
        ("South Ossetia", "South Ossetia", "the Tskhinvali region", "End. ",
         "The Tskhinvali region"),
        ("South Ossetia", "South Ossetia", "the Tskhinvali region", "the ", "Tskhinvali region"),
        ("de facto government", "de facto government", "the occupation regime", "a ", None),
        ("disabled persons", "disabled person", "person with disabilities", "", None),
    ],
)  # fmt: skip
def test_english(found, phrase, replacement, before, said):
    assert in_english_form_of(found, phrase, replacement, before) == said
