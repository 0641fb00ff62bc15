"""The span reader's network: the same numbers whatever runs beside, spans on words, honest refusals of odd input."""

from __future__ import annotations

import math
import threading

import pytest

from wellanyway.models import span_network
from wellanyway.models.span_network import Read

PASSAGE = (
    "Julia Rook came to the mill because the bridge was down. She carried a red lantern and a sack of barley. "
    "Silas was afraid of her at first."
)


def read(question: str, passage: str = PASSAGE) -> Read:
    return span_network().read(question, passage)


def test_the_answer_is_found_where_it_stands() -> None:
    start, end, _ = read("What did Julia carry?").spans[0]
    assert "lantern" in PASSAGE[start:end]


def test_stretches_begin_and_end_on_words_and_stand_in_the_order_of_their_shares() -> None:
    spans = read("Why did Julia come to the mill?").spans
    assert len(spans) > 5
    shares = [share for _, _, share in spans]
    assert shares == sorted(shares, reverse=True)
    assert sum(map(math.exp, shares)) <= 1 + 1e-3
    for start, end, _ in spans:
        assert start < end
        assert start == 0 or not (PASSAGE[start - 1].isalnum() and PASSAGE[start].isalnum())
        assert end == len(PASSAGE) or not (PASSAGE[end - 1].isalnum() and PASSAGE[end].isalnum())


def test_a_passage_that_answers_is_surer_than_one_that_does_not() -> None:
    other = "The wind went over the fields, and nobody was on the road. The cat slept by the stove."
    assert read("What did Julia carry?").sure > read("What did Julia carry?", other).sure


def test_the_same_numbers_alone_and_beside_others() -> None:
    alone = read("What did Julia carry?")
    found: list[Read] = []
    threads = [threading.Thread(target=lambda: found.append(read("What did Julia carry?"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4


@pytest.mark.parametrize("passage", ["", " ", "…", "\n\n"])
def test_a_passage_without_words_has_nothing_or_little(passage: str) -> None:
    assert len(read("Who?", passage).spans) <= 1


def test_a_passage_longer_than_the_network_is_read_as_far_as_it_goes() -> None:
    long = PASSAGE + " The rain fell." * 400
    assert read("What did Julia carry?", long).spans
    assert read("why " * 300, PASSAGE).spans


def test_feelings_are_shares_of_one_whole() -> None:
    feelings = read("How did Silas feel?").feelings
    assert len(feelings) == len(span_network().feelings)
    assert sum(map(math.exp, feelings)) == pytest.approx(1, abs=1e-2)
