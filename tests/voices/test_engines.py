"""Engines that users bring: chosen by name, clear about what is missing, and spoken to as they want to be."""

from __future__ import annotations

import importlib.metadata
import io
import json
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.voices.posted import Server
from wellanyway.testing.voices import ToneEngine
from wellanyway.voices import choices
from wellanyway.voices.choices import Choice, engines, open_engine
from wellanyway.voices.endpoint import Endpoint
from wellanyway.voices.kokoro import Kokoro
from wellanyway.voices.piper import Piper
from wellanyway.voices.speech import Engine, VoiceError, never

TEXT = "“Come in,” said Tom."
RATE = 16_000

FAKE_PIPER = """
import types
import numpy as np
class SynthesisConfig:
    def __init__(self, speaker_id=None): self.speaker_id = speaker_id
class PiperVoice:
    config = types.SimpleNamespace(sample_rate=16000)
    @classmethod
    def load(cls, path):
        if "broken" in path: raise ValueError("no model\\nin here")
        return cls()
    def synthesize(self, text, syn_config):
        print("noise on stdout")
        if text.startswith("Die"): raise SystemExit(3)
        level = 1000 * (1 + (syn_config.speaker_id or 0))
        for word in text.split():
            yield types.SimpleNamespace(audio_int16_bytes=np.full(1600, level, np.int16).tobytes())
"""

