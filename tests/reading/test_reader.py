"""The reader as a whole: the two invariants, its state, and how its row is put together."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of, read, read_chapters, shared, windows_of
from wellanyway.facts import KINDS, Fact
from wellanyway.reading.reader import Reader, ReaderState, default_stages
from wellanyway.reading.sentences import divide
from wellanyway.reading.stage import Stage, StageOrderError, checked
from wellanyway.reading.window import Window
from wellanyway.story import Block, BlockKind, Chapter
from wellanyway.testing.stories import story

_SEED = st.integers(0, 10_000)


def told_by(seed: int) -> tuple[Chapter, ...]:
    return story(seed, chapters=2, paragraphs=5)


def straight(windows: Sequence[Window]) -> tuple[list[Fact], bytes]:
    reader = shared()
    state = reader.start()
    facts: list[Fact] = []
    for window in windows:
        found, state = reader.read(window, state)
        facts += found
    return facts, reader.dump(state)


# -- invariant 1: the facts of a prefix are those of the whole that are known there


@settings(max_examples=6, deadline=None)
@given(_SEED, st.integers(0, 10_000), st.floats(0, 1))
def test_what_is_known_at_a_place_depends_on_nothing_behind_it(seed: int, other: int, share: float) -> None:
    chapters = told_by(seed)
    windows = windows_of(chapters)
    whole, _ = straight(windows)
    told_to = windows[int(share * (len(windows) - 1))].known_at
    prefix, _ = straight(windows_of(chapters, told_to))
    assert prefix == [fact for fact in whole if fact.known_at <= told_to]
    swapped = windows_of([chapters[0], *told_by(other)])
    told_to = len(chapters[0].sentences)
    facts, _ = straight(swapped)
    assert [fact for fact in facts if fact.known_at <= told_to] == [
        fact for fact in whole if fact.known_at <= told_to
    ]


@settings(max_examples=3, deadline=None)
@given(_SEED)
def test_facts_are_of_their_window(seed: int) -> None:
    reader = shared()
    state = reader.start()
    for window in windows_of(told_by(seed)):
        facts, state = reader.read(window, state)
        for fact in facts:
            assert fact.kind in KINDS
            assert fact.known_at == window.known_at
            assert fact.producer == reader.version
            assert (fact.chapter, fact.block) == (window.chapter, window.block_index)
            assert window.first <= fact.sentence < window.known_at
            assert 0 <= fact.start < fact.end <= len(window.block.text)
            assert 0 <= fact.confidence <= 1
            assert json.loads(json.dumps(dict(fact.value))) == fact.value


# -- invariant 2: however it is read, the same facts and the same state


@settings(max_examples=5, deadline=None)
@given(_SEED)
def test_reading_on_after_a_crash_or_with_two_hands_is_the_same(seed: int) -> None:
    reader = shared()
    windows = windows_of(told_by(seed))
    facts, behind = straight(windows)
    state = reader.start()
    resumed: list[Fact] = []
    for window in windows:
        found, state = reader.read(window, reader.load(reader.dump(state)))
        resumed += found
    assert resumed == facts
    assert reader.dump(state) == behind
    ahead = list(reader.read_on(windows, reader.start()))
    assert [fact for found, _ in ahead for fact in found] == facts
    assert reader.dump(ahead[-1][1]) == behind


@settings(max_examples=3, deadline=None)
@given(_SEED)
def test_a_serial_read_as_it_grows_by_readers_that_start_anew(seed: int) -> None:
    chapters = told_by(seed)
    windows = windows_of(chapters)
    facts, behind = straight(windows)
    found: list[Fact] = []
    kept: bytes | None = None
    for number in range(len(chapters)):
        reader = Reader()
        state = reader.start() if kept is None else reader.load(kept)
        for window in windows_of(chapters[: number + 1]):
            if window.chapter == number:
                new, state = reader.read(window, state)
                found += new
        kept = reader.dump(state)
    assert found == facts
    assert kept == behind


def test_other_works_read_before_or_meanwhile_change_nothing() -> None:
    works = [windows_of(told_by(seed)) for seed in (11, 12, 13)]
    alone = [straight(windows) for windows in works]
    found: dict[int, tuple[list[Fact], bytes]] = {}

    def read_one(number: int) -> None:
        found[number] = straight(works[number])

    threads = [threading.Thread(target=read_one, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(3)] == alone


@settings(max_examples=3, deadline=None)
@given(_SEED)
def test_the_state_given_is_not_changed(seed: int) -> None:
    reader = shared()
    state = reader.start()
    for window in windows_of(told_by(seed)):
        before = reader.dump(state)
        facts, behind = reader.read(window, state)
        assert reader.dump(state) == before
        again, same = reader.read(window, state)
        assert again == facts
        assert reader.dump(same) == reader.dump(behind)
        state = behind


# -- the state


def test_a_state_written_and_read_is_the_same_and_json() -> None:
    reader = shared()
    _, state = read_chapters(told_by(21))
    written = reader.dump(state)
    assert reader.dump(reader.load(written)) == written
    assert reader.dump(reader.load(reader.dump(reader.load(written)))) == written
    value = json.loads(written)
    assert json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() == written
    assert reader.dump(reader.load(reader.dump(reader.start()))) == reader.dump(reader.start())


# -- chapters and breaks


def test_scenes_begin_with_chapters_and_behind_breaks() -> None:
    facts, _ = read_chapters([chapter_of("It rained.", "", "It stopped."), chapter_of("It snowed.")])
    scenes = [(fact.sentence, fact.value["reason"]) for fact in facts if fact.kind == "scene"]
    assert scenes == [(0, "chapter"), (1, "break"), (2, "chapter")]


@pytest.mark.parametrize(
    "text",
    ["* * *", "—", "“”", "“", "...", "😀", "é\u0301 \u200b\ufeff", "漢字" * 300, "-" * 700, "I.", "’", "[1] (*) _x_", "1.\n2.\n3."],
)  # fmt: skip
def test_odd_blocks_break_nothing(text: str) -> None:
    facts, state = read("Tom Rook left.", text, "He came back.")
    assert shared().dump(shared().load(shared().dump(state))) == shared().dump(state)
    assert facts[0].kind in KINDS


def test_every_kind_of_block_is_read_and_resumed() -> None:
    texts = ("CHAPTER THE FIRST", "", "Tom Rook left.\nHe wept.", " ", "— Ruth", "1. a boat")
    blocks = [Block(kind, text) for kind in BlockKind for text in texts if kind is not BlockKind.SCENE_BREAK]
    chapter = divide(Chapter("one", "The Journal of Tom", (Block(BlockKind.SCENE_BREAK, ""), *blocks)))
    reader = shared()
    facts, behind = straight(windows_of([chapter]))
    state = reader.start()
    resumed: list[Fact] = []
    for window in windows_of([chapter]):
        found, state = reader.read(window, reader.load(reader.dump(state)))
        resumed += found
    assert (resumed, reader.dump(state)) == (facts, behind)


def test_a_paragraph_of_three_thousand_words_breaks_nothing() -> None:
    facts, _ = read("“Go,” said Tom. He saw Ruth Lamb, the clerk, and she ran to Pell. " * 190, "He left.")
    assert len(facts) > 1_000


# -- the row


class Bare:
    """A stage that does nothing."""

    version = "1"

    def __init__(
        self, name: str, needs: Sequence[str] = (), adds: Sequence[str] = (), version: str = "1"
    ) -> None:
        self.name = self.slot = name
        self.needs, self.adds, self.version = tuple(needs), tuple(adds), version

    def start(self) -> Any:
        return None

    def read(self, page: object, state: Any) -> Any:
        return state

    def dump(self, state: Any) -> Any:
        return state

    def load(self, value: Any) -> Any:
        return value


def test_a_stage_is_refused_where_something_that_it_needs_is_missing() -> None:
    words, tags = Bare("words", adds=["words"]), Bare("tags", ["words", "speeches"], ["tags"])
    with pytest.raises(StageOrderError, match=r"\Athe stage tags needs words, speeches: ") as caught:
        checked([tags, words])
    assert "\n" not in str(caught.value)
    with pytest.raises(StageOrderError, match="the stage tags needs speeches: "):
        checked([words, tags])
    with pytest.raises(StageOrderError):
        Reader([Bare("itself", ["itself"], ["itself"])])
    row = [words, Bare("speeches", adds=["speeches"]), tags]
    assert checked(row) == tuple(row)


def left_out(stages: Sequence[Stage], name: str) -> list[Stage]:
    return [stage for stage in stages if stage.name != name]


@pytest.mark.parametrize("name", [stage.name for stage in default_stages()])
def test_each_stage_may_be_left_out_when_nothing_needs_it(name: str) -> None:
    stages = shared().stages
    (stage,) = (one for one in stages if one.name == name)
    rest = left_out(stages, name)
    others = {layer for one in rest for layer in one.adds}
    missing = sorted(
        {layer for one in rest for layer in one.needs if layer in stage.adds and layer not in others}
    )
    if missing:
        with pytest.raises(StageOrderError) as caught:
            Reader(rest)
        assert re.search(rf"needs .*\b(?:{'|'.join(missing)})\b", str(caught.value))
        return
    reader = Reader(rest)
    state = reader.start()
    facts: list[Fact] = []
    for window in windows_of([chapter_of("“I am cold,” said Ruth Lamb.", "She shut the door of the inn.")]):
        found, state = reader.read(window, reader.load(reader.dump(state)))
        facts += found
    assert {fact.kind for fact in facts} - {"scene"} or name == "talk"
    assert reader.version != shared().version


def test_the_version_tells_every_stage() -> None:
    row = [Bare("one"), Bare("two")]
    version = Reader(row).version
    assert Reader([Bare("one"), Bare("two")]).version == version
    assert Reader([Bare("one"), Bare("two", version="2")]).version != version
    assert Reader([Bare("two"), Bare("one")]).version != version


def test_stages_that_share_a_slot_share_the_first_ones_state() -> None:
    class Counting(Bare):
        def start(self) -> Any:
            return 0 if self.name == "first" else None

        def read(self, page: object, state: Any) -> Any:
            return state + 1

    first, second = Counting("first"), Counting("second")
    second.slot = "first"
    reader = Reader([first, second])
    (window,) = windows_of([chapter_of("It rained.")])
    _, state = reader.read(window, reader.start())
    assert state == ReaderState(state.slots, 0)
    assert state.slots["first"] == 2
    assert json.loads(reader.dump(state))["slots"] == {"first": 2}
