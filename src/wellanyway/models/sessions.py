"""How a network is run: one thread, no arena, the same numbers every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wellanyway.errors import ModelError

__all__ = ["session", "tokenizer"]


def session(weights: Path) -> Any:
    """A network from a file already verified; raises ModelError where onnxruntime is missing."""
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(f"cannot run the models ({error}): pip install onnxruntime") from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


def tokenizer(path: Path) -> Any:
    """A tokenizer from a file already verified; raises ModelError where tokenizers is missing."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError(f"cannot run the models ({error}): pip install tokenizers") from None
    return Tokenizer.from_file(str(path))
