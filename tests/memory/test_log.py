"""Both memories pass the one contract suite, and the suite catches a store that breaks it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.memory.conftest import Opening
from wellanyway.facts import Fact
from wellanyway.memory import works as rows
from wellanyway.memory.library import Library
from wellanyway.memory.log import WorkMemory
from wellanyway.memory.stored_memory import StoredMemory
from wellanyway.reading.window import Window
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing.fakes import CountingReader, plain_features, shelf
from wellanyway.testing.memory_contract import check_memory, seen
from wellanyway.testing.stories import story


def test_the_memory_of_a_work_keeps_the_contract() -> None:
    check_memory(
        lambda chapters, _: WorkMemory(
            InMemoryWork(chapters), reader=CountingReader(), features=plain_features
        )
    )


def stored(library: Library, chapters: Sequence[Chapter], stored_to: int, file: Path) -> StoredMemory:
    """A work of divided chapters in the library, read ahead at least to `stored_to`."""
    work = library.add(
        shelf(file, [replace(c, title=f"{file.stem} {c.title}") for c in chapters[:1]], title=file.stem)
    )
    with library._database.writing() as connection:
        have = rows.telling(connection, work.id)
        texts = [rows.put_text(connection, work.id, chapter) for chapter in chapters]
        rows.keep_edition(connection, work.id, [(text.id, "") for text in texts])
        rows.arrange(connection, work.id, have, texts)
        connection.exec_driver_sql("UPDATE works SET is_imported = 1")
    work.refresh()
    library.ingest(work, stop=lambda: library.read_to(work) >= stored_to)
    return library.memory(work)


def test_the_memory_in_a_library_keeps_the_contract(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    number = itertools.count()
    check_memory(
        lambda chapters, stored_to: stored(library, chapters, stored_to, tmp_path / f"{next(number)}.shelf"),
        seeds=(1, 2),
    )


class Cheat(CountingReader):
    """Looks at what must not matter."""

    def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
        facts, state = super().read(window, state)
        return tuple(replace(fact, value={**fact.value, "end": window.is_complete}) for fact in facts), state


def test_the_suite_catches_a_reader_that_knows_whether_a_paragraph_goes_on() -> None:
    with pytest.raises(AssertionError, match="the future shows"):
        check_memory(
            lambda chapters, _: WorkMemory(InMemoryWork(chapters), reader=Cheat(), features=plain_features),
            reader=Cheat(),
            seeds=range(1, 9),
        )


def test_the_suite_catches_a_memory_that_keeps_what_it_once_knew() -> None:
    class Grown(WorkMemory):
        top = 0

        def facts(self, told_to: int) -> Sequence[Fact]:
            self.top = max(self.top, told_to)
            return super().facts(self.top)

    with pytest.raises(AssertionError, match="another memory"):
        check_memory(
            lambda chapters, _: Grown(
                InMemoryWork(chapters), reader=CountingReader(), features=plain_features
            )
        )


def test_a_fact_not_known_at_its_windows_end_is_refused() -> None:
    class Early(CountingReader):
        def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
            facts, state = super().read(window, state)
            return tuple(replace(fact, known_at=window.first) for fact in facts), state

    memory = WorkMemory(InMemoryWork(story(1)), reader=Early(), features=plain_features)
    with pytest.raises(ValueError, match="known at its end"):
        memory.facts(5)


def test_a_long_chapter_is_stored_in_pages_and_read_back_the_same(
    open_library: Opening, tmp_path: Path
) -> None:
    from wellanyway.testing.futures import chapter_of_lines

    long = chapter_of_lines("one", "One", [[f"Line {i} it is.", "And more."] for i in range(700)])
    library = open_library()
    memory = stored(library, [long, *story(4)], 10**6, tmp_path / "long.shelf")
    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pages WHERE chapter = 0").scalar() == 3
    plain = WorkMemory(InMemoryWork([long, *story(4)]), reader=CountingReader(), features=plain_features)
    for told_to in (1, 511, 512, 513, 1023, 1025, 1399, 1400, 1403, 512, 700):
        assert seen(memory, told_to) == seen(plain, told_to)


def test_pages_of_another_reader_are_not_used(open_library: Opening, tmp_path: Path) -> None:
    class Newer(CountingReader):
        version = "counting-2"

    library = open_library()
    memory = stored(library, story(2), 10**6, tmp_path / "a.shelf")
    work = library.works()[0]
    newer = Library(
        library.folder,
        reader=Newer(),
        features=plain_features,
        features_by="plain-2",
        opener=lambda _: None,  # type: ignore[arg-type,return-value]
    )
    again = newer.memory(newer.work(work.id))
    assert {fact.producer for fact in again.facts(9)} == {"counting-2"}
    assert {fact.producer for fact in memory.facts(9)} == {"counting-1"}
    newer.ingest(newer.work(work.id))
    with newer._database.reading() as connection:
        made = {
            row[0]
            for row in connection.exec_driver_sql(
                "SELECT made_by FROM pages UNION SELECT made_by FROM features"
            )
        }
    assert made == {"counting-2", "plain-2"}
    newer.close()
