"""The static embedding: a text's row is a function of the text, and nearness means something."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.models import static_embedding

WORDS = st.sampled_from(
    "the lantern keeper walked home across frozen marsh whispering Ana's 3rd letter — … ! zzxq".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6)


@given(texts=TEXTS)
@settings(max_examples=60)
def test_a_row_depends_on_its_text_alone(texts: list[str]) -> None:
    together = static_embedding().embed(texts)
    for row, text in zip(together, texts, strict=True):
        assert np.array_equal(row, static_embedding().embed([text])[0])


def test_many_texts_are_the_same_as_few() -> None:
    texts = [f"sentence number {index} about a goose" for index in range(5000)]
    rows = static_embedding().embed(texts)
    for index in (0, 2047, 2048, 4999):
        assert np.array_equal(rows[index], static_embedding().embed([texts[index]])[0])


def test_rows_are_of_length_one_or_zero() -> None:
    rows = static_embedding().embed(["a lantern", "", "   "])
    assert rows.dtype == np.float32
    assert rows.shape == (3, static_embedding().dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0], atol=1e-6)


def test_quantised_is_the_row_times_127() -> None:
    texts = ["The miller had three sons.", "A cat in boots bowed low."]
    quantised = static_embedding().quantised(texts)
    assert quantised.dtype == np.int8
    assert np.array_equal(quantised, np.rint(static_embedding().embed(texts) * 127).astype(np.int8))


def test_nothing_at_all_gives_no_rows() -> None:
    assert static_embedding().embed([]).shape == (0, static_embedding().dimensions)


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    rows = static_embedding().embed(
        ["The king was furious.", "The monarch flew into a rage.", "She baked bread in the morning."]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.1
