"""The rivals of the recap: within the words, in the order of the story, the central sentences first."""

from __future__ import annotations

import pytest

from recap_rivals import RIVALS, lead, lexrank, textrank

STORY = (
    "The miller found a letter.",
    "Rain fell.",
    "The miller hid the letter in the mill.",
    "Julia stole the letter from the mill.",
    "A dog barked.",
)


@pytest.mark.parametrize("name", RIVALS)
@pytest.mark.parametrize("words", [4, 9, 17, 100])
def test_the_words_are_a_ceiling_and_the_order_is_the_storys(name: str, words: int) -> None:
    text = RIVALS[name](STORY, words)
    assert len(text.split()) <= words
    places = [STORY.index(f"{part.strip()}.") for part in text.split(".") if part.strip()]
    assert places == sorted(set(places))


def test_lead_is_the_beginning() -> None:
    assert lead(STORY, 8) == "The miller found a letter. Rain fell."


@pytest.mark.parametrize("rank", [textrank, lexrank])
def test_what_shares_words_comes_first(rank: object) -> None:
    assert rank(STORY, 8) == STORY[2]  # type: ignore[operator]
