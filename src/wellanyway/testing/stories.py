"""Made-up stories for property tests: seeded, divided, and full of what makes a reader look ahead.

Names in several forms, tagged and untagged talk, quotations left open over paragraphs, scene breaks,
letters, verse, headings, notes before and after chapters: everything whose meaning a careless reader
would settle with the help of the next line.
"""

from __future__ import annotations

import random
from dataclasses import replace

from wellanyway.story import Block, BlockKind, Chapter, Extent, Paratext, ParatextKind
from wellanyway.testing.futures import chapter_of_lines

__all__ = ["NAMES", "story"]

_FIRST = ("Julia", "Tom", "Edith", "Amos", "Nell", "Silas", "Ruth", "Caleb")
_LAST = ("Rook", "Marsh", "Pell", "Harrow", "Vane")
_TITLES = ("Mr.", "Mrs.", "Miss", "Captain", "Dr.")
_PLACES = ("Harrow Mill", "Harrow Hill", "the Crooked Inn", "Pell Bridge", "the graveyard")
_DEEDS = ("ran to", "walked back to", "was waiting at", "had never seen", "turned away from", "burned")
_SAYS = ("said", "asked", "whispered", "answered", "cried")
_LINES = (
    "Where are you going?",
    "I never saw the boat.",
    "He is not my brother.",
    "Tell nobody,",
    "The money is under the floor,",
    "Why did you run away?",
    "Not tonight!",
)
_FILLERS = (
    "The rain had not stopped since noon.",
    "A door banged somewhere below.",
    "Nobody spoke for a long while.",
    "It was the third winter after the flood, and the river was high.",
    "Because the bridge was down, they had to wait.",
    "There was a letter on the table.",
)

NAMES: tuple[str, ...] = tuple(f"{first} {last}" for first, last in zip(_FIRST, _LAST * 2, strict=False))
"""Full names that may come up in a story, sooner, later or never."""


def story(seed: int, *, chapters: int = 4, paragraphs: int = 8) -> tuple[Chapter, ...]:
    """A divided story of `chapters` chapters; the same seed gives the same story."""
    rng = random.Random(seed)
    return tuple(_chapter(rng, number, paragraphs) for number in range(1, chapters + 1))


def _chapter(rng: random.Random, number: int, paragraphs: int) -> Chapter:
    lines: list[list[str]] = []
    for _ in range(rng.randint(2, paragraphs)):
        lines.append([] if rng.random() < 0.1 and lines else _paragraph(rng))
    notes = []
    if rng.random() < 0.5:
        notes.append(Paratext(ParatextKind.NOTE, f"A note before {number}."))
    if rng.random() < 0.5:
        notes.append(Paratext(ParatextKind.NOTE, f"After {number}: {_name(rng)} again.", is_after=True))
    chapter = chapter_of_lines(f"c{number}", f"{_name(rng)} {number}", lines, tuple(notes))
    return _with_verse(rng, chapter) if rng.random() < 0.3 else chapter


def _with_verse(rng: random.Random, chapter: Chapter) -> Chapter:
    lines = ["The mill goes round,", f"and {_name(rng)} is drowned."]
    block = Block(rng.choice((BlockKind.VERSE, BlockKind.LETTER)), "\n".join(lines), chapter.key, "verse")
    extent = Extent(len(chapter.blocks), 0, len(block.text))
    return replace(chapter, blocks=(*chapter.blocks, block), sentences=(*chapter.sentences, extent))


def _name(rng: random.Random) -> str:
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    return rng.choice((first, first, f"{first} {last}", f"{rng.choice(_TITLES)} {last}", last))


def _paragraph(rng: random.Random) -> list[str]:
    return [_sentence(rng) for _ in range(rng.randint(1, 5))]


def _sentence(rng: random.Random) -> str:
    kind = rng.random()
    name, line = _name(rng), rng.choice(_LINES)
    if kind < 0.15:
        return f"“{line}” {rng.choice(_SAYS)} {name}."
    if kind < 0.25:
        return f"“{line}” {rng.choice(('he', 'she'))} {rng.choice(_SAYS)}."
    if kind < 0.35:
        return f"“{line}”"
    if kind < 0.42:
        return f"“{line}"  # left open
    if kind < 0.47:
        return f"{name} was {_name(rng)} all along."
    if kind < 0.52:
        return f"{name} was the {rng.choice(('sister', 'captain', 'miller', 'brother'))} of {_name(rng)}."
    if kind < 0.8:
        return f"{name} {rng.choice(_DEEDS)} {rng.choice(_PLACES)}."
    return rng.choice(_FILLERS)
