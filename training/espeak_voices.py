"""Chooses the voices of espeak-ng that ship, and measures the level each is brought to.

    python training/espeak_voices.py --write

Needs: espeakng-loader, scipy. Every variant that says which gender it is, in three accents, speaks the same sentences.
Each is described by its pitch, how far its pitch moves, and the shape of its spectrum; of two that are alike one is
chosen. The first narrates: the one nearest to all others. Every next one is the one farthest from its nearest among
those chosen (farthest-point sampling); from the third on women and men take turns.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import espeakng_loader  # noqa: E402

from loudness import loudness  # noqa: E402
from wellanyway.voices.espeak import Espeak, Variant  # noqa: E402
from wellanyway.voices.speech import never  # noqa: E402

OUTPUT = ROOT / "src/wellanyway/voices/espeak_voices.json"
ACCENTS = ("en", "en-US", "en-GB-scotland")
PITCHES = (30, 50, 70)  # of 0 to 99, the library's own is 50
LOWEST_HZ, HIGHEST_HZ = 70.0, 250.0  # beyond them it is a growl or a squeak
LIVELIEST = 12.0  # semitones
LEVEL = -20.0  # LUFS
HIGHEST = -1.0  # dB of full scale that a peak may have
CHARACTERS = 12
PLAYED_FOR_FUN = {
    "Demonic", "Mr serious", "Storm", "Tweaky", "UniRobot", "anikaRobot", "croak", "fast", "whisper", "whisperf",
    "AnxiousAndy", "announcer", "kaukovalta", "Nguyen",
}  # fmt: skip
SENTENCES = (
    "The first boat has not come, and so the second boat is open.",
    "You were told twice; why did nobody go down to the harbour with her?",
    "He laughed, shook the rain out of his hat, and put three pennies on the table.",
)
BANDS = 24
WEIGHTS = {"pitch": 1.6, "movement": 0.5, "spectrum": 1.0}


@dataclass(frozen=True)
class Heard:
    """A candidate as measured: Hz, semitones, dB in `BANDS` bands around their mean, LUFS, peak in dB of full scale."""

    name: str
    gender: str
    pitch: float
    movement: float
    spectrum: NDArray[np.float64]
    level: float
    peak: float


def candidates() -> list[tuple[str, str]]:
    """Names and genders, as their own files state them."""
    found = []
    for path in sorted((Path(espeakng_loader.get_data_path()) / "voices/!v").iterdir()):
        lines = path.read_text("utf-8", "replace").splitlines()
        stated = [line.split()[1] for line in lines if line.startswith("gender ") and len(line.split()) > 1]
        gender = {"male": "m", "female": "f"}.get(stated[0] if stated else "")
        if gender and path.name not in PLAYED_FOR_FUN and not path.name.startswith("robosoft"):
            found += [(f"{accent}+{path.name}@{pitch}", gender) for accent in ACCENTS for pitch in PITCHES]
    return found


def spoken(engine: Espeak, name: str) -> tuple[NDArray[np.int16], int]:
    """All sentences in a voice, one behind the other."""
    chunks = [chunk for text in SENTENCES for chunk in engine.speak(text, name, never)]
    return np.concatenate([chunk.pcm for chunk in chunks]), chunks[0].rate


def pitches(pcm: NDArray[np.int16], rate: int) -> NDArray[np.float64]:
    """Hz of the voiced stretches: the strongest autocorrelation between 60 and 400 Hz, where it is above a half."""
    size, step = round(0.05 * rate), round(0.01 * rate)
    low, high = rate // 400, rate // 60
    found = []
    for start in range(0, len(pcm) - size, step):
        part = pcm[start : start + size].astype(np.float64)
        if np.abs(part).max() < 800:
            continue
        part = (part - part.mean()) * np.hanning(size)
        power = np.abs(np.fft.rfft(part, 2 * size)) ** 2
        alike = np.fft.irfft(power)[:size]
        alike = alike / alike[0] / (1.0 - np.arange(size) / size + 1e-3)
        best = low + int(np.argmax(alike[low:high]))
        if alike[best] > 0.5:
            found.append(rate / best)
    return np.array(found)


def spectrum(pcm: NDArray[np.int16], rate: int) -> NDArray[np.float64]:
    """Mean level in dB of bands equally wide to the ear from 100 Hz to 9 kHz, around their mean."""
    size = 1024
    frames = np.lib.stride_tricks.sliding_window_view(pcm.astype(np.float64), size)[:: size // 2]
    frames = frames[np.abs(frames).max(axis=1) > 400] * np.hanning(size)
    power = (np.abs(np.fft.rfft(frames, axis=1)) ** 2).mean(axis=0)
    edges = 700 * (
        10 ** (np.linspace(*(2595 * np.log10(1 + np.array([100, 9000]) / 700)), BANDS + 1) / 2595) - 1
    )
    places = np.searchsorted(edges, np.fft.rfftfreq(size, 1 / rate)) - 1
    levels = np.array([10 * np.log10(power[places == band].mean() + 1e-9) for band in range(BANDS)])
    return np.asarray(levels - levels.mean())


def hear(engine: Espeak, name: str, gender: str) -> Heard | None:
    """A candidate measured; None where no pitch can be made out, or one that is tiring to hear."""
    pcm, rate = spoken(engine, name)
    found = pitches(pcm, rate)
    if len(found) < 50:
        return None
    semitones = 12 * np.log2(found / np.median(found))
    movement = float(np.subtract(*np.percentile(semitones, [90, 10])))
    if not LOWEST_HZ <= np.median(found) <= HIGHEST_HZ or movement > LIVELIEST:
        return None
    peak = float(20 * np.log10(np.abs(pcm.astype(np.float64)).max() / 32768))
    return Heard(
        name, gender, float(np.median(found)), movement, spectrum(pcm, rate), loudness(pcm, rate), peak
    )


def places(heard: list[Heard]) -> NDArray[np.float64]:
    """A point for each, so that each part counts by its weight whatever its unit."""

    def part(values: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
        centred = values - values.mean(axis=0)
        return np.asarray(weight * centred / np.sqrt((centred**2).sum(axis=1).mean()))

    return np.concatenate(
        [
            part(np.log2([[one.pitch] for one in heard]), WEIGHTS["pitch"]),
            part(np.array([[one.movement] for one in heard]), WEIGHTS["movement"]),
            part(np.array([one.spectrum for one in heard]), WEIGHTS["spectrum"]),
        ],
        axis=1,
    )


def base(name: str) -> str:
    """The variant alone: no two voices share one."""
    return name.partition("+")[2].partition("@")[0]


def choose(heard: list[Heard], count: int) -> tuple[list[int], NDArray[np.float64]]:
    """Which are taken, in order, and how far any two candidates are apart."""
    points = places(heard)
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    plain = [i for i, one in enumerate(heard) if one.name.startswith(f"{ACCENTS[0]}+") and "@50" in one.name]
    taken = [min(plain, key=lambda i: float(apart[i].mean()))]
    while len(taken) < count:
        gender = "fm"[len(taken) % 2] if len(taken) > 1 else "fm"[heard[taken[0]].gender == "f"]
        nearest = apart[:, taken].min(axis=1)
        used = {base(heard[i].name) for i in taken}
        left = [i for i, one in enumerate(heard) if one.gender == gender and base(one.name) not in used]
        taken.append(max(left, key=lambda i: float(nearest[i])))
    return taken, apart


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write what ships; else only print the figures")
    options = parser.parse_args()
    names = candidates()
    engine = Espeak(chosen=tuple(Variant(name, gender, 0.0) for name, gender in names))
    heard = [one for name, gender in names if (one := hear(engine, name, gender)) is not None]
    taken, apart = choose(heard, CHARACTERS + 2)
    level = min(LEVEL, *(heard[i].level + HIGHEST - heard[i].peak for i in taken))
    print(f"{len(heard)} candidates; level {level:.2f} LUFS")
    rows = []
    for number, i in enumerate(taken):
        one, others = heard[i], [j for j in taken if j != i]
        nearest = min(others, key=lambda j: float(apart[i, j]))
        print(
            f"| {one.name} | {one.gender} | {one.pitch:.0f} | {one.movement:.1f} | {one.level:.1f} | "
            f"{level - one.level:+.1f} | {apart[i, nearest]:.2f} ({heard[nearest].name}) |"
        )
        rows.append(
            {
                "name": one.name,
                "gender": one.gender,
                "gain_db": round(level - one.level, 2),
                "part": ("narrator", "teller")[number] if number < 2 else "character",
                "pitch_hz": round(one.pitch, 1),
            }
        )
    whole = apart[np.triu_indices(len(heard), 1)]
    kept = apart[np.ix_(taken, taken)][np.triu_indices(len(taken), 1)]
    print(
        f"apart: all {np.median(whole):.2f}, chosen {np.median(kept):.2f}, nearest two chosen {kept.min():.2f}"
    )
    if options.write:
        OUTPUT.write_text(json.dumps({"level_lufs": round(level, 2), "voices": rows}, indent=1) + "\n")
    engine.close()


if __name__ == "__main__":
    main()
