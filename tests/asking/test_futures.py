"""Every view at a horizon is the same whatever comes next, also where a paragraph has just been told to its end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.memory import log
from wellanyway.reading.window import Window
from wellanyway.story import InMemoryWork, Work
from wellanyway.testing import FUTURES, Difference, compare, swap, trace
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.testing.stories import NAMES, story
from wellanyway.testing.telling import told_of


def leaks(seed: int, cut: float) -> list[Difference]:
    chapters = story(seed, chapters=3, paragraphs=5)
    told_to = round(cut * InMemoryWork(chapters).size())
    found: list[Difference] = []
    first = None
    for future in FUTURES:
        swapped = swap(chapters, told_to, future, other=story(seed + 1, chapters=2), names=NAMES)
        far = told_of(swapped, InMemoryWork(swapped).size(), reader=PlainReader())
        far.cast()
        seen = trace(far.back_to(told_to), names=NAMES[:2])
        first = first or seen
        found += compare(first, seen)
    return found


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 100_000), cut=st.floats(0, 1))
def test_no_future_shows(seed: int, cut: float) -> None:
    assert leaks(seed, cut) == []


def test_reading_a_paragraph_as_soon_as_it_is_whole_would_show_that_it_does_not_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_play = log._in_play

    def only_in_part(work: Work, told_to: int) -> Window | None:
        window = in_play(work, told_to)
        return None if window is None or window.is_complete else window

    monkeypatch.setattr(log, "_in_play", only_in_part)
    assert any(leaks(seed, cut / 10) for seed in range(4) for cut in range(1, 10))
