"""Telling without a terminal to draw on: as plain lines, whole and at once, or a paragraph at a time.

`tell_plainly` is for pipes, files and scripted listeners. `tell_by_lines` is for a terminal that can only
print (TERM=dumb): Enter goes on, whatever else is typed is said to the teller.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from wellanyway.doors.keeper import Keeper, keep
from wellanyway.doors.terminal.page import clean
from wellanyway.doors.typed import KeysAsked, PaceAsked, understand
from wellanyway.telling.messages import (
    Ask,
    Continue,
    Effect,
    Finished,
    Input,
    Interrupt,
    Next,
    Quit,
    SaySentence,
)
from wellanyway.telling.rendering import Renderer
from wellanyway.telling.runner import Moment, Said
from wellanyway.telling.session import Session

__all__ = ["tell_by_lines", "tell_plainly"]

Write = Callable[[str], None]
"""Writes some text and does not come back before it is out."""

_HELP = "Enter goes on; all else is said to the teller; quit leaves."


def tell_plainly(moments: Iterable[Moment], keeper: Keeper, renderer: Renderer, write: Write) -> None:
    """Write what is told and said as it comes; a place is kept once its sentence has been written."""
    for moment in moments:
        if isinstance(moment, Said):
            _out(write, renderer.said(moment.words))
        elif moment.shown is not None:
            _out(write, renderer.show(moment.effect, shown=moment.shown))
            _out(write, renderer.cut())
        else:
            keep(keeper, moment.effect)
            _out(write, renderer.show(moment.effect))
    _out(write, renderer.end())


@dataclass(frozen=True, slots=True)
class _Lines:
    """A sitting at a terminal that can only print."""

    session: Session
    keeper: Keeper
    renderer: Renderer
    write: Write
    to: int | None

    def paragraph(self, given: tuple[Input, ...]) -> bool:
        """Carry inputs out and tell on to the end of the paragraph; whether the sitting is over."""
        coming: deque[Effect] = deque(effect for one in given for effect in self.session.step(one))
        has_told = is_over = False
        while coming:
            effect = coming.popleft()
            if isinstance(effect, SaySentence):
                if self.to is not None and effect.sentence.ordinal >= self.to:
                    coming.extend(self.session.step(Quit()))
                    continue
                if has_told and effect.starts_block:
                    self.session.step(Interrupt(0))
                    break
                has_told = True
            keep(self.keeper, effect)
            self.out(self.renderer.show(effect))
            if isinstance(effect, SaySentence):
                coming.extend(self.session.step(Next()))
            is_over = isinstance(effect, Finished)
        self.out(self.renderer.end())
        return is_over

    def listen(self, read_line: Callable[[], str | None]) -> tuple[Input, ...]:
        """What the listener wants next."""
        while (line := read_line()) is not None:
            wish = understand(line)
            if wish is None:
                return (Continue(),)
            if isinstance(wish, Continue) and self.session.state.has_more:
                return (Ask(line),)
            if not isinstance(wish, KeysAsked | PaceAsked):
                return (wish,)
            self.write(f"{_HELP}\n")
        return (Quit(),)

    def out(self, pieces: Iterator[str]) -> None:
        _out(self.write, pieces)


def tell_by_lines(
    session: Session,
    keeper: Keeper,
    renderer: Renderer,
    write: Write,
    *,
    read_line: Callable[[], str | None],
    to: int | None = None,
) -> None:
    """Tell a paragraph, wait for a line, and so on; `read_line` gives None where there is no more."""
    lines = _Lines(session, keeper, renderer, write, to)
    given: tuple[Input, ...] = (Continue(),)
    while not lines.paragraph(given):
        given = lines.listen(read_line)


def _out(write: Write, pieces: Iterator[str]) -> None:
    text = "".join(pieces)
    if text:
        write(clean(text) if "\x1b" not in text else text)
