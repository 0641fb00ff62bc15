"""The sentence encoder: a small transformer that gives a text a vector of length one.

Every text is run alone, a batch of one without padding: 8-bit arithmetic scales activations by what runs
together, so a batch would let one text's vector depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellanyway.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder"]


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
            raise ModelError(f"cannot run the encoder ({error}): pip install onnxruntime tokenizers") from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        return cls(session, Tokenizer.from_file(str(tokenizer)))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows, (n, 384): row i is a function of `texts[i]` alone."""
        import numpy as np

        rows = np.empty((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = np.array([self._tokenizer.encode(text).ids], np.int64)
            row[:] = self._session.run(None, {"ids": ids})[0][0]
        return rows
