"""EPUB 2 and 3: opens the book, gives what is known at once, and its chapters as they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from wellanyway.errors import DamagedFileError, NotAStoryError
from wellanyway.importers.archive import Archive, Limits
from wellanyway.importers.epub_chapters import Book, Telling
from wellanyway.importers.epub_navigation import read_navigation
from wellanyway.importers.epub_package import check_encryption, find_package, read_package
from wellanyway.importers.source import Stamp
from wellanyway.story import Chapter

__all__ = ["EpubImporter", "EpubSource"]

_SUFFIXES = {".epub", ".kepub"}
_STAMPED_BYTES = 2_000_000  # with more than this to read through, stamps are not cheap


class EpubSource:
    """An open EPUB."""

    format = "epub"

    def __init__(self, book: Book) -> None:
        self._book = book
        package = book.package
        self.title = package.title
        self.author = package.author
        self.language = package.language
        self.notes = package.notes

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        """Chapters from index `start` on; raises NotAStoryError where the whole book has none."""
        telling = Telling(self._book, start=start)
        found = telling.chapters()
        for chapter in found:
            if telling.count > start:
                yield chapter
        if not telling.count:
            raise NotAStoryError(f"{self._book.archive.name} has no text to tell")

    def stamps(self) -> tuple[Stamp, ...]:
        """One stamp a chapter, from the directory of the archive; () where that does not tell."""
        book = self._book
        unsure = [
            item.path for item in book.package.spine if not book.is_certain(item, role := book.head(item))
            and (role is None or role.value == "told")
        ]  # fmt: skip
        if sum(book.archive.size(path) for path in unsure) > _STAMPED_BYTES:
            return ()
        telling = Telling(book, start=sys.maxsize)
        for _ in telling.chapters():
            pass
        return tuple(telling.stamps)

    def close(self) -> None:
        """Let go of the file."""
        self._book.archive.close()


class EpubImporter:
    """Knows EPUB."""

    name = "epub"

    def __init__(self, *, limits: Limits | None = None) -> None:
        self._limits = limits

    def open(self, path: Path) -> EpubSource | None:
        """The book, None for what is not an EPUB; raises StoryError for one that is bad."""
        is_named = path.suffix.lower() in _SUFFIXES
        if not is_named:
            with path.open("rb") as file:
                if not file.read(4).startswith(b"PK"):
                    return None
        archive = Archive(path, limits=self._limits)
        try:
            where = find_package(archive)
            if where is None:
                if not is_named:
                    archive.close()
                    return None
                raise DamagedFileError(
                    f"{path.name} is a zip without a book in it: no package (OPF) was found"
                )
            check_encryption(archive)
            package = read_package(archive, where)
            return EpubSource(Book(archive, package, read_navigation(archive, package)))
        except BaseException:
            archive.close()
            raise
