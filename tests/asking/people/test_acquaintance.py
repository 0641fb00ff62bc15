"""Who is shown, under what name, and whom a listener means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.asking.noted import Noted
from wellanyway.asking.people.spelling import distance, near, near_words


def station() -> Noted:
    """Somebody is spoken of before he is met; two strangers; one who turns out to be another."""
    return (
        Noted(
            "I came to the station.",
            "A tall clerk sat there, and the shorter man beside him.",
            "“You will meet Mr. Kern,” said the clerk, “the chief up the river.”",
            "“That man is mad,” said the shorter man.",
            "Amos Kern came out of the house.",
            "My heart stood still.",
            "Kern had a sister, Julia.",
            "The shorter man was Tom Vane.",
        )
        .note("scene", 0, "I", reason="chapter")
        .mention(0, "I", 0)
        .mention(0, "the station", 9, type="FAC")
        .mention(1, "A tall clerk", 1, gender="m")
        .mention(1, "the shorter man", 2, gender="m")
        .mention(2, "Mr. Kern", 3, quoted=True, gender="m")
        .mention(2, "the clerk", 1)
        .mention(2, "the chief", 3, quoted=True)
        .note("description", 2, "the chief up the river", who=3)
        .quote(2, "“You will meet Mr. Kern,”", 1, how="tag", shown=2)
        .quote(2, "“the chief up the river.”", 1, how="tag", shown=2)
        .mention(3, "That man", 3, quoted=True)
        .mention(3, "the shorter man", 2)
        .quote(3, "“That man is mad,”", 2, how="tag", shown=3)
        .mention(4, "Amos Kern", 3)
        .mention(5, "My", 0)
        .mention(6, "Kern", 3)
        .mention(6, "Julia", 4, gender="f")
        .note("relation", 6, "a sister", who=4, to=3, kind="sister")
        .mention(7, "The shorter man", 2)
        .mention(7, "Tom Vane", 5)
        .note("same", 7, "was", one=5, other=2)
    )


def test_nobody_before_anybody_was_told_of() -> None:
    assert station().told(0).cast() == ()
    assert station().told(0).who("Kern") is None


def test_the_nameless_are_shown_by_their_words_once_they_matter() -> None:
    assert station().told(2).cast() == ()
    names = {one.name: one for one in station().told(4).cast()}
    assert set(names) == {"Mr Kern", "the tall clerk", "the shorter man"}
    assert names["the shorter man"].aliases == ()
    assert names["the tall clerk"].spoke == 2


def test_the_narrator_is_called_so() -> None:
    told = station().note("mention", 6, "had", who=0, type="PER", form="pronoun", words="I").told(7)
    assert "the narrator" in [one.name for one in told.cast()]
    narrator = told.who("the narrator")
    assert narrator is not None
    assert (narrator.name, narrator.mentions, narrator.gender) == ("the narrator", 3, "")


def test_somebody_spoken_of_has_not_been_met_until_he_comes() -> None:
    kern = station().told(4).who("Kern")
    assert kern is not None
    assert (kern.name, kern.is_met, kern.named_by, kern.first.at) == (
        "Mr Kern",
        False,
        "the tall clerk",
        "1.3",
    )
    assert [one.words for one in kern.said_of] == ["the chief up the river"]
    assert [one.name for one in kern.called] == ["the chief", "that man"]
    met = station().told(5).who("Kern")
    assert met is not None
    assert met.is_met
    assert [(one.name, one.at) for one in met.aliases] == [("Mr Kern", "1.3"), ("Amos Kern", "1.5")]


def test_two_are_one_from_the_sentence_that_says_so() -> None:
    noted = station()
    before, after = noted.told(7).cast(), noted.told(8).cast()
    assert "the shorter man" in [one.name for one in before]
    assert [one.name for one in after if one.name in {"the shorter man", "Tom Vane"}] == ["Tom Vane"]
    vane = noted.told(8).who("the shorter man")
    assert vane is not None
    assert (vane.name, vane.first.at, vane.spoke) == ("Tom Vane", "1.2", 1)
    assert [one.name for one in noted.told(8).back_to(7).cast()] == [one.name for one in before]
    assert noted.told(7).who("Tom Vane") is None


def test_relations_are_shown_from_both_sides() -> None:
    told = station().told(7)
    kern, julia = told.who("Kern"), told.who("Julia")
    assert kern is not None
    assert julia is not None
    assert [(one.kind, one.other, one.is_theirs) for one in kern.relations] == [("sister", "Julia", False)]
    assert [(one.kind, one.other, one.is_theirs) for one in julia.relations] == [
        ("sister", "Amos Kern", True)
    ]
    assert julia.relations[0].evidence.quote == "Kern had a sister, Julia."
    assert julia.company == ("Amos Kern", "the shorter man", "the tall clerk")


def test_a_place_is_nobody() -> None:
    noted = (
        Noted("She saw Bristol.", "Bristol lay there.")
        .mention(0, "Bristol", 0, type="GPE")
        .mention(1, "Bristol", 0, type="GPE")
    )
    assert noted.told().cast() == ()
    assert noted.told().who("Bristol") is None


def test_a_full_name_is_shown_where_it_was_told() -> None:
    noted = Noted(*["Pell came in."] * 3, "Tom Pell came.")
    for sentence in range(3):
        noted.mention(sentence, "Pell", 0)
    assert noted.told().cast()[0].name == "Pell"
    assert noted.mention(3, "Tom Pell", 0).told().cast()[0].name == "Tom Pell"


def test_a_title_is_no_name_where_there_is_one_with_it() -> None:
    noted = Noted(*["The Captain came in."] * 3, "Captain Percy came.")
    for sentence in range(3):
        noted.mention(sentence, "Captain", 0)
    assert noted.told().cast()[0].name == "Captain"
    assert noted.mention(3, "Captain Percy", 0).told().cast()[0].name == "Captain Percy"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("tom pell", "Tom Pell"),
        ("Pell", "Tom Pell"),
        ("Mr Vane", "Mr Vane"),
        ("Mr. Vane", "Mr Vane"),
        ("old Mr. Vane", "Mr Vane"),
        ("Jullia", "Julia"),
        ("Tom Pelll", "Tom Pell"),
        ("tom pel", "Tom Pell"),
        ("pel", None),
        ("the captain", "the captain"),
        ("captain", "the captain"),
        ("the old sailor", "the old sailor"),
        ("sailor", "the old sailor"),
        ("Zanthia", None),
        ("the", None),
        ("she", None),
        ("", None),
    ],
)
def test_finding_by_name_and_by_description(asked: str, name: str | None) -> None:
    noted = Noted(
        "Tom Pell came with Julia.", "Mr. Vane saw the captain.", "She saw Julia and the old sailor."
    )
    noted.mention(0, "Tom Pell", 0).mention(0, "Julia", 1).mention(1, "Mr. Vane", 2).mention(
        1, "the captain", 3
    )
    noted.mention(2, "She", 1).mention(2, "Julia", 1).mention(2, "the old sailor", 4)
    found = noted.told().who(asked)
    assert (found.name if found else None) == name


def test_of_two_of_a_name_the_one_most_heard_of_and_of_two_alike_the_last() -> None:
    noted = Noted("Rook met Rook.", "Rook met a sailor.", "Then the sailor came.")
    noted.mention(0, "Rook", 0).note("mention", 0, "met Rook", who=1, type="PER", form="proper", name="Rook")
    noted.mention(1, "Rook", 1).mention(1, "a sailor", 2).mention(2, "the sailor", 3)
    rook, sailor = noted.told().who("Rook"), noted.told().who("sailor")
    assert rook is not None
    assert sailor is not None
    assert (rook.mentions, sailor.first.sentence) == (2, 2)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance(one: str, two: str) -> None:
    assert distance(one, two) == distance(two, one)
    assert (distance(one, two) == 0) == (one == two)
    assert distance(one, two) <= max(len(one), len(two))


def test_names_that_are_only_alike_are_not_near() -> None:
    assert near("marlowe", "marlow")
    assert not near("tom", "tim")
    assert not near("mary", "jary")


@given(st.text("acks", min_size=1, max_size=8), st.sets(st.text("acks", min_size=1, max_size=8), max_size=8))
def test_looking_by_letter_and_length_misses_nothing_near(word: str, words: set[str]) -> None:
    def having(letters: str, sizes: range) -> list[str]:
        return [one for one in words if one[0] in letters and len(one) in sizes]

    assert set(near_words(word, having)) == {one for one in words if near(word, one)}  # type: ignore[arg-type]
