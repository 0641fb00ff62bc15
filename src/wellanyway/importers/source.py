"""What every importer gives: a book file opened, with its chapters in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wellanyway.story import Chapter, Paratext

__all__ = ["NAME_CHARS", "Importer", "Source", "Stamp", "as_name"]

NAME_CHARS = 300
"""Characters of a work's title, or of its author's name."""

_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]+")


def as_name(text: str) -> str:
    """A title or a name on one line, without what steers a terminal or turns a line over, and not too long."""
    line = " ".join(_STEERING.sub(" ", text[: 8 * NAME_CHARS]).split())
    return line if len(line) <= NAME_CHARS else line[: NAME_CHARS - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Cheap identity of one chapter's source, so that an update can skip what is unchanged."""

    key: str
    digest: str


class Source(Protocol):
    """A book file opened: what is known at once, and its chapters, undivided (`sentences == ()`)."""

    title: str
    author: str
    language: str
    format: str
    notes: tuple[Paratext, ...]  # of the whole work, known before the story begins

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        """Chapters from index `start` on, each made when asked for and from no more than it needs."""
        ...

    def stamps(self) -> tuple[Stamp, ...]:
        """One stamp a chapter in order, () where the format cannot tell cheaply."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class Importer(Protocol):
    """Knows one format."""

    name: str

    def open(self, path: Path) -> Source | None:
        """The book, None for what is not of this format; raises StoryError for its own that is bad."""
        ...
