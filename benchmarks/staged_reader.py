"""The reader as benchmarks run it: its own row of stages, in which what a gold setting gives takes a stage's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from feeding import Given
from wellanyway.reading.entities import Entities
from wellanyway.reading.mentions import Mentions, mention_at
from wellanyway.reading.page import Page
from wellanyway.reading.proper import form
from wellanyway.reading.reader import Reader, ReaderState, default_stages
from wellanyway.reading.stage import Stage
from wellanyway.reading.window import Window

__all__ = ["StagedReader", "reader"]


class _Instead:
    """A stage that stands back where its layer is given."""

    def __init__(self, inner: Stage, owner: StagedReader) -> None:
        self.inner = inner
        self._owner = owner
        self.name, self.slot, self.version = inner.name, inner.slot, inner.version
        self.needs, self.adds = inner.needs, inner.adds

    def start(self) -> Any:
        return self.inner.start()

    def read(self, page: Page, state: Any) -> Any:
        return state if self._owner.lays(self.name, page) else self.inner.read(page, state)

    def dump(self, state: Any) -> Any:
        return self.inner.dump(state)

    def load(self, value: Any) -> Any:
        return self.inner.load(value)


class StagedReader:
    """A `PageReader` over stages. Not for threads: what is given belongs to the page being read."""

    def __init__(self, stages: Sequence[Stage], *, sees_chapter: bool = False) -> None:
        self.sees_chapter = sees_chapter
        self._given = Given()
        self.reader = Reader([_Instead(stage, self) for stage in stages])

    def start(self, cast: Entities | None = None) -> ReaderState:
        """The state before the first page; with a cast, as if all of it had been met and named."""
        state = self.reader.start()
        if cast is None:
            return state
        known = state.slots["coreference"]
        aliases = known.aliases
        for one in cast:
            for name in one.names:
                aliases = aliases.add(form(name, one.type), one.number, one.type)
        known = replace(known, entities=cast, aliases=aliases)
        return ReaderState(state.slots.set("coreference", known), state.chapter)

    def page(
        self, window: Window, state: ReaderState, given: Given | None = None
    ) -> tuple[Page, ReaderState]:
        """The page of a window, with what is given of it. Raises RuntimeError where a stage has undone that."""
        self._given = given or Given()
        page, after = self.reader.page(window, state, tokens=self._given.tokens)
        meant = self._given.meant or {}
        for mention in page.mentions:
            who = meant.get((mention.first, mention.last), -1)
            if who >= 0 and mention.who != who and self._given.mentions is not None:
                raise RuntimeError(
                    f"a mention given as {who} is linked to {mention.who}: coreference must keep it"
                )
        return page, after

    def lays(self, name: str, page: Page) -> bool:
        """Lay what is given in the place of a stage, if it is."""
        given = self._given
        if name == "quotations" and given.speeches is not None:
            page.speeches = [replace(speech) for speech in given.speeches]
            return True
        if name == "mentions" and given.mentions is not None:
            page.mentions = [mention_at(page, first, last, kind) for first, last, kind in given.mentions]
            for mention in page.mentions:
                mention.who = (given.meant or {}).get((mention.first, mention.last), -1)
            return True
        return False

    def foresee(self, windows: Sequence[tuple[Window, Given]]) -> None:
        """Show the tagger all pages to come, as far as the stages before it make them."""
        state = self.reader.start()
        before = [stage.name for stage in self.reader.stages].index("tagger")
        slots = state.slots
        shown = []
        for window, given in windows:
            self._given = given
            page = Page(window, self.reader.version)
            page.tokens = list(given.tokens or ())
            for stage in self.reader.stages[:before]:
                slots = slots.set(stage.slot, stage.read(page, slots[stage.slot]))
            shown.append(page)
        tagger: Any = self.reader.stages[before]
        tagger.inner.foresee(shown)


def reader(*, sees_chapter: bool = False, keeps_titles: bool = False) -> StagedReader:
    """The reader that ships; or the same models allowed to see the whole chapter; or with titles as mentions."""
    instead: dict[str, Stage] = {}
    if keeps_titles:
        instead["mentions"] = Mentions(keeps_titles=True)
    if sees_chapter:
        from foresight import Foresight

        instead["tagger"] = Foresight()
    stages = [instead.get(stage.name, stage) for stage in default_stages()]
    return StagedReader(stages, sees_chapter=sees_chapter)
