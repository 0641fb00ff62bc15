"""Library: the works somebody has, everybody's places in them, and the one way to a Told of each.

A folder with one SQLite file. Several processes may use it at once; every method either has done what
it says when it returns, or nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import delete, insert, select

from wellanyway import config
from wellanyway.errors import LibraryError, NotAStoryError, UnknownStoryError
from wellanyway.memory import works as rows
from wellanyway.memory.database import Database
from wellanyway.memory.intake import Intake, Opener, SourceFiles, default_opener, fingerprint
from wellanyway.memory.log import Features
from wellanyway.memory.packing import pack_notes
from wellanyway.memory.places import Asked, Kept, Places
from wellanyway.memory.report import UpdateReport
from wellanyway.memory.schema import works
from wellanyway.memory.stored_memory import StoredMemory
from wellanyway.memory.stored_work import StoredWork
from wellanyway.reading.window import WindowReader
from wellanyway.story import Pos
from wellanyway.told import Mind, Told
from wellanyway.views import Answer

if TYPE_CHECKING:
    from sqlalchemy import Row

    from wellanyway.importers.source import Source
    from wellanyway.memory.ingest import Progress

__all__ = ["Library", "Place", "UpdateReport", "WorkEntry"]

_EVERYWHERE = 2**62  # more sentences than any work has


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listener is in a work. `updated_at`, in seconds since the epoch, is None before the first sentence."""

    told_to: int
    at: str
    updated_at: float | None


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """A work in a list, with one listener's place; nothing in it tells how long the work is."""

    id: int
    title: str
    author: str
    place: Place


