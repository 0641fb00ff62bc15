"""The front half runs ahead in a thread of its own, and nothing comes out otherwise for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from immutables import Map

from tests.reading.reading_of import chapter_of, windows_of
from wellanyway.facts import Fact
from wellanyway.reading.ahead import Front, paged
from wellanyway.reading.page import Page
from wellanyway.reading.reader import Reader
from wellanyway.reading.window import Window

_MOST = 16  # pages that may be drawn but not yet given out


class Chain:
    """A stage whose state is a number made of all that it has read."""

    version = "1"
    needs: tuple[str, ...] = ()

    def __init__(self, name: str, *, fails_at: int = -1) -> None:
        self.name = self.slot = name
        self.adds = (name,)
        self._fails_at = fails_at

    def start(self) -> int:
        return 1

    def read(self, page: Page, state: int) -> int:
        if page.window.first == self._fails_at:
            raise ZeroDivisionError(f"{self.name} fails")
        state = (state * 31 + len(page.text)) % 1_000_003
        page.note("event", 0, 1, {"lemma": f"{self.name} {state}"})
        return state

    def dump(self, state: int) -> Any:
        return state

    def load(self, value: Any) -> int:
        return int(value)


def some(count: int) -> list[Window]:
    return windows_of([chapter_of(*(f"The {'very ' * (i % 7)}old boat lay there." for i in range(count)))])


def reader_of(**fails_at: int) -> Reader:
    """Two stages that run ahead, the second in the tagger's place, and two behind it."""
    return Reader(
        [Chain(name, fails_at=fails_at.get(name, -1)) for name in ("one", "tagger", "two", "three")]
    )


def in_turn(reader: Reader, windows: list[Window]) -> list[tuple[tuple[Fact, ...], bytes]]:
    state, found = reader.start(), []
    for window in windows:
        facts, state = reader.read(window, state)
        found.append((facts, reader.dump(state)))
    return found


def hands() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "reader-front"]


def test_read_on_gives_what_reading_in_turn_gives() -> None:
    reader, windows = reader_of(), some(60)
    ahead = [(facts, reader.dump(state)) for facts, state in reader.read_on(windows, reader.start())]
    assert ahead == in_turn(reader, windows)
    assert not hands()


def test_it_goes_on_from_any_state() -> None:
    reader, windows = reader_of(), some(20)
    *_, (_, middle) = reader.read_on(windows[:9], reader.start())
    found = [(facts, reader.dump(state)) for facts, state in reader.read_on(windows[9:], middle)]
    assert found == in_turn(reader, windows)[9:]


def test_a_row_without_a_tagger_has_no_front_half() -> None:
    reader = Reader([Chain("one"), Chain("two")])
    windows = some(5)
    found = [(facts, reader.dump(state)) for facts, state in reader.read_on(windows, reader.start())]
    assert found == in_turn(reader, windows)


def test_no_windows_give_nothing() -> None:
    reader = reader_of()
    assert list(reader.read_on([], reader.start())) == []
    assert not hands()


@pytest.mark.parametrize("stage", ["one", "tagger", "two", "three"])
def test_a_failure_comes_out_behind_what_was_read_before_it(stage: str) -> None:
    reader = reader_of(**{stage: 7})
    found: list[object] = []
    with pytest.raises(ZeroDivisionError, match=f"{stage} fails"):
        found.extend(reader.read_on(some(30), reader.start()))
    assert len(found) == 7
    assert not hands()


def test_a_failure_of_the_windows_comes_out_too() -> None:
    def broken() -> Iterator[Window]:
        yield from some(3)
        raise OSError("the disk is gone")

    reader = reader_of()
    found: list[object] = []
    with pytest.raises(OSError, match="the disk is gone"):
        found.extend(reader.read_on(broken(), reader.start()))
    assert len(found) == 3
    assert not hands()


def test_who_stops_listening_stops_it() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[Window]:
        (window,) = some(1)
        while True:
            drawn.append(1)
            yield window

    reader = reader_of()
    reading = reader.read_on(endless(), reader.start())
    for taken in range(1, 4):
        next(reading)
        time.sleep(0.02)
        assert len(drawn) <= taken + _MOST, "no further ahead than that"
    reading.close()  # type: ignore[attr-defined]
    assert not hands()
    count = len(drawn)
    time.sleep(0.12)
    assert len(drawn) == count


def test_a_front_can_be_closed_before_anything_is_taken() -> None:
    front = Front((Page(window, "test") for window in some(40)), [Chain("one")], Map({"one": 1}))
    front.close()
    front.close()
    assert not hands()


def test_slots_that_do_not_change_are_not_made_anew() -> None:
    class Still(Chain):
        def read(self, page: Page, state: int) -> int:
            return state

    (window,) = some(1)
    page, slots = Page(window, "test"), Map({"still": 5})
    assert paged(page, [Still("still")], slots) is slots
    assert page.layers == {"still"}
    assert paged(page, [Chain("still")], slots) != slots
    assert slots["still"] == 5
