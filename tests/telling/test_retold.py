"""What is said over is what was said."""

from __future__ import annotations

import pytest

from wellanyway.story import Chapter, InMemoryWork
from wellanyway.telling.messages import (
    ChapterFinished,
    ChapterOpened,
    Continue,
    Effect,
    Next,
    NothingMore,
    SaySentence,
)
from wellanyway.telling.persona import persona
from wellanyway.telling.retold import retell
from wellanyway.telling.session import Session
from wellanyway.telling.world import WorkWorld
from wellanyway.testing.stories import story

from .fakes import NoMemory, RoteMind


def world_of(chapters: tuple[Chapter, ...]) -> WorkWorld:
    return WorkWorld(InMemoryWork(chapters), NoMemory(), RoteMind())


def as_told(world: WorkWorld) -> list[Effect]:
    """All that a session says of a story from beginning to end."""
    session = Session(world, persona(), clock=lambda: 0.0)
    found = list(session.step(Continue()))
    while not isinstance(found[-1], NothingMore):
        found += session.step(Next())
    return found


def bare(effects: list[Effect]) -> list[object]:
    """Chapters and sentences, without what the teller says about them."""
    found: list[object] = []
    for effect in effects:
        if isinstance(effect, ChapterOpened):
            found.append((effect.number, effect.title, effect.notes))
        elif isinstance(effect, ChapterFinished) and effect.notes:
            found.append((effect.number, effect.notes))
        elif isinstance(effect, SaySentence):
            found.append(effect)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_same_sentences_and_chapters_as_the_session_said(seed: int) -> None:
    chapters = story(seed)
    world = world_of(chapters)
    told_to = InMemoryWork(chapters).size()
    said = bare(as_told(world))
    while isinstance(
        said[-1], tuple
    ):  # notes behind the last chapter: that it is over is not known from what was told
        said.pop()
    assert bare(list(retell(world.told(told_to)))) == said


@pytest.mark.parametrize("seed", range(4))
def test_a_part_is_a_part_of_the_whole(seed: int) -> None:
    chapters = story(seed)
    told = world_of(chapters).told(InMemoryWork(chapters).size() - 2)
    whole = [one for one in retell(told) if isinstance(one, SaySentence)]
    for start in range(0, told.told_to, 5):
        part = [one for one in retell(told, start, start + 7) if isinstance(one, SaySentence)]
        assert part == whole[start : start + 7]


def test_nothing_told_is_nothing_said_over() -> None:
    assert list(retell(world_of(story(1)).told(0))) == []
