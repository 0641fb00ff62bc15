"""How words are laid out in lines: paragraphs of styled spans, filled to a measure.

Laying out is a pure function of a paragraph and a measure, and appending words never changes a line
before the last: that is what lets a paragraph be shown word by word and be laid out anew after a resize.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

__all__ = ["Line", "Paragraph", "Span", "clean", "lay", "measure_for", "text_of"]

Span = tuple[str, str]
"""A style's name and words in it."""

Line = tuple[Span, ...]

_NARROWEST, _WIDEST = 20, 80
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_PIECES = re.compile(r"[^ \n]+| +|\n")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words to be filled into lines. A newline in a span ends a line (verse).

    `first`, in the style `mark`, and `rest` stand before the first line and before the others; `gap` is
    how many blank lines come before it; a centred paragraph has neither prefix.
    """

    spans: tuple[Span, ...]
    first: str = ""
    rest: str = ""
    gap: int = 1
    is_centred: bool = False
    mark: str = ""

    def with_span(self, style: str, words: str) -> Paragraph:
        """The same with more words behind."""
        return replace(self, spans=(*self.spans, (style, words)))


def clean(text: str) -> str:
    """`text` without characters that would steer a terminal; newlines stay."""
    return _UNSEEN.sub(" ", text) if _UNSEEN.search(text) else text


def measure_for(columns: int) -> int:
    """How wide lines are on a screen of `columns`: all of a narrow one, what reads well on a wide one."""
    return max(_NARROWEST, min(columns - 1, _WIDEST))


def text_of(line: Line) -> str:
    """The characters of a line."""
    return "".join(words for _, words in line)


def lay(paragraph: Paragraph, measure: int, width: Callable[[str], int] = len) -> list[Line]:
    """The lines of a paragraph, none wider than `measure` cells; one empty line for no words."""
    room = max(8, measure - width(paragraph.rest))
    lines = _fill(_pieces(paragraph.spans), room, measure - width(paragraph.first), width)
    if paragraph.is_centred:
        return [_centred(line, measure, width) for line in lines]
    prefixes = [(paragraph.mark, paragraph.first)] + [("", paragraph.rest)] * (len(lines) - 1)
    return [((prefix, *line) if prefix[1] else line) for prefix, line in zip(prefixes, lines, strict=True)]


def _pieces(spans: tuple[Span, ...]) -> Iterator[list[Span]]:
    """Words, blanks and newlines one by one; a word may run over several spans."""
    word: list[Span] = []
    for style, words in spans:
        for match in _PIECES.finditer(clean(words)):
            piece = match[0]
            if piece[0] not in " \n":
                word.append((style, piece))
                continue
            if word:
                yield word
                word = []
            yield [(style, piece if piece == "\n" else " ")]
    if word:
        yield word


def _fill(
    pieces: Iterator[list[Span]], room: int, first_room: int, width: Callable[[str], int]
) -> list[Line]:
    lines: list[Line] = []
    line: list[Span] = []
    used, left, blank = 0, max(8, first_room), None

    def finish() -> None:
        nonlocal line, used, left, blank
        lines.append(_merged(line))
        line, used, left, blank = [], 0, room, None

    for piece in pieces:
        text = piece[0][1]
        if text == "\n":
            finish()
        elif text == " ":
            blank = piece[0] if line else None
        else:
            for part in _parts(piece, left, room, used, width):
                size = sum(width(words) for _, words in part)
                if line and used + (blank is not None) + size > left:
                    finish()
                if blank is not None:
                    line.append(blank)
                    used, blank = used + 1, None
                line += part
                used += size
    if line or not lines:
        finish()
    return lines


def _parts(
    word: list[Span], left: int, room: int, used: int, width: Callable[[str], int]
) -> list[list[Span]]:
    """A word, cut where it is wider than a whole line."""
    size = sum(width(words) for _, words in word)
    if size <= room or (not used and size <= left):
        return [word]
    parts: list[list[Span]] = [[]]
    filled = 0
    for style, words in word:
        for character in words:
            if filled + width(character) > min(room, left):
                parts.append([])
                filled = 0
            parts[-1].append((style, character))
            filled += width(character)
    return parts


def _merged(spans: list[Span]) -> Line:
    """Neighbouring spans of one style as one."""
    merged: list[Span] = []
    for style, words in spans:
        if merged and merged[-1][0] == style:
            merged[-1] = (style, merged[-1][1] + words)
        else:
            merged.append((style, words))
    return tuple(merged)


def _centred(line: Line, measure: int, width: Callable[[str], int]) -> Line:
    margin = max(0, (measure - sum(width(words) for _, words in line)) // 2)
    return (("", " " * margin), *line) if margin and line else line
