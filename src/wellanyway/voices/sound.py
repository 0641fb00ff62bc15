"""What is done to samples: silence cut off at both ends, one level for all voices, fades, pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FADE_S", "Trimmer", "faded", "louder", "silence"]

FADE_S = 0.006
"""How long sound takes to fall silent when it is broken off."""

_QUIET = 48  # of 32,768: below it nothing is heard
_LEAD_S, _TAIL_S = 0.004, 0.02  # kept before the first and behind the last sound


def silence(seconds: float, rate: int) -> NDArray[np.int16]:
    """Samples of nothing."""
    return np.zeros(round(seconds * rate), np.int16)


def louder(pcm: NDArray[np.int16], gain_db: float) -> NDArray[np.int16]:
    """Samples at another level, held at the largest there is."""
    if not gain_db:
        return pcm
    scaled = np.rint(pcm.astype(np.float32) * 10.0 ** (gain_db / 20.0))
    held: NDArray[np.int16] = np.clip(scaled, -32768, 32767).astype(np.int16)
    return held


def faded(pcm: NDArray[np.int16], rate: int) -> NDArray[np.int16]:
    """The first `FADE_S` of some samples, falling to nothing along half a cosine."""
    part = pcm[: round(FADE_S * rate)].astype(np.float32)
    fall = 0.5 + 0.5 * np.cos(np.linspace(0.0, np.pi, len(part), dtype=np.float32))
    return np.rint(part * fall).astype(np.int16)


class Trimmer:
    """Passes samples on as they come, without the silence before the first and behind the last sound."""

    def __init__(self, rate: int) -> None:
        self._lead, self._tail = round(_LEAD_S * rate), round(_TAIL_S * rate)
        self._kept: NDArray[np.int16] = np.zeros(0, np.int16)
        self.cut = 0
        """How many samples were cut off at the beginning; final once sound has come."""
        self._has_begun = False

    def take(self, pcm: NDArray[np.int16]) -> NDArray[np.int16]:
        """What can be passed on now that these have come."""
        pcm = np.concatenate([self._kept, pcm])
        loud = np.flatnonzero(np.abs(pcm.astype(np.int32)) >= _QUIET)
        if not len(loud):
            if not self._has_begun:
                self.cut += max(0, len(pcm) - self._lead)
                pcm = pcm[max(0, len(pcm) - self._lead) :]
            self._kept = pcm
            return np.zeros(0, np.int16)
        start = 0 if self._has_begun else max(0, int(loud[0]) - self._lead)
        self.cut += start
        self._has_begun = True
        end = min(len(pcm), int(loud[-1]) + 1 + self._tail)
        self._kept = pcm[end:]
        return pcm[start:end]
