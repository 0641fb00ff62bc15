"""The sound card, through miniaudio: samples are asked for every 20 ms, so that breaking in is heard at once."""

from __future__ import annotations

import importlib.util
from collections.abc import Generator

import numpy as np

from wellanyway.voices.playback import Pull
from wellanyway.voices.speech import VoiceError

__all__ = ["Speaker"]

_BUFFER_MS = 20


class Speaker:
    """The device that the system plays on by default."""

    latency_s = 2 * _BUFFER_MS / 1000

    def __init__(self) -> None:
        self._device: object | None = None

    def check(self) -> None:
        """Raises VoiceError where the extra is missing; whether there is a device is known when it starts."""
        if importlib.util.find_spec("miniaudio") is None:
            raise VoiceError("sound needs miniaudio: pip install 'wellanyway[aloud]'")

    def start(self, rate: int, pull: Pull) -> None:
        """Raises VoiceError where there is no device to play on."""
        import miniaudio

        asking = _asking(pull)
        next(asking)
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=rate,
                buffersize_msec=_BUFFER_MS,
                app_name="wellanyway",
            )
            device.start(asking)
        except miniaudio.MiniaudioError:
            raise VoiceError(
                "there is no sound device to play on; the story goes on without a voice"
            ) from None
        self._device = device

    def close(self) -> None:
        if self._device is not None:
            self._device.close()  # type: ignore[attr-defined]
            self._device = None


def _asking(pull: Pull) -> Generator[bytes, int, None]:
    wanted = yield b""
    while True:
        wanted = yield np.ascontiguousarray(pull(wanted)).tobytes()
