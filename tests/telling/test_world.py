"""The teller's door shows the next sentence with its layout, and nothing beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.telling.fakes import AFTER, ALONE, BEFORE, NoMemory, RoteMind, chapters, world_of
from wellanyway.errors import PositionError
from wellanyway.story import Block, BlockKind, Chapter, Extent, InMemoryWork, Paratext, ParatextKind, Pos
from wellanyway.telling.world import ChapterEnd, Opening, WorkWorld


def test_layout() -> None:
    world = world_of(chapters())
    shown = [world.upcoming(n) for n in range(12)]
    assert [item.starts_block for item in shown if item] == [
        True, False, True, False, True, False, True, False, True, True, False,
    ]  # fmt: skip
    assert [n for n, item in enumerate(shown) if item and item.after_break] == [4]
    assert shown[11] is None


def test_openings() -> None:
    world = world_of(chapters())
    first, third, fourth = world.upcoming(0), world.upcoming(6), world.upcoming(9)
    assert first is not None
    assert third is not None
    assert fourth is not None
    assert first.openings == (Opening(1, "The Mill", (BEFORE,)),)
    assert third.openings == (Opening(2, "", (ALONE,)), Opening(3, "The River"))
    assert fourth.openings == (Opening(4, ""),)
    middle = world.upcoming(1)
    assert middle is not None
    assert middle.openings == ()


def test_emphasis_is_in_the_sentences_own_characters() -> None:
    block = Block(BlockKind.PARAGRAPH, "One two. Three four.", emphasis=((4, 14), (15, 19)))
    chapter = Chapter("a", "", (block,), (), (Extent(0, 0, 8), Extent(0, 9, 20)))
    world = world_of([chapter])
    first, second = world.upcoming(0), world.upcoming(1)
    assert first is not None
    assert second is not None
    assert first.emphasis == ((4, 8),)
    assert second.emphasis == ((0, 5), (6, 10))


def test_footnotes_are_not_announced_before_a_chapter() -> None:
    note = Paratext(ParatextKind.FOOTNOTE, "1. See the end.")
    world = world_of([replace(chapters()[0], paratext=(note,))])
    first = world.upcoming(0)
    assert first is not None
    assert first.openings[0].notes == ()


def test_ends_places_and_changes() -> None:
    world = world_of(chapters(), changed=(4, 1))
    assert world.chapter_end(6) == ChapterEnd(1, (AFTER,))
    assert [n for n in range(12) if world.chapter_end(n)] == [6, 9, 11]
    assert world.resolve(Pos(3)) == 6
    assert world.resolve(Pos(1, 2)) == 1
    with pytest.raises(PositionError):
        world.resolve(Pos(9))
    assert [world.changes(n) for n in (0, 1, 9, 10)] == [(), (1,), (1,), (1, 4)]


def test_no_chapter_is_drawn_before_it_is_needed() -> None:
    drawn: list[str] = []

    def coming() -> Iterator[Chapter]:
        for chapter in chapters():
            drawn.append(chapter.key)
            yield chapter

    world = WorkWorld(InMemoryWork(coming()), NoMemory(), RoteMind())
    for told_to in range(6):
        world.upcoming(told_to)
        world.told(told_to)
        world.chapter_end(told_to)
    world.chapter_end(6)
    assert drawn == ["one"]
    world.upcoming(6)
    assert drawn == ["one", "notice", "two"]
