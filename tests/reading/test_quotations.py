from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.reading.quotations import spans


def said(text: str, left_open: str = "") -> list[str]:
    return [text[span.start : span.end] for span in spans(text, left_open)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“Run!” he said. “Now.”", ["“Run!”", "“Now.”"]),
        ('"Run," he said, "or stay."', ['"Run,"', '"or stay."']),
        ("‘I don’t know,’ said Tom’s wife. ‘Not ’tis.’", ["‘I don’t know,’", "‘Not ’tis.’"]),
        ("'It's the boys' boat,' he said.", ["'It's the boys' boat,'"]),
        ("«Run,» he said.", ["«Run,»"]),
        ("“He said, ‘Run,’ and ran,” said Nell.", ["“He said, ‘Run,’ and ran,”"]),
        ("“It goes on", ["“It goes on"]),
        ("—Is it you? said Nell.", ["—Is it you?"]),
        ("The so-called “boat” sank.", []),
        ("Tom’s boys’ boat wasn’t theirs.", []),
        ("’Twas the miller’s.", []),
    ],
)
def test_quotations(text: str, quotations: list[str]) -> None:
    assert said(text) == quotations


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    first = spans("“It goes on")
    assert not first[-1].is_closed
    assert spans("“and ends here,” he said.", left_open=first[-1].mark)[0].continues
    assert not spans("“A new one.”")[0].continues


@given(st.text(alphabet="ab ,.!?“”‘’\"'«»—-\nAB", max_size=60), st.sampled_from(["", "“", '"', "‘", "—"]))
def test_spans_lie_in_the_text_in_order(text: str, left_open: str) -> None:
    found = spans(text, left_open)
    ends = [0, *(edge for span in found for edge in (span.start, span.end))]
    assert ends == sorted(ends)
    assert all(span.start < span.end <= len(text) for span in found)
