"""An extract cut where its novel has paragraphs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from litbank_pages import with_paragraphs
from tests.benchmarks.documents import EXTRACT


@pytest.mark.parametrize(
    ("novel", "first"),
    [
        ('Ned said. "\n\n"Come in, Julia," he said.', '"'),
        ("Ned said:\n\n--Come in, Julia, he said.", "--"),
        ("Ned said:\n\n_Come in, Julia_, he said.", "_"),
        ('Ned said: "\n\nCome in, Julia," he said.', "Come"),
    ],
)
def test_a_paragraph_begins_with_the_marks_behind_its_break(tmp_path: Path, novel: str, first: str) -> None:
    spaced = novel
    for mark in ('"', "--", "_", ".", ",", ":"):
        spaced = spaced.replace(mark, f" {mark} ")
    words = tuple(spaced.split())
    (tmp_path / "7_ned.txt").write_text(novel, "utf-8")
    document = replace(EXTRACT, name="7_ned", words=words, sentences=(0,), quotes=(), mentions=())
    blocks = with_paragraphs(document, tmp_path).blocks
    assert [words[block.first] for block in blocks] == ["Ned", first]
