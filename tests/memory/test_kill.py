"""Killed at any moment, a teller loses at most the sentence in play; two processes at once harm nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wellanyway.memory.database import FILE
from wellanyway.memory.library import Library
from wellanyway.memory.log import WorkMemory
from wellanyway.story import InMemoryWork
from wellanyway.testing.fakes import CountingReader, open_shelf, plain_features, shelf
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.memory_contract import seen
from wellanyway.testing.stories import story

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to be quick")


def opened(folder: Path) -> Library:
    return Library(
        folder, opener=open_shelf, reader=CountingReader(), features=plain_features, features_by="plain-1"
    )


def forked(work: Callable[[], None]) -> int:
    """Run something in a child process that never comes back here."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def tell(folder: Path, witness: Path) -> None:
    """Tell sentences, saying to the witness what is shown and what has been saved."""
    out = os.open(witness, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    library = opened(folder)
    work = library.work(1)
    told_to = library.place(work).told_to
    while work.sentence(told_to) is not None:
        os.write(out, f"{told_to} shown\n".encode())
        told_to += 1
        library.save_place(work, "me", told_to, time.time())
        os.write(out, f"{told_to} saved\n".encode())


def ingest(folder: Path) -> None:
    with opened(folder) as library:
        library.ingest(library.work(1))


def last(witness: Path, word: str) -> int:
    lines = witness.read_text().splitlines() if witness.exists() else []
    return max((int(line.split()[0]) for line in lines if line.endswith(word)), default=-1)


def whole(folder: Path) -> bool:
    with sqlite3.connect(folder / FILE) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return found and connection.execute("PRAGMA foreign_key_check").fetchone() is None


def long_tale(tmp_path: Path, chapters: int = 60) -> Path:
    made = [
        chapter_of_lines(
            f"c{i}", f"C {i}", [[f"Line {i} {j} was told.", "And so on it went."] for j in range(60)]
        )
        for i in range(chapters)
    ]
    return shelf(tmp_path / "long.shelf", made)


def test_a_kill_loses_at_most_the_sentence_in_play(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    with opened(folder) as library:
        library.add(long_tale(tmp_path))
    rng = random.Random(7)
    before = 0
    for number in range(25):
        witness = tmp_path / f"witness{number}"
        teller = forked(lambda witness=witness: tell(folder, witness))  # type: ignore[misc]
        reader = forked(lambda: ingest(folder))
        deadline = time.monotonic() + 5
        while number % 5 and last(witness, "shown") < 0 and time.monotonic() < deadline:
            time.sleep(0.001)  # every fifth may be killed while it still opens the library
        time.sleep(rng.uniform(0, 0.06))
        for child in (teller, reader):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with opened(folder) as library:
            place = library.place(library.work(1)).told_to
        shown, saved = last(witness, "shown"), last(witness, "saved")
        assert place >= max(before, saved, shown)
        assert place <= max(before, shown + 1)
        assert whole(folder)
        before = place
    assert before > 25  # it did tell


def test_what_was_killed_while_reading_ahead_reads_the_same_in_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    file = shelf(tmp_path / "s.shelf", [part for seed in range(12) for part in story(seed, paragraphs=30)])
    with opened(folder) as library:
        library.add(file)
    rng = random.Random(3)
    for _ in range(8):
        child = forked(lambda: ingest(folder))
        time.sleep(rng.uniform(0.002, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with opened(folder) as library:
        work = library.work(1)
        assert library.ingest(work)
        chapters = [work.chapter(index) for index in range(work.known())]
        size = work.size()
        plain = InMemoryWork([chapter for chapter in chapters if chapter is not None])
        wanted = seen(WorkMemory(plain, reader=CountingReader(), features=plain_features), size)
        assert library.read_to(work) == size
        assert seen(library.memory(work), size) == wanted


def test_two_readers_and_a_teller_at_once(tmp_path: Path) -> None:
    folder, quiet = tmp_path / "lib", tmp_path / "quiet"
    file = long_tale(tmp_path, 6)
    for place in (folder, quiet):
        with opened(place) as library:
            library.add(file)
    ingest(quiet)
    children = [
        forked(lambda: ingest(folder)),
        forked(lambda: ingest(folder)),
        forked(lambda: tell(folder, tmp_path / "witness")),
    ]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    assert whole(folder)
    tables = ("chapters", "editions", "texts", "pages", "features")
    for table in tables:
        rows = []
        for place in (folder, quiet):
            with sqlite3.connect(place / FILE) as connection:
                rows.append(connection.execute(f"SELECT * FROM {table}").fetchall())
        assert sorted(rows[0]) == sorted(rows[1]), table


def test_a_listener_never_waits_long_for_the_reader(tmp_path: Path) -> None:
    """The one write lock is held in short stretches: saves go through while a reader is at work."""
    folder = tmp_path / "lib"
    with opened(folder) as library:
        work = library.add(long_tale(tmp_path, 120))
        child = forked(lambda: ingest(folder))
        waits: list[float] = []
        while os.waitpid(child, os.WNOHANG)[0] == 0:
            start = time.perf_counter()
            library.save_place(work, "me", 1 + len(waits) % 9, time.time())
            waits.append(time.perf_counter() - start)
            time.sleep(0.002)
    waits.sort()
    assert len(waits) > 20
    assert waits[len(waits) // 2] < 0.05
    assert waits[-1] < 2.0  # far below the ten seconds at which a library counts as busy
