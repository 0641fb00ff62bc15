"""The terminal as a page: finished lines go to the scrollback, one line grows, a status line stays below.

Nothing is drawn over what has been told: a reader can scroll back and copy it. Only the line in play,
the question line, the keys and the status are live.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.data_structures import Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindingsBase
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.utils import get_cwidth

from wellanyway.doors.paint import Paint
from wellanyway.doors.terminal.blocks import Block, Story
from wellanyway.doors.terminal.page import Span, clean, measure_for

__all__ = ["Screen", "open_output"]

_REMEMBERED = 400  # blocks kept for laying out anew
_SETTLES_S = 0.12  # a window being dragged is laid out once it rests
_PROMPT = "? "


class _Application(Application[int]):
    """prompt_toolkit's own answer to a resize leaves torn lines behind; ours lays the page out anew."""

    resized: Callable[[], None] | None = None

    def _on_resize(self) -> None:
        if self.resized is not None:
            self.resized()


class Screen:
    """What is on the terminal. All calls come from the one thread that runs the application."""

    def __init__(
        self,
        *,
        keys: KeyBindingsBase,
        paint: Paint,
        output: Output,
        entered: Callable[[str], None],
        words: Sequence[str] = (),
        source: Input | None = None,
    ) -> None:
        """`entered` is given the line that was typed; `words` are what Tab completes."""
        self.suspend: Callable[[], object] = lambda: None
        self._paint = paint
        self._blocks: deque[Block] = deque(maxlen=_REMEMBERED)
        self._printed = 0  # lines of the last block that are in the scrollback
        self._is_open = False  # whether the last block still grows
        self._is_asking = False
        self._panel: tuple[str, ...] = ()
        self._status = ""
        self._output = output
        self._resizing: asyncio.TimerHandle | None = None
        self._columns = self.size.columns

        def accept(buffer: Buffer) -> bool:
            entered(buffer.text)
            return False

        self.question = Buffer(
            multiline=False,
            history=InMemoryHistory(),
            completer=WordCompleter(list(words), sentence=True),
            accept_handler=accept,
        )
        self._rest = Window(FormattedTextControl(self._live, focusable=True, show_cursor=False), height=1)
        self._field = Window(
            BufferControl(self.question, input_processors=[BeforeInput(_PROMPT)]),
            height=Dimension(min=1, max=4),
            wrap_lines=True,
            dont_extend_height=True,
        )
        self.app = _Application(
            layout=Layout(self._body(), focused_element=self._rest),
            key_bindings=keys,
            erase_when_done=True,
            color_depth=None if paint.colours else ColorDepth.DEPTH_1_BIT,
            output=output,
            input=source or create_input(),
        )
        self.app.resized = self._note_resize
        self.app.ttimeoutlen = 0.08
        self.app.timeoutlen = 0.3

    def _body(self) -> HSplit:
        asking = Condition(lambda: self._is_asking)
        has_panel = Condition(lambda: bool(self._panel))
        blank = Window(height=1, char=" ")
        return HSplit(
            [
                self._rest,
                ConditionalContainer(HSplit([blank, self._field]), asking),
                ConditionalContainer(
                    Window(FormattedTextControl(self._panel_text), height=lambda: len(self._panel) + 1),
                    has_panel,
                ),
                Window(height=lambda: 1 if self._is_open else 0, char=" "),
                Window(FormattedTextControl(lambda: ANSI(self._status_row())), height=1),
            ]
        )

    # -- what is shown

    @property
    def size(self) -> Size:
        """Rows and columns as they are now."""
        try:
            return self._output.get_size()
        except OSError:
            return Size(rows=24, columns=80)

    @property
    def measure(self) -> int:
        """How wide lines are."""
        return measure_for(self._columns)

    def put(self, block: Block, *, is_open: bool = False) -> None:
        """Show a block below everything; an open one grows and stays live on its last line."""
        lines = self._finish()
        has_before = bool(self._blocks)
        rows = self._rows(block)
        if not rows and not is_open:
            self._emit(lines)
            return
        self._blocks.append(block)
        lines += [""] * (block.gap if has_before else 0)
        self._is_open = is_open
        self._printed = 0
        if not is_open:
            lines += rows
        self._emit(lines)

    def grow(self, spans: tuple[Span, ...]) -> None:
        """More words in the open block."""
        block = self._blocks[-1]
        assert self._is_open
        assert isinstance(block, Story)
        self._blocks[-1] = grown = block.grown(spans)
        rows = self._rows(grown)
        ready = rows[self._printed : -1]
        self._printed += len(ready)
        self._emit(ready)

    @property
    def is_open(self) -> bool:
        """Whether the last block still grows."""
        return self._is_open

    def close(self) -> None:
        """The open block is at its end."""
        self._emit(self._finish())

    def status(self, text: str) -> None:
        """What the line at the bottom says."""
        if text != self._status:
            self._status = text
            self.app.invalidate()

    def panel(self, rows: tuple[str, ...]) -> None:
        """Show a few lines below the story that go away again; none to hide them."""
        if rows != self._panel:
            self._panel = rows
            self._shrink()

    # -- the question line

    @property
    def is_asking(self) -> bool:
        """Whether the question line is open."""
        return self._is_asking

    def ask(self, text: str = "") -> None:
        """Open the question line with what has been typed so far."""
        self._is_asking = True
        self.question.reset()
        self.question.insert_text(clean(text).replace("\n", " "))
        self.app.layout.focus(self.question)
        self.app.invalidate()

    def asked(self) -> None:
        """Close the question line."""
        self._is_asking = False
        self.question.reset()
        self.app.layout.focus(self._rest)
        self._shrink()

    # -- drawing

    def _rows(self, block: Block) -> list[str]:
        return block.rows(self.measure, self._paint, get_cwidth)

    def _finish(self) -> list[str]:
        if not self._is_open:
            return []
        self._is_open = False
        return self._rows(self._blocks[-1])[self._printed :]

    def _emit(self, lines: Sequence[str]) -> None:
        if lines and self.app.is_running:
            self.app.renderer.erase()
        if lines:
            self._output.write_raw("".join(f"{line}\r\n" for line in lines))
            self._output.flush()
        self.app.invalidate()

    def _shrink(self) -> None:
        if self.app.is_running:
            self.app.renderer.erase()
        self.app.invalidate()

    def _live(self) -> Any:
        if not self._is_open:
            return ""
        return ANSI(self._rows(self._blocks[-1])[-1])

    def _panel_text(self) -> Any:
        return ANSI("\n" + "\n".join(self._panel))

    def _status_row(self) -> str:
        return self._paint.span("status", self._status[: max(0, self.size.columns - 1)])

    def _note_resize(self) -> None:
        if self._resizing is not None:
            self._resizing.cancel()
        self._resizing = asyncio.get_running_loop().call_later(_SETTLES_S, self._lay_out_anew)

    def _lay_out_anew(self) -> None:
        """Fill the screen again with the last lines, as wide as it is now."""
        self._resizing = None
        self._columns = self.size.columns
        lines: list[str] = []
        for number, block in enumerate(self._blocks):
            lines += [""] * (block.gap if number else 0)
            rows = self._rows(block)
            if self._is_open and number == len(self._blocks) - 1:
                self._printed = len(rows) - 1
                rows = rows[:-1]
            lines += rows
        room = max(1, self.size.rows - self._live_rows())
        self.app.renderer.erase()
        self._output.erase_screen()
        self._output.cursor_goto(0, 0)
        self._emit(lines[-room:])

    def _live_rows(self) -> int:
        return 4 + (len(self._panel) + 1 if self._panel else 0) + (2 if self._is_asking else 0)


def open_output(stream: TextIO) -> Output:
    """A terminal to write to that is never asked where its cursor is: some answer late, and some never."""
    output = Vt100_Output.from_pty(stream)
    output.enable_cpr = False
    return output
