"""What a session has to keep whatever is said to it, as a state machine that any `step` can be run through.

The model beside it is a handful of numbers. Between jumps the sentences told are consecutive; a sentence
is said twice only where it was broken into, or where the listener asked to hear it again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.telling.fakes import DAY, chapters, world_of
from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Effect,
    Finished,
    Input,
    Interrupt,
    Next,
    Note,
    NoteKept,
    NothingMore,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SavePlace,
    SayAnswer,
    SayRecap,
    SayReturn,
    SaySentence,
    SkipTo,
    Stop,
    WhoSaid,
)
from wellanyway.telling.persona import persona
from wellanyway.telling.session import State, step

Take = Callable[..., tuple[State, tuple[Effect, ...]]]


class Sitting(RuleBasedStateMachine):
    """A listener who may do anything at any moment."""

    take: ClassVar[Take] = staticmethod(step)

    def __init__(self) -> None:
        super().__init__()
        self.world = world_of(chapters())
        self.texts = [s.text for s in self.world.told(11).sentences()]
        self.persona = persona("plain")
        self.now = 1_000_000.0
        self.state = State()
        self.saved = 0  # what a library would hold
        self.told = 0  # the model: sentences heard to their end
        self.cursor = 0
        self.in_play: int | None = None
        self.is_broken = False
        self.talked = False  # something wanted an answer since the telling stopped
        self.waited = False
        self.is_over = False

    @initialize(told=st.integers(0, 11))
    def open(self, told: int) -> None:
        self.state = State.at(told, last_told_at=self.now)
        self.saved = self.told = self.cursor = told

    def give(self, given: Input) -> tuple[Effect, ...]:
        before = State.from_json(self.state.to_json())
        assert before == self.state
        arguments = {"world": self.world, "persona": self.persona, "now": self.now}
        self.state, effects = self.take(self.state, given, **arguments)
        assert self.take(before, given, **arguments) == (self.state, effects)
        if self.is_over:
            assert effects == ()
        saves = [effect.told_to for effect in effects if isinstance(effect, SavePlace)]
        assert len(saves) <= 1
        for effect in effects:
            if isinstance(effect, SavePlace):
                self.saved = effect.told_to
            if isinstance(effect, SaySentence):
                assert effect is effects[-1]
                assert self.saved == self.told  # kept before anything else is said
        return effects

    def says(self, effects: tuple[Effect, ...]) -> None:
        """The telling went on: the next sentence, or that there is none."""
        last = effects[-1] if effects else None
        if self.cursor < len(self.texts):
            assert isinstance(last, SaySentence)
            assert last.sentence.ordinal == self.cursor
            self.in_play = self.cursor
            self.is_broken = False
        else:
            assert isinstance(last, NothingMore) or not effects
            self.in_play = None
        self.talked = self.waited = False

    def stops(self, effects: tuple[Effect, ...]) -> None:
        assert (Stop() in effects) == (self.in_play is not None)
        assert not any(isinstance(effect, SaySentence) for effect in effects)
        self.is_broken = self.is_broken or self.in_play is not None
        self.in_play = None

    @rule(times=st.integers(1, 4))
    def listen(self, times: int) -> None:
        for _ in range(times):
            was_playing, at_end = self.in_play is not None, self.cursor >= len(self.texts)
            if self.is_over:
                self.give(Next())
                return
            if was_playing:
                self.cursor += 1
                self.told = max(self.told, self.cursor)
            effects = self.give(Next())
            if was_playing:
                assert not any(isinstance(effect, SayReturn) for effect in effects)
            elif not at_end and self.told:
                assert any(isinstance(e, SayReturn) for e in effects) == (self.talked or self.waited)
            self.says(effects)

    @rule()
    def go_on(self) -> None:
        if self.in_play is not None:
            assert self.give(Continue()) == ()
            return
        is_due = self.talked or self.waited
        at_end = self.cursor >= len(self.texts)
        effects = self.give(Continue())
        if self.is_over:
            return
        if not at_end and self.told:
            assert any(isinstance(effect, SayReturn) for effect in effects) == is_due
        self.says(effects)

    @rule(share=st.sampled_from([0.0, 0.3, 0.9, 1.0, 2.0]))
    def break_in(self, share: float) -> None:
        length = len(self.texts[self.in_play]) if self.in_play is not None else 10
        shown = int(length * share)
        effects = self.give(Interrupt(shown))
        if self.is_over:
            return
        assert effects[0] == Stop()
        if self.in_play is not None and shown >= length:
            self.cursor += 1
            self.told = max(self.told, self.cursor)
            self.in_play = None
        elif self.in_play is not None:
            self.in_play, self.is_broken = None, True
        assert not any(isinstance(effect, SaySentence) for effect in effects)

    @rule()
    def pause(self) -> None:
        effects = self.give(Pause())
        if not self.is_over:
            self.stops(effects)

    @rule(
        given=st.sampled_from(
            [
                Ask("Where is the boat?"),
                Ask("Zzz?"),
                Remark("Oh no."),
                WhoSaid(),
                RecapAsked(40),
                ParatextAsked(),
            ]
        )
    )
    def talk(self, given: Input) -> None:
        effects = self.give(given)
        if self.is_over:
            return
        self.stops(effects)
        self.talked = True
        answer = effects[-1]
        if isinstance(answer, SayAnswer):
            assert answer.answer.told_to == self.told
            assert all(item.sentence < self.told for item in answer.answer.evidence)
        if isinstance(answer, SayRecap):
            assert all(item.sentence < self.told for item in answer.recap.evidence)

    @rule(given=st.sampled_from([Ask("  "), Remark("")]))
    def mumble(self, given: Input) -> None:
        effects = self.give(given)
        if not self.is_over:
            self.stops(effects)

    @rule()
    def jot(self) -> None:
        effects = self.give(Note("remember this"))
        if not self.is_over:
            assert effects == (NoteKept(self.told, "remember this"),)

    @rule(count=st.integers(1, 5))
    def again(self, count: int) -> None:
        broken = self.in_play is not None or self.is_broken
        effects = self.give(Again(count))
        if self.is_over:
            return
        self.cursor = max(0, self.cursor - count + broken)
        self.says(effects)

    @rule(count=st.integers(1, 5))
    def back(self, count: int) -> None:
        was_playing = self.in_play is not None
        if not self.is_over:
            self.cursor = self.told = max(0, self.cursor - count)
        effects = self.give(Back(count))
        if self.is_over:
            return
        self.is_broken = self.talked = self.waited = False
        assert SavePlace(self.told) in effects
        if was_playing:
            self.says(effects)
        else:
            assert not any(isinstance(effect, SaySentence) for effect in effects)

    @rule(place=st.sampled_from(["1", "1.3", "2", "3.2", "4.2", "9", "1.77"]))
    def skip(self, place: str) -> None:
        effects = self.give(SkipTo(Pos.parse(place)))
        if self.is_over:
            return
        self.stops(effects)
        try:
            self.cursor = self.told = self.world.resolve(Pos.parse(place))
        except PositionError:
            return
        self.is_broken = self.talked = self.waited = False
        assert SavePlace(self.told) in effects

    @rule()
    def wait_a_day(self) -> None:
        if self.in_play is None:
            self.now += DAY
            self.waited = True

    @rule()
    def crash(self) -> None:
        """Only what was saved is left."""
        if self.is_over:
            return
        self.state = State.at(self.saved, last_told_at=self.now)
        assert self.saved == self.told
        self.cursor = self.told
        self.in_play = None
        self.is_broken = self.talked = self.waited = False

    @rule(sure=st.integers(0, 9))
    def leave(self, sure: int) -> None:
        if sure == 0 and not self.is_over:
            assert self.give(Quit())[-1] == Finished()
            self.is_over = True

    @invariant()
    def the_place_is_kept(self) -> None:
        assert self.saved == self.told == self.state.told_to
        assert self.state.cursor == self.cursor
