"""Growth: a newer file of a work taken into the library, and what that means to each listener.

The new edition is prepared outside any transaction, chapters whose stamps are known from the old one
unread; then one transaction stores it and arranges the telling by `reconcile`, with the listeners' places
as they are at that moment.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from wellanyway.errors import LibraryError, NotAStoryError
from wellanyway.memory import works as rows
from wellanyway.memory.intake import Opener, default_opener, fingerprint
from wellanyway.memory.packing import digest, pack_chapter, pack_notes
from wellanyway.memory.places import record_changes
from wellanyway.memory.reconcile import Plan, Version, reconcile
from wellanyway.memory.schema import changes, listeners, places, works
from wellanyway.reading.sentences import divide
from wellanyway.story import Chapter

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wellanyway.importers.source import Source
    from wellanyway.memory.database import Database

__all__ = ["UpdateReport", "grow", "settle"]


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did. Chapters are numbered from 1 as they are told here.

    new_chapters   how many came that had not been there in any form; their titles stay sealed
    changed_heard  by listener: chapters they have heard that read otherwise now
    kept           by listener: chapters they have heard that the file has dropped, kept as they were told
    """

    is_new: bool
    new_chapters: int = 0
    changed_heard: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Coming:
    """A chapter of the new edition: a text that is stored already, or one that is to be."""

    stamp: str
    known: Version | None
    chapter: Chapter | None = None
    body: bytes = b""


def grow(database: Database, work_id: int, path: Path, *, opener: Opener | None = None) -> UpdateReport:
    """Take in `path` as the newest file of a work. Raises StoryError for a file that cannot be told."""
    mark = fingerprint(path)
    with database.snapshot() as connection:
        row = connection.execute(
            select(works.c.fingerprint, works.c.is_imported).where(works.c.id == work_id)
        ).one()
        old = rows.edition(connection, work_id)
    if row.fingerprint == mark:
        return UpdateReport(is_new=False)
    source = (opener or default_opener())(path)
    try:
        coming = _prepare(source, old)
    finally:
        source.close()
    if not any(one.known is not None and one.known.size for one in coming) and not any(
        one.chapter is not None and one.chapter.sentences for one in coming
    ):
        raise NotAStoryError(f"{path} has no text to tell: the story stays as it was")
    with database.writing() as connection:
        if (
            connection.execute(select(works.c.fingerprint).where(works.c.id == work_id)).scalar()
            != row.fingerprint
        ):
            raise LibraryError(f"another process is updating this story: try again in a moment ({path})")
        told_before = rows.telling(connection, work_id)
        edition = _store(connection, work_id, coming, old)
        _describe(connection, work_id, source, path, mark=mark)
        plan = _arrange(connection, work_id, told_before, edition)
        return _report(connection, work_id, plan, told_before)


def _prepare(source: Source, old: list[rows.Shelved]) -> list[_Coming]:
    """The new edition, chapter by chapter; what its stamp says is unchanged is not even opened."""
    stamps = source.stamps()
    known = {(one.version.key, one.stamp): one.version for one in old if one.stamp}
    if not stamps:
        return [_ready(divide(chapter), "") for chapter in source.chapters()]
    coming: list[_Coming] = []
    chapters = None  # stands before the next chapter that has to be opened, None after a leap
    for number, stamp in enumerate(stamps):
        version = known.get((stamp.key, stamp.digest))
        if version is not None:
            coming.append(_Coming(stamp.digest, version))
            chapters = None
            continue
        chapters = chapters or source.chapters(number)
        chapter = next(chapters, None)
        if chapter is not None:
            coming.append(_ready(divide(chapter), stamp.digest))
    return coming


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


def _describe(connection: Connection, work_id: int, source: Source, path: Path, *, mark: str) -> None:
    """Title, author and the like as the new file has them."""
    values = {
        "title": source.title,
        "author": source.author,
        "language": source.language,
        "notes": pack_notes(source.notes),
        "path": str(path),
        "fingerprint": mark,
        "is_imported": True,
    }
    connection.execute(update(works).where(works.c.id == work_id).values(values))


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
    wanted = select(works.c.held_to).where(works.c.id == work_id)
    with database.reading() as connection:
        held = connection.execute(wanted).scalar()
        if not held or rows.furthest(connection, work_id) >= held:
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
