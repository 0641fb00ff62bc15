"""The reader's network: part by part, the same numbers every time, whatever runs beside."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading

import numpy as np
import pytest
from numpy.typing import NDArray

from wellanyway.models import reader_network
from wellanyway.models.reader_network import Past
from wellanyway.reading.linking import FEATURES, NEW_FEATURES
from wellanyway.reading.pieces import SEGMENT, Pieces, cut_words

Array = NDArray[np.float32]


def pieces(text: str) -> Pieces:
    words = text.split()
    return cut_words(reader_network().tokenizer, words, [False] * len(words))


def run(part: Pieces, past: Past | None = None) -> tuple[Array, Past]:
    network = reader_network()
    return network.run(part.ids, part.shapes, part.speech, network.begin() if past is None else past)


ONE, TWO = pieces("Tom Rook took the boat over the river ."), pieces("He left .")


def test_a_part_has_a_vector_for_every_piece() -> None:
    hidden, past = run(ONE)
    assert hidden.shape == (len(ONE), reader_network().width)
    assert hidden.dtype == np.float32
    assert past.length == len(ONE)
    assert {value.shape for value in past.values.values()} == {(1, 12, len(ONE), 32)}
    assert set(past.values) == set(reader_network().begin().values)


def test_a_part_sees_those_before_it_and_where_it_stands() -> None:
    alone, _ = run(TWO)
    _, past = run(ONE)
    behind, _ = run(TWO, past)
    other, _ = run(TWO, run(pieces("Ruth Lamb sold the house by the sea ."))[1])
    assert not np.array_equal(alone, behind)
    assert not np.array_equal(other, behind)


def test_what_is_handed_in_is_not_changed() -> None:
    _, past = run(ONE)
    before = {name: value.tobytes() for name, value in past.values.items()}
    first, _ = run(TWO, past)
    again, _ = run(TWO, past)
    assert np.array_equal(first, again)
    assert {name: value.tobytes() for name, value in past.values.items()} == before
    _, behind = run(TWO, past)
    for name, value in behind.values.items():
        assert np.array_equal(value[:, :, : past.length], past.values[name])


def test_a_whole_segment_can_be_run_and_somewhat_more() -> None:
    part = Pieces((2000,) * SEGMENT, (1,) * SEGMENT, (0,) * SEGMENT, tuple(range(SEGMENT + 1)))
    hidden, past = run(part)
    assert np.isfinite(hidden).all()
    assert run(TWO, past)[1].length == SEGMENT + len(TWO)


def test_shape_and_speech_count() -> None:
    network = reader_network()
    plain, _ = run(TWO)
    upper, _ = network.run(TWO.ids, [3] * len(TWO), TWO.speech, network.begin())
    quoted, _ = network.run(TWO.ids, TWO.shapes, [1] * len(TWO), network.begin())
    assert not np.allclose(plain, upper, atol=1e-3)
    assert not np.allclose(plain, quoted, atol=1e-3)


def test_threads_and_another_process_give_the_same_bytes() -> None:
    expected = run(TWO, run(ONE)[1])[0].tobytes()
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(run(TWO, run(ONE)[1])[0].tobytes())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
    code = (
        "import hashlib; from wellanyway.models import reader_network; n = reader_network(); p = n.begin()\n"
        f"for part in {[(part.ids, part.shapes, part.speech) for part in (ONE, TWO)]!r}: h, p = n.run(*part, p)\n"
        "print(hashlib.sha256(h.tobytes()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == hashlib.sha256(expected).hexdigest()


def test_the_tokenizer_cuts_and_fills_nothing() -> None:
    tokenizer = reader_network().tokenizer
    words = ["mill"] * 2_000
    assert len(tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False).ids) == 2_000
    assert len(tokenizer.encode(["mill"], is_pretokenized=True, add_special_tokens=False).ids) == 1


# -- the heads


def vectors(count: int, seed: int = 1) -> Array:
    return np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)


def test_words_are_scored_two_by_two() -> None:
    x = vectors(7)
    said = reader_network().words(x, x, x)
    assert said["spans"].shape == (7, 7, 8)
    assert said["inside"].shape == (7, 8)
    assert said["events"].shape == (7,)
    assert ((said["events"] >= 0) & (said["events"] <= 1)).all()
    assert {said[name].shape for name in ("mention_first", "mention_last", "mention_mean")} == {(7, 128)}
    assert reader_network().widths.shape == (12, 8)


def test_a_span_is_scored_by_its_two_ends() -> None:
    first, last, mean = vectors(9, 1), vectors(9, 2), vectors(9, 3)
    whole = reader_network().words(first, last, mean)
    part = reader_network().words(first[3:6], last[3:6], mean[3:6])
    assert np.allclose(whole["spans"][3:6, 3:6], part["spans"], atol=1e-3)
    assert np.allclose(whole["events"][3:6], part["events"], atol=1e-5)
    changed = first.copy()
    changed[4] += 1
    other = reader_network().words(changed, last, mean)
    apart = [i for i in range(9) if i != 4]
    assert np.allclose(whole["spans"][apart], other["spans"][apart], atol=1e-4)
    assert not np.allclose(whole["spans"][4], other["spans"][4], atol=1e-2)


def link(order: list[int]) -> tuple[Array, float]:
    rng = np.random.default_rng(4)
    mention = rng.normal(size=128).astype(np.float32)
    means, lasts = rng.normal(size=(2, 5, 128)).astype(np.float32)
    rows = (rng.random((5, FEATURES)) < 0.2).astype(np.float32)
    fresh = (rng.random(NEW_FEATURES) < 0.2).astype(np.float32)
    return reader_network().link(mention, means[order], lasts[order], rows[order], fresh)


def test_a_candidate_is_scored_by_itself() -> None:
    scores, new = link([0, 1, 2, 3, 4])
    assert scores.shape == (5,)
    turned, same = link([3, 1, 4, 0, 2])
    assert np.allclose(turned, scores[[3, 1, 4, 0, 2]], atol=1e-4)
    assert new == pytest.approx(same)
    alone, _ = link([2])
    assert np.allclose(alone, scores[2:3], atol=1e-4)


def test_the_weights_take_as_many_numbers_as_linking_gives() -> None:
    sizes = {one.name: one.shape[1] for one in reader_network()._links.get_inputs()}
    assert sizes["features"] == FEATURES
    assert sizes["fresh"] == NEW_FEATURES
