"""A library over made-up files, with the fakes in place of importers, reader and features."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from wellanyway.memory.library import Library
from wellanyway.reading.window import WindowReader
from wellanyway.story import Chapter
from wellanyway.testing.fakes import CountingReader, open_shelf, plain_features

Opening = Callable[..., Library]


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Opening]:
    """Opens the test's library, as often as wanted."""
    opened: list[Library] = []

    def opening(folder: Path | None = None, reader: WindowReader[Any] | None = None) -> Library:
        library = Library(
            folder or tmp_path / "shelf",
            opener=open_shelf,
            reader=reader or CountingReader(),
            features=plain_features,
            features_by="plain-1",
        )
        opened.append(library)
        return library

    yield opening
    for library in opened:
        library.close()


def lines(*paragraphs: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Paragraphs as lists of sentences."""
    return paragraphs


def undivided(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Chapters as an importer hands them over."""
    from dataclasses import replace

    return [replace(chapter, sentences=()) for chapter in chapters]
