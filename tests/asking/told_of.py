"""A short made-up tale, told as far as wanted, and read by a few rules: what asking makes of facts is tested here."""

from __future__ import annotations

from wellanyway.story import Chapter
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.testing.telling import told_of
from wellanyway.told import Told

MILL: tuple[Chapter, ...] = (
    chapter_of_lines(
        "one",
        "The Mill",
        [
            [
                "It was the third winter after the flood.",
                "Silas was the miller of Harrow Bridge.",
                "He lived alone with a deaf cat.",
            ],
            [
                "One night Julia Rook came to the mill because the bridge was down.",
                "She carried a red lantern and a sack of barley.",
            ],
            [
                "“Who is it?” said Silas.",
                "“Julia,” said Julia.",
                "“Nobody comes here,” said Silas.",
                "“The bridge is down,” she said.",
            ],
            [],
            [
                "In the morning the sack was empty.",
                "The cat had eaten the barley, and Silas laughed for the first time in years.",
            ],
        ],
    ),
    chapter_of_lines(
        "two",
        "The Bridge",
        [
            ["Captain Vane came with twelve men to mend the bridge.", "They asked Julia about the lantern."],
            ["“It was my father’s,” said Julia.", "“Your father was a thief,” said Captain Vane."],
            ["Julia wept, and Silas shut the door of the mill in the captain’s face."],
            ["Vane was Julia’s brother all along, said the letter."],
        ],
    ),
)
SIZE = sum(len(chapter.sentences) for chapter in MILL)
FIRST = len(MILL[0].sentences)


def mill(told_to: int = SIZE) -> Told:
    return told_of(MILL, told_to, reader=PlainReader())
