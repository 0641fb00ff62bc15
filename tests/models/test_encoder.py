"""The encoder: each text alone, the same numbers every time."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from wellanyway.models import encoder

TEXTS = (
    "The ferryman would not cross after dark.",
    "Nobody takes a boat over the river at night.",
    "“Run!” she said.",
    "",
    "It cost three shillings and a silver spoon, which she thought dear for a hen that would not lay. " * 12,
)


def test_rows_are_of_length_one() -> None:
    rows = encoder().embed(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert encoder().embed([]).shape == (0, 384)


@pytest.mark.parametrize("text", TEXTS)
def test_a_vector_depends_on_its_text_alone(text: str) -> None:
    alone = encoder().embed([text])[0]
    for beside in TEXTS:
        assert np.array_equal(encoder().embed([beside, text])[1], alone)
        assert np.array_equal(encoder().embed([text, beside, beside])[0], alone)


def test_threads_change_no_bit() -> None:
    many = TEXTS * 6
    assert np.array_equal(encoder().embed(many, threads=1), encoder().embed(many, threads=4))


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from wellanyway.models import encoder; "
        f"print(hashlib.sha256(encoder().embed({TEXTS!r}).tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    import hashlib

    assert runs == {hashlib.sha256(encoder().embed(TEXTS).tobytes()).hexdigest() + "\n"}


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    rows = encoder().embed(TEXTS)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_a_long_text_is_cut_and_its_tail_does_not_count() -> None:
    long = "and then the old dog barked " * 40
    assert np.array_equal(encoder().embed([long])[0], encoder().embed([long + "at the moon"])[0])
