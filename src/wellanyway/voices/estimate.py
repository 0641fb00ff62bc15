"""When words sound, for engines that do not say: by how long each takes to say, of a length that is known."""

from __future__ import annotations

from wellanyway.voices.speech import Word
from wellanyway.voices.wording import Wording

__all__ = ["estimated"]

_WORD = 1.5  # letters' time that a word takes beside its letters
_COMMA, _STOP = 3.0, 6.0
_DIGIT = 4.0


def estimated(wording: Wording, length_s: float) -> tuple[Word, ...]:
    """The words of a wording that sounds for `length_s` seconds."""
    ends = (*wording.starts[1:], len(wording.text) + 1)
    weights = [_weight(wording.text[start:end]) for start, end in zip(wording.starts, ends, strict=True)]
    scale = length_s / sum(weights) if weights else 0.0
    found, before = [], 0.0
    for (start, end), weight in zip(wording.spans, weights, strict=True):
        found.append(Word(before * scale, start, end))
        before += weight
    return tuple(found)


def _weight(read: str) -> float:
    weight = _WORD + sum(_DIGIT if letter.isdigit() else letter.isalpha() for letter in read)
    return weight + _COMMA * sum(map(read.count, ",;:")) + _STOP * sum(map(read.count, ".!?"))
