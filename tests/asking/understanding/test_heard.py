"""What people say, in many styles, is understood: one table the patterns were made with, one they were not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wellanyway.asking.understanding.question import Act, understand

HERE = Path(__file__).parent
Row = tuple[str, str, str, str, str]


def rows(name: str) -> Iterator[Row]:
    """Words; kind, or act where nothing is asked; subject, object, premise."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            words, what, subject, other, premise = [*(part.strip() for part in line.split("|")), "", "", ""][
                :5
            ]
            yield words, what, subject, other, premise


def understood(words: str) -> Row:
    found = understand(words)
    what = str(found.kind) if found.act is Act.QUESTION else str(found.act)
    return words, what, found.subject, found.object, found.premise


@pytest.mark.parametrize("row", list(rows("heard.txt")), ids=lambda row: row[0])
def test_understood(row: Row) -> None:
    assert understood(row[0]) == row


@pytest.mark.parametrize("row", list(rows("heard.txt")), ids=lambda row: row[0])
def test_speech_recognition_changes_nothing(row: Row) -> None:
    """The kind of what asks with a question word is the same in small letters without marks."""
    if row[0].lower().startswith(("who ", "what ", "why ", "how ", "when ", "where ")) and "“" not in row[0]:
        flat = row[0].lower().replace("’", "'").strip("?!. ")
        assert understood(flat)[1] == row[1]


def test_held_out() -> None:
    """Written before the patterns and not looked at for them: 121 of 123 were right in the first run."""
    every = list(rows("heard_held_out.txt"))
    missed = [(row, got) for row in every if (got := understood(row[0])) != row]
    assert len(every) >= 120
    assert len(missed) <= 2, missed
