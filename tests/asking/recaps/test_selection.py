"""What is taken: within the words, what is worth most, of everywhere and everybody, nothing twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.asking.recaps.candidates import Candidate
from wellanyway.asking.recaps.pieces import Piece
from wellanyway.asking.recaps.selection import Aims, chosen


def candidate(ordinal: int, words: int, worth: float, *mains: int, before: bool = False) -> Candidate:
    ordinals = (ordinal - 1, ordinal) if before else (ordinal,)
    return Candidate(
        tuple(Piece(one, "words", ()) for one in ordinals), words, worth, frozenset(mains), ordinal
    )


def aims(candidates: list[Candidate], slots: list[int] | None = None, mains: int = 2) -> Aims:
    size = len(candidates)
    return Aims(slots or list(range(size)), np.ones(mains), np.eye(max(size, 1), dtype=np.float32)[:size])


@given(
    sizes=st.lists(st.tuples(st.integers(1, 40), st.floats(-1, 2)), max_size=12),
    words=st.integers(1, 120),
)
def test_the_words_are_a_ceiling_and_the_order_is_the_storys(
    sizes: list[tuple[int, float]], words: int
) -> None:
    found = [candidate(at * 3, size, worth) for at, (size, worth) in enumerate(sizes)]
    taken = chosen(found, aims(found), words)
    assert sum(found[at].words for at in taken) <= words
    assert taken == sorted(set(taken))
    assert all(found[at].worth > 0 for at in taken)


def test_everybody_before_one_again() -> None:
    found = [candidate(0, 10, 1.0, 0), candidate(1, 10, 1.0, 0), candidate(2, 10, 0.9, 1)]
    assert chosen(found, aims(found), 20) == [0, 2]


def test_everywhere_before_one_place_again() -> None:
    found = [candidate(0, 10, 1.0), candidate(1, 10, 1.0), candidate(2, 10, 0.8)]
    assert chosen(found, aims(found, [0, 0, 1]), 20) == [0, 2]


def test_nothing_that_says_the_same() -> None:
    found = [candidate(0, 10, 1.0), candidate(1, 10, 0.9), candidate(2, 10, 0.5)]
    alike = aims(found)
    vectors = alike.vectors.copy()
    vectors[1] = vectors[0]
    assert chosen(found, Aims(alike.slots, alike.weights, vectors), 20) == [0, 2]


def test_no_sentence_twice() -> None:
    found = [candidate(4, 10, 1.0), candidate(5, 20, 1.2, before=True)]
    assert len(chosen(found, aims(found), 100)) == 1


def test_what_is_kept_is_among_them() -> None:
    found = [candidate(0, 10, 1.5), candidate(1, 10, 0.1)]
    assert chosen(found, aims(found), 10, [1]) == [1]
