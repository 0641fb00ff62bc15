"""Intake: a book file on its way into the library, one chapter at a time, whoever asks first.

Several processes may take in the same file at once: each chapter is prepared outside any transaction
and stored only if it is still the next one missing, so the same file gives the same rows in whatever order
they come. A copy of the file is kept in the library until the last chapter is in.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from wellanyway.errors import LibraryError, NotAStoryError
from wellanyway.memory import works as rows
from wellanyway.memory.packing import pack_chapter
from wellanyway.memory.schema import works
from wellanyway.story import Chapter

if TYPE_CHECKING:
    from wellanyway.importers.source import Source
    from wellanyway.memory.database import Database

__all__ = ["Intake", "Opener", "SourceFiles", "default_opener", "fingerprint"]

Opener = Callable[[Path], "Source"]


def default_opener() -> Opener:
    """The importers that ship."""
    from wellanyway.importers import open_book

    return open_book


def fingerprint(path: Path) -> str:
    """The same for the same bytes. Raises NotAStoryError where there is no file to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except IsADirectoryError:
        raise NotAStoryError(f"{path} is a folder, not a book file: name the files in it") from None
    except FileNotFoundError:
        raise NotAStoryError(f"{path} is not there: check the name") from None
    except OSError as error:
        raise NotAStoryError(f"{path} cannot be read ({error.strerror})") from None


class SourceFiles:
    """The copies of files that have not been taken in to their end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "incoming"

    def path(self, mark: str, given: Path) -> Path:
        return self._folder / mark / given.name

    def keep(self, mark: str, given: Path) -> Path:
        """A copy of `given`, whole or not there at all."""
        path = self.path(mark, given)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{os.getpid()}")
            shutil.copyfile(given, part)
            part.replace(path)
        return path

    def drop(self, mark: str, given: Path) -> None:
        """Remove a copy; another process may still be reading from it."""
        with contextlib.suppress(OSError):
            self.path(mark, given).unlink()
            self.path(mark, given).parent.rmdir()
            self._folder.rmdir()


class Intake:
    """Takes one work's file in, from the first chapter missing on."""

    def __init__(
        self, database: Database, work_id: int, *, opener: Opener | None = None, source: Source | None = None
    ) -> None:
        self._database = database
        self._work_id = work_id
        self._opener = opener
        self._source = source
        self._stamps: tuple[str, ...] | None = None
        self._coming: Iterator[Chapter] = iter(())
        self._next = -1  # number of the chapter that `_coming` gives next

    def take(self) -> bool:
        """Make sure of one chapter more than there were when called; False where the file has no more.

        Raises StoryError for what is wrong with the file, LibraryError where it is not there any more.
        """
        with self._database.reading() as connection:
            number = rows.count(connection, self._work_id)
            row = connection.execute(
                select(works.c.path, works.c.fingerprint, works.c.title, works.c.is_imported).where(
                    works.c.id == self._work_id
                )
            ).one()
        if row.is_imported:
            self.close()
            return False
        self._open(row.path, row.fingerprint, row.title, number)
        chapter = next(self._coming, None)
        if chapter is None:
            self._finish(row.path, row.fingerprint)
            return False
        from wellanyway.reading.sentences import divide

        self._store(number, divide(chapter))
        return True

    def _open(self, path: str, mark: str, title: str, number: int) -> None:
        """Stand before chapter `number` of the file."""
        if self._source is None:
            self._source = (self._opener or default_opener())(self._file(Path(path), mark, title))
        if self._stamps is None:
            self._stamps = tuple(stamp.digest for stamp in self._source.stamps())
        if self._next != number:
            self._coming = self._source.chapters(number)
            self._next = number

    def _file(self, given: Path, mark: str, title: str) -> Path:
        copy = SourceFiles(self._database.folder).path(mark, given)
        if copy.exists():
            return copy
        if given.exists() and fingerprint(given) == mark:
            return given
        raise LibraryError(
            f"the file of {title} went away before all of it was taken in: add it again ({given})"
        )

    def _store(self, number: int, chapter: Chapter) -> None:
        self._next = number + 1
        body = pack_chapter(chapter)
        stamp = self._stamps[number] if self._stamps and number < len(self._stamps) else ""
        with self._database.writing(is_durable=False) as connection:
            if rows.count(connection, self._work_id) == number:
                version = rows.put_text(connection, self._work_id, chapter, body)
                rows.append(connection, self._work_id, version, stamp)

    def _finish(self, path: str, mark: str) -> None:
        with self._database.writing(is_durable=False) as connection:
            connection.execute(
                update(works)
                .where(works.c.id == self._work_id, works.c.fingerprint == mark)
                .values(is_imported=True)
            )
        self.close()
        SourceFiles(self._database.folder).drop(mark, Path(path))

    def close(self) -> None:
        """Let go of the file."""
        if self._source is not None:
            self._source.close()
        self._source = None
        self._stamps = None
        self._coming = iter(())
        self._next = -1
