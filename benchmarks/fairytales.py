"""FairytaleQA's published files as stories divided by the real splitter, for the benchmarks and the ranker."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wellanyway.reading.sentences import divide
from wellanyway.story import Block, BlockKind, Chapter

__all__ = ["Asked", "Story", "stories"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; told to the end of its last answer section, cut before its earliest."""

    question: str
    answers: tuple[str, ...]
    sections: frozenset[int]
    told_to: int
    cut_at: int
    is_explicit: bool
    references: tuple[str, ...]  # the two that published figures are measured against


@dataclass(frozen=True, slots=True)
class Story:
    """One chapter a section."""

    name: str
    chapters: tuple[Chapter, ...]
    numbers: tuple[int, ...]  # the section of each sentence
    questions: tuple[Asked, ...]

    @property
    def sentences(self) -> list[str]:
        return [chapter.text(extent) for chapter in self.chapters for extent in chapter.sentences]


def stories(data: Path, split: str) -> Iterator[Story]:
    """The stories of a split, by name."""
    root = data / "fairytaleqa"
    for path in sorted((root / "section-stories" / split).glob("*.csv")):
        name = path.name.removesuffix("-story.csv")
        chapters, numbers = [], []
        for row in _rows(path):
            if not row["section"]:
                continue
            paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", row["text"])]
            blocks = tuple(Block(BlockKind.PARAGRAPH, part) for part in paragraphs if part)
            chapter = divide(Chapter(row["section"], "", blocks))
            chapters.append(chapter)
            numbers += [int(float(row["section"]))] * len(chapter.sentences)
        asked = tuple(_asked(root / "questions" / split / f"{name}-questions.csv", numbers))
        yield Story(name, tuple(chapters), tuple(numbers), asked)


def _asked(path: Path, numbers: list[int]) -> Iterator[Asked]:
    for row in _rows(path):
        sections = frozenset(int(number) for number in re.findall(r"\d+", row["cor_section"]))
        answers = tuple(row[f"answer{i}"] for i in range(1, 7) if row.get(f"answer{i}"))
        if not sections or not answers or not row["question"].strip():
            continue
        told_to = sum(number <= max(sections) for number in numbers)
        cut_at = sum(number < min(sections) for number in numbers)
        references = tuple(row[name] for name in ("answer1", "answer4") if row.get(name))
        is_explicit = row["ex-or-im1"] == "explicit"
        yield Asked(
            row["question"].strip(), answers, sections, told_to, cut_at, is_explicit, references or answers
        )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
