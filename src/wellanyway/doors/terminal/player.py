"""Plays a session on a screen: the story at reading pace, stopped at once by a key.

The session is stepped in one worker thread, so that a key is answered while a chapter is read or an
answer is found; the screen is touched by the event loop's thread alone. A key hit by mistake and a
pause never reach the session: the sentence goes on where it stood.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Protocol

from wellanyway.config import PACES
from wellanyway.doors.terminal import blocks
from wellanyway.doors.terminal.keys import HELP
from wellanyway.doors.terminal.pace import Beat, beats, reading_time_s
from wellanyway.doors.terminal.screen import Screen
from wellanyway.doors.terminal.status import Standing, status_row
from wellanyway.doors.typed import KeysAsked, PaceAsked, Wish, understand
from wellanyway.telling.messages import (
    Back,
    ChapterFinished,
    ChapterOpened,
    Continue,
    Effect,
    Finished,
    Input,
    Interrupt,
    Next,
    NoteKept,
    NothingMore,
    Pause,
    Quit,
    SavePlace,
    SayAnswer,
    SayQuotation,
    SayRecap,
    SayRemark,
    SayReturn,
    SaySentence,
    ShowParatext,
    Stop,
)
from wellanyway.telling.session import Phase, Session

__all__ = ["Keeper", "Mode", "Player"]

_PACE_STEP = 20
_HUGE = 320  # characters from which a sentence is breathed at its clauses
_REST_LEAST_S, _REST_MOST_S = 2.5, 25.0


class Mode(StrEnum):
    """What the listener sees happening."""

    TELLING = "telling"
    THINKING = "thinking"  # an answer is being found
    RESTING = "resting"  # an answer is being read; the story goes on by itself
    WAITING = "waiting"  # there is nothing more so far
    CLOSED = "closed"


class Keeper(Protocol):
    """Where the place, the notes and the questions asked are kept."""

    def save_place(self, told_to: int) -> None: ...
    def keep_note(self, told_to: int, text: str) -> None: ...
    def remember(self, answered: SayAnswer) -> None: ...
    def paragraph_start(self, cursor: int) -> int:
        """The first sentence, told or in play, of the paragraph that sentence `cursor` stands in."""
        ...


class Player:
    """One sitting at a terminal; `run` returns when it is over."""

    def __init__(
        self,
        session: Session,
        keeper: Keeper,
        *,
        standing: Standing,
        pace: int,
        to: int | None = None,
        colour: bool = True,
        ascii_only: bool = False,
        breathe: Callable[[str], Iterable[tuple[int, int]]] = lambda text: [(0, len(text))],
    ) -> None:
        """`to` is the horizon at which the telling stops of itself."""
        self._session = session
        self._keeper = keeper
        self._standing = standing
        self._pace = pace
        self._to = to
        self._colour = colour
        self._ascii = ascii_only
        self._breathe = breathe
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="session")
        self._acts: deque[Effect] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._saying: SaySentence | None = None
        self._beats: tuple[Beat, ...] = ()
        self._beat = 0
        self._steps = 0  # inputs in the worker
        self._mode = Mode.TELLING
        self._is_paused = False
        self._has_panel = False
        self._is_rushing = False
        self._paused_at: float | None = None
        self._last = ""  # the last talk shown, for the time it takes to read
        self.screen: Screen

    # -- the sitting

    def begin(self, opening: Iterable[blocks.Block] = (), *, context: blocks.Story | None = None) -> None:
        """Show what stands above the story, and start; `context` is a paragraph told before, to go on in."""
        for block in opening:
            self.screen.put(block)
        if context is not None:
            self.screen.put(context, is_open=True)
        self._submit(Continue())

    @property
    def is_asking(self) -> bool:
        return self.screen.is_asking

    def leave(self) -> None:
        """Quit, keeping the place."""
        if self._mode is Mode.CLOSED:
            self.screen.app.exit(result=0)
            return
        self._stop_clock()
        if self.screen.is_asking:
            self.screen.asked()
        self._mode = Mode.CLOSED
        shown = self._break_off()
        self._submit(*([Interrupt(shown)] if shown is not None else []), Quit())

    def suspend(self) -> None:
        """To the background; the story is paused when it comes back."""
        if not self.screen.is_asking and not self._is_paused:
            self.hold_or_go()
        self.screen.suspend()

    def close(self) -> None:
        """Let the worker finish what it is at, and nothing more."""
        self._stop_clock()
        self._pool.shutdown(wait=True, cancel_futures=True)

    # -- the worker

    def _submit(self, *given: Input) -> None:
        self._steps += 1
        task = asyncio.get_running_loop().run_in_executor(self._pool, self._carry, given)
        task.add_done_callback(self._arrived)
        self._show_status()

    def _carry(self, given: tuple[Input, ...]) -> list[Effect]:
        """In the worker: step, and keep what has to be kept before anything else is said."""
        effects: list[Effect] = []
        for one in given:
            for effect in self._session.step(one):
                match effect:
                    case SavePlace(told_to):
                        self._keeper.save_place(told_to)
                    case NoteKept(told_to, text):
                        self._keeper.keep_note(told_to, text)
                    case SayAnswer():
                        self._keeper.remember(effect)
                    case SaySentence() if self._to is not None and effect.sentence.ordinal >= self._to:
                        effects += self._session.step(Quit())
                        return effects
                effects.append(effect)
        return effects

    def _arrived(self, task: asyncio.Future[list[Effect]]) -> None:
        self._steps -= 1
        try:
            self._acts.extend(task.result())
        except Exception as error:
            self._fail(error)
            return
        if not self._is_held:
            self._advance()

    def _fail(self, error: BaseException) -> None:
        self._stop_clock()
        self._mode = Mode.CLOSED
        if self.screen.app.is_running:
            self.screen.close()
            self.screen.app.exit(exception=error)

    # -- what is shown, in order

    @property
    def _is_held(self) -> bool:
        return self._is_paused or self._has_panel or (self.screen.is_asking and self._mode is not Mode.CLOSED)

    def _advance(self) -> None:
        """Carry out what waits, up to something that takes time."""
        self._stop_clock()
        while self._acts:
            wait_s = self._show(self._acts.popleft())
            if wait_s is not None:
                self._show_status()
                if wait_s >= 0:
                    self._after(wait_s, self._go_on)
                return
        if self._steps:
            return
        if self._mode is Mode.CLOSED:
            self.screen.app.exit(result=0)
        elif self._mode is not Mode.WAITING and self._saying is None:
            self._rest()
        self._show_status()

    def _go_on(self) -> None:
        if self._saying is not None:
            self._tick()
        else:
            self._advance()

    def _show(self, effect: Effect) -> float | None:
        """Carry one effect out; seconds before what comes next, None for at once, -1 for never by itself."""
        match effect:
            case SaySentence():
                return self._start(effect)
            case ChapterOpened():
                self._standing = self._standing.entering(effect)
                self.screen.put(blocks.chapter(effect))
                if effect.notes:
                    self._talk(ChapterFinished(effect.number, effect.notes, blocks.announcement(effect)))
                return 1.0
            case SayReturn(spoken):
                self._talk(effect)
                return min(reading_time_s(spoken, self._pace) + 0.6, _REST_MOST_S)
            case SayAnswer(_, spoken) | SayQuotation(_, spoken) | SayRemark(spoken) | ShowParatext(_, spoken):
                self._talk(effect)
                self._last = f"{self._last} {spoken}"
                self._mode = self._mode if self._mode is Mode.CLOSED else Mode.RESTING
            case SayRecap(_, spoken):
                self._talk(effect)
                self._last = f"{self._last} {spoken}"
                self._mode = Mode.RESTING
                if self._acts:
                    return min(reading_time_s(spoken, self._pace) + 0.6, 3 * _REST_MOST_S)
            case NothingMore():
                self._talk(effect)
                self._mode = Mode.WAITING
            case ChapterFinished() | NoteKept():
                self._talk(effect)
            case Finished():
                self._mode = Mode.CLOSED
            case Stop() | SavePlace():
                pass
        return None

    def _talk(self, effect: Effect) -> None:
        self.screen.put(
            blocks.Talk.of(
                effect, persona=self._session.persona, colour=self._colour, ascii_only=self._ascii
            )
        )

    def _start(self, say: SaySentence) -> float:
        """Begin a sentence: a paragraph of its own, or the one that is open."""
        self._mode = Mode.TELLING
        if say.after_break:
            self.screen.put(blocks.scene_break())
        is_new = say.starts_block or not self.screen.is_open
        if is_new:
            self.screen.put(blocks.beginning(say), is_open=True)
            self._is_rushing = self._is_rushing and not say.starts_block
        else:
            self.screen.grow((("", blocks.joint(say)),))
        text = say.sentence.text
        breaths = [end for _, end in self._breathe(text)][:-1] if len(text) > _HUGE else []
        self._saying, self._beats, self._beat = say, beats(text, breaths), 0
        self._standing = self._standing.at_sentence(say)
        if self._is_rushing:
            return 0.0
        return (1.2 if say.after_break else 0.35 if say.starts_block else 0.0) * 240 / self._pace

    def _tick(self) -> None:
        """One more word."""
        say = self._saying
        if say is None:
            return
        if self._is_rushing:
            self._finish_sentence()
            return
        if self._beat >= len(self._beats):
            self._sentence_done()
            return
        beat = self._beats[self._beat]
        start = self._beats[self._beat - 1].end if self._beat else 0
        self.screen.grow(blocks.spans_of(say, start, beat.end))
        self._beat += 1
        self._after(beat.words * 60.0 / self._pace, self._tick)

    def _finish_sentence(self) -> None:
        """The rest of the sentence at once."""
        if self._saying is not None and self._beats:
            start = self._shown
            self.screen.grow(blocks.spans_of(self._saying, start, len(self._saying.sentence.text)))
        self._sentence_done()

    def _sentence_done(self) -> None:
        self._stop_clock()
        self._saying = None
        self._submit(Next())

    @property
    def _shown(self) -> int:
        return self._beats[self._beat - 1].end if self._beat else 0

    def _break_off(self) -> int | None:
        """Leave the sentence in play; how much of it had been shown, None where none was in play."""
        for effect in list(self._acts):
            if not isinstance(effect, SaySentence):
                self._show(effect)
        in_play = self._saying is not None or any(isinstance(effect, SaySentence) for effect in self._acts)
        self._acts.clear()
        shown = self._shown if self._saying is not None else 0
        if self._saying is not None and 0 < shown < len(self._saying.sentence.text):
            self.screen.grow((("", " —"),))
        self._saying = None
        self._is_rushing = False
        self.screen.close()
        return shown if in_play else None

    def _rest(self) -> None:
        """Let an answer be read, then go on."""
        self._mode = Mode.RESTING
        words, self._last = self._last, ""
        rest_s = min(max(reading_time_s(words, self._pace) * 1.1 + 1.2, _REST_LEAST_S), _REST_MOST_S)
        self._after(rest_s, lambda: self._submit(Continue()))

    # -- the clock

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._stop_clock()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._guarded, act)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            self._fail(error)

    def _stop_clock(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # -- the listener's hands

    def break_in(self, text: str) -> None:
        """A letter: stop at once, and open the question line with it."""
        self._stop_clock()
        self._close_panel()
        self.screen.ask(text)
        self._show_status()

    def offer(self) -> None:
        """Tab: an empty question line, with all that it understands."""
        self.break_in("")
        self.screen.question.start_completion()

    def slip(self) -> None:
        """Nothing was meant: the story goes on where it stood, without a word."""
        self._close_panel()
        if self.screen.is_asking:
            self.screen.asked()
        self._resume()

    def entered(self, typed: str) -> None:
        """The question line was sent."""
        wish = understand(typed)
        self.screen.asked()
        match wish:
            case None:
                self._resume()
            case Continue():
                self._resume() if self._mode is Mode.TELLING and not self._is_paused else self.go()
            case Pause():
                self._is_paused = False
                self.hold_or_go()
            case KeysAsked():
                self.toggle_keys()
            case PaceAsked(steps, words_a_minute):
                self._set_pace(words_a_minute or self._pace + steps * _PACE_STEP)
                self._resume()
            case _:
                self._wish(typed, wish)

    def _wish(self, typed: str, wish: Wish) -> None:
        assert not isinstance(wish, KeysAsked | PaceAsked)
        self._is_paused = False
        shown = self._break_off()
        self.screen.put(blocks.Talk.said(typed, colour=self._colour, ascii_only=self._ascii))
        self._mode = Mode.CLOSED if isinstance(wish, Quit) else Mode.THINKING
        self._last = ""
        self._submit(*([Interrupt(shown)] if shown is not None else []), wish)

    def _resume(self) -> None:
        if self._is_held:
            self._show_status()
        elif self._saying is not None:
            self._after(0.0, self._tick)
        elif self._acts or not self._steps:
            self._advance()
        self._show_status()

    def hold_or_go(self) -> None:
        """Space."""
        if self._is_paused or self._has_panel or self._mode is Mode.WAITING:
            self.go()
            return
        self._stop_clock()
        self._is_paused, self._paused_at = True, time.time()
        self._show_status()

    def go(self) -> None:
        """Enter: go on now."""
        self._close_panel()
        if self._is_paused:
            self._is_paused = False
            long_ago = self._paused_at is not None and time.time() - self._paused_at > (
                self._session.persona.breaks.line_s
            )
            if long_ago and not self._steps:
                shown = self._break_off()
                self._submit(*([Interrupt(shown)] if shown is not None else []), Continue())
            else:
                self._resume()
        elif self._mode in {Mode.RESTING, Mode.WAITING} and not self._steps:
            self._stop_clock()
            if self._acts:
                self._advance()
            else:
                self._mode = Mode.TELLING
                self._submit(Continue())
        elif self._mode is Mode.TELLING:
            self.on()

    def on(self) -> None:
        """Right: the rest of the sentence at once."""
        if self._is_paused or self._mode is not Mode.TELLING:
            self.go()
        elif self._saying is not None:
            self._finish_sentence()
        elif self._acts:
            self._advance()

    def back(self) -> None:
        """Left: one sentence back."""
        self._go_back(lambda state_cursor: state_cursor - 1)

    def paragraph_back(self) -> None:
        """Up: to where the paragraph begins; from there, to where the one before it began."""
        def start(cursor: int) -> int:
            begins = self._keeper.paragraph_start(cursor)
            return begins if begins < cursor else self._keeper.paragraph_start(max(0, cursor - 1))

        self._go_back(start)

    def paragraph_on(self) -> None:
        """Down: the rest of the paragraph at once."""
        if self._mode is Mode.TELLING and not self._is_paused and self._saying is not None:
            self._is_rushing = True
            self._finish_sentence()
        else:
            self.go()

    def _go_back(self, where: Callable[[int], int]) -> None:
        if self._steps or self._mode is Mode.CLOSED:
            return
        self._stop_clock()
        self._close_panel()
        was_paused, self._is_paused = self._is_paused, False
        self._break_off()
        state = self._session.state
        sentences = max(1, state.cursor - where(state.cursor))
        goes_on = () if state.phase is Phase.PLAYING else (Continue(),)
        self._submit(Back(sentences), *goes_on)
        if was_paused:
            self._is_paused, self._paused_at = True, time.time()

    def faster(self, steps: int) -> None:
        """Plus and minus."""
        self._set_pace(self._pace + steps * _PACE_STEP)

    def _set_pace(self, pace: int) -> None:
        self._pace = min(max(pace, PACES.start), PACES.stop - 1)
        self._show_status()

    def toggle_keys(self) -> None:
        """Show the keys, or put them away and go on."""
        if self._has_panel:
            self._close_panel()
            self._resume()
            return
        self._stop_clock()
        self._has_panel = True
        self.screen.panel(HELP)
        self._show_status()

    def _close_panel(self) -> None:
        if self._has_panel:
            self._has_panel = False
            self.screen.panel(())

    # -- the line at the bottom

    def _show_status(self) -> None:
        if self.screen.is_asking:
            hint = "Enter asks · Esc goes on · Tab: what else"
        elif self._has_panel:
            hint = "any of them, or Esc to go on"
        elif self._is_paused:
            hint = "paused · space goes on"
        elif self._mode is Mode.THINKING or (self._steps and self._mode is Mode.RESTING):
            hint = "…"
        elif self._mode is Mode.RESTING:
            hint = "Enter goes on · space holds · or ask on"
        elif self._mode is Mode.WAITING:
            hint = "all there is so far · ask, or Ctrl-C leaves"
        else:
            hint = f"{self._pace} words/min · ? keys"
        self.screen.status(status_row(self._standing, hint, self.screen.size.columns - 1))
