"""Text as the reader is fed it, with the way back to where every character stood.

Paragraphs of a plain file are unwrapped, their spaces made single and typewriter's signs printed as the package's
importer does it (dashes, emphasis); scores are against offsets of the file, so each character keeps its own.
"""

from __future__ import annotations

import bisect
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Mapped", "mapped", "paragraphs"]

_PIECE = re.compile(
    r"(?P<space>\s+)|(?P<dash>-{2,})|(?P<emphasis>(?<![^\W_])_|_(?![^\W_]))|(?P<other>.)", re.DOTALL
)
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_WRAPPED = 100  # characters that hand-wrapped lines do not reach


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text`, and for each of its characters where it began and ended in the file."""

    text: str
    starts: array[int]
    ends: array[int]

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """Characters `[start, end)` of the text as a span of the file."""
        return self.starts[start], self.ends[end - 1]

    def inward(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the file as characters of the text, cut to it; None where nothing of it is here."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end)
        while first < last and self.text[first] == " ":
            first += 1
        while first < last and self.text[last - 1] == " ":
            last -= 1
        return (first, last) if first < last else None


def mapped(whole: str, start: int, end: int) -> Mapped:
    """Characters `[start, end)` of a file as the reader is fed them."""
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    while end > start and whole[end - 1].isspace():
        end -= 1
    while start < end and whole[start].isspace():
        start += 1
    for match in _PIECE.finditer(whole, start, end):
        if match["emphasis"]:
            continue
        text = " " if match["space"] else match[0]
        if match["dash"]:
            text = "—" if len(match[0]) < 4 else "——"
        for offset in range(len(text)):
            is_last = offset == len(text) - 1
            starts.append(match.start() + min(offset, 1) * 2)
            ends.append(match.end() if is_last else match.start() + 2)
        parts.append(text)
    return Mapped("".join(parts), starts, ends)


def paragraphs(whole: str) -> Iterator[Mapped]:
    """What stands between blank lines; or in every line, where lines are as long as paragraphs."""
    lines = sorted(len(line) for line in whole.split("\n") if line.strip())
    is_wrapped = not lines or lines[len(lines) * 98 // 100] < _WRAPPED
    gap = _BLANK if is_wrapped else re.compile(r"\n\s*")
    at = 0
    for match in (*gap.finditer(whole), None):
        stop = match.start() if match else len(whole)
        piece = mapped(whole, at, stop)
        if piece.text.strip():
            yield piece
        at = match.end() if match else stop
