"""Sittings in a terminal without one: waiting for what comes, and running a listener beside a player."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, TypeVar

from prompt_toolkit.data_structures import Size

from wellanyway.doors.paint import Paint
from wellanyway.doors.terminal import blocks

__all__ = ["FakeScreen", "Waiting", "playing"]


class FakeScreen:
    """Remembers blocks as text; a closed application says how it ended."""

    def __init__(self) -> None:
        self.shown: list[blocks.Block] = []
        self.is_open = False
        self.is_asking = False
        self.typed = ""
        self.said = ""
        self.rows: tuple[str, ...] = ()
        self.size = Size(rows=24, columns=60)
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.app = SimpleNamespace(is_running=True, exit=self._exit)
        self.suspend = lambda: None

    def _exit(self, *, result: int = 0, exception: BaseException | None = None) -> None:
        self.app.is_running = False
        if exception is not None:
            self.ended.set_exception(exception)
        else:
            self.ended.set_result(result)

    def put(self, block: blocks.Block, *, is_open: bool = False) -> None:
        self.shown.append(block)
        self.is_open = is_open

    def grow(self, spans: Any) -> None:
        assert self.is_open
        last = self.shown[-1]
        assert isinstance(last, blocks.Story)
        self.shown[-1] = last.grown(spans)

    def close(self) -> None:
        self.is_open = False

    def status(self, text: str) -> None:
        self.said = text

    def panel(self, rows: tuple[str, ...]) -> None:
        self.rows = rows

    def ask(self, text: str = "") -> None:
        self.is_asking, self.typed = True, text

    def asked(self) -> None:
        self.is_asking = False

    @property
    def text(self) -> str:
        found = [row.strip() for block in self.shown for row in block.rows(78, Paint(), len)]
        return "\n".join(row for row in found if row)


class Waiting:
    """A sitting with a `player` on a fake `screen`."""

    player: Any
    screen: FakeScreen
    tries = 600

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to hold."""
        for _ in range(self.tries):
            if true():
                return
            await asyncio.sleep(0.01)
            self.passed()
        raise AssertionError(f"never came true; on the screen:\n{self.screen.text}\n[{self.screen.said}]")

    def passed(self) -> None:
        """Time has passed."""

    async def sees(self, words: str) -> None:
        """Wait for words on the screen."""
        await self.until(lambda: words in self.screen.text)


Sitting = TypeVar("Sitting", bound=Waiting)


def playing(seat: Callable[..., Sitting], *, first: str = "") -> Callable[..., None]:
    """What runs a listener in a new sitting, once `first` is to be seen; it is closed whatever comes of it."""

    def run(listener: Callable[[Sitting], Awaitable[None]], **options: Any) -> None:
        async def sit() -> None:
            sitting = seat(**options)
            sitting.player.begin(())
            try:
                await sitting.sees(first)
                await listener(sitting)
            finally:
                sitting.player.close()

        asyncio.run(sit())

    return run
