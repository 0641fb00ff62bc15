"""The audio cache: whole or not at all, bounded, and no worse for damage."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from tests.voices.harbour import told
from wellanyway.testing.voices import ToneEngine, spoken
from wellanyway.voices.aloud import Aloud
from wellanyway.voices.cache import AudioCache
from wellanyway.voices.speech import Chunk, VoiceError, Word


def entry(size: int = 1_000) -> list[Chunk]:
    pcm = np.arange(size, dtype=np.int16)
    return [Chunk(pcm, 8_000, (Word(0.0, 0, 3),)), Chunk(pcm[::-1].copy(), 8_000, (Word(0.5, 4, 7),))]


def test_what_was_kept_comes_back_whole(tmp_path: Path) -> None:
    AudioCache(tmp_path).put("ab12", entry())
    found = AudioCache(tmp_path).get("ab12")
    assert found is not None
    assert found.rate == 8_000
    assert found.words == (Word(0.0, 0, 3), Word(0.5, 4, 7))
    assert found.pcm.dtype == np.int16
    assert np.array_equal(found.pcm, np.concatenate([chunk.pcm for chunk in entry()]))


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "other"])
def test_damaged_entries_are_absent_and_go(tmp_path: Path, damage: str) -> None:
    cache = AudioCache(tmp_path)
    cache.put("ab12", entry())
    (path,) = tmp_path.glob("*/*")
    raw = bytearray(path.read_bytes())
    if damage == "turned":
        raw[len(raw) // 2] ^= 1
    path.write_bytes(
        {"cut": bytes(raw[:-7]), "turned": bytes(raw), "empty": b"", "other": b"RIFF" * 99}[damage]
    )
    assert cache.get("ab12") is None
    assert not path.exists()


def test_what_was_heard_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = AudioCache(tmp_path, bytes_most=22_000)
    for number in range(5):
        cache.put(f"{number:02}ff", entry())
        for path in tmp_path.glob(f"{number:02}/*"):
            os.utime(path, (number, number))
    cache.get("00ff")
    cache.put("99ff", entry())
    kept = [name for name in ("00ff", "01ff", "02ff", "03ff", "04ff", "99ff") if cache.get(name)]
    assert "00ff" in kept
    assert "99ff" in kept
    assert "01ff" not in kept
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 22_000


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = AudioCache(tmp_path / "file")
    cache.put("ab12", entry())
    assert cache.get("ab12") is None


def test_names_tell_engine_voice_and_text_apart() -> None:
    one, other = ToneEngine(), ToneEngine()
    other.version = "2"
    keys = {AudioCache.key(one, "f0", "a"), AudioCache.key(one, "f0", "b"), AudioCache.key(one, "f1", "a"),
            AudioCache.key(other, "f0", "a")}  # fmt: skip
    assert len(keys) == 4


def test_a_telling_heard_again_asks_nothing_of_the_engine(tmp_path: Path) -> None:
    first, second = ToneEngine(), ToneEngine()
    once = spoken(Aloud(first, cache=AudioCache(tmp_path)), told())
    again = spoken(Aloud(second, cache=AudioCache(tmp_path)), told())
    assert first.asked
    assert second.asked == []
    assert [_words(sounds) for _, sounds in again] == [_words(sounds) for _, sounds in once]


def _words(sounds: list[tuple[object, ...]]) -> list[tuple[float, int, int]]:
    """The words of a sentence with their times, however its sound was cut."""
    words = [word for sound in sounds for word in cast("tuple[Word, ...]", sound[3])]
    return [(round(word.at_s, 6), word.start, word.end) for word in words]


def test_what_was_broken_off_or_failed_is_not_kept(tmp_path: Path) -> None:
    engine = ToneEngine()
    aloud = Aloud(engine, cache=AudioCache(tmp_path))
    given: list[object] = []
    for sound in aloud.talk("One two three four.", stop=lambda: len(given) >= 2):
        given.append(sound)  # noqa: PERF402
    engine.faults = 1
    with pytest.raises(VoiceError):
        list(aloud.talk("Five six."))
    assert list(tmp_path.glob("*/*")) == []
