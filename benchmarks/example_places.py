"""Finds the words of the example's key in what the reader has read: in which page, at which characters.

The key quotes its chapter's story with white space folded; a quotation stands there once (examples/README.md).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.errors import ConfigError
from wellanyway.reading.window import Window

__all__ = ["Place", "Places"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters `[start, end)` of the block of page `page`; what runs on into the next block is cut off."""

    page: int
    start: int
    end: int


class Places:
    """The story by chapters. Raises ConfigError for words that do not stand in theirs once."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._texts: dict[int, str] = {}
        self._starts: dict[int, list[tuple[int, int]]] = {}  # in the chapter's text, page
        self._maps: list[list[int]] = []
        for page, window in enumerate(windows):
            folded, places = _folded(window.block.text)
            text = self._texts.get(window.chapter, "")
            self._starts.setdefault(window.chapter, []).append((len(text), page))
            self._texts[window.chapter] = f"{text}{folded} "
            self._maps.append(places)

    def find(self, chapter: int, words: str, within: str = "") -> Place:
        """Where `words` stand in a chapter (from 1); with `within`, the first of them in that."""
        text = self._texts.get(chapter - 1, "")
        wanted = _folded(within or words)[0]
        start = text.find(wanted)
        if start < 0 or text.find(wanted, start + 1) >= 0:
            raise ConfigError(f"{wanted!r} does not stand in chapter {chapter} once")
        length = len(wanted)
        if within:
            match = re.search(
                rf"(?<!\w){re.escape(_folded(words)[0])}(?!\w)", text[start : start + length], re.IGNORECASE
            )
            if match is None:
                raise ConfigError(f"{words!r} does not stand in {within!r}")
            start, length = start + match.start(), match.end() - match.start()
        begins = self._starts[chapter - 1]
        first, page = begins[bisect.bisect_right(begins, (start, len(self._maps))) - 1]
        places = self._maps[page]
        last = min(start - first + length, len(places)) - 1
        return Place(page, places[start - first], places[last] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """White space made single and marks of emphasis dropped, with where each character stood."""
    parts: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"\s+|[^\s_]", text):
        parts.append(match[0] if not match[0].isspace() else " ")
        places.append(match.start())
    while parts and parts[-1] == " ":
        parts.pop()
        places.pop()
    return "".join(parts), places
