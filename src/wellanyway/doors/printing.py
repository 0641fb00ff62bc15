"""What commands print: text filled to the terminal, or data as JSON. One place for how things look."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import TextIO

from wellanyway.doors.paint import Paint, paint_for
from wellanyway.doors.terminal.page import Paragraph, Span, lay, measure_for
from wellanyway.views import Answer, Evidence

__all__ = ["Printer", "plain", "print_json", "shown"]


def plain(value: object) -> object:
    """Views as JSON has them: dataclasses are objects, tuples are lists."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


_UNSHOWN = {"more", "meant", "correction"}  # of an answer: for the talk, not for its readers


def shown(answer: Answer) -> dict[str, object]:
    """An answer as `ask --json` prints it."""
    return {
        field.name: getattr(answer, field.name)
        for field in dataclasses.fields(answer)
        if field.name not in _UNSHOWN
    }


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    print(json.dumps(plain(value), ensure_ascii=_is_ascii(sys.stdout), indent=2))


def _is_ascii(stream: TextIO) -> bool:
    return (stream.encoding or "ascii").lower().replace("-", "") not in {"utf8", "utf8mb4", "utf16"}


class Printer:
    """Writes paragraphs to stdout, filled to the terminal; styles where it shows them."""

    def __init__(self, colour: str = "auto", *, stream: TextIO | None = None) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.paint: Paint = paint_for(self.stream, colour)
        self.ascii_only = _is_ascii(self.stream)
        self.columns = shutil.get_terminal_size((80, 24)).columns
        self.measure = measure_for(self.columns)

    def write(self, text: str) -> None:
        """Some text as it is, out before this returns."""
        if self.ascii_only:
            from wellanyway.telling.rendering import plain_ascii

            text = plain_ascii(text)
        self.stream.write(text)
        self.stream.flush()

    def lines(self, paragraph: Paragraph) -> list[str]:
        """A paragraph's lines, painted."""
        return [self.paint(line) for line in lay(paragraph, self.measure, _width())]

    def say(self, *spans: Span | str) -> None:
        """A paragraph."""
        styled = tuple(span if isinstance(span, tuple) else ("", span) for span in spans)
        self.write("\n".join(self.lines(Paragraph(styled))) + "\n")

    def placed(self, at: str, style: str, words: str) -> None:
        """Some words with their place before them."""
        marked = Paragraph(((style, words),), f"{at:>7}  ", " " * 9, mark="place")
        self.write("\n".join(self.lines(marked)) + "\n")

    def blank(self) -> None:
        """An empty line."""
        self.write("\n")

    def quote(self, evidence: Evidence) -> None:
        """A passage with its place before it."""
        from wellanyway.asking.wording import set_off

        self.placed(evidence.at, "quote", set_off(evidence.quote))

    def table(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Rows of a few short cells; the first column takes what room there is."""
        kept = [tuple(cell or "" for cell in row) for row in rows]
        if not kept:
            return
        widths = [max(len(row[column]) for row in kept) for column in range(len(kept[0]))]
        room = max(12, self.measure - sum(widths[1:]) - 2 * (len(widths) - 1))
        for first, *others in kept:
            name = first if len(first) <= room else first[: room - 1].rstrip() + "…"
            cells = [cell.ljust(width) for cell, width in zip(others, widths[1:], strict=True)]
            head = self.paint.span("strong", name) + " " * (min(room, widths[0]) - len(name))
            self.write("  ".join([head, *cells]).rstrip() + "\n")


def _width() -> Callable[[str], int]:
    from wcwidth import wcswidth

    return lambda text: max(0, wcswidth(text))


def hint(text: str) -> None:
    """A line of help on stderr, beside what was asked for."""
    print(f"wellanyway: {text}", file=sys.stderr)


def is_interactive() -> bool:
    """Whether somebody sits at a terminal that can be drawn on."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and os.environ.get("TERM", "") not in {"", "dumb", "unknown"}
    )
