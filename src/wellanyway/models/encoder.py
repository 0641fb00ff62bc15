"""The sentence encoder: a small transformer that gives a text a vector of length one.

Every text is run alone, a batch of one without padding: 8-bit arithmetic scales activations by what runs
together, so a batch would let one text's vector depend on its neighbours.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellanyway.models.sessions import session, tokenizer
from wellanyway.models.words import WordTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder"]

_WORTH_A_THREAD = 4  # texts a thread must have to be started


class Encoder:
    """Texts to unit vectors; texts are cut at 128 tokens. Safe to share between threads."""

    dimensions = 384

    def __init__(self, running: Any, pieces: Any, words: WordTable) -> None:
        self._session = running
        self._tokenizer = pieces
        self._words = words

    @classmethod
    def load(cls, weights: Path, pieces: Path, words: WordTable) -> Encoder:
        """From files already verified; raises ModelError where a library is missing."""
        return cls(session(weights), tokenizer(pieces), words)

    def embed(self, texts: Sequence[str], *, threads: int | None = None) -> NDArray[np.float32]:
        """Unit rows, (n, 384): row i is a function of `texts[i]` alone.

        `threads` texts are run at a time, each by itself; as many as there are cores, at most four.
        """
        import numpy as np

        rows = np.empty((len(texts), self.dimensions), np.float32)
        workers = min(threads or min(os.cpu_count() or 1, 4), len(texts) // _WORTH_A_THREAD)
        if workers > 1:
            with ThreadPoolExecutor(workers) as pool:
                for row, vector in zip(rows, pool.map(self._vector, texts), strict=True):
                    row[:] = vector
        else:
            for row, text in zip(rows, texts, strict=True):
                row[:] = self._vector(text)
        return rows

    def _vector(self, text: str) -> NDArray[np.float32]:
        rows = self._words.rows(self._tokenizer.encode(text).ids)
        vector: NDArray[np.float32] = self._session.run(None, {"rows": rows})[0][0]
        return vector
