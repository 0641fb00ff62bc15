"""The teller's end of a process that holds an engine: starting it, speaking through it, ending it.

Engines under the GPL, and what may end its process, run so.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from wellanyway.voices.speech import Stop, VoiceError
from wellanyway.voices.wire import END, FAULT, READY, SPEAK, STOP, receive, send

__all__ = ["EndedError", "Helper"]

_PATIENCE_S = 20.0  # with a process that says nothing
_ROOT = Path(__file__).parents[2]  # from where the process imports this same package
_LAST = frozenset({END, FAULT})

Frame = tuple[bytes, bytes]


class EndedError(Exception):
    """The process has ended, or has not answered for so long that it was ended."""


class Helper:
    """A running process, which speaks one sentence at a time. Raises VoiceError where it cannot be started."""

    def __init__(self, module: str, *arguments: str, patience_s: float = _PATIENCE_S) -> None:
        """`module` answers requests over `wire`; `patience_s` is how long it may say nothing."""
        self._patience_s = patience_s
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])},
        )
        self._in = cast("BinaryIO", self._process.stdin)
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="voice", daemon=True)
        self._reader.start()
        try:
            kind, body = self._next()
        except EndedError:
            kind, body = FAULT, b"it ended at once"
        if kind != READY:
            self.end()
            raise VoiceError(f"the voice cannot be started: {body.decode('utf-8', 'replace')}")
        self.rate = int(json.loads(body)["rate"])
        """Samples a second."""

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def speak(self, wanted: dict[str, object], stop: Stop) -> Iterator[Frame]:
        """Frames of sound and words. Raises EndedError, and VoiceError for what it refused."""
        is_over = False
        try:
            self._send(SPEAK, json.dumps(wanted).encode())
            while not stop():
                frame = self._next()
                is_over = frame[0] in _LAST
                if frame[0] == FAULT:
                    raise VoiceError(frame[1].decode("utf-8", "replace"))
                if is_over:
                    return
                yield frame
        except EndedError:
            is_over = True
            raise
        finally:
            if not is_over:
                self._leave_off()

    def _leave_off(self) -> None:
        """Given up half way: what is still to come is not for the next sentence."""
        with suppress(EndedError):
            self._send(STOP)
            while self._next()[0] not in _LAST:
                pass

    def _send(self, kind: bytes, body: bytes = b"") -> None:
        try:
            send(self._in, kind, body)
        except (OSError, ValueError):
            raise EndedError from None

    def _next(self) -> Frame:
        try:
            frame = self._frames.get(timeout=self._patience_s)
        except queue.Empty:
            self._process.kill()
            raise EndedError from None
        if frame is None:
            self._frames.put(None)
            raise EndedError
        return frame

    def _read(self) -> None:
        source = cast("BinaryIO", self._process.stdout)
        with source:
            while (frame := receive(source)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        with suppress(OSError):
            self._in.close()
