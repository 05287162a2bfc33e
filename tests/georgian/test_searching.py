import pytest

from stratcom.georgian import keys, query_groups, same_name, text_keys
from stratcom.georgian.latin import skeleton


def test_text_keys_are_distinct_and_in_order() -> None:
    assert text_keys("EU დღე, EU დღე 2026") == [*keys("eu"), *keys("დღე"), "2026"]


def test_a_compound_has_the_keys_of_its_parts_and_of_the_joined_word() -> None:
    found = text_keys("სოციალურ-ეკონომიკური")
    assert set(found) >= {
        *keys("სოციალური"), *keys("ეკონომიკური"), *keys("სოციალურეკონომიკური"),
    }  # fmt: skip
    assert text_keys("Euro-Atlantic") == ["euro", "atlant", "euroatlant"]
    assert set(text_keys("თბილის-ბათუმის")) >= {*keys("თბილისი")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ჩრდილო-ატლანტიკური", "ჩრდილოატლანტიკურ"),
        ("ვებ-გვერდზე", "ვებგვერდი"),
        ("ვებ გვერდი", "ვებგვერდის"),
        ("ინფო-ცენტრი", "ინფოცენტრში"),
        ("Euro-Atlantic", "euroatlantic"),
        ("Euro Atlantic", "Euro-Atlantic"),
        ("ქალაქ-მუზეუმი", "მუზეუმში"),
        ("ჟან-მონეს", "ჟან მონე"),
        ("ევროკავშირ-საქართველოს", "საქართველო"),
        ("covid-19", "COVID19"),
        ("5-დღიანი", "5დღიანი"),
        ("ევრო-\nკავშირი", "ევროკავშირს"),
        ("2026წ.", "2026-ში"),
        ("№5 სკოლა", "N5"),
        ("27-ე", "27"),
    ],
)
def test_ways_of_writing_a_compound_meet(one: str, other: str) -> None:
    assert not set(text_keys(one)).isdisjoint(text_keys(other))


def test_names_are_alike_with_hyphens_or_without() -> None:
    assert same_name("სამეგრელო-ზემო სვანეთი", "სამეგრელო ზემო სვანეთში")
    assert same_name("თელავი", "თელავის")
    assert not same_name("ზემო ალვანი", "ქვემო ალვანი")
    assert not same_name("ალვანი", "ზემო ალვანი")
    assert not same_name("", "")


def test_figures_tied_by_a_hyphen_stay_figures() -> None:
    assert text_keys("2025-2026") == ["2025", "2026"]
    assert text_keys("23.11.2026") == ["23", "11", "2026"]


def test_addresses_give_their_words() -> None:
    assert text_keys("info@mfa.gov.ge, https://nato.int/a?b=1")[:4] == ["info", "mfa", "gov", "ge"]


def test_a_long_run_of_letters_is_cut() -> None:
    assert [len(key) for key in text_keys("x" * 5000)] == [80]


def test_each_word_of_a_query_is_a_group_with_an_alternative_for_each_key() -> None:
    statement, nato = query_groups("განცხადების NATO-ს")
    assert statement.words == ("განცხადების",)
    assert statement.alternatives == tuple((key,) for key in keys("განცხადების"))
    assert len(statement.alternatives) > 1
    assert statement.skeletons == ()
    assert nato.words == ("NATO",)
    assert nato.alternatives == (("nato",), *((key,) for key in keys("ნატო")))


def test_a_full_name_is_one_group() -> None:
    (group,) = query_groups("European Union")
    assert group.words == ("European", "Union")
    assert group.alternatives == ((keys("ევროკავშირი")[0],), ("european", "union"))


def test_a_compound_is_one_group_joined_or_in_parts() -> None:
    (group,) = query_groups("ვებ-გვერდი")
    assert group.alternatives[0] == (keys("ვებგვერდი")[0],)
    assert group.alternatives[-1][-1] == keys("გვერდი")[-1]
    assert {len(one) for one in group.alternatives} == {1, 2}
    assert [group.words for group in query_groups("ნატო-საქართველოს კომისია და EU")] == [
        ("ნატო", "საქართველოს", "კომისია"),
        ("და",),
        ("EU",),
    ]


def test_a_first_member_makes_no_compound_with_and() -> None:
    assert [group.words for group in query_groups("ვიდეო და ფოტო, video and photo")] == [
        ("ვიდეო",), ("და",), ("ფოტო",), ("video",), ("and",), ("photo",),
    ]  # fmt: skip


def test_latin_words_carry_skeletons_but_common_english_words_do_not() -> None:
    assert skeleton(keys("შეხვედრა")[0]) in query_groups("shekhvedra")[0].skeletons
    assert query_groups("is")[0].skeletons == ()
    assert query_groups("შეხვედრა")[0].skeletons == ()
    assert query_groups("media")[0].english
    assert not query_groups("shekhvedra")[0].english
    wanted = skeleton(keys("სოციალურეკონომიკური")[0])
    assert wanted in query_groups("sotsialur-ekonomikuri")[0].skeletons


def test_alternatives_are_limited() -> None:
    query = "ღონისძიების-განცხადების-შეთანხმების"
    (group,) = query_groups(query)
    assert len(group.alternatives) <= 16


def test_an_empty_query_asks_for_nothing() -> None:
    assert query_groups(" — „“ ") == []
