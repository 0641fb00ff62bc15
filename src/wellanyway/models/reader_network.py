"""The reader's network: an encoder that is fed part by part, and the heads on top of it.

A part is run alone with the keys and values of the parts before it in its segment, so that what comes
out for it is a function of them and of itself, never of what follows or of what is run beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellanyway.models.sessions import session, tokenizer
from wellanyway.models.words import WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Past", "ReaderNetwork"]

_LAYERS, _HEADS, _SIZE = 6, 12, 32


@dataclass(frozen=True, slots=True)
class Past:
    """Keys and values of the pieces run so far in a segment, by the names of the network's inputs."""

    length: int
    values: Mapping[str, Any]


class ReaderNetwork:
    """Safe to share between threads."""

    width = 384

    def __init__(
        self, graphs: Sequence[Any], widths: NDArray[np.float32], words: WordTable, pieces: Any
    ) -> None:
        self._encoder, self._spans, self._links = graphs
        self._words = words
        self._outputs = [output.name for output in self._encoder.get_outputs()]
        self.widths = widths
        self.tokenizer = pieces

    @classmethod
    def load(cls, files: Mapping[str, Path], words: WordTable, pieces: Path) -> ReaderNetwork:
        """From verified files `encoder`, `spans`, `links`, `widths`; raises ModelError where a library is missing."""
        import numpy as np

        cutter = tokenizer(pieces)
        cutter.no_truncation()
        cutter.no_padding()
        running = [session(files[name]) for name in ("encoder", "spans", "links")]
        return cls(running, np.load(files["widths"]), words, cutter)

    def begin(self) -> Past:
        """Before the first piece of a segment."""
        import numpy as np

        empty = np.zeros((1, _HEADS, 0, _SIZE), np.float32)
        return Past(0, {f"{part}_{i}": empty for i in range(_LAYERS) for part in ("key", "value")})

    def run(
        self, ids: Sequence[int], shapes: Sequence[int], speech: Sequence[int], past: Past
    ) -> tuple[NDArray[np.float32], Past]:
        """Hidden vectors (n, width) of the pieces, and what the next part needs."""
        import numpy as np

        feed = {
            "rows": self._words.rows(ids),
            "shapes": np.asarray(shapes, np.int64),
            "speech": np.asarray(speech, np.int64),
            "start": np.array([past.length], np.int64),
            **past.values,
        }
        found = dict(zip(self._outputs, self._encoder.run(self._outputs, feed), strict=True))
        hidden: NDArray[np.float32] = found.pop("hidden")
        return hidden, Past(past.length + len(ids), {k.removeprefix("next_"): v for k, v in found.items()})

    def words(
        self, first: NDArray[np.float32], last: NDArray[np.float32], mean: NDArray[np.float32]
    ) -> dict[str, NDArray[np.float32]]:
        """What the heads say of some words in a row from their vectors (n, width).

        `spans` (n, n, classes): scores of the span from one to the other, but for what is `inside` (n, classes) it and
        for its width; `events` (n,); `mention_first`, `mention_last`, `mention_mean` (n, d): parts of mentions' vectors.
        """
        names = ("spans", "inside", "events", "mention_first", "mention_last", "mention_mean")
        found = self._spans.run(names, {"first": first, "last": last, "mean": mean})
        return dict(zip(names, found, strict=True))

    def link(
        self,
        mention: NDArray[np.float32],
        means: NDArray[np.float32],
        lasts: NDArray[np.float32],
        features: NDArray[np.float32],
        fresh: NDArray[np.float32],
    ) -> tuple[NDArray[np.float32], float]:
        """Scores of a mention (d,) against referents (k, d) with their features, and against being new."""
        feed = {
            "mention": mention[None],
            "means": means,
            "lasts": lasts,
            "features": features,
            "fresh": fresh[None],
        }
        scores, new = self._links.run(("scores", "new"), feed)
        return scores, float(new[0, 0])