class Library:
    """One library folder, opened. Close it, or use it in a `with`. Threads may share it.

    `opener`, `reader` and `features` take the place of the importers, the reader and the features that
    ship; `features_by` names the version of `features`.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        mind: Mind | None = None,
        opener: Opener | None = None,
        reader: WindowReader[Any] | None = None,
        features: Features | None = None,
        features_by: str | None = None,
    ) -> None:
        """Raises LibraryError where the folder or its database cannot be used."""
        self.folder = config.load().folder if path is None else Path(path).expanduser()
        self._mind = mind
        self._opener = opener
        self._reader = reader
        self._features = features
        self._features_by = features_by
        self._database = Database(self.folder)
        self._places = Places(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # -- works

    def add(self, file: Path | str) -> StoredWork:
        """The work in a file: known by its bytes, or a newer file of one that is here, or new.

        Returns as soon as the first chapter with text is in. Raises StoryError for a bad file.
        """
        path = Path(file).expanduser().absolute()
        mark = fingerprint(path)
        with self._database.reading() as connection:
            known = connection.execute(select(works.c.id).where(works.c.fingerprint == mark)).scalar()
        if known is not None:
            return self._open(known)
        source = (self._opener or default_opener())(path)
        try:
            older = self._older(source, path)
            if older is None:
                return self._open(self._take_in(source, path, mark))
        finally:
            source.close()
        self._grow(older, path)
        return self._open(older)

    def _grow(self, work_id: int, path: Path) -> UpdateReport:
        from wellanyway.memory.growth import grow

        return grow(self._database, work_id, path, opener=self._opener)

    def _older(self, source: Source, path: Path) -> int | None:
        """The work that a file is a newer one of: title and author are the same, and one of them is known."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(works.c.id)
                .where(works.c.title == source.title, works.c.author == source.author)
                .where((works.c.path == str(path)) | (works.c.author != ""))
                .order_by(works.c.path != str(path), works.c.id)
                .limit(1)
            ).scalar()
        return None if found is None else int(found)

    def _take_in(self, source: Source, path: Path, mark: str) -> int:
        """A new work, with chapters up to the first that has text."""
        row = {
            "title": source.title,
            "author": source.author,
            "language": source.language,
            "notes": pack_notes(source.notes),
            "path": str(path),
            "fingerprint": mark,
            "added_at": time.time(),
            "version": 0,
            "is_imported": False,
            "held_to": 0,
        }
        files = SourceFiles(self.folder)
        with self._database.plainly():
            files.keep(mark, path)
        with self._database.writing() as connection:
            known = connection.execute(select(works.c.id).where(works.c.fingerprint == mark)).scalar()
            if known is None:
                given = connection.execute(insert(works), row).inserted_primary_key
                assert given is not None
                known = int(given[0])
        try:
            intake = Intake(self._database, known, source=source)
            while not self._has_text(known) and intake.take():
                pass
        except BaseException:
            self._forget(known)
            files.drop(mark, path)
            raise
        if not self._has_text(known):
            self._forget(known)
            files.drop(mark, path)
            raise NotAStoryError(f"{path.name} has no text to tell; nothing was added")
        return known

    def _has_text(self, work_id: int) -> bool:
        with self._database.reading() as connection:
            return any(one.version.size for one in rows.telling(connection, work_id))

    def find(self, story: str) -> StoredWork:
        """The work a person means: a file, or the beginning of a title, whatever its case.

        Raises UnknownStoryError, with the titles there are, where that is none or several.
        """
        entries = self._entries()
        wanted = story.strip().casefold()
        found = [row for row in entries if wanted and row.title.casefold().startswith(wanted)]
        found = [row for row in found if row.title.casefold() == wanted] or found
        if len(found) == 1:
            return self._open(found[0].id)
        if not found and wanted and Path(story).expanduser().exists():
            return self.add(story)
        if found:
            titles = "; ".join(row.title for row in found)
            raise UnknownStoryError(f"{story!r} is the beginning of several titles: {titles}")
        titles = "; ".join(row.title for row in entries)
        there = f"there are: {titles}" if titles else "the library is empty: add a file"
        raise UnknownStoryError(f"no story here is called {story!r}, and there is no such file; {there}")

    def work(self, work_id: int) -> StoredWork:
        """The work of that id. Raises UnknownStoryError."""
        return self._open(work_id)

    def works(self, listener: str = "me") -> tuple[WorkEntry, ...]:
        """All works with a listener's places, the one heard last first, those not begun by title."""
        found = []
        for row in self._entries():
            told_to, updated_at = self._places.place(row.id, listener)
            with self._database.reading() as connection:
                place = Place(told_to, rows.at(connection, row.id, told_to), updated_at)
            found.append(WorkEntry(row.id, row.title, row.author, place))
        return tuple(
            sorted(found, key=lambda one: (-(one.place.updated_at or 0.0), one.title.casefold(), one.id))
        )

    def _entries(self) -> list[Row[Any]]:
        with self._database.reading() as connection:
            wanted = select(works.c.id, works.c.title, works.c.author).order_by(works.c.title, works.c.id)
            return list(connection.execute(wanted))

    def _open(self, work_id: int) -> StoredWork:
        self._settle(work_id)
        return StoredWork(self._database, work_id, opener=self._opener)

    def _settle(self, work_id: int) -> bool:
        with self._database.reading() as connection:
            if not rows.is_held_back(connection, work_id):
                return False
        from wellanyway.memory.growth import settle

        return settle(self._database, work_id)

    def update(self, work: StoredWork, file: Path | str) -> UpdateReport:
        """Take in a newer file of a work; `work` goes on with it. Raises StoryError for a bad file."""
        report = self._grow(work.id, Path(file).expanduser().absolute())
        work.refresh()
        return report

    def remove(self, work: StoredWork) -> None:
        """Take a work out, with everybody's places, questions and notes in it."""
        work.close()
        with self._database.reading() as connection:
            row = connection.execute(
                select(works.c.fingerprint, works.c.path).where(works.c.id == work.id)
            ).one_or_none()
        self._forget(work.id)
        if row is not None:
            SourceFiles(self.folder).drop(row.fingerprint, Path(row.path))

    def _forget(self, work_id: int) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(works).where(works.c.id == work_id))

    # -- reading

    def ingest(
        self,
        work: StoredWork,
        *,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> bool:
        """Take in, index and read all of a work that is missing; False if `stop` said so before the end."""
        from wellanyway.memory.ingest import Ingest

        run = Ingest(
            self._database,
            work,
            reader=self._reader,
            features=self._features,
            features_by=self._features_by,
        )
        return run.run(progress=progress, stop=stop)

    def read_to(self, work: StoredWork) -> int:
        """How many sentences have been read ahead; for progress, never for a listener."""
        with self._database.reading() as connection:
            return rows.read_to(connection, work.id)

    # -- telling

    def memory(self, work: StoredWork) -> StoredMemory:
        """What the reader left of a work."""
        return StoredMemory(
            self._database,
            work,
            reader=self._reader,
            features=self._features,
            features_by=self._features_by,
        )

    def told(self, work: StoredWork, listener: str = "me", at: Pos | str | None = None) -> Told:
        """A work as a listener knows it, or as it is known at a place. Raises PositionError."""
        if self._mind is None:
            raise LibraryError("this library cannot answer: open it as wellanyway.Library, or give it a mind")
        told_to = self._places.place(work.id, listener)[0] if at is None else work.told_to(at)
        talk = self.talk(work, listener, told_to)
        return Told(work, told_to, memory=self.memory(work), mind=self._mind, talk=talk)

    def talk(self, work: StoredWork, listener: str = "me", told_to: int = _EVERYWHERE) -> tuple[Answer, ...]:
        """What a listener asked at horizons up to `told_to`, and was answered, in the order it was asked."""
        return tuple(asked.answer for asked in self._places.history(work.id, listener, told_to))

    def place(self, work: StoredWork, listener: str = "me") -> Place:
        """Where a listener is."""
        told_to, updated_at = self._places.place(work.id, listener)
        return Place(told_to, work.at(told_to), updated_at)

    def save_place(self, work: StoredWork, listener: str, told_to: int, now: float) -> None:
        """Everything before `told_to` has been told; on disk when this returns."""
        self._places.save(work.id, listener, told_to, now)

    def start_from(self, work: StoredWork, listener: str, pos: Pos | str, now: float) -> int:
        """Move a listener's place to where a telling from `pos` starts, and return it.

        Chapters ahead of everybody's place that were kept as they had been told come from the file again.
        """
        told_to = work.starting(pos)
        self._places.save(work.id, listener, told_to, now)
        if self._settle(work.id):
            work.refresh()
        return told_to

    def remember(self, work: StoredWork, listener: str, answer: Answer, now: float) -> None:
        """Keep a question with its answer, at the answer's horizon."""
        self._places.remember(work.id, listener, answer, now)

    def history(self, work: StoredWork, listener: str, told_to: int) -> tuple[Asked, ...]:
        """What a listener asked at horizons up to `told_to`."""
        return self._places.history(work.id, listener, told_to)

    def keep_note(self, work: StoredWork, listener: str, told_to: int, text: str, now: float) -> None:
        """Keep a note of the listener's own at a place."""
        self._places.keep_note(work.id, listener, told_to, text, now)

    def notes(self, work: StoredWork, listener: str, told_to: int) -> tuple[Kept, ...]:
        """A listener's notes up to `told_to`."""
        return self._places.notes(work.id, listener, told_to)

    def changed(self, work: StoredWork, listener: str = "me") -> tuple[int, ...]:
        """Numbers (from 1) of chapters heard that changed since, of which the listener has not been told."""
        return tuple(position + 1 for position in self._places.changed(work.id, listener))

    def notice_changes(self, work: StoredWork, listener: str = "me") -> None:
        """The listener has been told what `changed` said."""
        self._places.notice(work.id, listener)
