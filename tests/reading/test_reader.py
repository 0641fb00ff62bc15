from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of, read, read_chapters
from wellanyway.reading.reader import Reader
from wellanyway.reading.window import windows
from wellanyway.story import InMemoryWork
from wellanyway.testing.stories import story


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_what_is_read_of_a_prefix_does_not_depend_on_the_rest(seed: int, told_to: int) -> None:
    chapters = story(seed)
    work = InMemoryWork(chapters)
    told_to = min(told_to, work.size())
    facts, state = read_chapters(chapters, told_to)
    whole = [w for w in windows(work, 0, work.size()) if w.known_at <= told_to]
    cut = list(windows(work, 0, told_to))
    assert cut[: len(whole)] == whole
    assert all(fact.known_at <= told_to for fact in facts)
    again, same = read_chapters(chapters, told_to)
    assert (again, same) == (facts, state)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_reading_resumed_from_a_written_state_gives_the_same_facts(seed: int) -> None:
    work = InMemoryWork(story(seed))
    reader = Reader()
    straight = resumed = reader.start()
    for window in windows(work, 0, work.size()):
        facts, straight = reader.read(window, straight)
        others, resumed = reader.read(window, reader.load(reader.dump(resumed)))
        assert others == facts
        assert reader.dump(resumed) == reader.dump(straight)


def test_the_state_given_is_not_changed() -> None:
    reader = Reader()
    work = InMemoryWork([chapter_of("They met Julia Rook.", "“Run!” said Tom. Quillon burned.")])
    state = reader.start()
    for window in windows(work, 0, work.size()):
        before = reader.dump(state)
        _, behind = reader.read(window, state)
        assert reader.dump(state) == before
        state = behind


def test_scenes_begin_with_chapters_and_behind_breaks() -> None:
    facts, _ = read_chapters([chapter_of("It rained.", "", "It stopped."), chapter_of("It snowed.")])
    assert [fact.sentence for fact in facts if fact.kind == "scene"] == [0, 1, 2]


def test_words_that_say_who_somebody_is() -> None:
    facts, _ = read("Silas was the miller of the town. Silas was cold. They saw Nell, the miller’s daughter.")
    assert [fact.sentence for fact in facts if fact.kind == "described"] == [0, 2]
