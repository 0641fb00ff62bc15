"""A short made-up tale with several speakers, for who gets which voice."""

from __future__ import annotations

from collections.abc import Sequence

from wellanyway.story import Chapter
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.telling import told_of
from wellanyway.told import Told

HARBOUR: tuple[Chapter, ...] = (
    chapter_of_lines(
        "one",
        "The Harbour",
        [
            ["Julia Rook came down to the harbour before it was light.", "She had a lantern with her."],
            ["“Is anybody there?” said Julia.", "Nobody answered."],
            ["Then Silas Marsh put his head out of the boat.", "He had a pipe in his mouth."],
            ["“Who wants to know?” said Silas.", "“I was asleep.”"],
            ["“The bridge is down,” said Julia.", "“You will have to take me over.”"],
            [],
            ["“It is too dark for that,” said Silas."],
            ["A voice called from the quay.", "“Wait for me!”"],
            ["12"],
        ],
    ),
)


def told(to: int | None = None, chapters: Sequence[Chapter] = HARBOUR) -> Told:
    """The tale as far as sentence `to`, read by the reader that ships."""
    size = sum(len(chapter.sentences) for chapter in chapters)
    return told_of(chapters, size if to is None else to)
