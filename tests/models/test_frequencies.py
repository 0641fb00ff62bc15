"""Word frequencies from outside any book."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.models import frequencies


def test_common_words_are_common() -> None:
    table = frequencies()
    assert table.zipf("the") > table.zipf("house") > table.zipf("goblin") > table.zipf("qwmzx") == table.floor
    assert len(table) == 60_000


@pytest.mark.parametrize(("one", "other"), [("House", "house"), ("don’t", "don't"), ("THE", "the")])
def test_case_and_quotes_do_not_count(one: str, other: str) -> None:
    assert frequencies().zipf(one) == frequencies().zipf(other)
    assert one in frequencies()


@given(st.text(max_size=12), st.text(max_size=12))
def test_idf_falls_as_a_word_grows_common(one: str, other: str) -> None:
    table = frequencies()
    rarest = table.idf("qwmzx")
    assert 0 < table.idf(one) <= rarest
    if table.zipf(one) < table.zipf(other):
        assert table.idf(one) > table.idf(other)


def test_idf_of_a_word_out_of_the_table_is_the_largest() -> None:
    table = frequencies()
    words = ("the", "said", "lantern", "heathcliff", "sailor")
    assert all(table.idf(word) < table.idf("qwmzx") for word in words)
    assert table.idf("the") < 1 < table.idf("said") < table.idf("lantern")
