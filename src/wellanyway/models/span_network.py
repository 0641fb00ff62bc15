"""The span reader's network: a question and a passage read together, and a score for every stretch of the passage.

Each pair is run alone, a batch of one without padding, so what is found in a passage is a function of it and the question.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellanyway.models.sessions import session, tokenizer
from wellanyway.models.shapes import shape
from wellanyway.models.words import WordTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Read", "SpanNetwork"]

_CLS, _SEP = 101, 102
_ASKED, _ROOM = 60, 400  # pieces of a question, and of question and passage together, at the most
_KEPT = 24  # stretches kept of a passage
_PLACES = 4  # decimals kept of a score, so that the order of sums cannot show


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in one passage.

    `spans` are the best stretches as characters `[start, end)` of the passage, best first, with the logarithm of each one's
    share among all stretches; `sure` is the logarithm of the odds that any of them answers, `feelings` the log-shares
    of each word of feeling, in the network's own order.
    """

    spans: tuple[tuple[int, int, float], ...]
    sure: float
    feelings: tuple[float, ...]


class SpanNetwork:
    """Questions and passages to stretches that may answer. Safe to share between threads."""

    def __init__(self, running: Any, pieces: Any, words: WordTable, described: dict[str, Any]) -> None:
        self._session = running
        self._tokenizer = pieces
        self._words = words
        self._lengths = described["lengths"]
        self.feelings: tuple[str, ...] = tuple(described["feelings"])

    @classmethod
    def load(cls, weights: Path, description: Path, pieces: Path, words: WordTable) -> SpanNetwork:
        """From files already verified; raises ModelError where a library is missing."""
        made = tokenizer(pieces)
        made.no_truncation()
        return cls(session(weights), made, words, json.loads(description.read_text("utf-8")))

    def read(self, question: str, passage: str) -> Read:
        """Look for what answers `question` in `passage`; what of the passage is beyond 340 pieces or so is not seen."""
        import numpy as np

        asked = self._tokenizer.encode(question, add_special_tokens=False)
        text = self._tokenizer.encode(passage, add_special_tokens=False)
        head = asked.ids[:_ASKED]
        offsets = text.offsets[: _ROOM - 3 - len(head)]
        ids = [_CLS, *head, _SEP, *text.ids[: len(offsets)], _SEP]
        written = [question[a:b] for a, b in asked.offsets[:_ASKED]]
        shapes = [0, *map(shape, written), 0, *(shape(passage[a:b]) for a, b in offsets), 0]
        before = len(head) + 2
        inputs = {
            "rows": self._words.rows(ids),
            "shapes": np.array([shapes], np.int64),
            "sides": np.array([[0] * before + [1] * (len(offsets) + 1)], np.int64),
        }
        ends, pair, none, feelings = self._session.run(["ends", "pair", "none", "feelings"], inputs)
        inside = slice(before, before + len(offsets))
        scores = self._scores(ends[inside], pair[inside], *_edges(passage, offsets))
        spans, total = _best(scores)
        shown = tuple((offsets[i][0], offsets[j][1], share) for i, j, share in spans)
        felt = feelings[0].astype(np.float64)
        felt = felt - felt.max() - np.log(np.exp(felt - felt.max()).sum())
        return Read(
            shown,
            round(total - float(none[0, 0]), _PLACES),
            tuple(round(float(value), _PLACES) for value in felt),
        )

    def _scores(
        self,
        ends: NDArray[np.float32],
        pair: NDArray[np.float32],
        firsts: NDArray[np.bool_],
        lasts: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """(t, t): of the stretch from piece i to piece j, -inf where it is none."""
        import numpy as np

        size, half = len(ends), pair.shape[1] // 2
        crossed = (pair[:, :half] @ pair[:, half:].T).astype(np.float64) / half**0.5
        crossed += ends[:, :1] + ends[:, 1][None]
        apart = np.arange(size)[None] - np.arange(size)[:, None]
        lengths = np.asarray(self._lengths, np.float64)
        is_real = (apart >= 0) & (apart < len(lengths)) & firsts[:, None] & lasts[None]
        crossed += lengths[np.clip(apart, 0, len(lengths) - 1)]
        return np.where(is_real, crossed, -np.inf)


def _best(scores: NDArray[np.float64]) -> tuple[list[tuple[int, int, float]], float]:
    """The best stretches by first and last piece with their log-shares, and the logarithm of all their weight."""
    import numpy as np

    flat = scores.ravel()
    top = float(flat.max(initial=-np.inf))
    if top == -np.inf:
        return [], -1e9
    total = top + float(np.log(np.exp(flat - top).sum()))
    shares = np.round(flat - total, _PLACES)
    near = np.argpartition(-shares, min(_KEPT, len(shares) - 1))[:_KEPT]
    near = np.flatnonzero(shares >= shares[near].min())
    order = near[np.lexsort((near, -shares[near]))][:_KEPT]
    width = scores.shape[1]
    return [
        (int(at) // width, int(at) % width, float(shares[at])) for at in order if shares[at] > -np.inf
    ], total


def _edges(text: str, offsets: Sequence[tuple[int, int]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces begin a word and which end one."""
    import numpy as np

    count = len(offsets)
    firsts, lasts = np.ones(count, np.bool_), np.ones(count, np.bool_)
    for i in range(1, count):
        (_, end), (start, _) = offsets[i - 1], offsets[i]
        joined = end == start and text[start].isalnum() and text[start - 1].isalnum()
        firsts[i] = lasts[i - 1] = not joined
    return firsts, lasts
