import pytest

from stratcom.georgian.highlight import Pieces, excerpt, highlight

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


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("EU", "The European Union's and ევროკავშირ-საქართველოს",
         ["European Union's", "ევროკავშირ"]),
        ("ვებგვერდი", "ახალ ვებ-გვერდზე", ["ვებ-გვერდზე"]),
        ("ასოცირების შეთანხმება", "AA, „ასოცირების შესახებ შეთანხმებით“",
         ["AA", "ასოცირების შესახებ შეთანხმებით"]),
        ("is evropa", "ის ევროპაშია", ["ევროპაშია"]),
    ],
)  # fmt: skip
def test_acronyms_names_and_compounds_are_marked_whole(
    query: str, text: str, marked: list[str]
) -> None:
    assert _marked(query, text) == marked


def _shown(pieces: Pieces) -> str:
    return "".join(piece for piece, _ in pieces)


FILLING = "მთავრობამ განიხილა წლიური გეგმა და დაამტკიცა ბიუჯეტი. " * 20


def test_an_excerpt_shows_the_passage_with_most_of_the_query() -> None:
    text = f"ნატო. {FILLING}დღეს ნატოს წევრები შეხვდნენ თბილისში. {FILLING}თბილისი."
    pieces = excerpt(text, "თბილისი NATO", 90)
    assert _shown(pieces).startswith("…დღეს ნატოს წევრები შეხვდნენ თბილისში. ")
    assert _shown(pieces).endswith("…")
    assert len(_shown(pieces)) <= 92
    assert [piece for piece, matches in pieces if matches] == ["ნატოს", "თბილისში"]


def test_an_excerpt_of_a_short_text_is_the_text() -> None:
    assert excerpt("ნატოს დღე", "nato") == [("ნატოს", True), (" დღე", False)]
    assert excerpt("", "nato") == []


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    assert excerpt(FILLING, "ზღვა", 40) == [
        ("მთავრობამ განიხილა წლიური გეგმა და", False),
        ("…", False),
    ]


def test_an_excerpt_begins_at_a_word_where_the_sentence_is_long() -> None:
    text = f"{FILLING.replace('.', ',')}ნატო"
    shown = _shown(excerpt(text, "NATO", 60))
    assert shown.startswith("…")
    assert shown.endswith("ბიუჯეტი, ნატო")
    assert text[text.index(shown[1:]) - 1] == " "


def test_a_match_longer_than_the_excerpt_is_cut() -> None:
    assert excerpt("ა" * 100, "ა" * 100, 10) == [("ა" * 10, True), ("…", False)]
