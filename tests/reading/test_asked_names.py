"""Names that are asked for and given."""

from __future__ import annotations

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.asked_names import Asked, answers, asks_name


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("“What do they call you?” he said.", Asked(7, 4, is_for_whole=False)),
        ("“And your name?” he said.", Asked(7, 4, is_for_whole=False)),
        ("“Who are you?” he said.", Asked(7, 4, is_for_whole=False)),
        ("“What is Nora short for?” he said.", Asked(7, 4, is_for_whole=True)),
        ("“What do you call him?” he said.", None),
        ("“Your name is Rook.” he said.", None),
        ("What is your name? he thought.", None),
    ],
)
def test_what_asks_for_a_name(text: str, asked: Asked | None) -> None:
    assert asks_name(page_of(text, speakers=[4]), 7) == asked


@pytest.mark.parametrize(
    ("marked", "names", "is_answer"),
    [
        ("“[Nora]1,” she says.", (), True),
        ("“It is [Nora]1.”", (), True),
        ("“[Nora]1 is late,” she says.", (), False),
        ("“[Nora]1.”", ("Nora Pell",), True),
        ("“[Nora]1.”", ("Kate",), False),
        ("“[the Hill]1L.”", (), False),
    ],
)
def test_what_answers_with_a_name(marked: str, names: tuple[str, ...], is_answer: bool) -> None:
    page = page_of(marked)
    asked = Asked(0, -1, is_for_whole=False)
    assert answers(page, page.mentions[0], asked, names) is is_answer


def test_a_whole_name_may_look_like_none() -> None:
    page = page_of("“[Honor]1,” she says.")
    assert answers(page, page.mentions[0], Asked(0, -1, is_for_whole=True), ("Nora",))
