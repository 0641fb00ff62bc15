"""Plays a session's effects on a screen: the story at reading pace, talk at once and left to be read.

The session is stepped in one worker thread, so that a key is answered while a chapter is read or an
answer is found; the screen is touched by the event loop's thread alone.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum

from wellanyway.doors.keeper import Keeper, keep
from wellanyway.doors.pace import Beat, beats, reading_time_s
from wellanyway.doors.terminal import blocks
from wellanyway.doors.terminal.screen import Screen
from wellanyway.doors.terminal.status import Standing, status_row
from wellanyway.telling.messages import (
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
    Quit,
    SayAnswer,
    SayQuotation,
    SayRecap,
    SayRemark,
    SayReturn,
    SaySentence,
    ShowParatext,
)
from wellanyway.telling.session import Session

__all__ = ["Mode", "Stage"]

_HUGE = 320  # characters from which a sentence is breathed at its clauses
_REST_LEAST_S, _REST_MOST_S = 2.5, 25.0
_BEHIND_S = 0.2  # what may begin behind the telling waits so long for the first words
_LOOK_AGAIN_S = 20.0  # how often a story that has ended so far is looked at for more

Reply = SayAnswer | SayQuotation | SayRecap | SayRemark | ShowParatext
Breathe = Callable[[str], Iterable[tuple[int, int]]]


class Mode(StrEnum):
    """What the listener sees happening."""

    TELLING = "telling"
    THINKING = "thinking"  # an answer is being found
    RESTING = "resting"  # an answer is being read; the story goes on by itself
    WAITING = "waiting"  # there is nothing more so far
    CLOSED = "closed"


class Stage:
    """Carries effects out one after the other, on one screen, for as long as it is not held."""

    screen: Screen

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
        breathe: Breathe = lambda text: [(0, len(text))],
        begun: Callable[[], None] = lambda: None,
    ) -> None:
        """`to` is the horizon at which the telling stops of itself; `begun` is called once the first words
        are shown. `screen` is set before it begins.
        """
        self._session = session
        self._keeper = keeper
        self._standing = standing
        self._pace = pace
        self._to = to
        self._colour = colour
        self._ascii = ascii_only
        self._breathe = breathe
        self._begun = begun
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
        self._is_rushing = False  # to the end of the paragraph
        self._has_begun = False  # a sentence has been in play: the first one is not kept waiting
        self._unread = ""  # talk shown since the listener last said something
        self._has_spoken = False  # the listener did, and nothing has been shown since

    def begin(self, opening: Iterable[blocks.Block] = (), *, context: blocks.Story | None = None) -> None:
        """Show what stands above the story, and start; `context` is a paragraph told before, to go on in."""
        for block in opening:
            self.screen.put(block)
        if context is not None:
            self.screen.put(context, is_open=True)
        self._submit(Continue())

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
                if self._is_beyond(effect):
                    left = [act for act in effects if not isinstance(act, ChapterOpened | SayReturn)]
                    return [*left, *self._session.step(Quit())]
                keep(self._keeper, effect)
                effects.append(effect)
        return effects

    def _is_beyond(self, effect: Effect) -> bool:
        return (
            isinstance(effect, SaySentence) and self._to is not None and effect.sentence.ordinal >= self._to
        )

    def _arrived(self, task: asyncio.Future[list[Effect]]) -> None:
        self._steps -= 1
        try:
            self._acts.extend(task.result())
            if not self._is_held:
                self._advance()
        except Exception as error:
            self._fail(error)

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
            if wait_s:
                self._after(wait_s, self._tick if self._saying is not None else self._advance)
                self._show_status()
                return
            if self._saying is not None:
                self._tick()
                self._show_status()
                return
        if not self._steps:
            self._settle()
        self._show_status()

    def _settle(self) -> None:
        """Everything has been carried out and nothing is on its way."""
        if self._mode is Mode.CLOSED:
            self.screen.app.exit(result=0)
        elif self._mode is Mode.WAITING:  # another process may bring a newer file at any time
            self._after(_LOOK_AGAIN_S, lambda: self._submit(Continue()))
        elif self._saying is None:
            self._rest()

    def _show(self, effect: Effect) -> float:
        """Carry one effect out; seconds before what comes next."""
        match effect:
            case SaySentence():
                return self._start(effect)
            case ChapterOpened():
                self._open_chapter(effect)
                return 1.0 if self._has_begun else 0.0
            case SayReturn(spoken):
                self._talk(effect)
                self._mode = Mode.TELLING
                return min(reading_time_s(spoken, self._pace) + 0.6, _REST_MOST_S)
            case SayAnswer() | SayQuotation() | SayRecap() | SayRemark() | ShowParatext():
                return self._reply(effect)
            case NothingMore():
                self._talk(effect)
                self._mode = Mode.WAITING
            case ChapterFinished() | NoteKept():
                self._talk(effect)
            case Finished():
                self._mode = Mode.CLOSED
            case _:
                pass
        return 0.0

    def _open_chapter(self, opened: ChapterOpened) -> None:
        self._standing = self._standing.entering(opened.number, opened.title)
        self.screen.put(blocks.chapter(opened))
        if opened.notes:
            self._talk(ChapterFinished(opened.number, opened.notes, blocks.announcement(opened)))

    def _reply(self, effect: Reply) -> float:
        self._talk(effect)
        self._unread = f"{self._unread} {effect.spoken}"
        if self._mode is Mode.CLOSED:
            return 0.0
        self._mode = Mode.RESTING
        if not self._acts:
            return 0.0
        unread, self._unread = self._unread, ""
        return min(reading_time_s(unread, self._pace) + 0.6, 3 * _REST_MOST_S)

    def _talk(self, effect: Effect) -> None:
        is_reply = isinstance(effect, Reply | NoteKept)
        gap = 0 if is_reply and self._has_spoken else 1
        self._has_spoken = False
        self.screen.put(blocks.Talk.of(effect, colour=self._colour, ascii_only=self._ascii, gap=gap))

    def _rest(self) -> None:
        """Let an answer be read, then go on."""
        self._mode = Mode.RESTING
        words, self._unread = self._unread, ""
        rest_s = reading_time_s(words, self._pace) * 1.1 + 1.2
        self._after(min(max(rest_s, _REST_LEAST_S), _REST_MOST_S), lambda: self._submit(Continue()))

    # -- a sentence

    def _start(self, say: SaySentence) -> float:
        """Begin a sentence, in a paragraph of its own or in the one that is open."""
        self._mode = Mode.TELLING
        if say.after_break:
            self.screen.put(blocks.scene_break())
        if say.starts_block or not self.screen.is_open:
            self.screen.put(blocks.beginning(say), is_open=True)
            self._is_rushing = self._is_rushing and not say.starts_block
        else:
            self.screen.grow((("", blocks.joint(say)),))
        text = say.sentence.text
        breaths = [end for _, end in self._breathe(text)][:-1] if len(text) > _HUGE else []
        self._saying, self._beats, self._beat = say, beats(text, breaths), 0
        self._stand_at(say)
        has_begun, self._has_begun = self._has_begun, True
        if not has_begun:
            asyncio.get_running_loop().call_later(_BEHIND_S, self._guarded, self._begun)
        if self._is_rushing or not has_begun:
            return 0.0
        return (1.2 if say.after_break else 0.35 if say.starts_block else 0.0) * 240 / self._pace

    def _stand_at(self, say: SaySentence) -> None:
        number = say.sentence.chapter + 1
        if number != self._standing.number:  # back in an earlier chapter
            self._standing = self._standing.entering(number, self._keeper.chapter_title(say.sentence))
        self._standing = self._standing.at_sentence(say.sentence.at)

    def _tick(self) -> None:
        """One more word."""
        say = self._saying
        if say is None:
            return
        if self._is_rushing:
            self._finish_sentence()
        elif self._beat >= len(self._beats):
            self._sentence_done()
        else:
            beat = self._beats[self._beat]
            self._reveal(say, beat.end)
            self._beat += 1
            self._after(beat.words * 60.0 / self._pace, self._tick)

    def _reveal(self, say: SaySentence, end: int) -> None:
        """The sentence in play up to character `end`; begun anew where talk has closed its paragraph."""
        start = self._shown
        if not self.screen.is_open:
            self.screen.put(blocks.beginning(say), is_open=True)
            start = 0
        self.screen.grow(blocks.spans_of(say, start, end))

    def _finish_sentence(self) -> None:
        """The rest of the sentence at once."""
        if self._saying is not None:
            self._reveal(self._saying, len(self._saying.sentence.text))
        self._sentence_done()

    def _sentence_done(self) -> None:
        self._stop_clock()
        self._saying = None
        self._submit(Next())

    @property
    def _shown(self) -> int:
        """How many characters of the sentence in play are on the screen."""
        return self._beats[self._beat - 1].end if self._beat else 0

    def _break_off(self) -> tuple[Input, ...]:
        """Leave the sentence in play; what the session has to be told of that."""
        in_play = self._saying is not None
        while self._acts:
            effect = self._acts.popleft()
            if isinstance(effect, SaySentence):
                in_play = True
            else:
                self._show(effect)
        shown = self._shown if self._saying is not None else 0
        is_cut = self._saying is not None and 0 < shown < len(self._saying.sentence.text)
        if is_cut and self.screen.is_open:
            self.screen.grow((("", "—"),))
        self._saying = None
        self._is_rushing = False
        self.screen.close()
        return (Interrupt(shown),) if in_play else ()

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

    # -- the line at the bottom

    def _show_status(self) -> None:
        row = status_row(self._standing, self._hint(), self.screen.size.columns - 1)
        self.screen.status(row)

    def _hint(self) -> str:
        if self.screen.is_asking:
            return "Enter asks · Esc goes on · Tab: what else"
        if self._has_panel:
            return "? or Esc goes on"
        if self._is_paused:
            return "paused · space goes on"
        if self._mode is Mode.THINKING:
            return "…"
        if self._mode is Mode.RESTING:
            return "Enter goes on · space holds · or ask on"
        if self._mode is Mode.WAITING:
            return "all there is so far · ask, or Ctrl-C"
        return f"{self._pace} words/min · ? keys"
