"""Which characters of a sentence are narrated and which are somebody's, as far as has been told.

Quotations are the reader's. A line is one person's from its first word to its last: what was known of its speaker at the end
of the sentence it began in holds for all of it, whatever its later sentences tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wellanyway.facts import Fact
from wellanyway.story import Sentence
from wellanyway.told import Told

__all__ = ["Line", "Part", "lines_at", "parts_of"]

_ALOUD = frozenset({"speech", "thought", ""})


@dataclass(frozen=True, slots=True)
class Line:
    """A quotation by where it begins, in characters of its block, and the number of its speaker at `known_at`.

    `speaker` is -1 where that was not sure.
    """

    chapter: int
    block: int
    start: int
    speaker: int
    known_at: int


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `[start, end)` of a sentence; `line` is the quotation they are of, None where they are narrated."""

    start: int
    end: int
    line: Line | None = None


def parts_of(told: Told, sentence: Sentence) -> tuple[Part, ...]:
    """The parts of the last sentence of `told`, in order and without gaps."""
    found: list[Part] = []
    at = 0
    for start, end, line in _quoted(told, sentence):
        if start > at:
            found.append(Part(at, start))
        found.append(Part(start, end, line))
        at = end
    if at < len(sentence.text):
        found.append(Part(at, len(sentence.text)))
    return tuple(found)


def _quoted(told: Told, sentence: Sentence) -> Iterator[tuple[int, int, Line]]:
    at = sentence.start
    for fact in lines_at(told, sentence):
        start, end = max(fact.start, at), min(fact.end, sentence.end)
        if start < end and str(fact.value.get("mode") or "") in _ALOUD:
            yield start - sentence.start, end - sentence.start, _line(told, sentence, fact)
            at = end


def lines_at(told: Told, sentence: Sentence) -> tuple[Fact, ...]:
    """The outermost quotations that `told` knows in a sentence, in order."""
    lines = told.chronicle().lines
    is_here = (
        (lines.column("chapter") == sentence.chapter)
        & (lines.column("block") == sentence.block)
        & (lines.column("start") < sentence.end)
        & (lines.column("end") > sentence.start)
        & (lines.ints("depth", 0) == 0)
    )
    return tuple(lines.facts(np.flatnonzero(is_here)))


def _line(told: Told, sentence: Sentence, fact: Fact) -> Line:
    """A quotation with its speaker as known when the sentence it begins in had been told."""
    known_at = told.told_to
    if fact.start < sentence.start and fact.sentence < sentence.ordinal:
        known_at = fact.sentence + 1
        began = told.back_to(known_at)
        same = [one for one in lines_at(began, began.sentence(fact.sentence)) if one.start == fact.start]
        return _of(same[0] if same else None, fact, known_at)
    return _of(fact, fact, known_at)


def _of(known: Fact | None, fact: Fact, known_at: int) -> Line:
    speaker = known.value.get("speaker", -1) if known is not None else -1
    number = speaker if isinstance(speaker, int) else -1
    return Line(fact.chapter, fact.block, fact.start, number, known_at)
