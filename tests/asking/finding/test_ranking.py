from __future__ import annotations

import numpy as np
import pytest

from tests.asking.told_of import SIZE, mill
from wellanyway.asking.finding import passages
from wellanyway.asking.finding.grounds import grounds
from wellanyway.asking.finding.ranking import TYPES, rank, ranker
from wellanyway.asking.finding.signals import SIGNALS
from wellanyway.asking.understanding.question import Kind, understand

QUESTIONS = (
    "Why did Julia come to the mill?", "Who ate the barley?", "What did Captain Vane say to Julia?", "How did she feel?",
)  # fmt: skip


def test_the_shipped_weights_fit_the_signals() -> None:
    model = ranker()
    assert len(model.network.mean) == len(SIGNALS)
    assert model.network.outer.shape[0] == len(TYPES)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_order_is_by_score_and_each_sentence_is_there_once(question: str) -> None:
    ranked = rank(mill(), understand(question))
    assert sorted(ranked.ordinals.tolist()) == list(range(SIZE))
    assert np.all(np.diff(ranked.scores) <= 0)
    assert ranked.found.signals.shape == (SIZE, len(SIGNALS))
    assert [mill().sentence(i).text for i in ranked.ordinals.tolist()] == list(ranked.found.texts)


def test_a_reader_can_move_a_sentence_up() -> None:
    ranked = rank(mill(), understand(QUESTIONS[0]))
    last = int(ranked.ordinals[-1])
    again = ranked.with_points({last: 100.0})
    assert int(again.ordinals[0]) == last
    assert again.ordinals[1:].tolist() == ranked.ordinals[:-1].tolist()
    assert again.found.texts[0] == ranked.found.texts[-1]
    assert np.array_equal(again.found.signals[0], ranked.found.signals[-1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_found_knows_nothing_of_what_is_ahead(question: str) -> None:
    asked = understand(question)
    for told_to in range(1, SIZE):
        early, late = rank(mill(told_to), asked), rank(mill().back_to(told_to), asked)
        assert early.ordinals.tolist() == late.ordinals.tolist()
        assert np.array_equal(early.scores, late.scores)
        assert np.array_equal(early.found.signals, late.found.signals)
        assert np.array_equal(grounds(early), grounds(late))


def test_only_what_was_told_since_is_found() -> None:
    found = passages.find(mill(), understand("Why did Julia come to the mill?"), since=12, shown=50)
    assert sorted(found) == list(range(12, SIZE))
    assert passages.find(mill(), understand("Julia"), since=SIZE) == ()


def test_a_question_about_somebody_finds_the_sentence_that_says_she() -> None:
    field = rank(mill(), understand("What did Julia carry?")).found.field
    assert field.meant[4] > 0


def test_scores_are_the_same_in_any_company() -> None:
    ranked = rank(mill(), understand(QUESTIONS[0]))
    network = ranker().network
    whole = network.scores(ranked.found.signals, Kind.WHY)
    for i, row in enumerate(ranked.found.signals):
        assert network.scores(row[None], Kind.WHY)[0] == whole[i]
