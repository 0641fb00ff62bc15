"""A reader for tests of the scoring: it finds what its script says, so that every figure can be worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feeding import Given
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.page import Mention, Page, Speech
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.window import Window

__all__ = ["ScriptedReader"]

_PRONOUNS = frozenset({"I", "she", "he", "She", "He"})

_QUOTED = re.compile(r"“[^”]*(?:”|\Z)")


@dataclass(slots=True)
class ScriptedReader:
    """`called`: words and the number of whom they mean, wherever they stand; `speakers`: how quotations begin and who
    speaks; `guesses` the same where it is not sure; `joins`: words at which one turns out to be another; `blind`: quotations that it does not find.

    What it was given is kept in `given`, so that a test can look at it.
    """

    called: Mapping[str, int] = field(default_factory=dict)
    speakers: Mapping[str, int] = field(default_factory=dict)
    joins: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    blind: tuple[str, ...] = ()
    events: frozenset[str] = frozenset()
    given: list[Given] = field(default_factory=list)
    cast: Entities | None = None
    is_open: bool = False
    sees_chapter: bool = False
    foreseen: int = 0
    guesses: Mapping[str, int] = field(default_factory=dict)

    def start(self, cast: Entities | None = None) -> Entities:
        self.cast = cast
        numbers = {*self.called.values(), *self.speakers.values()} - {-1}
        entities = cast or Entities()
        for number in sorted(numbers):
            if number not in entities.by_number:
                entities = entities.put(Entity(number, "PER"))
        return entities

    def foresee(self, windows: Sequence[tuple[Window, Given]]) -> None:
        self.foreseen = len(windows)

    def page(self, window: Window, state: Entities, given: Given | None = None) -> tuple[Page, Entities]:
        given = given or Given()
        self.given.append(given)
        page = Page(window, "scripted")
        page.tokens = list(given.tokens) if given.tokens is not None else tokenise(page.text)
        page.speeches = list(given.speeches) if given.speeches is not None else self._speeches(page.text)
        for speech in page.speeches:
            said = page.text[speech.start : speech.end].strip('“”" ')
            speech.speaker = next((who for how, who in self.speakers.items() if said.startswith(how)), -1)
            speech.guess = next((who for how, who in self.guesses.items() if said.startswith(how)), -1)
        page.mentions = self._mentions(page, given.mentions, given.meant or {})
        page.events = [i for i in range(len(page.tokens)) if page.word(i) in self.events]
        for words, (one, other) in self.joins.items():
            if words in page.text:
                state = state.joined(one, other)
        page.entities = state
        return page, state

    def _speeches(self, text: str) -> list[Speech]:
        found = []
        for m in _QUOTED.finditer(text):
            if not text[m.start() + 1 :].startswith(self.blind or ("\0",)):
                is_closed = m[0].endswith("”")
                found.append(Speech(m.start(), m.end(), "“", is_closed, continues=self.is_open))
                self.is_open = not is_closed
        return found

    def _mentions(
        self,
        page: Page,
        given: Sequence[tuple[int, int, str]] | None,
        meant: Mapping[tuple[int, int], int],
    ) -> list[Mention]:
        if given is None:
            given = [
                (first, last, "" if words in _PRONOUNS else "PER")
                for words in self.called
                for first, last in _places(page, words)
            ]
        found = []
        for first, last, kind in sorted(given):
            start, end = page.tokens[first].start, page.tokens[last - 1].end
            words = page.text[start:end]
            who = meant.get((first, last), -1)
            if who < 0:
                who = self.called.get(words, -1)
            form = "pronoun" if words in _PRONOUNS else "proper"
            found.append(Mention(start, end, first, last, kind, form, last - 1, who=who))
        return found


def _places(page: Page, words: str) -> list[tuple[int, int]]:
    starts = {token.start: i for i, token in enumerate(page.tokens)}
    ends = {token.end: i + 1 for i, token in enumerate(page.tokens)}
    spans = (m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", page.text))
    return [(starts[a], ends[b]) for a, b in spans if a in starts and b in ends]
