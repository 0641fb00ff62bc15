"""The static embedding: one row a word piece, averaged; no transformer run, so a whole book takes seconds.

A text's vector is a sum over its own pieces in their own order, whatever else is embedded beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellanyway.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["StaticEmbedding"]

_TOGETHER = 2048  # texts gathered at once, so that memory stays small


class StaticEmbedding:
    """Texts to unit vectors by summing rows of a table. Safe to share between threads."""

    def __init__(self, table: NDArray[np.float32], tokenizer: Any) -> None:
        self._table = table
        self._tokenizer = tokenizer
        self.dimensions = int(table.shape[1])

    @classmethod
    def load(cls, weights: Path, tokenizer: Path) -> StaticEmbedding:
        """From files already verified: `rows` int8 (pieces, d) and `scales` float32 (pieces)."""
        import numpy as np

        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(f"cannot run the embedding ({error}): pip install tokenizers") from None
        with np.load(weights) as stored:
            table = stored["rows"].astype(np.float32)
            table *= stored["scales"].astype(np.float32)[:, None]
        words = Tokenizer.from_file(str(tokenizer))
        words.no_truncation()
        return cls(table, words)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows, (n, d); a row of zeros for a text without a known piece."""
        import numpy as np

        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _TOGETHER):
            self._sum(texts[start : start + _TOGETHER], rows[start : start + _TOGETHER])
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        rows /= np.maximum(lengths, 1e-9)[:, None]
        return rows

    def quantised(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """`embed` times 127, rounded: (n, d)."""
        import numpy as np

        return np.rint(self.embed(texts) * 127).astype(np.int8)

    def _sum(self, texts: Sequence[str], rows: NDArray[np.float32]) -> None:
        import numpy as np

        encoded = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        pieces = [one.ids for one in encoded]
        counts = np.fromiter(map(len, pieces), np.int64, len(pieces))
        filled = np.flatnonzero(counts)  # reduceat would give an empty text its neighbour's row
        if filled.size:
            ids = np.fromiter(chain.from_iterable(pieces), np.int32, int(counts.sum()))
            starts = (np.cumsum(counts) - counts)[filled]
            rows[filled] = np.add.reduceat(self._table[ids], starts, axis=0)
