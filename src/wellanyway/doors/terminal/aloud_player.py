"""The telling aloud: words appear as they sound, and a sentence has been told when it was played to its end.

Every key that stops the words stops the sound, which falls silent within a buffer and goes on where it stood. Without a voice,
from the beginning or from some sentence on, one line says why and the telling goes on on the page.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Any

from wellanyway.doors.terminal import blocks
from wellanyway.doors.terminal.player import Player
from wellanyway.doors.terminal.stage import Mode
from wellanyway.doors.voicing import between, spoken
from wellanyway.errors import one_line
from wellanyway.telling.messages import Continue, Effect, Input, Interrupt, SayRemark, SaySentence
from wellanyway.telling.world import World
from wellanyway.voices.aloud import Aloud, Sound, Spoken
from wellanyway.voices.performance import Performance
from wellanyway.voices.speech import Stop, Word

__all__ = ["AloudPlayer"]

_LOOK_S = 0.015  # how often it is looked which word sounds
_BREATH_S = 0.9  # after talk, before the story goes on by itself


class AloudPlayer(Player):
    """A player with a voice. `world` gives what has been told with the sentence in play."""

    def __init__(
        self, *given: Any, aloud: Aloud, performance: Performance, world: World, **options: Any
    ) -> None:
        """What it takes beside these is what a Player takes."""
        super().__init__(*given, **options)
        self._aloud = aloud
        self._performance = performance
        self._world = world
        self._planning: tuple[int, Future[tuple[Spoken, ...]]] | None = None
        self._is_sounding = False  # the sentence in play has been given to the voice
        self._is_voiced = True
        self._is_talking = False

    def begin(self, opening: Iterable[blocks.Block] = (), *, context: blocks.Story | None = None) -> None:
        self._performance.prepare(self._aloud.warm)
        super().begin(opening, context=context)

    def close(self) -> None:
        super().close()
        self._performance.close()

    # -- in the worker

    def _carry(self, given: tuple[Input, ...]) -> list[Effect]:
        effects = super()._carry(given)
        for effect in effects:
            if isinstance(effect, SaySentence):
                self._planning = (effect.sentence.ordinal, self._pool.submit(self._plan, effect))
        return effects

    def _plan(self, say: SaySentence) -> tuple[Spoken, ...]:
        """Who speaks which part; after the step, so that a chapter is announced meanwhile."""
        return self._aloud.plan(self._world.told(say.sentence.ordinal + 1), say)

    # -- the story

    def _start(self, say: SaySentence) -> float:
        self._is_sounding = False
        wait_s = super()._start(say)
        return 0.0 if self._has_voice() else wait_s

    def _planned(self, say: SaySentence) -> tuple[Spoken, ...] | None:
        """What is to be spoken of a sentence; None while that is being found out."""
        if self._planning is None or self._planning[0] != say.sentence.ordinal:
            return ()
        return self._planning[1].result() if self._planning[1].done() else None

    def _tick(self) -> None:
        say = self._saying
        if say is None or not self._has_voice() or self._is_rushing:
            super()._tick()
            return
        planned = self._planned(say)
        if planned == ():
            super()._tick()
            return
        if planned is not None and not self._is_sounding:
            self._is_sounding = True
            self._speak(lambda stop: self._aloud.speak(say.sentence.text, planned, stop=stop))
        self._performance.release()
        if self._is_sounding and self._performance.is_over:
            self._finish_sentence()
            return
        if self._is_sounding and (word := self._performance.sounding()) is not None:
            self._show_up_to(word)
        self._after(_LOOK_S, self._tick)

    def _show_up_to(self, word: Word) -> None:
        """The sentence in play up to the word that sounds."""
        beat = bisect.bisect_left([one.end for one in self._beats], word.end)
        if self._saying is not None and self._beat <= beat < len(self._beats):
            self._reveal(self._saying, self._beats[beat].end)
            self._beat = beat + 1

    def _sentence_done(self) -> None:
        self._is_sounding = False
        if not self._performance.is_over:
            self._performance.drop()
        super()._sentence_done()

    def _break_off(self) -> tuple[Input, ...]:
        """A sentence whose last word only began to sound has not been told."""
        say = self._saying
        is_cut = self._is_voiced and self._is_sounding and not self._performance.is_over
        self._performance.drop()
        self._is_talking = False
        return tuple(
            Interrupt(min(one.shown, len(say.sentence.text) - 1))
            if is_cut and say is not None and isinstance(one, Interrupt)
            else one
            for one in super()._break_off()
        )

    # -- talk

    def _show(self, effect: Effect) -> float:
        wait_s = super()._show(effect)
        if (
            not spoken(effect)
            or self._saying is not None
            or self._mode is Mode.CLOSED
            or not self._has_voice()
        ):
            return wait_s
        self._speak(lambda stop: between(self._aloud, effect, stop=stop))
        self._is_talking = True
        return _LOOK_S

    def _advance(self) -> None:
        self._performance.release()
        if self._is_heard_out():
            super()._advance()
        else:
            self._after(_LOOK_S, self._advance)

    def _rest(self) -> None:
        if not self._is_voiced:
            super()._rest()
        elif self._is_heard_out():
            self._mode, self._unread = Mode.RESTING, ""
            self._after(_BREATH_S, lambda: self._submit(Continue()))
        else:
            self._after(_LOOK_S, self._advance)

    def _is_heard_out(self) -> bool:
        """Whether no talk is in the air."""
        if self._is_talking and self._has_voice() and not self._performance.is_over:
            return False
        self._is_talking = False
        return True

    # -- the voice

    def _speak(self, sounds: Any) -> None:
        def made(stop: Stop) -> Iterator[Sound]:
            return sounds(stop)  # type: ignore[no-any-return]

        self._performance.say(made)

    def _has_voice(self) -> bool:
        """Whether there is one; once there is none that is said, in one line, and nothing is waited for."""
        if self._is_voiced and (fault := self._performance.fault) is not None:
            self._is_voiced = self._is_talking = False
            self._performance.drop()
            line = SayRemark(one_line(fault))
            self.screen.put(blocks.Talk.of(line, colour=self._colour, ascii_only=self._ascii))
        return self._is_voiced

    # -- keys

    def break_in(self, text: str) -> None:
        self._performance.hold()
        super().break_in(text)

    def hold_or_go(self) -> None:
        self._performance.hold()
        super().hold_or_go()

    def toggle_keys(self) -> None:
        self._performance.hold()
        super().toggle_keys()

    def go(self) -> None:
        if self._is_talking:
            self._performance.drop()
            self._is_talking = False
        super().go()
