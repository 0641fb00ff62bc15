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

from wellanyway.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder"]

_WORTH_A_THREAD = 4  # texts a thread must have to be started


class Encoder:
    """Texts to unit vectors; texts are cut at 128 tokens. Safe to share between threads."""

    dimensions = 384

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, weights: Path, tokenizer: Path) -> Encoder:
        """From files already verified. One thread, no arena: small, and the same numbers every time."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                f"cannot run the encoder ({error}): pip install onnxruntime tokenizers"
            ) from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        return cls(session, Tokenizer.from_file(str(tokenizer)))

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
        import numpy as np

        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {"ids": ids})[0][0]
        return vector
