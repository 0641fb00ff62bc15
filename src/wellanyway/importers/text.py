"""Plain text: novels from Project Gutenberg, saved fan fiction, whatever somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wellanyway.importers.chunks import chunks_of
from wellanyway.importers.gutenberg import unwrap
from wellanyway.importers.lines import read_lines
from wellanyway.importers.source import Source, Stamp
from wellanyway.importers.text_chapters import chapters_of
from wellanyway.importers.title_page import TitlePage
from wellanyway.story import Chapter, Paratext

__all__ = ["TextImporter", "TextSource"]


class TextImporter:
    """Takes any file that is text; the last to be asked."""

    name = "text"

    def open(self, path: Path) -> Source | None:
        """Raises DamagedFileError for binary data, NotAStoryError where there are no words."""
        return TextSource(path)


class TextSource:
    """A text file opened. The title page is read at once, chapters when asked for."""

    format = "text"

    def __init__(self, path: Path) -> None:
        self._path = path
        page = TitlePage(path)
        self.title, self.author, self.language = page.title, page.author, page.language
        self.notes: tuple[Paratext, ...] = ()

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        _, lines = unwrap(read_lines(self._path))
        found = chapters_of(chunks_of(lines), href=self._path.name, work_title=self.title)
        for index, chapter in enumerate(found):
            if index >= start:
                yield chapter

    def stamps(self) -> tuple[Stamp, ...]:
        return ()

    def close(self) -> None:
        """Nothing is held open."""
