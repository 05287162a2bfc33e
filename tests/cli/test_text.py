"""Commands about text."""

from flask import Flask

from stratcom.georgian import keys


def test_keys_are_printed_a_word_a_line(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["keys", "ქალაქებში", "NATO-ს"])
    first, second = said.output.splitlines()
    assert first.startswith("ქალაქებში\tქალაქ")
    assert second == f"NATO-ს\tnato {keys('ნატო')[0]}"


def test_acronyms_and_compounds_print_every_key_in_one_line(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["keys", "EU", "ევროკავშირი", "ვებ-გვერდი", "„ -"])
    eu, union, page, nothing = (line.split("\t") for line in said.output.splitlines())
    assert set(union[1].split()) <= set(eu[1].split())
    assert page[0] == "ვებ-გვერდი"
    assert {*keys("გვერდი"), *keys("ვებგვერდი")} <= set(page[1].split())
    assert nothing == ["„ -", ""]


def test_words_may_come_from_standard_input(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["keys"], input="ქალაქს\nქალაქი\n".encode())
    assert said.output == "ქალაქს\tქალაქ\nქალაქი\tქალაქ\n"


def test_forms_of_one_word_share_a_key(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["keys", "მეგობარი", "მეგობრისთვის"]).output
    first, second = (set(line.split("\t")[1].split()) for line in said.splitlines())
    assert first & second


def test_legacy_text_becomes_unicode_line_by_line(app: Flask) -> None:
    said = app.test_cli_runner().invoke(
        args=["convert-legacy"], input=b"saqarTvelo\r\nevropis dRe, 9 maisi"
    )
    assert said.output_bytes.decode() == "საქართველო\r\nევროპის დღე, 9 მაისი"
