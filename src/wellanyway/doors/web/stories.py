"""The shelf over HTTP: what stories there are, adding and renewing them, and where a listener is."""

from __future__ import annotations

import re
import shutil
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, File, HTTPException, Query, UploadFile

from wellanyway.doors.web.asked import Listener, Shared, Story
from wellanyway.doors.web.house import House, Read
from wellanyway.doors.web.wire import TEXT_MOST
from wellanyway.errors import StoryError, WellanywayError, one_line
from wellanyway.memory.library import Place
from wellanyway.memory.places import Asked, Kept
from wellanyway.story import Pos
from wellanyway.views import Whereabouts

__all__ = ["FILES_MOST", "router"]

FILES_MOST = 20
"""Files that may be added at once."""

_NAME_MOST = 120
_UPLOADS = "uploads"

router = APIRouter(prefix="/stories", tags=["stories"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A story on the shelf. `progress` from 0 to 1 is there where it was asked for: it tells how long the story is."""

    id: int
    title: str
    author: str
    place: Place
    progress: float | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the story it is, whether the shelf had none of that title, or what is wrong with it."""

    file: str
    id: int | None
    title: str
    author: str
    is_new: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Updated:
    """What a newer file brought. `changed_heard` and `kept` are numbers of chapters that this listener has heard."""

    title: str
    is_new: bool
    new_chapters: int
    changed_heard: tuple[int, ...]
    kept: tuple[int, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Status:
    """Where a listener is in a story."""

    id: int
    title: str
    author: str
    listener: str
    last_told_at: float | None
    where: Whereabouts


@dataclass(frozen=True, slots=True)
class Notes:
    """A listener's own notes and questions, up to where they are."""

    notes: tuple[Kept, ...]
    asked: tuple[Asked, ...]


@router.get("", summary="The stories, the one told last first")
def shelf(house: Shared, listener: Listener, *, progress: bool = False) -> list[Entry]:
    """`progress` tells how far through each the listener is, and so how long it is."""
    library = house.library
    return [
        Entry(one.id, one.title, one.author, one.place, library.progress(one) if progress else None)
        for one in library.works(listener)
    ]


@router.post("", summary="Put files into the library")
def add(house: Shared, files: Annotated[list[UploadFile], File(min_length=1)]) -> list[Added]:
    """Each becomes a story, or the newer file of one that is here; a bad one does not keep the others out."""
    if len(files) > FILES_MOST:
        raise HTTPException(413, f"at most {FILES_MOST} files at once")
    return [_add(house, file) for file in files]


def _add(house: House, file: UploadFile) -> Added:
    name = plain_name(file.filename)
    with house.adding:
        known = {one.id for one in house.library.works()}
        path = _laid_down(house, file, name)
        try:
            work = house.library.add(path)
        except StoryError as error:
            return Added(name, None, "", "", is_new=False, problem=one_line(error))
        finally:
            path.unlink(missing_ok=True)
    house.forget(work.id)
    house.read_ahead(work.id)
    return Added(name, work.id, work.title, work.author, is_new=work.id not in known)


@router.put("/{story}/file", summary="Take a newer file of a story; every place stays")
def update(house: Shared, story: Story, listener: Listener, file: Annotated[UploadFile, File()]) -> Updated:
    """What has been heard and reads otherwise now is named; what comes is not."""
    shelved = house.shelved(story, listener)
    with house.adding:
        path = _laid_down(house, file, plain_name(file.filename))
        try:
            with suppress(
                WellanywayError
            ):  # all of the old file, so that what is new can be told from what was unread
                house.library.take_in(shelved.work)
            report = house.library.update(shelved.work, path)
        finally:
            path.unlink(missing_ok=True)
    house.forget(story)
    house.read_ahead(story)
    return Updated(
        shelved.title,
        report.is_new,
        report.new_chapters,
        tuple(report.changed_heard.get(listener, ())),
        tuple(report.kept.get(listener, ())),
        shelved.place(),
    )


def plain_name(given: str | None) -> str:
    """A file's name as this library keeps it: no path, no odd characters, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given or ""))[-1]
    clean = re.sub(r"[^\w .,()'’-]", "_", last).strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        stem, suffix = clean, ""
    return f"{stem[: _NAME_MOST - len(suffix)] or 'story'}{dot}{suffix[:12]}"


def _laid_down(house: House, file: UploadFile, name: str) -> Path:
    """The file in the library's folder, where an importer can open it; called with `adding` held."""
    folder = house.library.folder / _UPLOADS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("wb") as out:
        shutil.copyfileobj(file.file, out)
    return path


@router.get("/{story}", summary="Where the listener is: place, people present, narrative level")
def status(house: Shared, story: Story, listener: Listener) -> Status:
    """The present scene as far as has been told."""
    shelved = house.shelved(story, listener)
    where = house.told_and_read(story, listener).where()
    return Status(story, shelved.title, shelved.author, listener, shelved.place().updated_at, where)


@router.put("/{story}/place", summary="Go on from another place")
def move(house: Shared, story: Story, listener: Listener, pos: Annotated[str, Query(max_length=20)]) -> Place:
    """What lies behind the new place is unheard again; the story goes on with its sentence."""
    shelved = house.shelved(story, listener)
    shelved.start_from(Pos.parse(pos))
    return shelved.place()


@router.get("/{story}/notes", summary="The listener's own notes and questions")
def notes(house: Shared, story: Story, listener: Listener) -> Notes:
    """Those up to where the listener is."""
    shelved = house.shelved(story, listener)
    told_to = shelved.place().told_to
    return Notes(
        house.library.notes(shelved.work, listener, told_to),
        house.library.history(shelved.work, listener, told_to),
    )


@router.post("/{story}/notes", status_code=201, summary="Keep a note at the listener's place")
def note(
    house: Shared,
    story: Story,
    listener: Listener,
    text: Annotated[str, Body(embed=True, min_length=1, max_length=TEXT_MOST)],
) -> Kept:
    """The note as it is kept."""
    shelved = house.shelved(story, listener)
    told_to, now = shelved.place().told_to, time.time()
    house.library.keep_note(shelved.work, listener, told_to, text.strip(), now)
    return Kept(told_to, now, text.strip())


@router.get("/{story}/reading", summary="How far what has been told has been read")
def reading(house: Shared, story: Story, listener: Listener) -> Read:
    """Nothing ahead of the listener is counted."""
    return house.read(story, listener)


@router.post("/{story}/reading", status_code=202, summary="Read a story ahead, so that answers are ready")
def read(house: Shared, story: Story, listener: Listener) -> Read:
    """Begins behind everything else, and returns at once."""
    house.read_ahead(story)
    return house.read(story, listener)
