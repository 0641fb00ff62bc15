"""The table of word embeddings: 8 bits kept, 32 given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wellanyway.models.loader import verified
from wellanyway.models.words import WordTable

_ROWS = np.array([[1, -2, 127], [0, 5, -127]], np.int8)
_SCALES = np.array([0.5, 0.25], np.float32)


def test_rows_are_the_kept_ones_times_their_scale() -> None:
    found = WordTable(_ROWS, _SCALES).rows([1, 0, 1])
    assert found.dtype == np.float32
    assert found.shape == (1, 3, 3)
    assert found[0].tolist() == [[0.0, 1.25, -31.75], [0.5, -1.0, 63.5], [0.0, 1.25, -31.75]]


def test_what_is_given_may_be_written_to() -> None:
    table = WordTable(_ROWS.copy(), _SCALES.copy())
    table.rows([0])[:] = 7
    assert table.rows([0])[0].tolist() == [[0.5, -1.0, 63.5]]


def test_no_ids_no_rows_and_no_such_id_no_answer() -> None:
    assert WordTable(_ROWS, _SCALES).rows([]).shape == (1, 0, 3)
    with pytest.raises(IndexError):
        WordTable(_ROWS, _SCALES).rows([2])


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    np.savez(tmp_path / "words.npz", rows=_ROWS, scales=_SCALES)
    read = WordTable.load(tmp_path / "words.npz")
    assert np.array_equal(read.rows([0, 1]), WordTable(_ROWS, _SCALES).rows([0, 1]))


def test_the_table_that_ships_has_a_row_for_every_piece() -> None:
    rows = WordTable.load(verified("words.npz")).rows(range(30_522))
    assert rows.shape == (1, 30_522, 384)
    assert np.isfinite(rows).all()
    norms = np.linalg.norm(rows[0], axis=1)
    assert norms.max() < 5
    assert (norms[1_000:] > 0.1).all(), "whole words and parts of them have a meaning"
