import pytest

from stratcom.georgian.highlight import highlight

TEXT = "სა\u00adქართველოს მთავრობის შეხვედრა NATO-ს წევრებთან <b>"


def _marked(query: str, text: str = TEXT) -> list[str]:
    return [piece for piece, matches in highlight(text, query) if matches]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("შეხვედრები", ["შეხვედრა"]),
        ("საქართველო", ["სა\u00adქართველოს"]),
        ("nato წევრი", ["NATO-ს", "წევრებთან"]),
        ("shekhvedra", ["შეხვედრა"]),
        ("mTavroba", ["მთავრობის"]),
        ("", []),
        ("ევროპა", []),
    ],
)
def test_every_form_of_a_query_word_is_marked(query: str, marked: list[str]) -> None:
    assert _marked(query) == marked


@pytest.mark.parametrize("query", ["", "შეხვედრა nato", "<b>"])
def test_pieces_join_to_the_original_text(query: str) -> None:
    assert "".join(piece for piece, _ in highlight(TEXT, query)) == TEXT


def test_other_scripts_are_marked_as_written() -> None:
    assert _marked("საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ 2026") == ["ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ"]
    assert _marked("meeting", "Meetings met") == ["Meetings"]
