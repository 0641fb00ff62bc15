"""Windows as passages, and what the reader's finds add to the order of sentences."""

from __future__ import annotations

import pytest

from tests.asking.told_of import mill
from wellanyway.asking.answering.decoding import Weighed
from wellanyway.asking.answering.looking import Passage, look, passages_of, points_of, shares
from wellanyway.asking.answering.reading import Reading
from wellanyway.asking.finding.windows import Window
from wellanyway.asking.understanding.question import understand
from wellanyway.views import Verdict


def test_a_passage_knows_which_sentence_each_character_is_of() -> None:
    told = mill()
    (passage,) = passages_of(told, [Window(1, 4, 0.0)])
    sentences = [told.sentence(i).text for i in (1, 2, 3)]
    assert passage.text == " ".join(sentences)
    for number, text in enumerate(sentences, 1):
        at = passage.text.index(text)
        assert passage.sentence(at) == number
        assert passage.sentence(at + len(text) - 1) == number


def test_shares_go_to_every_sentence_that_a_stretch_stands_in() -> None:
    passage = Passage(7, "One two. Three four.", (0, 9))
    spans = (Weighed(0, 0, 3, 0.5), Weighed(0, 4, 14, 0.25))
    found = shares([passage], Reading(0, 0, 3, 0.5, (1.0,), spans, ("sad", 0.1)))
    assert found == {7: pytest.approx(0.75), 8: pytest.approx(0.25)}


def test_points_grow_with_the_share_from_nothing() -> None:
    assert points_of(0.0) == 0
    assert 0 < points_of(0.1) < points_of(0.9)


def test_nothing_told_and_nothing_asked_find_nothing() -> None:
    assert look(mill(0), understand("Why did Julia come?")).verdict is Verdict.NOT_TOLD
    assert look(mill(), understand("?")).ordinals == ()


def test_the_answer_and_its_sentence() -> None:
    told = mill()
    found = look(told, understand("What did Julia carry?"))
    assert found.verdict is not Verdict.NOT_TOLD
    assert "lantern" in told.sentence(found.ordinals[0]).text
    if found.short is not None:
        assert found.short in " ".join(told.sentence(found.sentence).text.split())


@pytest.mark.parametrize("told_to", [3, 5, 9, 12])
def test_only_what_was_told_is_found(told_to: int) -> None:
    found = look(mill(told_to), understand("Why did Julia weep?"))
    assert all(ordinal < told_to for ordinal in found.ordinals)
