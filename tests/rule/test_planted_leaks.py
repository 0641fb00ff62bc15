"""The check is judged by the faults it catches: every planted leak has to be seen."""

from __future__ import annotations

import pytest

from tests.rule.checking import differences
from tests.rule.leaks import LEAKS, Leak
from wellanyway.story import InMemoryWork
from wellanyway.testing.stories import story

CASES = [(seed, cut) for seed in (3, 11, 29) for cut in (0.2, 0.45, 0.7, 0.33)]


def test_there_are_enough() -> None:
    assert len(LEAKS) >= 20
    assert len({one.name for one in LEAKS}) == len(LEAKS)


@pytest.mark.parametrize("planted", LEAKS, ids=lambda one: one.name)
def test_is_seen(planted: Leak, monkeypatch: pytest.MonkeyPatch) -> None:
    planted.plant(monkeypatch)
    for seed, cut in CASES:
        chapters = story(seed)
        told_to = round(cut * InMemoryWork(chapters).size())
        if any(True for _ in differences(chapters, told_to)):
            return
    pytest.fail(f"not seen: {planted.name}")
