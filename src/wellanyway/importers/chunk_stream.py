"""Chunks in order with a few of them seen ahead: the only place where the text importer looks forward."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from wellanyway.importers.chunks import Chunk

__all__ = ["ChunkStream"]


class ChunkStream:
    """Gives chunks one by one; `peek` sees at most as many ahead as it is asked for."""

    def __init__(self, chunks: Iterator[Chunk]) -> None:
        self._chunks = chunks
        self._ahead: deque[Chunk] = deque()

    def peek(self, n: int = 0) -> Chunk | None:
        """The chunk `n` after the next one, None past the end of what there is."""
        while len(self._ahead) <= n:
            chunk = next(self._chunks, None)
            if chunk is None:
                return None
            self._ahead.append(chunk)
        return self._ahead[n]

    def take(self) -> Chunk | None:
        """The next chunk."""
        return self._ahead.popleft() if self._ahead else next(self._chunks, None)
