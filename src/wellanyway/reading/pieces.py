"""Word pieces of a block as the tagger takes them, and how blocks are laid into segments.

A segment is a row of blocks that see the ones before them; when it is full the next begins with the last few
pieces of what came before. Training and run time lay blocks by the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wellanyway.models.shapes import shape

__all__ = ["CLS", "CONTEXT", "LONGEST", "Layout", "Pieces", "chunks", "cut_words", "shape"]

SEGMENT = 256  # pieces in a segment at the most
LONGEST = 192  # pieces run at once; a longer block is cut
CONTEXT = 32  # pieces of the segment before that a new one begins with
_OF_A_WORD = 32  # pieces of one word at the most; a row of a thousand dots is a word too


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of some words: `ids`, the shape and speech flag of each, and where each word's pieces begin.

    `firsts` has one more entry than there are words: `[firsts[i], firsts[i + 1])` are the pieces of word i.
    """

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    speech: tuple[int, ...]
    firsts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def words(self, start: int, stop: int) -> Pieces:
        """The pieces of words `[start, stop)`."""
        a, b = self.firsts[start], self.firsts[stop]
        return Pieces(
            self.ids[a:b],
            self.shapes[a:b],
            self.speech[a:b],
            tuple(first - a for first in self.firsts[start : stop + 1]),
        )

    def tail(self, size: int) -> Pieces:
        """The last whole words that have at most `size` pieces."""
        start = len(self.firsts) - 1
        while start > 0 and self.firsts[-1] - self.firsts[start - 1] <= size:
            start -= 1
        return self.words(start, len(self.firsts) - 1)


def cut_words(tokenizer: Any, words: Sequence[str], speech: Sequence[bool]) -> Pieces:
    """The pieces of `words`; `speech` says of each whether it stands in a quotation."""
    encoded = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    ids: list[int] = []
    firsts = [0]
    owners = encoded.word_ids
    at = 0
    for number in range(len(words)):
        while at < len(owners) and owners[at] == number:
            if len(ids) - firsts[-1] < _OF_A_WORD:
                ids.append(encoded.ids[at])
            at += 1
        if len(ids) == firsts[-1]:
            ids.append(100)  # a word without pieces is unknown
        firsts.append(len(ids))
    shapes: list[int] = []
    flags: list[int] = []
    for number, word in enumerate(words):
        count = firsts[number + 1] - firsts[number]
        shapes += [shape(word)] * count
        flags += [int(speech[number])] * count
    return Pieces(tuple(ids), tuple(shapes), tuple(flags), tuple(firsts))


def chunks(pieces: Pieces, begins: Sequence[int]) -> list[tuple[int, int]]:
    """Word ranges of at most `LONGEST` pieces that a block is run in; cut where a sentence `begins` if one does."""
    found = []
    start, count = 0, len(pieces.firsts) - 1
    while count > 0 and start < count:
        stop = start + 1
        while stop < count and pieces.firsts[stop + 1] - pieces.firsts[start] <= LONGEST:
            stop += 1
        if stop < count:
            stop = max((begin for begin in begins if start < begin <= stop), default=stop)
        found.append((start, stop))
        start = stop
    return found


CLS = 101


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the next pieces go: how many are in the segment, and the last few of what came before."""

    length: int = 0
    tail: Pieces = Pieces((), (), (), (0,))

    def place(self, part: Pieces) -> tuple[Layout, Pieces | None]:
        """Behind `part`; with it the context that a new segment begins with, None where it goes on in this one."""
        tail = _joined(self.tail, part).tail(CONTEXT)
        if self.length and self.length + len(part) <= SEGMENT:
            return Layout(self.length + len(part), tail), None
        return Layout(1 + len(self.tail) + len(part), tail), self.tail


def _joined(one: Pieces, two: Pieces) -> Pieces:
    return Pieces(
        one.ids + two.ids,
        one.shapes + two.shapes,
        one.speech + two.speech,
        (*one.firsts, *(first + len(one) for first in two.firsts[1:])),
    )
