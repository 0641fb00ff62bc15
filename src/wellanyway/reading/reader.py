"""The reader: turns windows into facts, from the left, by a row of stages over one page at a time.

All it remembers between windows is in its state, a plain value with a slot for each stage; `dump` writes it as
JSON with the version of the stages that made it.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from immutables import Map

from wellanyway.facts import Fact
from wellanyway.reading.ahead import Front, paged
from wellanyway.reading.page import Page, Token
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.stage import Stage, checked
from wellanyway.reading.window import Window

__all__ = ["Reader", "ReaderState", "default_stages"]

_SCHEMA = 3


def default_stages() -> tuple[Stage, ...]:
    """The stages that ship, in order. No model is loaded before the first page."""
    from wellanyway.reading.coreference import Narration, Talk
    from wellanyway.reading.descriptions import Descriptions
    from wellanyway.reading.discoveries import Discoveries
    from wellanyway.reading.events import Events
    from wellanyway.reading.levels import Levels
    from wellanyway.reading.mentions import Mentions
    from wellanyway.reading.quotations import Quotations
    from wellanyway.reading.relations import Relations
    from wellanyway.reading.scenes import Scenes
    from wellanyway.reading.self_names import SelfNames
    from wellanyway.reading.speakers import Speakers
    from wellanyway.reading.tagger import Tagger
    from wellanyway.reading.tokens import Tokens

    return (
        Tokens(), Quotations(), Tagger(), Mentions(), Narration(), Speakers(), Talk(), SelfNames(), Discoveries(),
        Descriptions(), Relations(), Scenes(), Levels(), Events(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What the reader remembers behind a window: the stages' states by slot, and the chapter read last."""

    slots: Map[str, Any]
    chapter: int = -1


class Reader:
    """Reads one window after another. `read` is pure; the state it is given is never changed."""

    def __init__(self, stages: Sequence[Stage] | None = None) -> None:
        """The stages that ship if none are given; raises StageOrderError where a row does not fit together."""
        self.stages = checked(default_stages() if stages is None else stages)

    @functools.cached_property
    def version(self) -> str:
        """What the facts are made by: changes whenever any stage or weight does."""
        parts = " ".join(f"{stage.name}={stage.version}" for stage in self.stages)
        return f"reader-{_SCHEMA}-{hashlib.sha256(parts.encode()).hexdigest()[:12]}"

    def start(self) -> ReaderState:
        """The state before the first window."""
        return ReaderState(Map({stage.slot: stage.start() for stage in reversed(self.stages)}))

    def read(self, window: Window, state: ReaderState) -> tuple[tuple[Fact, ...], ReaderState]:
        """The facts of a window and the state behind it."""
        page, state = self.page(window, state)
        return tuple(page.facts), state

    def page(
        self, window: Window, state: ReaderState, *, tokens: Sequence[Token] | None = None
    ) -> tuple[Page, ReaderState]:
        """The page of a window with all its layers, and the state behind it; with `tokens`, if given, as its own."""
        page = self._begun(window, state.chapter)
        page.tokens = list(tokens or ())
        return page, ReaderState(paged(page, self.stages, state.slots), window.chapter)

    def _begun(self, window: Window, chapter: int) -> Page:
        begins = "break" if window.follows_break else ""
        return Page(window, self.version, "chapter" if window.chapter != chapter else begins)

    def read_on(
        self, windows: Iterable[Window], state: ReaderState
    ) -> Iterator[tuple[tuple[Fact, ...], ReaderState]]:
        """What `read` gives for one window after another, on two cores where there are."""
        at = next((i + 1 for i, stage in enumerate(self.stages) if stage.name == "tagger"), 0)
        ahead, behind = self.stages[:at], self.stages[at:]
        mine = {stage.slot for stage in behind}

        def pages() -> Iterator[Page]:
            chapter = state.chapter
            for window in windows:
                yield self._begun(window, chapter)
                chapter = window.chapter

        slots = state.slots
        front = Front(pages(), ahead, slots)
        try:
            for page, in_front in front:
                slots = paged(page, behind, slots)
                both = in_front.update({slot: slots[slot] for slot in mine})
                yield tuple(page.facts), ReaderState(both, page.window.chapter)
        finally:
            front.close()

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        """The facts of a window told in part; see `glance.glance`."""
        from wellanyway.reading.glance import glance
        from wellanyway.reading.speakers import Speakers

        speakers = next((stage for stage in self.stages if isinstance(stage, Speakers)), None)
        return glance(window, known, speakers or Speakers(), self.version)

    def dump(self, state: ReaderState) -> bytes:
        """The state as canonical JSON."""
        slots = {}
        for stage in reversed(self.stages):
            slots[stage.slot] = stage.dump(state.slots[stage.slot])
        value = {"schema": _SCHEMA, "chapter": state.chapter, "slots": slots}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    def load(self, data: bytes) -> ReaderState:
        """The state that `dump` wrote."""
        value = json.loads(data)
        slots = {}
        for stage in reversed(self.stages):
            slots[stage.slot] = stage.load(value["slots"][stage.slot])
        return ReaderState(Map(slots), value["chapter"])
