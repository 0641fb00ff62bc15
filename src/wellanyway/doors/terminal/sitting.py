"""Runs a player on a real terminal, and gives the terminal back as it was whatever ends the sitting."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from wellanyway.doors.paint import Paint
from wellanyway.doors.terminal.blocks import Block, Story
from wellanyway.doors.terminal.keys import bind
from wellanyway.doors.terminal.player import Player
from wellanyway.doors.terminal.screen import Screen, open_output
from wellanyway.doors.typed import PHRASES

__all__ = ["sit"]

_ENDING = ("SIGTERM", "SIGHUP")


def sit(
    player: Player,
    *,
    paint: Paint,
    opening: Iterable[Block] = (),
    context: Story | None = None,
    source: Input | None = None,
    output: Output | None = None,
) -> int:
    """Play until the listener leaves; the exit status. A signal that ends it gives 128 and its number."""

    async def sitting() -> int:
        screen = Screen(
            keys=bind(player),
            paint=paint,
            output=output or open_output(sys.stdout),
            entered=player.entered,
            words=PHRASES,
            source=source,
        )
        player.screen = screen
        return await _run(player, screen, lambda: player.begin(opening, context=context))

    return asyncio.run(sitting())


async def _run(player: Player, screen: Screen, begin: Callable[[], None]) -> int:
    loop = asyncio.get_running_loop()

    def end(number: int) -> None:
        with suppress(Exception):
            screen.close()
        if screen.app.is_running and not screen.app.is_done:
            screen.app.exit(result=128 + number)

    def suspend() -> None:
        run_in_terminal(lambda: _stop_until_continued(loop, player.suspend))

    screen.suspend = suspend
    handled = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    for number in handled:
        loop.add_signal_handler(number, end, number)
    if hasattr(signal, "SIGTSTP"):
        loop.add_signal_handler(signal.SIGTSTP, player.suspend)
    try:
        return await screen.app.run_async(pre_run=begin)
    except EOFError:
        return 0
    finally:
        player.close()
        for number in (*handled, getattr(signal, "SIGTSTP", None)):
            if number is not None:
                loop.remove_signal_handler(number)


def _stop_until_continued(loop: asyncio.AbstractEventLoop, again: Callable[[], None]) -> None:
    """Stop the way a shell expects it; returns when the process is continued."""
    loop.remove_signal_handler(signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    loop.add_signal_handler(signal.SIGTSTP, again)
