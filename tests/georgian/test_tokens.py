import pytest

from stratcom.georgian.tokens import tokens


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
        ("McDonald's", ["mcdonald's"]),
        ("— … !", []),
    ],
)  # fmt: skip
def test_tokens_are_folded_words_without_hung_endings(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected
