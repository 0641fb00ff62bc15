"""Lines are filled to a measure, whatever the words, and never change once they are full."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.utils import get_cwidth

from wellanyway.doors.terminal.page import Paragraph, clean, lay, measure_for, text_of

WORDS = st.lists(st.text("abcdefgé—’ウ", min_size=1, max_size=30), min_size=1, max_size=40)


def filled(words: str, measure: int = 30, **options: str) -> list[str]:
    return [text_of(line) for line in lay(Paragraph((("", words),), **options), measure)]  # type: ignore[arg-type]


def test_words_are_filled() -> None:
    assert filled("the rain had not stopped since noon and nobody spoke") == [
        "the rain had not stopped since",
        "noon and nobody spoke",
    ]


def test_prefixes_stand_before_the_lines() -> None:
    assert filled("one two three four five six seven", 16, first="- ", rest="  ") == [
        "- one two three",
        "  four five six",
        "  seven",
    ]


def test_newlines_end_lines() -> None:
    assert filled("The mill goes round,\nand round.") == ["The mill goes round,", "and round."]


def test_centred() -> None:
    paragraph = Paragraph((("title", "Two words"),), is_centred=True)
    assert lay(paragraph, 29) == [(("", " " * 10), ("title", "Two words"))]


def test_a_word_runs_over_spans() -> None:
    paragraph = Paragraph((("", "He was a "), ("em", "very"), ("", "—you-know—man")))
    lines = lay(paragraph, 20)
    assert [text_of(line) for line in lines] == ["He was a", "very—you-know—man"]
    assert ("em", "very") in lines[1]


@given(WORDS, st.integers(20, 90))
def test_no_line_is_wider_than_the_measure_and_no_letter_is_lost(words: list[str], measure: int) -> None:
    text = " ".join(words)
    lines = [text_of(line) for line in lay(Paragraph((("", text),)), measure, get_cwidth)]
    assert all(get_cwidth(line) <= measure for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(WORDS, st.integers(20, 90))
def test_full_lines_stay_as_more_words_come(words: list[str], measure: int) -> None:
    paragraph = Paragraph(())
    before = [""]
    for number, word in enumerate(words):
        paragraph = paragraph.with_span("", f" {word}" if number else word)
        now = [text_of(line) for line in lay(paragraph, measure, get_cwidth)]
        assert now[: len(before) - 1] == before[:-1]
        before = now


def test_nothing_steers_the_terminal() -> None:
    assert clean("a\x1b[2Jb\r\x07c\x9b1md") == "a [2Jb c 1md"
    assert clean("a\nb") == "a\nb"


def test_the_measure_suits_the_screen() -> None:
    assert (measure_for(60), measure_for(200), measure_for(5)) == (59, 80, 20)
