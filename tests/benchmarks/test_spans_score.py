"""Counts of what is found exactly."""

from __future__ import annotations

from spans_score import Score, by_type, compared


def test_nested_spans_count_each_and_twice_found_once() -> None:
    gold = [(0, 5, "PER"), (3, 5, "PER"), (7, 8, "GPE")]
    found = [(0, 5, "PER"), (0, 5, "PER"), (3, 5, "ORG"), (7, 8, "GPE"), (7, 8, "LOC")]
    assert compared(gold, found) == Score(gold=3, found=4, right=2)
    types = by_type(gold, found)
    assert types["PER"] == Score(2, 1, 1)
    assert types["ORG"] == Score(0, 1, 0)


def test_micro_figures_come_from_the_sums() -> None:
    score = Score(1, 1, 1) + Score(9, 3, 0)
    assert (score.precision, score.recall) == (1 / 4, 1 / 10)
    assert score.f1 == 2 / 14


def test_nothing_there_or_found_is_zero() -> None:
    assert Score().f1 == Score(3, 0, 0).precision == Score(0, 3, 0).recall == 0.0
