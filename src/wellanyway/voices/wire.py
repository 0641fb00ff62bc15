"""The wire between a teller and the process that holds its engine: a kind, a length, a body."""

from __future__ import annotations

import struct
from typing import BinaryIO

__all__ = ["END", "FAULT", "READY", "SOUND", "SPEAK", "STOP", "WORDS", "receive", "send"]

SPEAK, STOP = b"S", b"Q"  # in: JSON of what to speak; nothing
READY, SOUND, WORDS, END, FAULT = b"R", b"A", b"W", b"E", b"X"
# out: JSON of rate and version; int16 samples; JSON [[sample, character], ...]; nothing; words

_HEAD = struct.Struct(">cI")
_MOST = 1 << 26


def send(sink: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame and flush it. Raises OSError where nobody reads any more."""
    sink.write(_HEAD.pack(kind, len(body)) + body)
    sink.flush()


def receive(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame; None where there are no more, or what comes is none."""
    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    if size > _MOST:
        return None
    body = source.read(size)
    return (kind, body) if len(body) == size else None
