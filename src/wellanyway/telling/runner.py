"""A runner without a terminal: plays a scripted listener against a session, effect by effect.

Sentences are told whole and at once; a script says where one is broken into. What comes out are the
listener's words and the session's effects in order, for a printer, a transcript or a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    ChapterOpened,
    Continue,
    Effect,
    Finished,
    Input,
    Interrupt,
    Next,
    Note,
    NothingMore,
    SayReturn,
    SaySentence,
)
from wellanyway.telling.rendering import Renderer
from wellanyway.telling.script import Event, Script, Wait
from wellanyway.telling.session import Session
from wellanyway.telling.world import World

__all__ = ["Heard", "ManualClock", "Said", "play", "transcript"]


@dataclass(slots=True)
class ManualClock:
    """A clock that stands still until it is moved."""

    now: float = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Said:
    """What the listener said or did."""

    words: str


@dataclass(frozen=True, slots=True)
class Heard:
    """An effect; of a sentence broken into, `shown` characters were shown."""

    effect: Effect
    shown: int | None = None


Moment = Said | Heard


def play(
    session: Session,
    *,
    world: World,
    clock: ManualClock,
    script: Script | None = None,
    to: int | None = None,
) -> Iterator[Moment]:
    """Tell until the script or the story ends, or `to` sentences have been told.

    `clock` has to be the session's own. Events whose place is not reached are left out.
    """
    player = _Player(session, world, clock, list(script.events) if script else [], to)
    yield from player.events_here()
    while not player.is_over:
        yield from player.sentence() if player.in_play else player.step(Continue())
        yield from player.events_here()


@dataclass(slots=True)
class _Player:
    """One play: the session, what is left of the script, and the sentence in play."""

    session: Session
    world: World
    clock: ManualClock
    events: list[Event]
    to: int | None
    in_play: SaySentence | None = None
    is_over: bool = False

    def step(self, given: Input) -> Iterator[Moment]:
        """Take an input and carry its effects out, all but the sentence that is then in play."""
        if not isinstance(given, Note):
            self.in_play = None
        effects = self.session.step(given)
        last = effects[-1] if effects else None
        if isinstance(last, SaySentence):
            if self.to is not None and last.sentence.ordinal >= self.to:
                self.is_over = True
                effects = tuple(
                    effect for effect in effects if not isinstance(effect, ChapterOpened | SayReturn)
                )
            else:
                self.in_play = last
        self.is_over = self.is_over or isinstance(last, Finished | NothingMore)
        yield from (Heard(effect) for effect in effects if not isinstance(effect, SaySentence))

    def sentence(self) -> Iterator[Moment]:
        """Carry the sentence in play out: to its end, or as far as the script lets it come."""
        saying = self.in_play
        assert saying is not None
        length = len(saying.sentence.text)
        state = self.session.state
        is_new = state.cursor == state.told_to
        if is_new and self.is_due(state.told_to, inside=True):
            event = self.events.pop(0)
            shown = min(event.shown or 0, length)
            yield Heard(saying, shown)
            yield from self.step(Interrupt(shown))
            yield from self.carry_out(event)
            return
        yield Heard(saying)
        breaks = is_new and self.is_due(state.told_to + 1, inside=False)
        yield from self.step(Interrupt(length) if breaks else Next())

    def events_here(self) -> Iterator[Moment]:
        """All that the listener does before the telling goes on."""
        while (
            not self.is_over
            and self.in_play is None
            and self.is_due(self.session.state.told_to, inside=False)
        ):
            yield from self.carry_out(self.events.pop(0))

    def is_due(self, told_to: int, *, inside: bool) -> bool:
        """Whether the next event comes where `told_to` sentences are told, or `inside` the one after them."""
        if not self.events or (self.events[0].shown is not None) != inside:
            return False
        place = self.horizon(self.events[0].after, told_to)
        return place is not None and place <= told_to

    def horizon(self, after: Pos, told_to: int) -> int | None:
        """How many sentences are told where `after` has been; None while it has not, at `told_to`."""
        if after == Pos(1, 0):
            return 0
        end = self.world.chapter_end(told_to)
        if after.sentence is None and end is not None and end.number == after.chapter:
            return told_to
        told = self.world.told(told_to)
        is_whole = (
            after.sentence is None and told.chapters()[-1:] and told.chapters()[-1].index + 1 == after.chapter
        )
        try:
            return None if is_whole else told.back_to(after).told_to
        except PositionError:
            return None

    def carry_out(self, event: Event) -> Iterator[Moment]:
        """What the listener does and what follows from it; breaking in has been done before."""
        if event.words:
            yield Said(event.words)
        if isinstance(event.given, Wait):
            self.wait(event.given)
        elif not isinstance(event.given, Interrupt):
            yield from self.step(event.given)

    def wait(self, wait: Wait) -> None:
        """Close the sitting, let the time go by, and open another at the place that was kept."""
        state = self.session.state
        self.clock.now += wait.seconds
        self.in_play = None
        self.session = Session(
            self.world,
            self.session.persona,
            clock=self.clock,
            told_to=state.told_to,
            last_told_at=state.last_told_at,
            talk=state.talk,
        )


def transcript(moments: Iterator[Moment], renderer: Renderer) -> Iterator[str]:
    """Moments as pieces of text, to be written one after the other."""
    for moment in moments:
        if isinstance(moment, Said):
            yield from renderer.said(moment.words)
        elif moment.shown is not None:
            yield from renderer.show(moment.effect, shown=moment.shown)
            yield from renderer.cut()
        else:
            yield from renderer.show(moment.effect)
    yield from renderer.end()
