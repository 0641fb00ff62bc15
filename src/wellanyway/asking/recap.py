"""The story so far in its own sentences: an even pick over what was told, the present scene the most.

The stretch is divided into as many parts as there is room for sentences; of each the sentence nearest to what its
part is about is taken, among those that can stand alone. The last sentences told close it.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.told import Told
from wellanyway.views import Recap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.reading.index import SentenceIndex

__all__ = ["recap"]

_WORDS_A_SENTENCE = 19
_TRIED = 14  # sentences of a part that are looked at
_TALE = 8  # sentences of a speech from which on it tells something
_RECENT = 40  # sentences that count as the present scene at the most
_MARK = re.compile(r"[“”\"«»]|(?:^|\s)[‘'](?=\w)|[.,!?][’'](?:\s|$)")
_LEANS = re.compile(
    r"^[“\"‘'—\s]*(?:and|but|or|so|then|yet|nor|for|this|that|these|those|it|he|she|they|his|her|their|him|them|such|there|here|"
    r"therefore|however|thus|also|what|which|who|how|why|yes|no|well|oh|you|your)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|asked|cried|answered|replied|told|whispered|exclaimed)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class _Pick:
    ordinal: int
    words: int
    worth: float


def recap(told: Told, *, words: int, since: int = 0) -> Recap:
    """At most `words` words of the story from sentence `since` on, in order, ending with the present."""
    start, stop = max(0, since), told.told_to
    if start >= stop or words < 1:
        return Recap("", (), 0)
    index = told.index()
    spoken = _Spoken(told, start)
    scene = max(start, stop - _RECENT, _scene_start(told, start))
    room = max(1, words // _WORDS_A_SENTENCE)
    last = _best(told, index, (max(scene, stop - 6), stop), words=words, spoken=spoken)
    picks = [] if last is None else [last]
    recent = max(1, room // 3)
    for low, high, parts in (
        (start, scene, room - recent),
        (scene, picks[0].ordinal if picks else stop, recent - 1),
    ):
        for part in _parts(low, high, parts):
            pick = _best(told, index, part, words=words, spoken=spoken)
            if pick is not None:
                picks.append(pick)
    if not picks:
        picks = [
            pick for pick in [_best(told, index, (start, stop), words=words, spoken=None)] if pick is not None
        ]
    chosen = _fitting(picks, words)
    evidence = tuple(told.evidence(pick.ordinal) for pick in chosen)
    text = " ".join(" ".join(item.quote.split()) for item in evidence)
    return Recap(text, evidence, len(text.split()))


def _fitting(picks: list[_Pick], words: int) -> list[_Pick]:
    """Leave out the least of them until the rest have room; the first in the list closes the recap and stays."""
    kept = list(dict.fromkeys(picks))
    while len(kept) > 1 and sum(pick.words for pick in kept) > words:
        kept.remove(min(kept[1:], key=lambda pick: (pick.worth, pick.ordinal)))
    return sorted((pick for pick in kept if pick.words <= words), key=lambda pick: pick.ordinal)


def _parts(low: int, high: int, count: int) -> list[tuple[int, int]]:
    if count < 1 or high <= low:
        return []
    edges = [low + (high - low) * i // count for i in range(count + 1)]
    return [(a, b) for a, b in itertools.pairwise(edges) if b > a]


def _best(
    told: Told, index: SentenceIndex, part: tuple[int, int], *, words: int, spoken: _Spoken | None
) -> _Pick | None:
    """The sentence of a part that says most of it and can stand alone."""
    low, high = part
    if high <= low:
        return None
    vectors: NDArray[np.float32] = index.vectors[low:high].astype(np.float32)
    middle = vectors.sum(0)
    norm = float(np.sqrt((middle * middle).sum())) or 1.0
    central = np.round(vectors @ middle / (127.0 * norm), 3)
    order = np.lexsort((np.arange(len(central)), -central))[: _TRIED * 4]
    free = (int(i) + low for i in order if spoken is None or not spoken.holds(int(i) + low))
    tried = itertools.islice(free, _TRIED)
    picks = [_weighed(told, ordinal, float(central[ordinal - low])) for ordinal in tried]
    fit = [pick for pick in picks if pick.words <= words]
    return max(fit, key=lambda pick: (pick.worth, -pick.ordinal)) if fit else None


def _weighed(told: Told, ordinal: int, central: float) -> _Pick:
    sentence = told.sentence(ordinal)
    text = " ".join(sentence.text.split())
    count = len(text.split())
    worth = central
    worth += 0.12 if _NAME.search(text) else 0.0
    worth += 0.08 if sentence.number <= 3 else 0.0
    worth -= 0.2 if _LEANS.match(text) else 0.0
    if _MARK.search(text):
        worth -= 0.25 if _SAID.search(text) else 0.6
    worth -= 0.15 * text.endswith(("?", "!"))
    worth -= 0.03 * max(0, count - 28) + 0.06 * max(0, 7 - count)
    worth -= 0.4 * (not text[-1:].isalnum() and text[-1:] not in ".!?”’\"'…)") + 0.3 * text[:1].islower()
    return _Pick(ordinal, count, round(worth, 4))


class _Spoken:
    """Which sentences lie inside a speech that is not itself a long tale."""

    def __init__(self, told: Told, start: int) -> None:
        self._told = told
        self._facts = sorted(
            told.chronicle().lines.since(start - _TALE), key=lambda fact: (fact.sentence, fact.start)
        )

    def holds(self, ordinal: int) -> bool:
        sentence = self._told.sentence(ordinal)
        low = bisect.bisect_left(self._facts, ordinal - _TALE, key=lambda fact: fact.sentence)
        high = bisect.bisect_right(self._facts, ordinal, key=lambda fact: fact.sentence)
        return any(
            (fact.chapter, fact.block) == (sentence.chapter, sentence.block)
            and fact.start <= sentence.start
            and sentence.end <= fact.end
            and (bool(fact.value.get("closed")) or fact.sentence == ordinal)
            for fact in self._facts[low:high]
        )


def _scene_start(told: Told, start: int) -> int:
    return max(start, told.chronicle().scene)
