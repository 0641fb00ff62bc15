"""The one rule through the running server: another future, the same bytes out of every address and the stream.

Files agree up to a place; each is put on a shelf of its own, read to its end, and told as far as they agree. What the
check is worth is shown by leaks planted in the door.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.rule.test_files import TAILS
from wellanyway.api import Library
from wellanyway.doors.web import house as house_module
from wellanyway.doors.web import problems, stories, telling, views
from wellanyway.doors.web.house import House
from wellanyway.doors.web.wire import effect_json
from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling import retold
from wellanyway.telling.messages import SaySentence
from wellanyway.testing import web_trace

from .futures import HEARD, differences, served
from .windows import Window

FUTURES = {**TAILS, "the same paragraph": " Then Tom fell down dead, and Zanthia Quillfeather laughed."}
QUESTIONS = ("Who is Julia Rook?", "Why does Tom die?", "Where is the letter from?", "Where are you going?")
NAMES = ("Tom Marsh", "Captain Pell")
TYPED = (
    "Why does Tom die?",
    "who said that",
    "what did I miss",
    "notes",
    "skip to 9",
    "something's got to happen soon",
)


def seen(folder: Path, tail: str) -> dict[str, str]:
    """All that a browser can get of HEAD with `tail` behind it, told to the end of HEAD."""
    with served(folder, tail) as (client, story):
        lines = told_over(client, story)
        at = client.get("/api/v1/stories").json()[0]["place"]["at"]
        return {**lines, **web_trace(client, story, at=at, questions=QUESTIONS, names=NAMES)}


def told_over(client: TestClient, story: int) -> dict[str, str]:
    """Every frame of a telling to the end of HEAD, broken into there, and behind a reload taken up and broken into again."""
    with Window.opened(client, story) as window:
        window.tell(HEARD)
        for typed in TYPED:
            window.send(typed=typed)
    with Window.opened(client, story) as reloaded:
        for typed in TYPED[:3]:
            reloaded.send(typed=typed)
    frames = (*window.frames, *reloaded.frames)
    return {f"frame {number}": _timeless(frame) for number, frame in enumerate(frames)}


def _timeless(frame: dict[str, Any]) -> str:
    text = json.dumps(frame, ensure_ascii=False, sort_keys=True)
    return json.dumps(_without_times(json.loads(text)), ensure_ascii=False, sort_keys=True)


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_times(item) for name, item in value.items() if name != "latency_ms"}
    return [_without_times(item) for item in value] if isinstance(value, list) else value


def test_another_future_changes_no_byte(tmp_path: Path) -> None:
    found = differences(tmp_path, FUTURES, seen)
    assert not found, "\n".join(f"{name}: {one}" for name, one in found[:5])


def test_the_trace_sees_what_has_been_told(tmp_path: Path) -> None:
    lines = seen(tmp_path / "one", "")
    assert "Julia Rook ran to Harrow Mill" in lines["GET /api/v1/stories/1/told"]
    assert "Captain Pell" in lines["GET /api/v1/stories/1/told"]
    assert json.loads(lines["GET /api/v1/stories/1/cast"])[0] == 200
    assert len(lines) > 80


# -- leaks


def _says_next(patch: pytest.MonkeyPatch) -> None:
    """The frame of a sentence carries the one after it, for a smoother telling."""
    real = telling._Window._step

    def step(self: Any, inputs: Any) -> Any:
        found = real(self, inputs)
        world = self._house.world(self._story, self._shelved.listener)
        coming = world.upcoming(self._session.state.told_to + 1)
        return [*found, *([effect_json(_say(coming))] if coming else [])]

    patch.setattr(telling._Window, "_step", step)


def _say(upcoming: Any) -> SaySentence:
    return SaySentence(upcoming.sentence, str(upcoming.kind), upcoming.starts_block, upcoming.after_break)


def _measured(patch: pytest.MonkeyPatch) -> list[int]:
    """The length of the story read last, for leaks that know it."""
    real, length = Library.ingest, [1]

    def ingest(self: Library, work: Any, **options: Any) -> Any:
        length[0] = work.size()
        return real(self, work, **options)

    patch.setattr(Library, "ingest", ingest)
    return length


def _shows_progress(patch: pytest.MonkeyPatch) -> None:
    """The shelf shows how far through everybody is."""
    real, length = stories.Entry, _measured(patch)

    def entry(number: int, title: str, author: str, place: Any, _progress: object) -> Any:
        return real(number, title, author, place, place.told_to / length[0])

    patch.setattr(stories, "Entry", entry)


def _counts_all_read(patch: pytest.MonkeyPatch) -> None:
    """How far the reader is, ahead of the listener."""
    real = House.read

    def read(self: House, story: int, listener: str) -> Any:
        now = real(self, story, listener)
        return house_module.Read(
            now.told_to, self.library.read_to(self.shelved(story, listener).work), now.is_ready
        )

    patch.setattr(House, "read", read)


def _answers_ahead(patch: pytest.MonkeyPatch) -> None:
    """A place ahead is a place like any other."""

    def told(self: House, story: int, listener: str, at: str | None = None) -> Any:
        shelved = self.shelved(story, listener)
        told_to = shelved.place().told_to if at is None else shelved.horizon(Pos.parse(at))
        return self.world(story, listener).told(told_to)

    patch.setattr(House, "told", told)


def _says_still_ahead(patch: pytest.MonkeyPatch) -> None:
    """A place that exists is refused in other words than one that does not."""
    real = House.told

    def told(self: House, story: int, listener: str, at: str | None = None) -> Any:
        try:
            return real(self, story, listener, at)
        except PositionError:
            self.shelved(story, listener).horizon(Pos.parse(at or ""))
            raise PositionError("that is still ahead") from None

    patch.setattr(House, "told", told)


def _says_over_too_much(patch: pytest.MonkeyPatch) -> None:
    """A passage is given to the end of its paragraph."""

    def retell(told: Any, start: int, stop: int) -> Any:
        yield from retold.retell(told, start, stop)
        coming = told._work.sentence(stop)
        if coming is not None:
            yield SaySentence(coming, "paragraph", starts_block=False, after_break=False)

    patch.setattr(views, "retell", retell)


def _faults_differ(patch: pytest.MonkeyPatch) -> None:
    """The status of a refusal depends on whether the story goes on."""
    real, length = problems.status_of, _measured(patch)

    def status_of(error: Any) -> int:
        return 410 if isinstance(error, PositionError) and length[0] > HEARD else real(error)

    patch.setattr(problems, "status_of", status_of)


def _takes_up_ahead(patch: pytest.MonkeyPatch) -> None:
    """The sitting that is kept over a reload stands at the end of what has been read."""
    real, length = House.left_off, _measured(patch)

    def left_off(self: House, story: int, listener: str) -> Any:
        state = real(self, story, listener)
        return state and replace(state, told_to=length[0], cursor=length[0])

    patch.setattr(House, "left_off", left_off)


LEAKS: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    _says_next, _shows_progress, _counts_all_read, _answers_ahead, _says_still_ahead, _says_over_too_much, _faults_differ,
    _takes_up_ahead,
)  # fmt: skip


@pytest.mark.parametrize("plant", LEAKS, ids=lambda one: one.__doc__.strip())
def test_a_planted_leak_is_seen(
    plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plant(monkeypatch)
    two = {name: FUTURES[name] for name in ("none", "more of the chapter")}
    assert differences(tmp_path, two, seen)
