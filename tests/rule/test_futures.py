"""The swap itself: what it keeps is kept to the letter, and the real future sews back the real work."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellanyway.story import InMemoryWork
from wellanyway.testing import FUTURES, swap
from wellanyway.testing.stories import NAMES, story


@given(seed=st.integers(0, 10_000), cut=st.floats(0, 1), which=st.sampled_from(FUTURES))
def test_the_told_part_is_kept_to_the_letter(seed: int, cut: float, which) -> None:  # type: ignore[no-untyped-def]
    chapters = story(seed)
    work = InMemoryWork(chapters)
    told_to = round(cut * work.size())
    swapped = InMemoryWork(swap(chapters, told_to, which, other=story(seed + 1), names=NAMES))
    assert list(swapped.sentences(0, told_to)) == list(work.sentences(0, told_to))
    assert [swapped.at(n) for n in range(told_to + 1)] == [work.at(n) for n in range(told_to + 1)]


@given(seed=st.integers(0, 10_000), cut=st.floats(0, 1))
def test_the_real_future_gives_the_same_sentences(seed: int, cut: float) -> None:
    chapters = story(seed)
    work = InMemoryWork(chapters)
    told_to = round(cut * work.size())
    again = InMemoryWork(swap(chapters, told_to, FUTURES[0]))
    size = work.size()
    assert [s.text for s in again.sentences(0, size)] == [s.text for s in work.sentences(0, size)]


@given(seed=st.integers(0, 10_000))
def test_every_other_future_differs(seed: int) -> None:
    chapters = story(seed)
    size = InMemoryWork(chapters).size()
    texts = {
        which.name: tuple(
            s.text
            for s in InMemoryWork(
                swap(chapters, size // 2, which, other=story(seed + 1), names=NAMES)
            ).sentences(0, 10_000)
        )
        for which in FUTURES
    }
    assert len(set(texts.values())) >= 4
    assert len(texts["none"]) == size // 2
