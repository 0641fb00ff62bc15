"""Loudness as ITU-R BS.1770-4 measures it, for one channel: K weighting, blocks of 400 ms, both gates. In LUFS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import lfilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["loudness"]

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE, _RELATIVE = -70.0, -10.0


def _shelf(rate: int) -> tuple[list[float], list[float]]:
    """The first filter: what a head does to high tones (poles and zeros as the standard has them at 48 kHz)."""
    centre, gain_db, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    tangent = np.tan(np.pi * centre / rate)
    high = 10.0 ** (gain_db / 20.0)
    band = high**0.4996667741545416
    a0 = 1.0 + tangent / quality + tangent**2
    b = [
        (high + band * tangent / quality + tangent**2) / a0,
        2.0 * (tangent**2 - high) / a0,
        (high - band * tangent / quality + tangent**2) / a0,
    ]
    return b, [1.0, 2.0 * (tangent**2 - 1.0) / a0, (1.0 - tangent / quality + tangent**2) / a0]


def _rumble(rate: int) -> tuple[list[float], list[float]]:
    """The second filter: low tones count less."""
    centre, quality = 38.13547087602444, 0.5003270373238773
    tangent = np.tan(np.pi * centre / rate)
    a0 = 1.0 + tangent / quality + tangent**2
    return [1.0, -2.0, 1.0], [1.0, 2.0 * (tangent**2 - 1.0) / a0, (1.0 - tangent / quality + tangent**2) / a0]


def loudness(pcm: NDArray[np.int16], rate: int) -> float:
    """LUFS of int16 samples; minus infinity for silence or less than a block."""
    heard = pcm.astype(np.float64) / 32768.0
    for b, a in (_shelf(rate), _rumble(rate)):
        heard = lfilter(b, a, heard)
    block, step = round(_BLOCK_S * rate), round(_STEP_S * rate)
    if len(heard) < block:
        return float("-inf")
    sums = np.concatenate([[0.0], np.cumsum(heard**2)])
    starts = np.arange(0, len(heard) - block + 1, step)
    power = np.maximum((sums[starts + block] - sums[starts]) / block, 1e-12)
    level = -0.691 + 10.0 * np.log10(power)
    kept = power[level > _ABSOLUTE]
    if not len(kept):
        return float("-inf")
    gate = -0.691 + 10.0 * np.log10(kept.mean()) + _RELATIVE
    loud = kept[-0.691 + 10.0 * np.log10(kept) > gate]
    return float(-0.691 + 10.0 * np.log10(loud.mean()))
