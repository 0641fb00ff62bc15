"""A bar for long work: words a second, stopped with Ctrl-C, silent where nobody watches."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Bar", "bar"]

Update = Callable[[str, int], None]
"""Given what is at hand and how many words are done."""


class Bar:
    """What a long piece of work reports to, and asks whether to stop."""

    def __init__(self, update: Update, stopped: threading.Event) -> None:
        self._update = update
        self._stopped = stopped

    def words(self, name: str, count: int) -> None:
        """So many words of `name` are done."""
        self._update(name, count)

    def is_stopped(self) -> bool:
        """Whether Ctrl-C was hit; what is done stays done."""
        return self._stopped.is_set()


@contextmanager
def bar(verb: str, *, is_silent: bool = False) -> Iterator[Bar]:
    """A bar on stderr for as long as it is needed. How much is left is not known and not shown."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        if is_silent or not sys.stderr.isatty():
            yield Bar(lambda _name, _count: None, stopped)
        else:
            with _shown(verb) as update:
                yield Bar(update, stopped)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(verb: str) -> Iterator[Update]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=12),
        TextColumn("{task.completed:,.0f} words"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(verb, total=None, rate="")

        def update(name: str, count: int) -> None:
            speed = progress.tasks[0].speed
            progress.update(
                task,
                completed=count,
                description=f"{verb} {name if len(name) <= 20 else name[:19] + '…'}",
                rate=f"{speed:,.0f}/s" if speed else "",
            )

        yield update
