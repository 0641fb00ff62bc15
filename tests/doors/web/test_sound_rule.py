"""The one rule for what is heard: another future, the same frames of sound behind the same inputs.

Files agree up to a place; each is told aloud to there by a voice of tones, broken into, and asked. What the check is worth is shown
by leaks planted where sound is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rule.test_files import TAILS
from wellanyway.doors.web import sounding
from wellanyway.doors.web.sounding import Sounding
from wellanyway.telling.messages import SaySentence
from wellanyway.testing import frame_line
from wellanyway.testing.voices import ToneEngine

from .futures import HEARD, differences, served
from .listening import Listening, with_voice

FUTURES = {**TAILS, "the same paragraph": " “Who?” said Zanthia Quillfeather, and Tom fell down dead."}
TYPED = ("Why does Tom die?", "who said that", "what did I miss")


def seen(folder: Path, tail: str) -> dict[str, str]:
    """All that is sent to a window in which HEAD is told aloud with `tail` behind it."""
    with (
        served(folder, tail, changed=lambda house: with_voice(house, ToneEngine())) as (client, story),
        Listening.opened(client, story) as window,
    ):
        told_over(window)
        frames = window.frames
    lines: dict[str, str] = {}
    for after, frame in frames:
        lines[f"behind input {after}: {sum(name.startswith(f'behind input {after}:') for name in lines)}"] = (
            frame_line(frame)
        )
    return lines


def told_over(window: Listening) -> None:
    effects, _ = window.hear(input="Continue")
    for _ in range(HEARD - 1):
        effects, _ = window.hear(input="Next")
    window.hear(input="Interrupt", shown=len(effects[-1]["sentence"]["text"]))
    for typed in TYPED:
        window.hear(typed=typed)
    time.sleep(0.3)  # whatever else is on its way
    window.send(door="voice", is_on=False)
    window.words("voice")


def test_another_future_changes_no_frame(tmp_path: Path) -> None:
    found = differences(tmp_path, FUTURES, seen)
    assert not found, "\n".join(f"{name}: {one}" for name, one in found[:5])


def test_the_trace_hears_what_has_been_told(tmp_path: Path) -> None:
    lines = seen(tmp_path / "one", "")
    behind_one = [line for name, line in lines.items() if name.startswith("behind input 2:")]
    assert sum('"words"' in line for line in behind_one) >= 2
    assert len(lines) > 4 * HEARD


# -- leaks


def _sends_the_next(patch: pytest.MonkeyPatch) -> None:
    """The sound of the sentence after the one in play is sent ahead, so that there is no gap."""
    real = Sounding._frames

    def frames(self: Any, aloud: Any, utterance: Any) -> Any:
        yield from real(self, aloud, utterance)
        if isinstance(utterance.effect, SaySentence) and (coming := _coming(self, utterance)) is not None:
            told = self._world().told(coming.sentence.ordinal + 1)
            for head, samples in sounding.pieces(aloud.sentence(told, coming)):
                yield sounding.frame({"sound": utterance.number + 1, **head}, samples)

    patch.setattr(Sounding, "_frames", frames)


def _coming(self: Any, utterance: Any) -> SaySentence | None:
    upcoming = self._world().upcoming(utterance.effect.sentence.ordinal + 1)
    return SaySentence.of(upcoming) if upcoming is not None else None


def _says_the_pause_behind(patch: pytest.MonkeyPatch) -> None:
    """The last frame of a sentence says how long it is quiet before the next."""
    real = Sounding._frames

    def frames(self: Any, aloud: Any, utterance: Any) -> Any:
        yield from real(self, aloud, utterance)
        if isinstance(utterance.effect, SaySentence) and (coming := _coming(self, utterance)) is not None:
            yield sounding.frame({"sound": utterance.number, "then": 1.3 if coming.after_break else 0.3})

    patch.setattr(Sounding, "_frames", frames)


def _casts_ahead(patch: pytest.MonkeyPatch) -> None:
    """Who speaks is looked up with the sentence after in sight."""
    real = Sounding._sounds

    def sounds(self: Any, aloud: Any, utterance: Any) -> Any:
        if isinstance(utterance.effect, SaySentence) and (coming := _coming(self, utterance)) is not None:
            aloud.plan(self._world().told(coming.sentence.ordinal + 1), coming)
            names = len(aloud.casting.roles) + len(coming.sentence.text)
            return aloud.talk("one " * (1 + names % 3))
        return real(self, aloud, utterance)

    patch.setattr(Sounding, "_sounds", sounds)


def _ends_without_a_last_frame(patch: pytest.MonkeyPatch) -> None:
    """The last sentence of all sounds a little longer."""
    real = Sounding._sounds

    def sounds(self: Any, aloud: Any, utterance: Any) -> Any:
        yield from real(self, aloud, utterance)
        if isinstance(utterance.effect, SaySentence) and _coming(self, utterance) is None:
            yield from aloud.talk("end")

    patch.setattr(Sounding, "_sounds", sounds)


LEAKS: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    _sends_the_next, _says_the_pause_behind, _casts_ahead, _ends_without_a_last_frame,
)  # fmt: skip


@pytest.mark.parametrize("plant", LEAKS, ids=lambda one: one.__doc__.strip())
def test_a_planted_leak_is_heard(
    plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plant(monkeypatch)
    two = {name: FUTURES[name] for name in ("none", "more of the chapter")}
    assert differences(tmp_path, two, seen)
