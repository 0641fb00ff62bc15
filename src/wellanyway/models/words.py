"""The table of word embeddings that the networks share: 8 bits a number, one scale a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WordTable"]


class WordTable:
    """Rows of word pieces by id; kept in 8 bits, made float32 as they are asked for."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self._rows = rows
        self._scales = scales

    @classmethod
    def load(cls, path: Path) -> WordTable:
        """From a file already verified: `rows` int8 (pieces, width) and `scales` float32 (pieces,)."""
        import numpy as np

        with np.load(path) as stored:
            return cls(stored["rows"], stored["scales"])

    def rows(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Rows (1, n, width) as the networks take them."""
        import numpy as np

        picked = np.asarray(ids, np.int64)
        found: NDArray[np.float32] = self._rows[picked].astype(np.float32)
        found *= self._scales[picked][:, None]
        return found[None]
