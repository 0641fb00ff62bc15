"""Growth: a newer file of a work taken into the library, and what that means to each listener.

The new edition is prepared outside any transaction, chapters whose stamps are known from the old one
unread; then one transaction stores it and arranges the telling by `reconcile`, with the listeners' places
as they are at that moment.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from wellanyway.errors import LibraryError, NotAStoryError
from wellanyway.memory import works as rows
from wellanyway.memory.intake import Intake, Opener, SourceFiles, default_opener, fingerprint
from wellanyway.memory.packing import digest, pack_chapter, pack_notes
from wellanyway.memory.places import record_changes
from wellanyway.memory.reconcile import Plan, reconcile
from wellanyway.memory.report import UpdateReport
from wellanyway.memory.schema import changes, listeners, places, works
from wellanyway.memory.version import Version
from wellanyway.reading.sentences import divide
from wellanyway.story import Chapter

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wellanyway.importers.source import Source
    from wellanyway.memory.database import Database

__all__ = ["UpdateReport", "grow", "settle"]


@dataclass(frozen=True, slots=True)
class _Coming:
    """A chapter of the new edition: a text that is stored already, or one that is to be."""

    stamp: str
    known: Version | None
    chapter: Chapter | None = None
    body: bytes = b""

    @property
    def has_text(self) -> bool:
        return bool(self.known.size if self.known is not None else self.chapter and self.chapter.sentences)


def grow(database: Database, work_id: int, path: Path, *, opener: Opener | None = None) -> UpdateReport:
    """Take in `path` as the newest file of a work. Raises StoryError for a file that cannot be told."""
    mark = fingerprint(path)
    with database.reading() as connection:
        row = connection.execute(select(works.c.fingerprint, works.c.path).where(works.c.id == work_id)).one()
    if row.fingerprint == mark:
        return UpdateReport(is_new=False)
    _reach_places(database, work_id, opener)
    source = (opener or default_opener())(path)
    try:
        report = _Growth(database, work_id, path, source, before=row.fingerprint, mark=mark).run()
    finally:
        source.close()
    SourceFiles(database.folder).drop(row.fingerprint, Path(row.path))
    return report


class _Growth:
    """One newer file on its way in."""

    def __init__(
        self, database: Database, work_id: int, path: Path, source: Source, *, before: str, mark: str
    ) -> None:
        self._database = database
        self._work_id = work_id
        self._path = path
        self._source = source
        self._before = before
        self._mark = mark
        self._stamps = source.stamps()
        with database.reading() as connection:
            self._old = rows.edition(connection, work_id)

    def run(self) -> UpdateReport:
        added = self._added()
        if added is None:
            return self._take_over(self._prepare())
        report = self._append(added)
        if report is None:
            kept = [_Coming(one.stamp, one.version) for one in self._old]
            report = self._take_over([*kept, *added])
        return report

    def _added(self) -> list[_Coming] | None:
        """The chapters behind the old edition where all of that is unchanged, by its stamps; else None."""
        count = len(self._old)
        if not count or len(self._stamps) < count:
            return None
        for stamp, one in zip(self._stamps, self._old, strict=False):
            if not one.stamp or (stamp.digest, stamp.key) != (one.stamp, one.version.key):
                return None
        if len(self._stamps) == count:
            return []
        coming = zip(self._stamps[count:], self._source.chapters(count), strict=False)
        return [_ready(divide(chapter), stamp.digest) for stamp, chapter in coming]

    def _append(self, added: list[_Coming]) -> UpdateReport | None:
        """Put chapters behind a telling that is just its edition; None where it is not, or not any more.

        This is what a serial does most, so its cost is that of the new chapters alone.
        """
        with self._database.writing() as connection:
            self._check(connection)
            held = connection.execute(select(works.c.held_to).where(works.c.id == self._work_id)).scalar()
            if held or rows.count(connection, self._work_id) != len(self._old):
                return None
            for one in added:
                assert one.chapter is not None
                version = rows.put_text(connection, self._work_id, one.chapter, one.body)
                rows.append(connection, self._work_id, version, one.stamp)
            self._describe(connection)
            names = [name for name, _ in _places(connection, self._work_id)]
        nothing: dict[str, tuple[int, ...]] = dict.fromkeys(names, ())
        new = sum(one.has_text for one in added)
        return UpdateReport(is_new=True, new_chapters=new, changed_heard=nothing, kept=nothing)

    def _prepare(self) -> list[_Coming]:
        """The new edition, chapter by chapter; what its stamp says is unchanged is not even opened."""
        known = {(one.version.key, one.stamp): one.version for one in self._old if one.stamp}
        if not self._stamps:
            return [_ready(divide(chapter), "") for chapter in self._source.chapters()]
        coming: list[_Coming] = []
        chapters = None  # stands before the next chapter that has to be opened, None after a leap
        for number, stamp in enumerate(self._stamps):
            version = known.get((stamp.key, stamp.digest))
            if version is not None:
                coming.append(_Coming(stamp.digest, version))
                chapters = None
                continue
            chapters = chapters or self._source.chapters(number)
            chapter = next(chapters, None)
            if chapter is not None:
                coming.append(_ready(divide(chapter), stamp.digest))
        return coming

    def _take_over(self, coming: list[_Coming]) -> UpdateReport:
        """Store the new edition and arrange the telling."""
        if not any(one.has_text for one in coming):
            raise NotAStoryError(f"{self._path} has no text to tell: the story stays as it was")
        with self._database.writing() as connection:
            self._check(connection)
            have = rows.telling(connection, self._work_id)
            edition = _store(connection, self._work_id, coming, self._old)
            self._describe(connection)
            plan = _arrange(connection, self._work_id, have, edition)
            return _report(connection, self._work_id, plan, have)

    def _check(self, connection: Connection) -> None:
        """That no other process has updated the work since."""
        wanted = select(works.c.fingerprint).where(works.c.id == self._work_id)
        if connection.execute(wanted).scalar() != self._before:
            raise LibraryError(f"another process has just updated this story: try again ({self._path})")

    def _describe(self, connection: Connection) -> None:
        """Title, author and the like as the new file has them."""
        values = {
            "title": self._source.title,
            "author": self._source.author,
            "language": self._source.language,
            "notes": pack_notes(self._source.notes),
            "path": str(self._path),
            "fingerprint": self._mark,
            "is_imported": True,
        }
        connection.execute(update(works).where(works.c.id == self._work_id).values(values))


def _reach_places(database: Database, work_id: int, opener: Opener | None) -> None:
    """Take the old file in as far as anybody has been told."""
    intake = Intake(database, work_id, opener=opener)
    try:
        while True:
            with database.reading() as connection:
                if rows.end(connection, work_id) >= rows.furthest(connection, work_id):
                    return
            if not intake.take():
                return
    finally:
        intake.close()


def _ready(chapter: Chapter, stamp: str) -> _Coming:
    return _Coming(stamp, None, chapter, pack_chapter(chapter))


def _store(
    connection: Connection, work_id: int, coming: list[_Coming], old: list[rows.Shelved]
) -> list[Version]:
    """The new edition in place of the old; a chapter that is the same in every respect is kept."""
    by_words: dict[tuple[str, bytes], list[Version]] = defaultdict(list)
    for shelved in old:
        by_words[shelved.version.key, shelved.version.digest].append(shelved.version)
    edition: list[Version] = []
    for one in coming:
        if one.chapter is None:
            assert one.known is not None
            edition.append(one.known)
            continue
        alike = by_words[one.chapter.key, digest(one.chapter)]
        same = [version for version in alike if rows.is_text(connection, version.id, one.chapter, one.body)]
        edition.append(same[0] if same else rows.put_text(connection, work_id, one.chapter, one.body))
        if same:
            alike.remove(same[0])
    rows.keep_edition(
        connection, work_id, [(one.id, given.stamp) for one, given in zip(edition, coming, strict=True)]
    )
    return edition


def _arrange(connection: Connection, work_id: int, have: list[rows.Shelved], edition: list[Version]) -> Plan:
    """Bring the telling in line with the edition behind what has been told."""
    told_to = rows.furthest(connection, work_id)
    begun = [one for one in have if one.first < told_to]
    told = told_to - begun[-1].first if begun else 0

    def load(text_id: int) -> Chapter:
        chapter = rows.load_text(connection, text_id)
        assert chapter is not None
        return chapter

    ahead = [one.version for one in have[len(begun) :]]
    plan = reconcile([one.version for one in begun], told, edition, load, ahead=ahead)
    by_id = {version.id: version for version in (*ahead, *edition)}
    wanted = [one.version for one in begun]
    if plan.playing is not None:
        wanted[-1] = rows.put_text(connection, work_id, plan.playing)
    wanted += [by_id[text_id] for text_id in plan.rest]
    rows.arrange(connection, work_id, have, wanted)
    held = 0 if [one.id for one in wanted] == [one.id for one in edition] else told_to
    connection.execute(update(works).where(works.c.id == work_id).values(held_to=held))
    return plan


def _report(connection: Connection, work_id: int, plan: Plan, have: list[rows.Shelved]) -> UpdateReport:
    """What changed, in numbers as people write them; kept for each listener until they have been told."""
    firsts = {position: have[position].first for position in plan.changed}
    changed = record_changes(connection, work_id, firsts, time.time())
    words = {one.version.digest for one in have if one.version.size}
    keys = {one.version.key for one in have}
    coming = [one.version for one in rows.telling(connection, work_id, plan.heard)]
    new = [one for one in coming if one.digest not in words and one.key not in keys and one.size]
    begun = {name: sum(one.first < told_to for one in have) for name, told_to in _places(connection, work_id)}
    return UpdateReport(
        is_new=True,
        new_chapters=len(new),
        changed_heard={name: tuple(i + 1 for i in heard) for name, heard in changed.items()},
        kept={name: tuple(i + 1 for i in plan.gone if i < count) for name, count in begun.items()},
    )


def _places(connection: Connection, work_id: int) -> list[tuple[str, int]]:
    found = connection.execute(
        select(listeners.c.name, places.c.told_to)
        .join(places, places.c.listener_id == listeners.c.id)
        .where(places.c.work_id == work_id)
    )
    return [(row[0], row[1]) for row in found]


def settle(database: Database, work_id: int) -> bool:
    """Where everybody has gone back behind a chapter kept as it was told, tell it from the file again.

    True if the telling was arranged anew.
    """
    with database.reading() as connection:
        if not rows.is_held_back(connection, work_id):
            return False
    with database.writing() as connection:
        have = rows.telling(connection, work_id)
        edition = [one.version for one in rows.edition(connection, work_id)]
        version = connection.execute(select(works.c.version).where(works.c.id == work_id)).scalar()
        told_to = rows.furthest(connection, work_id)
        _arrange(connection, work_id, have, edition)
        ahead = [i for i, one in enumerate(have) if one.first >= told_to]
        connection.execute(delete(changes).where(changes.c.work_id == work_id, changes.c.position.in_(ahead)))
        return connection.execute(select(works.c.version).where(works.c.id == work_id)).scalar() != version
