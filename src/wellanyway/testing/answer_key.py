"""Reads an answer key beside a story: questions at horizons, with the sentences that answer them.

The format is described in examples/README.md: quotations are exact substrings of their chapter's story,
white space folded, and stand there once. Here they become sentence ordinals.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wellanyway.errors import ConfigError
from wellanyway.story import Chapter
from wellanyway.views import Verdict

__all__ = ["KeyQuestion", "KeyQuotation", "Places", "questions", "quotations"]


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """A question at a horizon; `gold` holds the ordinals of the sentences that answer it."""

    id: str
    kind: str
    question: str
    told_to: int
    verdict: Verdict
    short: str | None
    gold: frozenset[int]


@dataclass(frozen=True, slots=True)
class KeyQuotation:
    """A quotation with its speaker; `sentence` is the ordinal it begins in."""

    sentence: int
    quote: str
    speaker: str
    is_tagged: bool


class Places:
    """Finds quotations in divided chapters. Raises ConfigError for one that is not there once."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self._texts: list[str] = []
        self._starts: list[list[tuple[int, int]]] = []  # (character, ordinal) a chapter
        ordinal = 0
        for chapter in chapters:
            parts: list[str] = []
            starts: list[tuple[int, int]] = []
            length = 0
            for extent in chapter.sentences:
                text = " ".join(chapter.text(extent).split())
                starts.append((length, ordinal))
                parts.append(text)
                length += len(text) + 1
                ordinal += 1
            self._texts.append(" ".join(parts))
            self._starts.append(starts)

    def spanned(self, chapter: int, quote: str) -> tuple[int, int]:
        """First and last ordinal of the sentences that hold `quote`; `chapter` counts from 1."""
        wanted = " ".join(quote.replace("_", "").split())
        text = self._texts[chapter - 1]
        start = text.find(wanted)
        if start < 0 or text.find(wanted, start + 1) >= 0:
            raise ConfigError(f"{quote!r} does not stand in chapter {chapter} once")
        starts = self._starts[chapter - 1]
        first = max(ordinal for at, ordinal in starts if at <= start)
        last = max(ordinal for at, ordinal in starts if at < start + len(wanted))
        return first, last


def questions(path: Path, chapters: Sequence[Chapter]) -> list[KeyQuestion]:
    """The questions of a key file."""
    places = Places(chapters)
    found = []
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        _, last = places.spanned(entry["at"]["chapter"], entry["at"]["after"])
        gold = {places.spanned(one["chapter"], one["text"]) for one in entry.get("evidence", [])}
        found.append(
            KeyQuestion(
                id=entry["id"],
                kind=entry["kind"],
                question=entry["question"],
                told_to=last + 1,
                verdict=Verdict(entry["verdict"]),
                short=entry.get("short"),
                gold=frozenset(ordinal for first, end in gold for ordinal in range(first, end + 1)),
            )
        )
    return found


def quotations(path: Path, chapters: Sequence[Chapter]) -> list[KeyQuotation]:
    """The quotations of a speakers file."""
    places = Places(chapters)
    return [
        KeyQuotation(
            sentence=places.spanned(entry["chapter"], entry["quote"])[0],
            quote=entry["quote"],
            speaker=entry["speaker"],
            is_tagged=entry["tagged"],
        )
        for entry in map(json.loads, path.read_text().splitlines())
    ]
