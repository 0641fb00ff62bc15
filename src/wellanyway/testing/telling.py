"""A Told over made-up or swapped chapters, put together as the library does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellanyway.asking.mind import StoryMind
from wellanyway.memory.log import WorkMemory
from wellanyway.reading.window import WindowReader
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.told import Told

__all__ = ["told_of"]


def told_of(
    chapters: Sequence[Chapter],
    told_to: int,
    *,
    title: str = "",
    author: str = "",
    reader: WindowReader[Any] | None = None,
) -> Told:
    """`chapters` (divided) as somebody knows them who has been told `told_to` sentences; by the reader that ships."""
    work = InMemoryWork(chapters, title=title, author=author)
    return Told(work, told_to, memory=WorkMemory(work, reader=reader), mind=StoryMind())
