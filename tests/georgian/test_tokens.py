import pytest

from stratcom.georgian.tokens import Joint, find_words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO-ს წევრობა", ["nato", "წევრობა"]),
        ("აშშ-ის საელჩო 2026-ში", ["აშშ", "საელჩო", "2026"]),
        ("„ქართუ“-სთან", ["ქართუ"]),
        ("21-ე საუკუნე, მე-5 შეხვედრა, 1-ლი ადგილი",
         ["21", "საუკუნე", "5", "შეხვედრა", "1", "ადგილი"]),
        ("სამეგრელო-ზემო სვანეთი", ["სამეგრელო", "ზემო", "სვანეთი"]),
        ("23–27 ნოემბერს", ["23", "27", "ნოემბერს"]),
        ("2026წ., 2026ში, 27ე, №5, № 5, N5",
         ["2026", "2026", "27", "5", "5", "5"]),
        ("NATOს USAIDის 12ა", ["nato", "usaid", "12", "ა"]),
        ("ა(ა)იპ-ის, ა.ა.ი.პ., U.S.-ის", ["ააიპ", "ააიპ", "us"]),
        ("McDonald's", ["mcdonald's"]),
        ("— … !", []),
    ],
)  # fmt: skip
def test_tokens_are_folded_words_without_hung_endings(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_words_are_found_in_the_original_text() -> None:
    text = "სა\u00adქართველო-ნატოს ½ NATO-ს. ევრო-\nკავშირი"
    words = list(find_words(text))
    assert [word.token for word in words] == tokens(text)
    assert [text[word.start : word.end] for word in words] == [
        "სა\u00adქართველო", "ნატოს", "½", "½", "NATO-ს", "ევრო", "კავშირი",
    ]  # fmt: skip
    pause, blank, hyphen = Joint.PAUSE, Joint.BLANK, Joint.HYPHEN
    assert [word.joint for word in words] == [pause, hyphen, blank, blank, blank, pause, hyphen]
    assert words[4].written == "NATO"
