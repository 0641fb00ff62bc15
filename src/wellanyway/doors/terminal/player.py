"""The listener's hands on the telling: breaking in, holding, going back and on.

A key hit by mistake and a pause never reach the session: the sentence goes on where it stood.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from wellanyway.config import PACES
from wellanyway.doors.terminal import blocks
from wellanyway.doors.terminal.keys import HELP, OFFERS
from wellanyway.doors.terminal.stage import Mode, Stage
from wellanyway.doors.typed import KeysAsked, PaceAsked, understand
from wellanyway.telling.messages import Ask, Back, Continue, Input, Pause, Quit
from wellanyway.telling.session import Phase

__all__ = ["Player"]

_PACE_STEP = 20


class Player(Stage):
    """One sitting at a terminal; the keys call what they do here."""

    _paused_at = 0.0

    @property
    def is_asking(self) -> bool:
        """Whether keys go to the question line."""
        return self.screen.is_asking

    # -- breaking in

    def break_in(self, text: str) -> None:
        """A letter: stop at once, and open the question line with it."""
        self._stop_clock()
        self._close_panel()
        self.screen.ask(text)
        self._show_status()

    def offer(self) -> None:
        """Tab: an empty question line, with all that it understands."""
        self.break_in("")
        self.screen.panel(OFFERS)

    def slip(self) -> None:
        """Nothing was meant: the story goes on where it stood, without a word."""
        self._close_panel()
        self._close_question()
        self._resume()

    def entered(self, typed: str) -> None:
        """The question line was sent."""
        wish = understand(typed)
        self._close_question()
        match wish:
            case None:
                self._resume()
            case Continue() if not self._session.state.has_more:
                self._resume() if self._mode is Mode.TELLING and not self._is_paused else self.go()
            case Pause():
                self._is_paused = False
                self.hold_or_go()
            case KeysAsked():
                self.toggle_keys()
            case PaceAsked(steps, words_a_minute):
                self._set_pace(words_a_minute or self._pace + steps * _PACE_STEP)
                self._resume()
            case Continue():
                self._say(typed, Ask(typed))
            case _:
                self._say(typed, wish)

    def _say(self, typed: str, wish: Input) -> None:
        """The listener says something to the teller."""
        self._is_paused = False
        stops = self._break_off()
        self.screen.put(blocks.Talk.said(typed, colour=self._colour, ascii_only=self._ascii))
        self._has_spoken = True
        self._unread = ""
        self._mode = Mode.CLOSED if isinstance(wish, Quit) else Mode.THINKING
        self._submit(*stops, wish)

    def _resume(self) -> None:
        if not self._is_held:
            if self._saying is not None:
                self._after(0.0, self._tick)
            elif self._acts or not self._steps:
                self._advance()
        self._show_status()

    # -- holding

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
            self._take_up()
        elif self._mode in {Mode.RESTING, Mode.WAITING} and not self._steps:
            self._stop_clock()
            if self._acts:
                self._advance()
            else:
                self._mode = Mode.TELLING
                self._submit(Continue())
        elif self._mode is Mode.TELLING:
            self.on()

    def _take_up(self) -> None:
        """Go on after a pause: where it stood, or with the thread picked up after a long one."""
        is_long = time.time() - self._paused_at > self._session.persona.breaks.line_s
        if is_long and not self._steps:
            self._submit(*self._break_off(), Continue())
        else:
            self._resume()

    # -- on and back

    def on(self) -> None:
        """Right: the rest of the sentence at once."""
        if self._is_paused or self._mode is not Mode.TELLING:
            self.go()
        elif self._saying is not None:
            self._finish_sentence()
        elif self._acts:
            self._advance()

    def paragraph_on(self) -> None:
        """Down: the rest of the paragraph at once."""
        if self._mode is Mode.TELLING and not self._is_paused and self._saying is not None:
            self._is_rushing = True
            self._finish_sentence()
        else:
            self.go()

    def back(self) -> None:
        """Left: one sentence back."""
        self._go_back(lambda cursor: cursor - 1)

    def paragraph_back(self) -> None:
        """Up: to where the paragraph begins; from there, to where the one before it began."""

        def start(cursor: int) -> int:
            begins = self._keeper.paragraph_start(cursor)
            return begins if begins < cursor else self._keeper.paragraph_start(max(0, cursor - 1))

        self._go_back(start)

    def _go_back(self, where: Callable[[int], int]) -> None:
        if self._steps or self._mode is Mode.CLOSED:
            return
        self._stop_clock()
        self._close_panel()
        is_playing = self._session.state.phase is Phase.PLAYING
        self._break_off()
        cursor = self._session.state.cursor
        self._submit(Back(max(1, cursor - where(cursor))), *(() if is_playing else (Continue(),)))

    # -- the pace, the keys, the end

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

    def _close_question(self) -> None:
        if self.screen.is_asking:
            self.screen.asked()
            self.screen.panel(())

    def leave(self) -> None:
        """Quit, keeping the place."""
        if self._mode is Mode.CLOSED:
            self.screen.app.exit(result=0)
            return
        self._stop_clock()
        self._close_panel()
        self._is_paused = False
        self._close_question()
        self._mode = Mode.CLOSED
        self._submit(*self._break_off(), Quit())

    def suspend(self) -> None:
        """To the background; the story is paused when it comes back."""
        if not self.screen.is_asking and not self._is_paused:
            self.hold_or_go()
        self.screen.suspend()
