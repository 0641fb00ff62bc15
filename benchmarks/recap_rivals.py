"""Recaps by what is commonly used for a summary in the text's own sentences: the first sentences, TextRank, LexRank.

Each is given the same told sentences and the same number of words, and gives its sentences in the order of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wellanyway.reading.stems import content

__all__ = ["RIVALS", "lead", "lexrank", "textrank"]

_DAMPING = 0.85
_THRESHOLD = 0.1
_ROUNDS = 60


def lead(sentences: Sequence[str], words: int) -> str:
    """The first sentences that have room, as they follow one another."""
    taken, room = [], words
    for text in sentences:
        room -= len(text.split())
        if room < 0:
            break
        taken.append(text)
    return " ".join(taken)


def textrank(sentences: Sequence[str], words: int) -> str:
    """Mihalcea and Tarau (2004): PageRank on words shared, divided by the logarithms of the lengths."""
    counts = _counts(sentences)
    present = (counts > 0).astype(np.float64)
    shared = (present @ present.T).tocsr()
    sizes = np.log(np.maximum(2, [len(text.split()) for text in sentences]).astype(np.float64))
    shared = shared.tocoo()
    weights = shared.data / (sizes[shared.row] + sizes[shared.col])
    return _best(
        _ranked(sparse.coo_matrix((weights, (shared.row, shared.col)), shared.shape)), sentences, words
    )


def lexrank(sentences: Sequence[str], words: int) -> str:
    """Erkan and Radev (2004): PageRank on tf-idf cosines of at least .1, each one edge."""
    counts = _counts(sentences)
    idf = np.log(counts.shape[0] / np.maximum(1, np.asarray((counts > 0).sum(0)).ravel()))
    weighted = counts @ sparse.diags(idf)
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(1)).ravel())
    unit = sparse.diags(1.0 / np.maximum(norms, 1e-9)) @ weighted
    cosines = (unit @ unit.T).tocoo()
    near = cosines.data >= _THRESHOLD
    edges = (np.ones(int(near.sum())), (cosines.row[near], cosines.col[near]))
    return _best(_ranked(sparse.coo_matrix(edges, cosines.shape)), sentences, words)


def _counts(sentences: Sequence[str]) -> sparse.csr_matrix:
    number: dict[str, int] = {}
    rows, columns = [], []
    for row, text in enumerate(sentences):
        for stem in content(text):
            rows.append(row)
            columns.append(number.setdefault(stem, len(number)))
    ones = np.ones(len(rows))
    return sparse.csr_matrix((ones, (rows, columns)), (len(sentences), max(1, len(number))))


def _ranked(graph: sparse.coo_matrix) -> NDArray[np.float64]:
    """PageRank of a weighted graph without its loops."""
    kept = graph.row != graph.col
    edges = sparse.csr_matrix((graph.data[kept], (graph.row[kept], graph.col[kept])), graph.shape)
    out = np.asarray(edges.sum(1)).ravel()
    walk = (sparse.diags(1.0 / np.where(out > 0, out, 1.0)) @ edges).T.tocsr()
    size = graph.shape[0]
    rank = np.full(size, 1.0 / size)
    for _ in range(_ROUNDS):
        rank = (1.0 - _DAMPING) / size + _DAMPING * (walk @ rank)
    return rank


def _best(rank: NDArray[np.float64], sentences: Sequence[str], words: int) -> str:
    taken, room = [], words
    for at in np.lexsort((np.arange(len(rank)), -np.round(rank, 12))).tolist():
        size = len(sentences[at].split())
        if 0 < size <= room:
            taken.append(at)
            room -= size
        if room < 4:
            break
    return " ".join(sentences[at] for at in sorted(taken))


RIVALS: dict[str, Callable[[Sequence[str], int], str]] = {
    "lead": lead,
    "textrank": textrank,
    "lexrank": lexrank,
}
