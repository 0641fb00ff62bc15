"""Styles on a terminal: one small palette for every command; nothing at all where it goes to a file.

Colour carries no meaning of its own: what is story and what is talk is told apart by indentation, so
that everything reads the same without it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from wellanyway.doors.terminal.page import Line

__all__ = ["Paint", "paint_for"]

_ATTRIBUTES: Mapping[str, str] = {
    "title": "1",
    "chapter": "1",
    "em": "3",
    "place": "2",
    "note": "2",
    "status": "2",
    "strong": "1",
}
_COLOURS: Mapping[str, str] = {"teller": "36", "question": "33", "quote": "", "place": "36", "warning": "31"}


@dataclass(frozen=True, slots=True)
class Paint:
    """Turns styled lines into text for a terminal; `attributes` are bold, italic and dim."""

    colours: bool = False
    attributes: bool = False

    def __call__(self, line: Line) -> str:
        """A line with its styles, the terminal's own restored after each."""
        return "".join(self.span(style, words) for style, words in line)

    def span(self, style: str, words: str) -> str:
        """Some words in a style."""
        codes = [
            code
            for code in (
                _ATTRIBUTES.get(style, "") if self.attributes else "",
                _COLOURS.get(style, "") if self.colours else "",
            )
            if code
        ]
        return f"\x1b[{';'.join(codes)}m{words}\x1b[0m" if codes and words else words


def paint_for(stream: TextIO, colour: str = "auto", environ: Mapping[str, str] | None = None) -> Paint:
    """The paint that suits a stream: none in a file or on a dumb terminal, no colours with NO_COLOR."""
    env = os.environ if environ is None else environ
    if colour == "always":
        return Paint(colours=True, attributes=True)
    if not stream.isatty() or env.get("TERM", "") in {"", "dumb", "unknown"}:
        return Paint()
    return Paint(colours=colour != "never" and not env.get("NO_COLOR"), attributes=True)