FAKE_KOKORO = """
import numpy as np
SAMPLE_RATE = 24000
class Kokoro:
    def __init__(self, model, voices): pass
    def create(self, text, voice, lang):
        assert lang == ("en-gb" if voice[0] == "b" else "en-us")
        return np.full(2400 * len(text.split()), 0.25, np.float32), SAMPLE_RATE
"""


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages that stand for the real ones, found by this process and by its children."""
    for name, source in (("piper", FAKE_PIPER), ("kokoro_onnx", FAKE_KOKORO)):
        (tmp_path / "lib" / name).mkdir(parents=True)
        (tmp_path / "lib" / name / "__init__.py").write_text(source)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    return tmp_path


def model(folder: Path, name: str, speakers: int = 1) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(b"model")
    (folder / f"{name}.onnx.json").write_text(json.dumps({"num_speakers": speakers}))


def heard(engine: Engine, voice: str, text: str = TEXT) -> tuple[np.ndarray, int, list[str], list[float]]:
    chunks = list(engine.speak(text, voice, never))
    words = [word for chunk in chunks for word in chunk.words]
    pcm = np.concatenate([chunk.pcm for chunk in chunks])
    return pcm, chunks[0].rate, [text[word.start : word.end] for word in words], [word.at_s for word in words]


def test_piper_speaks_from_the_users_models(fakes: Path) -> None:
    model(fakes / "models", "anna")
    model(fakes / "models", "crowd", speakers=3)
    (fakes / "models" / "lone.onnx").write_bytes(b"without its settings")
    engine = open_engine(Choice("piper", path=str(fakes / "models")))
    try:
        assert engine.available() is None
        assert [voice.name for voice in engine.voices()] == ["anna", "crowd#0", "crowd#1", "crowd#2"]
        engine.warm()
        pcm, rate, words, times = heard(engine, "crowd#2")
        assert (rate, len(pcm), int(pcm[0])) == (RATE, 4 * 1_600, 3_000)
        assert words == ["Come", "in", "said", "Tom"]
        assert times[0] == 0.0
        assert times == sorted(times)
        assert times[-1] < len(pcm) / rate
        assert int(heard(engine, "anna")[0][0]) == 1_000
        with pytest.raises(VoiceError, match="no voice 'bob'"):
            list(engine.speak(TEXT, "bob", never))
        with pytest.raises(VoiceError) as raised:
            list(engine.speak("Die now.", "anna", never))
        assert "\n" not in str(raised.value)
        assert int(heard(engine, "anna")[0][0]) == 1_000
    finally:
        engine.close()


def test_a_model_that_cannot_be_loaded_is_one_clear_line(fakes: Path) -> None:
    model(fakes / "models", "broken")
    engine = Piper(fakes / "models")
    with pytest.raises(VoiceError, match="piper: no model"):
        list(engine.speak(TEXT, "broken", never))
    engine.close()


def test_kokoro_speaks_from_the_users_files(fakes: Path) -> None:
    folder = fakes / "kokoro"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"model")
    with (folder / "voices.bin").open("wb") as file:
        names = ("bm_george", "af_bella", "am_adam", "af_sky", "zf_other")
        np.savez(file, allow_pickle=False, **{name: np.zeros(2) for name in names})
    engine = open_engine(Choice("kokoro", path=str(folder)))
    try:
        assert engine.available() is None
        assert [(voice.name, voice.gender) for voice in engine.voices()] == [
            ("af_bella", "f"), ("am_adam", "m"), ("af_sky", "f"), ("bm_george", "m"),
        ]  # fmt: skip
        pcm, rate, words, _ = heard(engine, "bm_george")
        assert (rate, len(pcm), int(pcm[0])) == (24_000, 4 * 2_400, 8_192)
        assert words == ["Come", "in", "said", "Tom"]
    finally:
        engine.close()


def test_what_is_missing_is_said_in_one_line(fakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in (
        Piper(fakes / "nowhere"),
        Kokoro(fakes / "nowhere"),
        Endpoint(""),
        Endpoint("file:///etc"),
    ):
        reason = engine.available()
        assert reason is not None
        assert "\n" not in reason
        with pytest.raises(VoiceError):
            list(engine.speak(TEXT, "any", never))
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not path.startswith(str(fakes))])
    reasons = [engine.available() or "" for engine in (Piper(fakes), Kokoro(fakes))]
    assert ["pip install" in reason for reason in reasons] == [True, True]


def _wav() -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        quiet = np.zeros(4_800, np.int16)
        tone = np.rint(9_000 * np.sin(np.arange(24_000) / 9)).astype(np.int16)
        file.writeframes(np.concatenate([quiet, tone, quiet]).tobytes())
    return held.getvalue()


@pytest.fixture
def server() -> Iterator[Server]:
    pytest.importorskip("miniaudio", reason="needs the extra aloud")
    with Server.answering(_wav()) as made:
        yield made


def test_an_endpoint_is_asked_in_its_own_terms(server: Server) -> None:
    choice = Choice("endpoint", url=server.url, key="secret", model="small", names=("ann", "bob"))
    engine = open_engine(choice)
    assert [voice.name for voice in engine.voices()] == ["ann", "bob"]
    pcm, rate, words, times = heard(engine, "bob")
    assert [(one.path, json.loads(one.body), one.authorization) for one in server.asked] == [
        (
            "/v1/audio/speech",
            {"model": "small", "input": "Come in, said Tom.", "voice": "bob", "response_format": "wav"},
            "Bearer secret",
        )
    ]
    assert len(pcm) / rate == pytest.approx(1.0, abs=0.05)  # without the silence it sent around it
    assert words == ["Come", "in", "said", "Tom"]
    assert times[-1] < 1.0
    assert "secret" not in engine.version


def test_an_endpoint_that_refuses_or_sends_rubbish_is_one_clear_line(server: Server) -> None:
    engine = Endpoint(server.url)
    server.body = b"<html>no</html>"
    with pytest.raises(VoiceError, match="no sound that is known"):
        list(engine.speak(TEXT, "alloy", never))
    server.status = 401
    with pytest.raises(VoiceError, match="refused \\(401\\)"):
        list(engine.speak(TEXT, "alloy", never))


@pytest.mark.usefixtures("server")
def test_an_endpoint_that_is_not_there_is_one_clear_line() -> None:
    with Server.answering(b"") as gone:
        url = gone.url
    with pytest.raises(VoiceError, match="does not answer"):
        list(Endpoint(url).speak(TEXT, "alloy", never))


def test_a_package_may_bring_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def brought(choice: Choice) -> ToneEngine:
        assert choice.path == "/somewhere"
        return ToneEngine()

    monkeypatch.setattr(sys.modules[__name__], "brought", brought, raising=False)
    point = importlib.metadata.EntryPoint("tones", f"{__name__}:brought", choices.GROUP)
    own = importlib.metadata.EntryPoint("espeak-ng", f"{__name__}:brought", choices.GROUP)
    monkeypatch.setattr(
        choices, "entry_points", lambda *, group: [point, own] if group == choices.GROUP else []
    )
    assert engines()["espeak-ng"] == choices.BUILT_IN["espeak-ng"]
    assert open_engine(Choice("tones", path="/somewhere")).name == "tones"


def test_an_engine_that_is_not_there_is_refused_with_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(VoiceError, match="endpoint, espeak-ng, kokoro, piper"):
        open_engine(Choice("parrot"))
    gone = importlib.metadata.EntryPoint("gone", "no_such_module:engine", choices.GROUP)
    monkeypatch.setattr(choices, "entry_points", lambda *, group: [gone])
    with pytest.raises(VoiceError, match="cannot be loaded"):
        open_engine(Choice("gone"))


def test_entry_points_of_this_package_are_the_built_in_engines() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["entry-points"][choices.GROUP] == choices.BUILT_IN
