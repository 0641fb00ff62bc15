from __future__ import annotations

import pytest

from tests.asking.told_of import FIRST, SIZE, mill
from wellanyway.asking.finding.ranking import rank
from wellanyway.asking.finding.windows import Window, around, windows
from wellanyway.asking.understanding.question import understand

QUESTIONS = (
    "Why did Julia come to the mill?",
    "Who ate the barley?",
    "What did Captain Vane say about the lantern?",
)


def lengths(told_to: int, found: tuple[Window, ...]) -> list[int]:
    told = mill(told_to)
    return [
        sum(len(sentence.text.split()) for sentence in told.sentences(one.first, one.last)) for one in found
    ]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("told_to", [1, 5, FIRST, FIRST + 1, SIZE])
@pytest.mark.parametrize("words", [5, 20, 120])
def test_windows_are_told_apart_and_within_their_bounds(question: str, told_to: int, words: int) -> None:
    told = mill(told_to)
    found = windows(told, understand(question), most=4, words=words)
    assert 0 < len(found) <= 4
    seen: set[int] = set()
    for window in found:
        inside = range(window.first, window.last)
        assert 0 <= window.first < window.last <= told_to
        assert len({told.sentence(ordinal).chapter for ordinal in inside}) == 1
        assert seen.isdisjoint(inside)
        seen.update(inside)
    for window, length in zip(found, lengths(told_to, found), strict=True):
        assert length <= words or window.last - window.first == 1
    assert [window.score for window in found] == sorted((window.score for window in found), reverse=True)


def test_the_first_holds_the_best_sentence() -> None:
    told = mill()
    question = understand("Who ate the barley?")
    ranked = rank(told, question)
    first = around(told, ranked, most=1, words=30)[0]
    assert first.first <= ranked.ordinals[0] < first.last
    assert first.score == round(float(ranked.scores[0]), 3)


def test_there_are_none_where_nothing_is_told_or_asked() -> None:
    assert windows(mill(0), understand("Who ate the barley?")) == ()
    assert windows(mill(), understand("Who is that?")) == ()


def test_windows_know_nothing_of_what_is_ahead() -> None:
    for told_to in range(1, SIZE):
        for question in QUESTIONS:
            early = windows(mill(told_to), understand(question))
            assert windows(mill().back_to(told_to), understand(question)) == early
