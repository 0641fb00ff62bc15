"""Both memories pass the one contract suite, and the suite catches a store that breaks it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.memory.conftest import Opening, undivided
from wellanyway.facts import Fact
from wellanyway.memory import works as rows
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.library import Library
from wellanyway.memory.log import WorkMemory
from wellanyway.memory.name_index import small
from wellanyway.memory.stored_memory import StoredMemory
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.window import Window, WindowReader
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing.fakes import CountingReader, plain_features, shelf
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.memory_contract import check_memory, seen
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.testing.stories import story


@pytest.mark.parametrize("reader", [CountingReader(), PlainReader()], ids=lambda one: type(one).__name__)
def test_the_memory_of_a_work_keeps_the_contract(reader: WindowReader[Any]) -> None:
    check_memory(
        lambda chapters, _: WorkMemory(InMemoryWork(chapters), reader=reader, features=plain_features),
        reader=reader,
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


@pytest.mark.parametrize("reader", [CountingReader(), PlainReader()], ids=lambda one: type(one).__name__)
def test_the_memory_in_a_library_keeps_the_contract(
    open_library: Opening, tmp_path: Path, reader: WindowReader[Any]
) -> None:
    library = open_library(reader=reader)
    number = itertools.count()
    check_memory(
        lambda chapters, stored_to: stored(library, chapters, stored_to, tmp_path / f"{next(number)}.shelf"),
        reader=reader,
        seeds=(1, 2),
    )


class Cheat(CountingReader):
    """Looks at what must not matter."""

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        facts = super().glance(window, known)
        return tuple(replace(fact, value={**fact.value, "end": window.is_complete}) for fact in facts)

    def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
        facts, state = super().read(window, state)
        return tuple(replace(fact, value={**fact.value, "end": window.is_complete}) for fact in facts), state


class Changed(CountingReader):
    """Says something else of the same words each time."""

    def __init__(self) -> None:
        self.times = 0

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        self.times += 1
        facts = super().glance(window, known)
        return tuple(replace(fact, value={**fact.value, "times": self.times}) for fact in facts)


@pytest.mark.parametrize(("kind", "fault"), [(Cheat, "the future shows"), (Changed, "another memory")])
def test_the_suite_catches_a_reader_that_sees_more_than_the_told_words(
    kind: type[CountingReader], fault: str
) -> None:
    with pytest.raises(AssertionError, match=fault):
        check_memory(
            lambda chapters, _: WorkMemory(InMemoryWork(chapters), reader=kind(), features=plain_features),
            reader=kind(),
            seeds=range(1, 9),
        )


@pytest.mark.parametrize("what", ["facts", "chronicle"])
def test_the_suite_catches_a_memory_that_keeps_what_it_once_knew(what: str) -> None:
    class Grown(WorkMemory):
        top = 0

        def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
            self.top = max(self.top, told_to)
            return super().facts(self.top if what == "facts" else told_to, kind)

        def chronicle(self, told_to: int) -> Chronicle:
            self.top = max(self.top, told_to)
            return super().chronicle(self.top if what == "chronicle" else told_to)

    with pytest.raises(AssertionError, match="another memory"):
        check_memory(
            lambda chapters, _: Grown(InMemoryWork(chapters), reader=PlainReader(), features=plain_features),
            reader=PlainReader(),
        )


def test_a_block_told_in_part_is_glanced_at_and_never_read() -> None:
    read: list[bool] = []

    class Noting(CountingReader):
        def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
            read.append(window.is_complete)
            return super().read(window, state)

    work = InMemoryWork(story(3))
    memory = WorkMemory(work, reader=Noting(), features=plain_features)
    windows = 0
    for told_to in (work.size(), *range(work.size() + 1)):
        memory.facts(told_to)
        windows = windows or len(read)
    assert all(read)
    assert len(read) == windows  # each once, whatever is asked


def test_words_lose_the_capital_that_a_sentence_has_given() -> None:
    assert [small(words) for words in ("The old miller", "He", "I", "My aunt", "Miss Rook’s aunt", "Captains")] == [
        "the old miller", "he", "I", "my aunt", "Miss Rook’s aunt", "Captains",
    ]  # fmt: skip


def test_a_mention_is_kept_with_its_words() -> None:
    work = InMemoryWork(story(3))
    memory = WorkMemory(work, reader=PlainReader(), features=plain_features)
    mentions = [fact for fact in memory.facts(work.size(), "mention") if fact.value["form"] != "proper"]
    assert mentions
    for fact in mentions:
        chapter = work.chapter(fact.chapter)
        assert chapter is not None
        assert fact.value["words"] == small(chapter.blocks[fact.block].text[fact.start : fact.end])


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


def test_few_states_are_kept_and_what_an_update_takes_away_is_read_again(
    open_library: Opening, tmp_path: Path
) -> None:
    def chapters(changed: int) -> list[Chapter]:
        paragraphs = [[f"Line {i} it is.", "And more of it."] for i in range(5)]
        return [
            chapter_of_lines(
                f"c{n}", f"Chapter {n}", [*paragraphs, [f"The end of {n}{'!' * (n >= changed)}."]]
            )
            for n in range(20)
        ]

    library = open_library()
    work = library.add(shelf(tmp_path / "one.shelf", undivided(chapters(99)), title="Tale"))
    library.ingest(work)
    with library._database.reading() as connection:
        found = connection.exec_driver_sql("SELECT chapter, length(state) FROM pages ORDER BY chapter").all()
    assert [chapter for chapter, size in found if size] == [0, 8, 16, 19]
    library.update(work, shelf(tmp_path / "two.shelf", undivided(chapters(14)), title="Tale"))
    assert library.read_to(work) == 14 * 11
    for told_to in (14 * 11 + 5, work.size()):  # read on the way, from a state that is no longer there
        plain = WorkMemory(work, reader=CountingReader(), features=plain_features)
        assert seen(library.memory(work), told_to) == seen(plain, told_to)
    library.ingest(work)
    assert library.read_to(work) == work.size()
    for told_to in (14 * 11, 15 * 11 + 3, work.size()):
        plain = WorkMemory(work, reader=CountingReader(), features=plain_features)
        assert seen(library.memory(work), told_to) == seen(plain, told_to)


def test_a_horizon_in_a_stored_page_is_cut_out_of_it_and_not_read_again(
    open_library: Opening, tmp_path: Path
) -> None:
    class Refusing(CountingReader):
        def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
            raise AssertionError("all of it is stored")

    library = open_library()
    work = library.add(shelf(tmp_path / "one.shelf", undivided(story(5)), title="Tale"))
    library.ingest(work)
    plain = WorkMemory(work, reader=CountingReader(), features=plain_features)
    for told_to in range(work.size() + 1):
        memory = StoredMemory(
            library._database, work, reader=Refusing(), features=plain_features, features_by="plain-1"
        )
        assert seen(memory, told_to) == seen(plain, told_to)
