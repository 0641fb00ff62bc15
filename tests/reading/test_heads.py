"""Spans chosen from scores, against a slow reading of the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wellanyway.reading.heads import FoundSpan, chosen, stretches
from wellanyway.reading.wording import TYPES

_CLASSES = 8
_BUCKETS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 21, 26)
Array = NDArray[np.float32]


def scores_of(seed: int, count: int, low: float = 0.0) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(seed)
    shapes: list[Any] = [(count, count, _CLASSES), (count, _CLASSES), (12, _CLASSES)]
    scores, inside, widths = (rng.normal(size=shape).astype(np.float32) for shape in shapes)
    scores[..., 0] += low
    return scores, inside, widths


def plain(scores: Array, inside: Array, widths: Array, bounds: Sequence[int], threshold: float) -> set[Any]:
    """Each sentence by itself: the best span first, what crosses one taken left out."""
    taken = set()
    for start, stop in pairwise(bound - bounds[0] for bound in bounds):
        every = []
        for i in range(start, stop):
            for j in range(i, min(stop, i + 30)):
                bucket = sum(j - i >= bound for bound in _BUCKETS)
                total = scores[i, j] + inside[i : j + 1].mean(axis=0) + widths[bucket]
                kind = int(total[1:].argmax()) + 1
                every.append((float(total[kind] - total[0]) - threshold, i, j + 1, kind))
        every.sort(reverse=True)
        mine: list[tuple[int, int]] = []
        for margin, a, b, kind in every:
            if margin > 0 and not any(a < c < b < d or c < a < d < b for c, d in mine):
                mine.append((a, b))
                taken.add((a + bounds[0], b + bounds[0], ("", *TYPES, "")[kind]))
    return taken


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 999),
    st.lists(st.integers(1, 12), min_size=1, max_size=3),
    st.sampled_from([0, 40]),
    st.sampled_from([0.0, 0.7]),
)
def test_the_same_spans_as_read_slowly(seed: int, sizes: list[int], base: int, threshold: float) -> None:
    bounds = [base + sum(sizes[:i]) for i in range(len(sizes) + 1)]
    scores, inside, widths = scores_of(seed, sum(sizes), low=2.0)
    found = chosen(scores, inside, widths, bounds, threshold=threshold)
    assert {(one.first, one.last, one.type) for one in found} == plain(
        scores, inside, widths, bounds, threshold
    )
    assert found == sorted(found, key=lambda one: (one.first, one.last))
    assert all(one.margin > 0 for one in found)


def test_no_span_leaves_its_sentence_crosses_another_or_is_too_wide() -> None:
    bounds = [3, 20, 21, 90]
    found = chosen(*scores_of(5, 87), bounds)
    assert found
    for one in found:
        assert one.last - one.first <= 30
        assert any(start <= one.first < one.last <= stop for start, stop in pairwise(bounds))
    for one in found:
        assert not any(one.first < other.first < one.last < other.last for other in found)


def test_a_span_in_another_is_kept() -> None:
    scores, inside, widths = (np.zeros_like(one) for one in scores_of(0, 3))
    scores[..., 0] = 1
    scores[0, 2, 1] = scores[0, 0, 3] = 5
    scores[1, 2, 7] = 4  # a pronoun or the like
    assert chosen(scores, inside, widths, [0, 3]) == [
        FoundSpan(0, 1, "GPE", 4.0),
        FoundSpan(0, 3, "PER", 4.0),
        FoundSpan(1, 3, "", 3.0),
    ]


def test_a_span_has_thirty_words_at_the_most() -> None:
    scores, inside, widths = (np.zeros_like(one) for one in scores_of(0, 40))
    scores[2, 31, 1], scores[2, 32, 1] = 5, 9
    assert chosen(scores, inside, widths, [0, 40]) == [FoundSpan(2, 32, "PER", 5.0)]


def test_where_all_is_none_nothing_is_taken() -> None:
    scores, inside, widths = (np.zeros_like(one) for one in scores_of(0, 6))
    assert chosen(scores, inside, widths, [0, 6]) == []


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_stretches_hold_every_sentence_once_and_none_is_endless(sizes: list[int]) -> None:
    bounds = [sum(sizes[:i]) for i in range(len(sizes) + 1)]
    groups = list(stretches(bounds))
    assert [group[0] for group in groups] == [0, *(group[-1] for group in groups[:-1])]
    assert groups[-1][-1] == bounds[-1]
    every = {bound for group in groups for bound in group}
    assert every >= set(bounds)
    for group in groups:
        assert group == sorted(set(group))
        assert len(group) == 2 or group[-1] - group[0] <= 96
        assert group[-1] - group[0] <= 256
    assert all(bound in bounds for bound in every) or max(sizes) > 256


def test_short_sentences_are_scored_together_and_what_follows_moves_no_bound() -> None:
    assert list(stretches([0, 30, 60, 90, 120])) == [[0, 30, 60, 90], [90, 120]]
    assert next(iter(stretches([0, 30, 60, 90, 99, 150]))) == [0, 30, 60, 90]
    assert list(stretches([0, 7])) == [[0, 7]]
    assert list(stretches([0, 600])) == [[0, 256], [256, 512], [512, 600]]
