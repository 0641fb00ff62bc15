"""The library as its users see it: adding, finding, places, histories, updates, read-ahead."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from tests.memory.conftest import Opening
from wellanyway.errors import LibraryError, NotAStoryError, PositionError, UnknownStoryError
from wellanyway.importers.source import Source
from wellanyway.memory.library import Library, Place
from wellanyway.memory.log import WorkMemory
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork, Paratext, ParatextKind, Work
from wellanyway.testing.fakes import CountingReader, ShelfSource, plain_features, shelf
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.memory_contract import seen
from wellanyway.told import Mind
from wellanyway.views import Answer, Evidence, Verdict


def tale(*chapters: tuple[str, list[list[str]]]) -> list[Chapter]:
    return [chapter_of_lines(key, key.upper(), paragraphs) for key, paragraphs in chapters]


ONE = [["The lamp went out at nine.", "Nobody minded."], ["Edith took the oars.", "She rowed all night."]]
TWO = [["In the morning there was a bridge."], ["A man stood on it with a letter.", "He would not speak."]]
THREE = [["The letter was for the keeper of the mill.", "He had been dead a year."], ["They read it anyway."]]
TALE = tale(("a", ONE), ("b", TWO), ("c", THREE))


def texts(work: Work, stop: int = 10**6) -> list[str]:
    return [sentence.text for sentence in work.sentences(0, stop)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return shelf(tmp_path / "tale.shelf", TALE)


# -- works


def test_adding_takes_in_no_more_than_the_first_chapter_with_text(
    open_library: Opening, tmp_path: Path
) -> None:
    note = Chapter("n", "Note", (), (Paratext(ParatextKind.NOTE, "Hello."),))
    library = open_library()
    work = library.add(shelf(tmp_path / "noted.shelf", [note, *TALE]))
    assert work.known() == 2
    assert work.sentence(0).text == "The lamp went out at nine."  # type: ignore[union-attr]
    assert work.known() == 2


def test_a_listener_outruns_nothing(open_library: Opening, file: Path) -> None:
    work = open_library().add(file)
    assert work.at(10) == "3.3"
    assert texts(work) == texts(InMemoryWork(TALE))
    assert work.chapter(3) is None
    with pytest.raises(PositionError, match="no chapter 4"):
        work.first(3)
    with pytest.raises(PositionError):
        work.told_to("4")
    assert work.told_to("end") == 10


def test_chapters_come_back_as_they_went_in(open_library: Opening, tmp_path: Path) -> None:
    blocks = (
        Block(BlockKind.HEADING, "I", "one.xhtml", "h"),
        Block(BlockKind.PARAGRAPH, "So “it” went — on.", "one.xhtml", None, ((3, 7),)),
        Block(BlockKind.SCENE_BREAK, ""),
        Block(BlockKind.VERSE, "A line,\nanother.", "two.xhtml", "v", ((0, 1), (8, 15))),
        Block(BlockKind.PARAGRAPH, "A lone surrogate \udc80 and \u0000 and 😀.", ""),
    )
    notes = (
        Paratext(ParatextKind.DISCLAIMER, "Not mine."),
        Paratext(ParatextKind.NOTE, "Bye.", is_after=True),
    )
    work = open_library().add(shelf(tmp_path / "odd.shelf", [Chapter("k\u00e9", "Títle", blocks, notes)]))
    found = work.chapter(0)
    assert found is not None
    assert (found.key, found.title, found.blocks, found.paratext) == ("k\u00e9", "Títle", blocks, notes)
    assert [found.text(extent) for extent in found.sentences][:2] == ["I", "So “it” went — on."]


def test_the_same_file_is_the_same_work_wherever_it_lies(
    open_library: Opening, file: Path, tmp_path: Path
) -> None:
    library = open_library()
    again = tmp_path / "copy.shelf"
    again.write_bytes(file.read_bytes())
    assert library.add(file).id == library.add(again).id == open_library().add(str(file)).id
    assert len(library.works()) == 1


def test_a_newer_file_of_the_same_work_is_an_update(
    open_library: Opening, file: Path, tmp_path: Path
) -> None:
    library = open_library()
    work = library.add(file)
    library.save_place(work, "me", 5, 1.0)
    newer = shelf(tmp_path / "download (1).shelf", [*TALE, *tale(("d", [["And then."]]))])
    assert library.add(newer).id == work.id
    assert library.place(work).told_to == 5
    assert texts(library.work(work.id))[-1] == "And then."


def test_another_work_is_another_work(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    first = library.add(file)
    assert library.add(shelf(tmp_path / "b.shelf", TALE, author="B. Other")).id != first.id
    nameless = library.add(shelf(tmp_path / "c.shelf", TALE, title="X", author=""))
    assert library.add(shelf(tmp_path / "d.shelf", TALE[:2], title="X", author="")).id != nameless.id


def test_finding_by_title(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    with pytest.raises(UnknownStoryError, match="the library is empty"):
        library.find("anything")
    for title in ("The Ferry", "The Ferryman", "Ash"):
        library.add(shelf(tmp_path / f"{title}.shelf", TALE, title=title))
    assert library.find("ash").title == "Ash"
    assert library.find("THE FERRYM").title == "The Ferryman"
    assert library.find("the ferry").title == "The Ferry"  # all of a title wins over the beginning of one
    with pytest.raises(UnknownStoryError, match="several titles: The Ferry; The Ferryman"):
        library.find("The F")
    with pytest.raises(UnknownStoryError, match="there are: Ash; The Ferry; The Ferryman"):
        library.find("Moby")
    with pytest.raises(UnknownStoryError):
        library.find("")


def test_finding_a_file_adds_it(open_library: Opening, file: Path) -> None:
    assert open_library().find(str(file)).title == "A Tale"


def test_bad_files_leave_nothing_behind(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    with pytest.raises(NotAStoryError, match="not there"):
        library.add(tmp_path / "none.shelf")
    with pytest.raises(NotAStoryError, match="folder"):
        library.add(tmp_path)
    with pytest.raises(NotAStoryError, match="no text"):
        library.add(shelf(tmp_path / "empty.shelf", [Chapter("a", "A", ())]))
    assert library.works() == ()
    assert not (library.folder / "incoming").exists()


def test_a_file_that_fails_in_its_first_chapter_leaves_nothing_behind(tmp_path: Path, file: Path) -> None:
    class Torn(ShelfSource):
        def chapters(self, start: int = 0) -> Any:
            raise NotAStoryError("torn in two")

    with Library(tmp_path / "lib", opener=lambda path: cast("Source", Torn(path))) as library:
        with pytest.raises(NotAStoryError, match="torn"):
            library.add(file)
        assert library.works() == ()


def test_the_file_may_go_before_all_of_it_was_read(open_library: Opening, file: Path) -> None:
    library = open_library()
    work_id = library.add(file).id
    file.unlink()
    again = open_library()
    assert len(texts(again.work(work_id))) == 10
    assert not (library.folder / "incoming").exists()  # the copy has served


def test_a_lost_file_is_said_in_one_line(open_library: Opening, file: Path) -> None:
    import shutil

    library = open_library()
    work_id = library.add(file).id
    file.unlink()
    shutil.rmtree(library.folder / "incoming")
    work = open_library().work(work_id)
    assert work.sentence(0) is not None
    with pytest.raises(LibraryError, match="add it again"):
        work.chapter(1)


def test_removing_a_work_takes_everything_with_it(open_library: Opening, file: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.save_place(work, "me", 3, 1.0)
    library.keep_note(work, "me", 3, "hm", 1.0)
    library.ingest(work)
    library.remove(work)
    assert library.works() == ()
    with library._database.reading() as connection:
        for table in ("texts", "chapters", "editions", "pages", "features", "places", "notes"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0, table
    with pytest.raises(UnknownStoryError, match="removed"):
        library.work(work.id)
    assert library.place(library.add(file)).told_to == 0


# -- listeners


def test_places_are_by_listener_and_work(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    work, other = library.add(file), library.add(shelf(tmp_path / "o.shelf", TALE, title="Other"))
    assert library.place(work) == Place(0, "1.0", None)
    library.save_place(work, "me", 6, 100.0)
    library.save_place(work, "ruth", 2, 200.0)
    library.save_place(other, "me", 1, 50.0)
    library.save_place(work, "me", 5, 300.0)
    again = open_library()
    assert again.place(again.work(work.id)) == Place(5, "2.1", 300.0)
    assert again.place(work, "ruth") == Place(2, "1.2", 200.0)
    assert [(entry.title, entry.place.at) for entry in again.works()] == [("A Tale", "2.1"), ("Other", "1.1")]
    assert [(entry.title, entry.place.at) for entry in again.works("new")] == [
        ("A Tale", "1.0"),
        ("Other", "1.0"),
    ]


def answer(told_to: int, question: str = "Who?") -> Answer:
    evidence = (Evidence(0, "1.1", "The lamp — “out” at nine."),)
    return Answer(question, told_to, "1.2", Verdict.TOLD, "Edith.", None, evidence, 0.5, "test", 1.5)


def test_histories_are_by_listener_and_horizon(open_library: Opening, file: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.remember(work, "me", answer(7, "late"), 1.0)
    library.remember(work, "me", answer(3, "early"), 2.0)
    library.remember(work, "ruth", answer(1, "hers"), 3.0)
    assert [asked.answer for asked in library.history(work, "me", 10)] == [
        answer(7, "late"),
        answer(3, "early"),
    ]
    assert [asked.answer.question for asked in library.history(work, "me", 6)] == ["early"]
    assert library.history(work, "me", 2) == ()
    assert library.history(work, "nobody", 10) == ()
    assert [said.question for said in library.talk(work, "me")] == ["late", "early"]
    assert [said.question for said in library.talk(work, "me", 6)] == ["early"]


def test_notes_are_by_listener_and_horizon(open_library: Opening, file: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.keep_note(work, "me", 5, "who is he?", 1.0)
    library.keep_note(work, "me", 2, "the lamp", 2.0)
    assert [(note.told_to, note.text) for note in library.notes(work, "me", 9)] == [
        (2, "the lamp"),
        (5, "who is he?"),
    ]
    assert [note.text for note in library.notes(work, "me", 4)] == ["the lamp"]
    assert library.notes(work, "ruth", 9) == ()


def test_a_told_stands_at_the_listeners_place(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = Library(
        tmp_path / "shelf",
        mind=cast("Mind", object()),
        opener=open_library()._opener,
        reader=CountingReader(),
        features=plain_features,
        features_by="plain-1",
    )
    work = library.add(file)
    assert library.told(work).told_to == 0
    library.save_place(work, "me", 6, 1.0)
    told = library.told(work)
    assert (told.at, len(told.facts()), len(told.index())) == ("2.2", 6, 6)
    assert library.told(work, at="1.3").told_to == 3
    assert library.told(work, at="end").told_to == 10
    assert library.told(work, "ruth").told_to == 0
    library.close()
    with pytest.raises(LibraryError, match="mind"):
        open_library().told(work)


# -- reading ahead


def test_ingesting_again_does_nothing_and_takes_up_where_it_was_stopped(
    open_library: Opening, file: Path
) -> None:
    library = open_library()
    work = library.add(file)
    asked = iter([False, False, True])
    assert not library.ingest(work, stop=lambda: next(asked))
    assert 0 < library.read_to(work) < 10
    reports: list[Any] = []
    assert library.ingest(work, progress=reports.append)
    assert library.read_to(work) == 10
    assert reports[-1].words > 0
    with library._database.reading() as connection:
        before = connection.exec_driver_sql("SELECT * FROM pages ORDER BY told_from").all()
    reports.clear()
    assert library.ingest(open_library().work(work.id), progress=reports.append)
    assert reports == []
    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM pages ORDER BY told_from").all() == before


# -- growth


def test_an_update_moves_no_place_and_opens_only_what_changed(
    open_library: Opening, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    work = library.add(file)
    library.ingest(work)
    library.save_place(work, "me", 6, 1.0)
    opened: list[ShelfSource] = []

    def opener(path: Path) -> Source:
        opened.append(ShelfSource(path))
        return cast("Source", opened[-1])

    library._opener = opener
    edited = replace(
        TALE[0], blocks=(replace(TALE[0].blocks[0], text="The lamp went out at ten. Nobody minded."),)
    )
    newer = [edited, TALE[1], replace(TALE[2], title="Three"), *tale(("d", [["And then."]]))]
    report = library.update(work, shelf(tmp_path / "n.shelf", newer))
    assert opened[0].opened == 3
    assert (report.is_new, report.new_chapters) == (True, 1)
    assert report.changed_heard == {"me": (1,)}
    assert report.kept == {"me": ()}
    assert library.place(work) == Place(6, "2.2", 1.0)
    assert texts(work)[:7] == texts(InMemoryWork(TALE))[:7]
    assert texts(work)[-1] == "And then."
    chapter = work.chapter(2)
    assert chapter is not None
    assert chapter.title == "Three"
    assert not library.update(work, tmp_path / "n.shelf").is_new


def test_the_listener_is_told_once_what_changed(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.save_place(work, "me", 9, 1.0)
    library.save_place(work, "ruth", 2, 1.0)
    library.update(
        work, shelf(tmp_path / "n.shelf", [TALE[0], *tale(("b", [*TWO[:1], ["She sang."]])), TALE[2]])
    )
    assert library.changed(work) == (2,)
    assert library.changed(work, "ruth") == ()
    library.notice_changes(work)
    assert library.changed(work) == ()


def test_what_was_read_is_kept_where_nothing_changed(
    open_library: Opening, file: Path, tmp_path: Path
) -> None:
    library = open_library()
    work = library.add(file)
    library.ingest(work)
    library.update(work, shelf(tmp_path / "n.shelf", [*TALE, *tale(("d", [["And then.", "The end."]]))]))
    assert library.read_to(work) == 10
    library.ingest(work)
    assert library.read_to(work) == 12
    wanted = seen(
        WorkMemory(InMemoryWork(list_of(work)), reader=CountingReader(), features=plain_features), 12
    )
    assert seen(library.memory(work), 12) == wanted


def list_of(work: Work) -> list[Chapter]:
    found: list[Chapter] = []
    while (chapter := work.chapter(len(found))) is not None:
        found.append(chapter)
    return found


def test_memories_open_during_an_update_go_on_with_the_new_text(
    open_library: Opening, file: Path, tmp_path: Path
) -> None:
    library, other = open_library(), open_library()
    work = library.add(file)
    library.ingest(work)
    library.save_place(work, "me", 5, 1.0)
    memory = library.memory(work)
    before = seen(memory, 5)
    seen(memory, 10)
    newer = [*TALE[:2], *tale(("x", [["A new one came.", "It was loud."]])), TALE[2]]
    other.update(other.work(work.id), shelf(tmp_path / "n.shelf", newer))
    assert seen(memory, 5) == before
    plain = WorkMemory(InMemoryWork(newer), reader=CountingReader(), features=plain_features)
    assert seen(memory, 12) == seen(plain, 12)
    assert texts(work) == texts(InMemoryWork(newer))


def test_going_back_brings_the_new_text(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.save_place(work, "me", 9, 1.0)
    newer = [TALE[0], *tale(("b", [["At dawn there was a bridge."], ["Nobody stood on it."]]))]
    report = library.update(work, shelf(tmp_path / "n.shelf", newer))
    assert (report.changed_heard, report.kept) == ({"me": (2,)}, {"me": (3,)})
    assert texts(work) == texts(InMemoryWork(TALE))[:9]
    assert library.start_from(work, "me", "2", 2.0) == 4
    assert texts(work) == texts(InMemoryWork(newer))
    assert library.changed(work) == ()
    assert library.place(work) == Place(4, "1.4", 2.0)


def test_somebody_further_on_keeps_the_old_text_for_all(
    open_library: Opening, file: Path, tmp_path: Path
) -> None:
    library = open_library()
    work = library.add(file)
    library.save_place(work, "me", 1, 1.0)
    library.save_place(work, "ruth", 9, 1.0)
    library.update(
        work, shelf(tmp_path / "n.shelf", [TALE[0], *tale(("b", [["At dawn there was a bridge."]]))])
    )
    assert texts(library.work(work.id)) == texts(InMemoryWork(TALE))[:9]
    library.save_place(work, "ruth", 0, 2.0)
    assert texts(library.work(work.id))[4:] == ["At dawn there was a bridge."]


def test_an_update_without_text_is_refused(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    work = library.add(file)
    with pytest.raises(NotAStoryError, match="stays as it was"):
        library.update(work, shelf(tmp_path / "n.shelf", [Chapter("a", "A", ())]))
    assert len(texts(work)) == 10


def test_unused_texts_are_swept(open_library: Opening, file: Path, tmp_path: Path) -> None:
    library = open_library()
    work = library.add(file)
    library.ingest(work)
    for i in range(5):
        library.update(
            work, shelf(tmp_path / f"{i}.shelf", [TALE[0], *tale(("b", [[f"Take {i} it is.", "So."]]))])
        )
        library.ingest(work)
    with library._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM texts").scalar() == 2
        assert connection.exec_driver_sql("SELECT count(*) FROM features").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_place_is_saved_quickly(open_library: Opening, file: Path) -> None:
    library = open_library()
    work = library.add(file)
    start = time.perf_counter()
    for told_to in range(100):
        library.save_place(work, "me", told_to % 10, float(told_to))
    assert (time.perf_counter() - start) / 100 < 0.1
