"""Project Gutenberg's wrapping: the header before the book, the licence behind it, the notes between.

Whether a file has a header is known from its first lines; where the book ends, from the line that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from wellanyway.importers.lines import Line

__all__ = ["Header", "unwrap"]

_HEAD_LINES = 600  # a header longer than this is none
_START = re.compile(
    r"\A\s*\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\A\*END\*\s?THE SMALL PRINT", re.IGNORECASE
)
_END = re.compile(
    r"\A\s*(?:\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg(?:'s|’s)? |"
    r"\*\*\* ?START: FULL LICENSE|End of Project Gutenberg)",
    re.IGNORECASE,
)
_ENDINGS = frozenset({"***", "end"})
_FIELD = re.compile(r"\A(Title|Author|Language|Translator|Editor):\s*(.*)\Z")
_CREDIT = re.compile(
    r"(?i)\A\W*(?:produced by|e-?text prepared by|transcribed (?:from|by)|this e-?(?:text|book) was|html version by|"
    r"scanned (?:and|by)|updated editions|prepared by|proofread)"
)


@dataclass(slots=True)
class Header:
    """What the header says of the book."""

    is_there: bool = False
    fields: dict[str, str] = field(default_factory=dict)


def unwrap(lines: Iterator[Line]) -> tuple[Header, Iterator[Line]]:
    """The header, and the lines of the book alone."""
    header = Header()
    head: list[Line] = list(islice(lines, 40))
    if any("project gutenberg" in line.text.lower() for line in head):
        head += list(islice(lines, _HEAD_LINES))
        for i, line in enumerate(head):
            if _START.match(line.text):
                header.is_there = True
                _read_fields(header, head[:i])
                head = head[i + 1 :]
                while head and head[0].text.rstrip().endswith("***") and head[0].text.strip():
                    head = head[1:]
                break
    return header, _body(chain(head, lines))


def _read_fields(header: Header, lines: list[Line]) -> None:
    last = ""
    for line in lines:
        match = _FIELD.match(line.text)
        if match:
            last = match[1]
            header.fields[last] = match[2].strip()
        elif last and line.text.startswith("      ") and line.text.strip():
            header.fields[last] += f" {line.text.strip()}"
        else:
            last = ""


def _body(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines up to the one that ends the book; credits of those who made the file left out."""
    in_credit = False
    for count, line in enumerate(lines):
        if line.text.lstrip()[:3].lower() in _ENDINGS and _END.match(line.text):
            return
        if count < 60 and _CREDIT.match(line.text):
            in_credit = True
        if in_credit and line.text.strip():
            continue
        in_credit = False
        yield line
