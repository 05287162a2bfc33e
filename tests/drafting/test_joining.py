"""Two people change one text: everything that either wrote is in the joined text or its clashes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stratcom.drafting.enums import PartKind
from stratcom.drafting.joining import Deed, join, join_sets
from stratcom.drafting.parts import Part
from stratcom.prose.differences import words

TITLE = Part("t", PartKind.TITLE, {"ka": "ევროპა ჩვენი სახლია", "en": "Europe is our home"})
UMBRELLA = Part("u", PartKind.UMBRELLA, {"ka": "ევროკავშირი ოჯახებს ეხმარება."})
FIRST = Part("p1", PartKind.PILLAR, {"ka": "უვიზო მიმოსვლა"})
SECOND = Part("p2", PartKind.PILLAR, {"ka": "თავისუფალი ვაჭრობა"})
THIRD = Part("p3", PartKind.PILLAR, {"ka": "განათლება"})
PROOF = Part(
    "f1",
    PartKind.PROOF,
    {"ka": "ექსპორტი გაიზარდა."},
    "p2",
    {"source": "საქსტატი", "day": "2026-01-05"},
)
BASE = [TITLE, UMBRELLA, FIRST, SECOND, PROOF, THIRD]


def wrote(part, text, language="ka"):
    return replace(part, texts={**part.texts, language: text})


def changed(*parts):
    new = {one.uid: one for one in parts}
    return [new.get(one.uid, one) for one in BASE]


def without(*uids):
    return [one for one in BASE if one.uid not in uids]


def by_uid(joined):
    return {one.uid: one for one in joined.parts}


def test_changes_of_different_words_of_one_sentence_are_joined():
    mine = changed(wrote(UMBRELLA, "ევროკავშირი ქართულ ოჯახებს ეხმარება."))
    theirs = changed(wrote(UMBRELLA, "ევროკავშირი ოჯახებს ყოველდღე დაეხმარება."))
    joined = join(BASE, mine, theirs)
    assert by_uid(joined)["u"].text("ka") == "ევროკავშირი ქართულ ოჯახებს ყოველდღე დაეხმარება."
    assert joined.clashes == []
    assert [(one.deed, one.name) for one in joined.taken] == [(Deed.CHANGED, "ka")]


def test_two_endings_of_one_word_clash_and_both_are_told():
    mine = changed(wrote(UMBRELLA, "ევროკავშირმა ოჯახებს ეხმარება."))
    theirs = changed(wrote(UMBRELLA, "ევროკავშირის ოჯახებს ეხმარება."))
    joined = join(BASE, mine, theirs)
    (clash,) = joined.clashes
    assert clash.field == "u.ka"
    assert (clash.mine.split()[0], clash.theirs.split()[0]) == ("ევროკავშირმა", "ევროკავშირის")
    assert clash.joined == by_uid(joined)["u"].text("ka") == "ევროკავშირმა ოჯახებს ეხმარება."


def test_each_language_and_each_fact_is_joined_on_its_own():
    mine = changed(
        wrote(TITLE, "ევროპა ჩვენი ოჯახია"),
        replace(PROOF, facts={**PROOF.facts, "source": "ეროვნული ბანკი"}),
    )
    theirs = changed(
        wrote(TITLE, "Europe, our home", "en"),
        replace(PROOF, facts={**PROOF.facts, "day": "2026-02-01"}),
    )
    joined = by_uid(join(BASE, mine, theirs))
    assert joined["t"].texts == {"ka": "ევროპა ჩვენი ოჯახია", "en": "Europe, our home"}
    assert joined["f1"].facts == {"source": "ეროვნული ბანკი", "day": "2026-02-01"}


def test_one_fact_changed_by_both_is_a_clash():
    mine = changed(replace(PROOF, facts={**PROOF.facts, "day": "2026-03-01"}))
    theirs = changed(replace(PROOF, facts={**PROOF.facts, "day": "2026-02-01"}))
    (clash,) = join(BASE, mine, theirs).clashes
    assert (clash.name, clash.base, clash.mine, clash.theirs) == (
        "day", "2026-01-05", "2026-03-01", "2026-02-01",
    )  # fmt: skip


def test_rows_that_either_added_stand_where_they_were_put():
    my_row = Part("m1", PartKind.PILLAR, {"ka": "უსაფრთხოება"})
    their_row = Part("x1", PartKind.PILLAR, {"ka": "ჯანდაცვა"})
    mine = [TITLE, UMBRELLA, FIRST, my_row, SECOND, PROOF, THIRD]
    theirs = [*BASE, their_row]
    joined = join(BASE, mine, theirs)
    assert [one.uid for one in joined.parts] == ["t", "u", "p1", "m1", "p2", "f1", "p3", "x1"]
    assert [(one.deed, one.theirs) for one in joined.taken] == [(Deed.ADDED, "ჯანდაცვა")]


def test_order_changed_by_one_holds_and_by_both_is_told():
    turned = [TITLE, UMBRELLA, THIRD, FIRST, SECOND, PROOF]
    other = [TITLE, UMBRELLA, SECOND, PROOF, FIRST, THIRD]
    assert [one.uid for one in join(BASE, BASE, turned).parts] == [one.uid for one in turned]
    assert [one.uid for one in join(BASE, turned, BASE).parts] == [one.uid for one in turned]
    both = join(BASE, turned, other)
    assert both.both_moved
    assert [one.uid for one in both.parts] == [one.uid for one in turned]


def test_what_one_removed_and_the_other_left_alone_goes():
    gone_here = join(BASE, without("p3"), BASE)
    assert "p3" not in by_uid(gone_here)
    assert gone_here.taken == gone_here.removals == []
    gone_there = join(BASE, BASE, without("p3"))
    assert "p3" not in by_uid(gone_there)
    assert [(one.deed, one.base) for one in gone_there.taken] == [(Deed.REMOVED, "განათლება")]


def test_removal_against_a_change_keeps_the_part_and_is_told():
    edited = changed(wrote(THIRD, "განათლება და მეცნიერება"))
    (removal,) = join(BASE, without("p3"), edited).removals
    assert (removal.by_me, removal.part.text("ka")) == (True, "განათლება და მეცნიერება")
    joined = join(BASE, edited, without("p3"))
    assert [one.by_me for one in joined.removals] == [False]
    assert by_uid(joined)["p3"].text("ka") == "განათლება და მეცნიერება"


def test_row_added_to_what_the_other_removed_brings_its_parent_back():
    proof = Part("f9", PartKind.PROOF, {"ka": "ახალი ფაქტი"}, "p3")
    joined = join(BASE, [*BASE, proof], without("p3"))
    assert by_uid(joined)["f9"].parent == "p3"
    assert by_uid(joined)["p3"].text("ka") == "განათლება"
    assert [(one.part.uid, one.by_me) for one in joined.removals] == [("p3", False)]


def test_version_in_another_language_keeps_the_words_of_both():
    version = Part(
        "v", PartKind.VARIANT, {"ka": "ფერმერებო, ბაზარი ღიაა."}, "", {"language": "ka", "of": "1"}
    )
    mine = replace(version, texts={"az": "Bazar açıqdır."}, facts={"language": "az", "of": "2"})
    theirs = wrote(version, "ფერმერებო, დიდი ბაზარი ღიაა.")
    joined = join([version], [mine], [theirs])
    assert joined.parts[0].facts == {"language": "az", "of": "2"}
    assert joined.parts[0].texts == {"az": "Bazar açıqdır."}
    assert [one.theirs for one in joined.clashes] == ["ფერმერებო, დიდი ბაზარი ღიაა."]


def test_both_did_the_same():
    same = changed(wrote(UMBRELLA, "სხვა აზრი."))
    joined = join(BASE, same, same)
    assert (joined.parts, joined.clashes, joined.taken) == (same, [], [])


def test_sets_of_names():
    assert join_sets(["ka"], ["ka", "en"], []) == ["en"]
    assert join_sets(["ka", "en"], ["ka"], ["ka", "en"]) == ["ka"]


WORD = st.sampled_from(
    [
        "სახელმწიფო",
        "სახელმწიფოს",
        "სახელმწიფოში",
        "ოჯახებს",
        "ოჯახი",
        "და",
        "ეხმარება",
        "ევროპა",
        ".",
    ]
)
TEXT = st.lists(WORD, max_size=8).map(" ".join)
UID = st.sampled_from(["a", "b", "c", "d", "e"])


@st.composite
def texts(draw):
    uids = draw(st.lists(UID, unique=True, max_size=5))
    made = []
    for uid in uids:
        parent = draw(st.sampled_from(["", *[one.uid for one in made]]))
        facts = {"source": value} if (value := draw(WORD)) != "." else {}
        found = {"ka": draw(TEXT), "en": draw(TEXT)}
        made.append(Part(uid, PartKind.PROOF, found, parent, facts))
    return made


def said(parts):
    """Words by part and field."""
    return {
        (one.uid, name, word.strip())
        for one in parts
        for name, value in {**one.texts, **one.facts}.items()
        for word in words(value)
    }


@given(texts(), texts(), texts())
def test_no_word_that_either_wrote_is_lost(base, mine, theirs):
    joined = join(base, mine, theirs)
    found = said(joined.parts)
    for clash in joined.clashes:
        for text in (clash.mine, clash.theirs):
            found |= {(clash.part.uid, clash.name, word.strip()) for word in words(text)}
    assert said(mine) - said(base) <= found
    assert said(theirs) - said(base) <= found
    uids = [one.uid for one in joined.parts]
    assert len(uids) == len(set(uids))
    assert {one.parent for one in joined.parts if one.parent} <= set(uids)


def test_a_part_that_stays_keeps_every_part_above_it():
    """I removed all three; the other changed the lowest: it stays with what it stands under."""
    above, middle, low = (
        Part(uid, PartKind.PROOF, {"ka": "სახელმწიფო"}, parent)
        for uid, parent in (("a", ""), ("b", "a"), ("c", "b"))
    )
    changed = replace(low, texts={"ka": "სახელმწიფოს"})
    joined = join([above, middle, low], [], [above, middle, changed])
    assert joined.parts == [above, middle, changed]


@given(texts(), texts())
def test_without_changes_of_mine_the_other_text_stands(base, theirs):
    joined = join(base, base, theirs)
    assert joined.clashes == []
    assert said(theirs) - said(joined.parts) == set()
