"""Words are read out as people say them, and are known by their places in what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.voices.wording import reworded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“Come in,” said Tom.", "Come in, said Tom."),
        ("Dr. Wells lives in St. James.", "Doctor Wells lives in Saint James."),
        ("He lives in Cannon St. now.", "He lives in Cannon Street now."),
        ("Tom—tall Tom—left.", "Tom, tall Tom, left."),
        ("Well ... no -- yes.", "Well, no, yes."),
        ("It was dry (half of it) by noon.", "It was dry, half of it, by noon."),
        ("‘Don’t,’ he said.", "Don't, he said."),
        ("Room No. 7, please. No.", "Room number 7, please. No."),
        ("*Never* again", "Never again"),
        ("* * *", ""),
        ("—", ""),
    ],
)
def test_reads_as_it_is_said(written: str, read: str) -> None:
    assert reworded(written).text == read


def test_knows_where_each_word_is_written() -> None:
    written = "“St. Albans in 1984,” he said—once."
    found = reworded(written)
    assert [written[start:end] for start, end in found.spans] == [
        "St", "Albans", "in", "1984", "he", "said", "once",
    ]  # fmt: skip
    for number, start in enumerate(found.starts):
        assert found.span_at(start) == number


@given(st.text(alphabet="ab1 .,-—“”‘’()!?…\n&", max_size=60))
def test_places_rise_and_lie_in_the_text(written: str) -> None:
    found = reworded(written)
    assert len(found.starts) == len(found.spans)
    assert list(found.starts) == sorted(set(found.starts))
    assert all(start < len(found.text) for start in found.starts)
    assert all(0 <= start < end <= len(written) for start, end in found.spans)
    assert all(a[1] <= b[0] for a, b in zip(found.spans, found.spans[1:], strict=False))
    assert all(found.text[start : start + 1].strip() for start in found.starts)
