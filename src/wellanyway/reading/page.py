"""Page: one window while it is being read, with the layers that the stages add to it.

A stage reads layers that earlier stages have added, adds its own, and notes facts. A page lives as long as
one `Reader.read`; what is to be remembered behind it is the stages' states.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wellanyway.facts import Fact, Scalar
from wellanyway.reading.window import Window

if TYPE_CHECKING:
    from wellanyway.reading.entities import Entities

__all__ = ["Mention", "Page", "Speech", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: half-open characters `[start, end)` of the block."""

    start: int
    end: int


@dataclass(slots=True)
class Mention:
    """A span that means somebody or something; `[start, end)` characters, `[first, last)` tokens.

    `type` is PER, FAC, GPE, LOC, VEH or ORG; `form` is "proper", "common" or "pronoun"; `head` the token that
    carries the meaning. `speech` is the index in `Page.speeches` of the innermost quotation it stands in, -1
    in the narration. `who` is the number of its entity, -1 until coreference has set it.
    """

    start: int
    end: int
    first: int
    last: int
    type: str
    form: str
    head: int
    speech: int = -1
    who: int = -1
    confidence: float = 1.0


@dataclass(slots=True)
class Speech:
    """A quotation: `[start, end)` characters with their marks.

    `mode` is "speech", "thought" or "writing"; `depth` 0 for one that stands in no other quotation of the block.
    `continues` tells that it goes on with one that the block before left open, `is_closed` is False where the
    block ends first. `speaker` and `addressee` are entity numbers, -1 where unsure; `how` names the evidence
    and `shown` is the sentence that gave it. `guess` is the likeliest speaker, however unsure.
    """

    start: int
    end: int
    mark: str
    is_closed: bool
    continues: bool = False
    mode: str = "speech"
    depth: int = 0
    speaker: int = -1
    addressee: int = -1
    confidence: float = 0.0
    how: str = ""
    shown: int = -1
    guess: int = -1


@dataclass(slots=True)
class Page:
    """One window being read. `begins` is "chapter" or "break" where a scene begins with it for sure, else ""."""

    window: Window
    producer: str
    begins: str = ""
    layers: set[str] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    events: list[int] = field(default_factory=list)  # tokens
    tags: Any = None  # what the tagger found, see `tagger.Tags`
    entities: Entities | None = None  # everybody and everything met so far, this page included
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.window.sentences]

    @property
    def text(self) -> str:
        return self.window.block.text

    @property
    def starts(self) -> list[int]:
        """Where its sentences begin, in characters."""
        return self._starts

    def word(self, token: int) -> str:
        found = self.tokens[token]
        return self.text[found.start : found.end]

    def ordinal(self, at: int) -> int:
        """The sentence that character `at` stands in."""
        return self.window.first + max(0, bisect.bisect_right(self._starts, at) - 1)

    def note(
        self, kind: str, start: int, end: int, value: dict[str, Scalar], confidence: float = 1.0
    ) -> None:
        """Add a fact about characters `[start, end)`; it is known at the end of the window."""
        window = self.window
        place = (self.ordinal(start), window.chapter, window.block_index, start, end)
        self.facts.append(Fact(kind, *place, window.known_at, self.producer, confidence, value))
