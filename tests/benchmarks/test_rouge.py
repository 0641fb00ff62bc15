"""Against figures worked out by hand."""

import pytest

from rouge import rouge_l


@pytest.mark.parametrize(
    ("answer", "references", "expected"),
    [
        ("the old mill", ["the old mill"], 1.0),
        ("The OLD mill!", ["the old mill"], 1.0),
        ("the mill", ["the old mill"], 2 * 2 / 5),
        ("mill old the", ["the old mill"], 2 * 1 / 6),
        ("a b c d", ["d a b x c"], 2 * 3 / 9),
        ("barn", ["mill", "the barn"], 2 / 3),
        ("", ["mill"], 0.0),
        ("mill", [], 0.0),
    ],
)
def test_rouge_l(answer: str, references: list[str], expected: float) -> None:
    assert rouge_l(answer, references) == pytest.approx(expected)
