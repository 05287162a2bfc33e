from stratcom.georgian import sort_key


def test_digits_come_before_georgian_and_georgian_before_latin() -> None:
    names = ["Zugdidi", "ჰერეთი", "batumi", "„ბათუმი“", "აბაშა", "2026", "Ambrolauri", "ᲑᲐᲗᲣᲛᲨᲘ"]
    assert sorted(names, key=sort_key) == [
        "2026", "აბაშა", "„ბათუმი“", "ᲑᲐᲗᲣᲛᲨᲘ", "ჰერეთი", "Ambrolauri", "batumi", "Zugdidi",
    ]  # fmt: skip


def test_a_shorter_name_comes_first() -> None:
    assert sorted(["გორის რაიონი", "გორი", "გორი 2"], key=sort_key) == [
        "გორი",
        "გორი 2",
        "გორის რაიონი",
    ]
