import pytest

from stratcom.georgian.folding import fold, has_georgian, squash


@pytest.mark.parametrize(
    "written",
    ["საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "ႱႠႵႠႰႧႥႤႪႭ", "ⴑⴀⴕⴀⴐⴇⴅⴄⴊⴍ", "სა\u00adქართ\u200bველო\ufeff"],
)
def test_every_script_and_hidden_character_folds_to_the_same_word(written: str) -> None:
    assert fold(written) == "საქართველო"


def test_archaic_letters_fold_to_modern_ones() -> None:
    assert fold("ჱჲჳჴჵჶ") == "ეივხოფ"
    assert fold("Ⴡ") == "ე"


def test_latin_is_folded_without_case_and_marks() -> None:
    assert fold("Élan FÜR Ｅｕｒｏｐｅ") == "elan fur europe"
    assert fold("NATO & ევროპა") == "nato & ევროპა"


def test_squash_tidies_blanks_and_keeps_letters() -> None:
    assert squash("  ᲗᲑᲘᲚᲘᲡᲘ\u00a0\u00a0 და\t\nBatumi\u200b ") == "ᲗᲑᲘᲚᲘᲡᲘ და Batumi"
    assert squash("\u00a0\ufeff") == ""
    assert squash("ა\x00ბ") == "აბ"


def test_has_georgian_sees_every_georgian_script() -> None:
    assert has_georgian("NATO-ს")
    assert has_georgian("Ა")
    assert has_georgian("Ⴀ")
    assert not has_georgian("saqarTvelo, Грузия")
