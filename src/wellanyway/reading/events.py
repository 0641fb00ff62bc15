"""Events: notes what happens, word by word, as the tagger found it (realis, as LitBank has it)."""

from __future__ import annotations

from typing import Any

from wellanyway.reading.lemmas import lemma
from wellanyway.reading.page import Page

__all__ = ["Events"]


class Events:
    """The stage: notes an `event` fact for each word that tells one. Remembers nothing."""

    name = slot = "events"
    version = "1"
    needs = ("tokens", "tags")
    adds: tuple[str, ...] = ()

    def start(self) -> None:
        return None

    def read(self, page: Page, state: None) -> None:
        for at in page.events:
            token = page.tokens[at]
            sure = float(page.tags.events[at]) if page.tags is not None else 1.0
            page.note("event", token.start, token.end, {"lemma": lemma(page.word(at))}, round(sure, 2))
        return state

    def dump(self, state: None) -> Any:
        return state

    def load(self, value: Any) -> Any:
        return value
