"""Speech that was made before, with its timings, in the user's data folder.

An entry is named by a digest of engine, version, voice and text, so that nothing of a story can be read from the names, and a
story taken in again finds it. Entries are written whole or not at all; one that is damaged counts as absent. What has been
heard longest ago goes first when there is too much.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wellanyway.voices.speech import Chunk, Engine, Word

__all__ = ["AudioCache"]

_FORM = b"voice 1\n"
_BYTES_MOST = 256 * 1024 * 1024
_LEFT = 0.9  # of the most, when there was too much


class AudioCache:
    """The entries in one folder, made when the first one is kept; at most `bytes_most` of them in all."""

    def __init__(self, folder: Path, *, bytes_most: int = _BYTES_MOST) -> None:
        self._folder = folder
        self._most = bytes_most
        self._size: int | None = None
        self._turn = threading.Lock()

    @staticmethod
    def key(engine: Engine, voice: str, text: str) -> str:
        """The name of an entry."""
        named = json.dumps([engine.name, engine.version, voice, text])
        return hashlib.sha256(named.encode()).hexdigest()

    def get(self, key: str) -> Chunk | None:
        """The whole sound of a text, None where it is not kept or cannot be read."""
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        found = _unpacked(raw)
        with suppress(OSError):
            if found is None:
                path.unlink()
            else:
                os.utime(path)
        return found

    def put(self, key: str, chunks: Iterable[Chunk]) -> None:
        """Keep the sound of a text; a full disk or a folder that cannot be written keeps nothing."""
        raw = _packed(tuple(chunks))
        path = self._path(key)
        if raw is None or len(raw) > self._most:
            return
        with suppress(OSError), self._turn:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
                part = Path(file.name)
                try:
                    file.write(raw)
                    file.flush()
                    part.replace(path)
                except OSError:
                    part.unlink(missing_ok=True)
                    raise
            self._size = self._counted() if self._size is None else self._size + len(raw)
            if self._size > self._most:
                self._make_room()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.voice"

    def _counted(self) -> int:
        return sum(one.size for one in self._entries())

    def _entries(self) -> list[_Entry]:
        found = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                stat = path.stat()
                found.append(_Entry(stat.st_mtime_ns, stat.st_size, path))
        return sorted(found, key=lambda one: (one.heard_at, one.path))

    def _make_room(self) -> None:
        entries = self._entries()
        size = sum(one.size for one in entries)
        for one in entries:
            if size <= self._most * _LEFT:
                break
            with suppress(OSError):
                one.path.unlink()
                size -= one.size
        self._size = size


@dataclass(frozen=True, slots=True)
class _Entry:
    heard_at: int
    size: int
    path: Path


def _packed(chunks: tuple[Chunk, ...]) -> bytes | None:
    if not chunks:
        return None
    pcm = np.concatenate([chunk.pcm for chunk in chunks]).astype("<i2").tobytes()
    words = [[word.at_s, word.start, word.end] for chunk in chunks for word in chunk.words]
    head = json.dumps({"rate": chunks[0].rate, "words": words}).encode()
    body = len(head).to_bytes(4, "big") + head + pcm
    return _FORM + zlib.crc32(body).to_bytes(4, "big") + body


def _unpacked(raw: bytes) -> Chunk | None:
    start = len(_FORM)
    body = raw[start + 4 :]
    if raw[:start] != _FORM or zlib.crc32(body) != int.from_bytes(raw[start : start + 4], "big"):
        return None
    try:
        size = int.from_bytes(body[:4], "big")
        head = json.loads(body[4 : 4 + size])
        pcm = np.frombuffer(body[4 + size :], "<i2").astype(np.int16)
        words = tuple(Word(float(at_s), int(start), int(end)) for at_s, start, end in head["words"])
        return Chunk(pcm, int(head["rate"]), words)
    except (ValueError, KeyError, TypeError):
        return None
