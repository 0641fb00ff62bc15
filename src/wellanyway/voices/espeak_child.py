"""The process that holds espeak-ng: `python -m wellanyway.voices.espeak_child LIBRARY DATA`.

The library is under the GPL and can end its process, so it is loaded here and nowhere else. Speaks `wire` over stdin
and stdout: requests `speak` and `stop` come in, sound and words go out.
"""

from __future__ import annotations

import ctypes
import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from wellanyway.voices.wire import END, FAULT, READY, SOUND, SPEAK, STOP, WORDS, receive, send

__all__ = ["main"]

_RETRIEVAL, _BUFFER_MS = 1, 60
_DONT_EXIT = 0x8000
_BY_CHARACTER, _UTF8 = 1, 1
_RATE, _PITCH, _WORD = 1, 3, 1
_FAILED = -1


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class _Library:
    """The library, once initialised; `tell` is given each frame of what it makes."""

    def __init__(self, library: str, data: str, tell: Callable[[bytes, bytes], None]) -> None:
        self._tell = tell
        self._stopping = threading.Event()
        self._call = ctypes.CDLL(library)
        self._call.espeak_Info.restype = ctypes.c_char_p
        self.rate = self._call.espeak_Initialize(_RETRIEVAL, _BUFFER_MS, data.encode(), _DONT_EXIT)
        if self.rate == _FAILED:
            raise OSError("espeak-ng found no data where it was sent")
        self._callback = _Callback(self._made)
        self._call.espeak_SetSynthCallback(self._callback)

    def version(self) -> str:
        return str(self._call.espeak_Info(None).decode("ascii", "replace"))

    def speak(self, text: str, voice: str, words_a_minute: int, pitch: int) -> None:
        """One sentence; returns when all of it has been told."""
        self._stopping.clear()
        if self._call.espeak_SetVoiceByName(voice.encode()) != 0:
            raise OSError(f"espeak-ng has no voice {voice!r}")
        self._call.espeak_SetParameter(_RATE, words_a_minute, 0)
        self._call.espeak_SetParameter(_PITCH, pitch, 0)
        raw = text.encode() + b"\0"
        if self._call.espeak_Synth(raw, len(raw), 0, _BY_CHARACTER, 0, _UTF8, None, None) != 0:
            raise OSError("espeak-ng refused the sentence")
        self._call.espeak_Synchronize()

    def stop(self) -> None:
        self._stopping.set()

    def _made(self, wave: Any, count: int, events: Any) -> int:
        words = [(event.sample, event.text_position - 1) for event in _listed(events) if event.type == _WORD]
        if words:
            self._tell(WORDS, json.dumps(words).encode())
        if wave and count > 0:
            self._tell(SOUND, ctypes.string_at(wave, 2 * count))
        return int(self._stopping.is_set())


def _listed(events: Any) -> Iterator[_Event]:
    number = 0
    while events[number].type:
        yield events[number]
        number += 1


def _read_requests(source: BinaryIO, library: _Library, wanted: queue.SimpleQueue[bytes | None]) -> None:
    while (frame := receive(source)) is not None:
        kind, body = frame
        if kind == STOP:
            library.stop()
        elif kind == SPEAK:
            wanted.put(body)
    library.stop()
    wanted.put(None)


def main(library: str, data: str) -> int:
    """Answer requests until stdin ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer

    def tell(kind: bytes, body: bytes = b"") -> None:
        send(sink, kind, body)

    try:
        made = _Library(library, data, tell)
    except OSError as error:
        tell(FAULT, str(error).encode())
        return 1
    tell(READY, json.dumps({"rate": made.rate, "version": made.version()}).encode())
    wanted: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(source, made, wanted), daemon=True).start()
    while (body := wanted.get()) is not None:
        try:
            made.speak(**json.loads(body))
        except OSError as error:
            tell(FAULT, str(error).encode())
        else:
            tell(END)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
