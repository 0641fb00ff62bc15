"""Word pieces, and how blocks are laid into segments."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.models import reader_network
from wellanyway.reading.pieces import CONTEXT, LONGEST, Layout, Pieces, chunks, cut_words, shape

_PLACES = 512  # of a segment that the network has


def pieces_of(sizes: list[int], first: int = 0) -> Pieces:
    """Made-up pieces of words of `sizes` pieces, every piece another."""
    count = sum(sizes)
    return Pieces(
        tuple(range(first, first + count)),
        (1,) * count,
        (0,) * count,
        tuple(accumulate(sizes, initial=0)),
    )


SIZES = st.lists(st.integers(1, 20), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("rook", 1),
        ("Rook", 2),
        ("ROOK", 3),
        ("O’Brien", 2),
        ("mIxed", 4),
        ("1840", 5),
        ("3rd", 1),
        ("—", 6),
        ("“", 6),
        ("I", 7),
        ("Q", 7),
    ],
)
def test_shapes(word: str, number: int) -> None:
    assert shape(word) == number


@given(st.text(min_size=1, max_size=8))
def test_every_word_has_a_shape_that_the_network_knows(word: str) -> None:
    assert 1 <= shape(word) < 8


def test_words_have_their_own_pieces_and_no_marks_around_them() -> None:
    words = ["Julia", "unlatched", "the", "gate", "."]
    found = cut_words(reader_network().tokenizer, words, [False, True, False, False, False])
    assert len(found.firsts) == len(words) + 1
    assert found.firsts[-1] == len(found) == len(found.shapes) == len(found.speech)
    for i, word in enumerate(words):
        alone = cut_words(reader_network().tokenizer, [word], [i == 1])
        assert found.words(i, i + 1) == alone
    assert set(found.words(1, 2).speech) == {1}


def test_case_is_in_the_shape_alone() -> None:
    tokenizer = reader_network().tokenizer
    one, other = cut_words(tokenizer, ["Rook"], [False]), cut_words(tokenizer, ["rook"], [False])
    assert one.ids == other.ids
    assert one.shapes != other.shapes


@pytest.mark.parametrize(
    "word", ["\u0301", "\u200b", "\x00", "\ufeff", "😀", "漢" * 600, "." * 600, "a-" * 400]
)
def test_odd_words_have_at_least_one_piece_and_never_too_many(word: str) -> None:
    found = cut_words(reader_network().tokenizer, ["Tom", word, "ran"], [False] * 3)
    assert found.words(0, 1) == cut_words(reader_network().tokenizer, ["Tom"], [False])
    assert found.words(2, 3) == cut_words(reader_network().tokenizer, ["ran"], [False])
    assert 1 <= found.firsts[2] - found.firsts[1] <= LONGEST


@given(SIZES, st.data())
def test_words_of_pieces(sizes: list[int], data: st.DataObject) -> None:
    whole = pieces_of(sizes)
    start = data.draw(st.integers(0, len(sizes)))
    stop = data.draw(st.integers(start, len(sizes)))
    part = whole.words(start, stop)
    assert part.firsts == tuple(accumulate(sizes[start:stop], initial=0))
    assert part.ids == tuple(range(sum(sizes[:start]), sum(sizes[:stop])))


@given(SIZES, st.integers(0, 60))
def test_the_tail_is_as_many_whole_words_as_fit(sizes: list[int], room: int) -> None:
    whole = pieces_of(sizes)
    tail = whole.tail(room)
    count = len(tail.firsts) - 1
    assert tail == whole.words(len(sizes) - count, len(sizes))
    assert len(tail) <= room
    assert count == len(sizes) or len(tail) + sizes[len(sizes) - count - 1] > room


@given(SIZES, st.lists(st.integers(0, 200), max_size=20))
def test_chunks_hold_every_word_once_and_fit(sizes: list[int], begins: list[int]) -> None:
    whole = pieces_of(sizes)
    found = chunks(whole, sorted(set(begins)))
    assert [word for start, stop in found for word in range(start, stop)] == list(range(len(sizes)))
    assert all(len(whole.words(start, stop)) <= LONGEST for start, stop in found)


def test_a_block_that_fits_is_not_cut_and_a_long_one_where_a_sentence_begins() -> None:
    assert chunks(pieces_of([1] * LONGEST), [0, 50, 100]) == [(0, LONGEST)]
    assert chunks(pieces_of([1] * 300), [0, 100, 180, 280]) == [(0, 180), (180, 300)]
    assert chunks(pieces_of([1] * 400), [0]) == [(0, 192), (192, 384), (384, 400)]
    assert chunks(Pieces((), (), (), (0,)), [0]) == []


def test_where_chunks_begin_does_not_depend_on_what_stands_behind() -> None:
    begins = [0, 150, 290, 400]
    short, long = chunks(pieces_of([1] * 450), begins), chunks(pieces_of([1] * 900), [*begins, 500])
    assert short[:2] == long[:2] == [(0, 150), (150, 290)]


@given(st.lists(st.lists(st.integers(1, 20), min_size=1, max_size=9), min_size=1, max_size=60))
def test_segments_never_outgrow_the_network(blocks: list[list[int]]) -> None:
    layout, first, before = Layout(), 0, 0
    seen: list[int] = []
    for sizes in blocks:
        part = pieces_of(sizes, first)
        layout, context = layout.place(part)
        if context is None:
            assert layout.length == before + len(part)
        else:
            assert layout.length == 1 + len(context) + len(part)
            assert list(context.ids) == seen[len(seen) - len(context) :]
            assert len(context) <= CONTEXT
        seen += part.ids
        first, before = first + len(part), layout.length
        assert layout.length <= 256 <= _PLACES


def test_the_first_part_of_all_opens_a_segment_without_context() -> None:
    layout, context = Layout().place(pieces_of([1, 2]))
    assert context == Pieces((), (), (), (0,))
    assert layout.length == 4


def test_where_segments_begin_follows_from_the_sizes_alone() -> None:
    def contexts(first: int) -> list[bool]:
        layout, found = Layout(), []
        for size in (100, 150, 90, 192, 192, 3):
            layout, context = layout.place(pieces_of([1] * size, first))
            found.append(context is not None)
        return found

    assert contexts(0) == contexts(7_000) == [True, False, True, True, True, False]
