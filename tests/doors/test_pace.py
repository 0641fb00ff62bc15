"""A pace of so many words a minute is that, whatever stands between the words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.doors.pace import beats, reading_time_s

SENTENCES = st.lists(
    st.sampled_from(["the", "rain,", "river;", "—and", "gone.", "“No!”", "extraordinarily"]), min_size=1
)


@given(SENTENCES)
def test_the_times_add_up_to_the_words(words: list[str]) -> None:
    found = beats(" ".join(words))
    assert sum(beat.words for beat in found) == pytest.approx(len(words))


@given(SENTENCES)
def test_every_word_appears_whole_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    ends = [0, *(beat.end for beat in beats(text))]
    assert [text[a:b].strip() for a, b in itertools.pairwise(ends)] == words


def test_clauses_and_breaths_linger() -> None:
    text = "rain, rain rain rain rain"
    first, second, *_ = beats(text)
    assert first.words > second.words
    breathing = beats(text, [15])
    assert breathing[2].words > beats(text)[2].words


def test_nothing_to_say_takes_no_time() -> None:
    assert beats("  ") == ()
    assert reading_time_s("four words are here", 240) == 1.0
