"""Where a sentence of a recap begins and ends, and which cannot stand in one."""

from __future__ import annotations

import pytest

from wellanyway.asking.recaps.wordings import extent, faults, leans

LONG = "The miller carried the two wet sacks over the bridge in the dark while the river rose and the dog barked at him"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("But Silas went home.", "Silas went home."),
        ("And so he took the lamp.", "he took the lamp."),
        ("However, the bridge was down.", "the bridge was down."),
        ("Andrew went home.", "Andrew went home."),
        ("For three days he waited.", "For three days he waited."),
        ("So that was the end.", "So that was the end."),
    ],
)
def test_what_links_it_to_the_one_before_is_left_out(text: str, told: str) -> None:
    cut = extent(text)
    assert text[cut.start : cut.end] == told
    assert not cut.is_cut


@pytest.mark.parametrize(
    "tail", ["; the dog was lame, and had been so from the day on which Silas found it", ""]
)
def test_a_long_sentence_is_cut_behind_a_whole_clause(tail: str) -> None:
    text = f"{LONG}{tail}, and nobody in the village ever knew of it."
    cut = extent(text)
    assert cut.is_cut == bool(tail)
    assert text[: cut.end] == (LONG if tail else text)


@pytest.mark.parametrize("turn", ["but", "unless", "if", "except that", "though", "nor had"])
def test_it_is_not_cut_where_what_follows_takes_it_back(turn: str) -> None:
    text = (
        f"{LONG}; {turn} the dog was lame, and had been so from the day on which Silas found it by the mill."
    )
    assert not extent(text).is_cut


@pytest.mark.parametrize(
    "text",
    [
        "Who was there?",
        "“Who?” said Silas.",
        "the dog barked.",
        "He said:",
        "THE MILL.",
        "A long grey road.",
        "He said, “Go.",
    ],
)
def test_no_questions_no_fragments_no_halves(text: str) -> None:
    assert faults(text) >= 1.0


def test_a_short_sentence_tells_less_than_a_long_one() -> None:
    assert faults("Silas laughed.") > faults(
        "Silas carried the two wet sacks over the bridge in the dark of the night."
    )


@pytest.mark.parametrize(
    "text", ["This was odd.", "It fell.", "The latter laughed.", "At that he left.", "Such was he."]
)
def test_some_lean_on_the_one_before(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text", ["It was late when they came.", "There was a mill.", "Thomas left.", "Itself a ruin, it stood."]
)
def test_others_stand(text: str) -> None:
    assert not leans(text)
