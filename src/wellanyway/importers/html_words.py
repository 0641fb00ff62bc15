"""The words of one block as they come out of markup: spaces collapsed, lines kept, emphasis measured.

What a page shows and a voice does not say goes here: soft hyphens, joiners, hair spaces, the white space
of the source.
"""

from __future__ import annotations

import re

__all__ = ["Run", "Words", "is_break", "lines_of"]

# Removed: soft hyphen, zero-width space, directional marks, word joiner, byte order mark, and the hair
# space that typesetters put between quotation marks.
_REMOVED = (
    0xAD, 0x200A, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xFFFC
)  # fmt: skip
_TABLE = dict.fromkeys(_REMOVED)
_INVISIBLE = re.compile("[" + "".join(map(chr, _REMOVED)) + "]")
_BREAK = re.compile(r"[\W_]+\Z")
_BREAK_LETTERS = re.compile(r"(?:[xX]{3,}|[oO0]{3,}|[xX][oO0]+[xX]|[oO0]+[xX][oO0]+|(?:[xX][oO0]){3,})\Z")
_BREAK_JOINTS = re.compile(r"[-~*=_.•·\s]+")
_PAUSES = frozenset("*#~-–—_=+•·⁂❦❧☙✽✻✦★☆♦♥°◊◇◆※§∗⁎✶✳✷❖❉❈➳♠♣♡")
_PROSE_LINE = 76  # a line longer than this is a paragraph of its own, not a line of verse

Run = tuple[str, tuple[tuple[int, int], ...]]


class Words:
    """Text of the block being read. `take` gives what there is and starts anew."""

    __slots__ = ("_depth", "_emphasis", "_gap", "_lines", "_parts", "_start", "length", "linked")

    def __init__(self) -> None:
        self._depth = 0
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._emphasis: list[tuple[int, int]] = []
        self._start: int | None = None
        self._gap = False
        self._lines = 0
        self.length = 0
        self.linked = 0  # characters that are a link to another place of the book

    def add(self, text: str | None) -> int:
        """Take text as it stands in the source; returns how many characters came of it."""
        if not text:
            return 0
        if not text.isascii() and _INVISIBLE.search(text):
            text = text.translate(_TABLE)
        body = " ".join(text.split())
        if not body:
            self._gap = self._gap or text != ""
            return 0
        lead = ""
        if self.length:
            if self._lines:
                lead = "\n" * self._lines
            elif self._gap or text[0].isspace():
                lead = " "
        self._lines = 0
        self._gap = text[-1].isspace()
        if lead:
            self._parts.append(lead)
            self.length += len(lead)
        if self._depth and self._start is None:
            self._start = self.length
        self._parts.append(body)
        self.length += len(body)
        return len(lead) + len(body)

    def line(self, count: int = 1) -> None:
        """A line ends here."""
        if self.length:
            self._lines += count
        self._gap = False

    def end_line(self) -> None:
        """What follows stands on a line of its own."""
        if self.length:
            self._lines = max(self._lines, 1)
        self._gap = False

    def cell(self) -> None:
        """A cell of a table's row ends here."""
        if self.length and not self._lines:
            if self._parts[-1][-1] not in ".,;:!?":
                self._parts.append(",")
                self.length += 1
            self._gap = True

    @property
    def tail(self) -> str:
        """The last characters, without the space that may follow them."""
        return self._parts[-1] if self._parts else ""

    @property
    def has_gap(self) -> bool:
        """Whether white space or a line end came after the last character."""
        return self._gap or self._lines > 0

    def open_emphasis(self) -> None:
        self._depth += 1

    def close_emphasis(self) -> None:
        self._depth = max(self._depth - 1, 0)
        if self._depth == 0:
            self._end_emphasis()

    def _end_emphasis(self) -> None:
        if self._start is not None and self._start < self.length:
            self._emphasis.append((self._start, self.length))
        self._start = None

    def take(self) -> Run:
        """The text so far with its emphasis."""
        self._end_emphasis()
        run = ("".join(self._parts), tuple(self._emphasis))
        self._clear()
        return run


def is_break(text: str) -> bool:
    """Whether a paragraph is a pause between scenes: asterisks, a rule of dashes, xXx."""
    if len(text) > 40 or not text:
        return False
    if _BREAK.match(text):
        marks = [mark for mark in text if not mark.isspace()]
        return bool(marks) and all(mark in _PAUSES for mark in marks)
    return _BREAK_LETTERS.match(_BREAK_JOINTS.sub("", text)) is not None


def _slice(run: Run, start: int, end: int) -> Run:
    text, emphasis = run
    spans = tuple(
        (max(first, start) - start, min(last, end) - start)
        for first, last in emphasis
        if first < end and last > start
    )
    return text[start:end], spans


def lines_of(run: Run) -> list[tuple[bool, Run]]:
    """A paragraph with line ends in it, taken apart: (whether it is verse, text).

    An empty line parts paragraphs. A long line or a line of speech is a paragraph; short lines that follow
    one another are verse. Looks no further than one run of lines.
    """
    found: list[tuple[bool, Run]] = []
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", run[0]):
        run_start: int | None = None
        offset = match.start()
        for line in match[0].split("\n"):
            if _is_prose(line):
                if run_start is not None:
                    found.append(_short(run, run_start, offset - 1))
                    run_start = None
                found.append((False, _slice(run, offset, offset + len(line))))
            elif run_start is None:
                run_start = offset
            offset += len(line) + 1
        if run_start is not None:
            found.append(_short(run, run_start, match.end()))
    return found


def _short(run: Run, start: int, end: int) -> tuple[bool, Run]:
    return "\n" in run[0][start:end], _slice(run, start, end)


_SPEECH = re.compile(r"""["“'‘«].*[.!?,…—-]["”'’»]|["“«].*["”»]""")


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE_LINE or is_break(line) or _SPEECH.search(line) is not None
