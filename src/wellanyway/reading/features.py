"""What the search index keeps of a sentence: hashed stems and a small vector, from that sentence alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from wellanyway.reading.stems import content

if TYPE_CHECKING:
    from wellanyway.reading.index import SentenceIndex

__all__ = ["VERSION", "features", "term"]

VERSION = "stems-1"
"""Changes whenever the same sentence would give other terms; the weights' checksums tell of the vectors."""


def features(texts: Sequence[str]) -> SentenceIndex:
    """One row a text, in order; row i is a function of `texts[i]` alone."""
    import numpy as np

    from wellanyway.models import static_embedding
    from wellanyway.reading.index import SentenceIndex

    terms: list[int] = []
    bounds = np.zeros(len(texts) + 1, np.int64)
    for i, text in enumerate(texts):
        terms.extend(map(term, content(text)))
        bounds[i + 1] = len(terms)
    return SentenceIndex(np.array(terms, np.uint32), bounds, static_embedding().quantised(texts))


@lru_cache(maxsize=65_536)
def term(stem: str) -> int:
    """The hash under which a stem is indexed."""
    return zlib.crc32(stem.encode())
