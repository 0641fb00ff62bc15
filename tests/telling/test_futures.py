"""Two works that are the same up to a sentence sound the same up to it, whatever the listener does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.telling.fakes import DAY, Clock, NoMemory, RoteMind, world_of
from wellanyway.story import Chapter, Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    ChapterFinished,
    ChapterOpened,
    Continue,
    Effect,
    Input,
    Interrupt,
    Next,
    NothingMore,
    ParatextAsked,
    Pause,
    RecapAsked,
    Remark,
    SaySentence,
    SkipTo,
    Stop,
    WhoSaid,
)
from wellanyway.telling.persona import persona
from wellanyway.telling.session import Session
from wellanyway.telling.world import ChapterEnd, WorkWorld
from wellanyway.testing import FUTURES, Future, swap
from wellanyway.testing.stories import NAMES, story
from wellanyway.told import Told
from wellanyway.views import Answer

inputs = st.lists(
    st.one_of(
        st.just(Next()),
        st.just(Next()),
        st.builds(Interrupt, st.integers(0, 200)),
        st.builds(Ask, st.sampled_from(["Who was waiting?", "Where is the boat?", "Is Julia dead?"])),
        st.builds(Again, st.integers(1, 4)),
        st.builds(Back, st.integers(1, 4)),
        st.builds(SkipTo, st.sampled_from([Pos(1), Pos(1, 2), Pos(2)])),
        st.sampled_from([Continue(), Pause(), WhoSaid(), RecapAsked(60), ParatextAsked(), Remark("soon!")]),
        st.just(None),  # a day goes by
    ),
    max_size=60,
)


def heard(effects: tuple[Effect, ...], *, is_at_edge: bool) -> list[str]:
    """What of these effects has to be the same; at the edge the story itself, told on, is not."""
    ahead = (SaySentence, ChapterOpened, ChapterFinished, NothingMore, Stop)
    return [repr(effect) for effect in effects if not (is_at_edge and isinstance(effect, ahead))]


def with_notes_of(parts: Sequence[Chapter], swapped: Sequence[Chapter]) -> list[Chapter]:
    """`swapped` with the notes before its chapters as they were: those are heard before the sentences."""
    kept = []
    for index, chapter in enumerate(swapped):
        if index < len(parts) and parts[index].key == chapter.key:
            before = (note for note in parts[index].paratext if not note.is_after)
            after = (note for note in chapter.paratext if note.is_after)
            kept.append(replace(chapter, paratext=(*before, *after)))
        else:
            kept.append(chapter)
    return kept


Wrap = Callable[[WorkWorld], WorkWorld]


def check(
    wrap: Wrap, *, seed: int, cut: float, future: Future, given_: list[Input | None], manner: str
) -> None:
    """The same inputs over a work and one with another future, compared until the futures are told."""
    parts = story(seed)
    size = sum(len(chapter.sentences) for chapter in parts)
    told_to = max(1, int(cut * size))
    swapped = swap(parts, told_to, future, other=story(seed + 1), names=NAMES)
    worlds = wrap(world_of(parts)), wrap(world_of(with_notes_of(parts, swapped)))
    start = max(0, told_to - 4)
    clocks = Clock(), Clock()
    sessions = [
        Session(world, persona(manner), clock=clock, told_to=start, last_told_at=clock.now)
        for world, clock in zip(worlds, clocks, strict=True)
    ]
    for item in given_:
        if item is None:
            for clock in clocks:
                clock.now += DAY
            continue
        if isinstance(item, SkipTo) and not _is_before(worlds[0].told(told_to), item.pos):
            continue
        was_at_edge = sessions[0].state.told_to >= told_to
        if was_at_edge and not isinstance(item, Ask | WhoSaid | RecapAsked | Remark):
            continue
        first, second = (session.step(item) for session in sessions)
        place = sessions[0].state.told_to
        is_at_edge = place >= told_to
        assert heard(first, is_at_edge=is_at_edge) == heard(second, is_at_edge=is_at_edge)
        assert is_at_edge or sessions[0].state == sessions[1].state


arguments = {
    "seed": st.integers(0, 500),
    "cut": st.floats(0.1, 0.9),
    "future": st.sampled_from(FUTURES),
    "given_": st.builds(lambda times, then: [Next()] * times + then, st.integers(0, 6), inputs),
    "manner": st.sampled_from(["plain", "barstool"]),
}


@settings(max_examples=150, deadline=None)
@given(**arguments)
def test_swapped_futures_sound_the_same(
    seed: int, cut: float, future: Future, given_: list[Input | None], manner: str
) -> None:
    check(lambda world: world, seed=seed, cut=cut, future=future, given_=given_, manner=manner)


class AnswersOneAhead(WorkWorld):
    """Answers with the sentence that is only in play."""

    def told(self, told_to: int, talk: Iterable[Answer] = ()) -> Told:
        return super().told(told_to + (super().upcoming(told_to) is not None), talk)


class NamesChangesAhead(WorkWorld):
    """Names chapters that were changed further on."""

    def changes(self, told_to: int) -> tuple[int, ...]:
        return (1,) if self._work.size() % 2 else ()


class EndsEarly(WorkWorld):
    """Knows two sentences before the end that the chapter ends there, and shows its notes."""

    def chapter_end(self, told_to: int) -> ChapterEnd | None:
        return super().chapter_end(told_to) or super().chapter_end(told_to + 2)


def leaky(kind: type[WorkWorld]) -> Wrap:
    return lambda world: kind(world._work, NoMemory(), RoteMind())


@pytest.mark.parametrize("kind", [AnswersOneAhead, NamesChangesAhead, EndsEarly])
def test_planted_leaks_are_caught(kind: type[WorkWorld]) -> None:
    @settings(
        max_examples=400,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(**arguments)
    def run(seed: int, cut: float, future: Future, given_: list[Input | None], manner: str) -> None:
        check(leaky(kind), seed=seed, cut=cut, future=future, given_=given_, manner=manner)

    with pytest.raises(AssertionError):
        run()


def _is_before(told: Told, pos: Pos) -> bool:
    """Whether a place has been told, so that going there shows nothing."""
    reached = told.chapters()
    if pos.chapter is None or pos.chapter > len(reached):
        return False
    return (pos.sentence or 1) <= reached[pos.chapter - 1].told
