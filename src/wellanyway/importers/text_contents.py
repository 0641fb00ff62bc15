"""Tables of contents in a text: known for what they are, left out of the telling, and remembered.

A table at the front lies in the past of all chapters, so what it lists may tell which lines are headings.
"""

from __future__ import annotations

import re

from wellanyway.importers import fanfic
from wellanyway.importers.chunk_stream import ChunkStream
from wellanyway.importers.chunks import Chunk, prose
from wellanyway.importers.headings import looks_like_entry, normal

__all__ = ["skips_contents"]

_HEAD = re.compile(
    r"(?i)\W*(?:(?:table of )?contents\b.{0,20}|list of (?:illustrations|plates|chapters)\W*|illustrations\W*|index\W*)\Z"
)
_PAGE = re.compile(r"[\s.·_]+\d+\s*\Z")
_NUMBERED = re.compile(r"\A(?:chapter |book |part )?(?:[ivxlcdm]+|\d+) ")
_MOST = 500  # chunks a table may have


def skips_contents(chunk: Chunk, stream: ChunkStream, entries: set[str]) -> bool:
    """Whether `chunk` begins a table of contents; the rest of it is taken from `stream`."""
    if _HEAD.match(chunk.lines[0].text):
        following = stream.peek()
        if len(chunk.lines) > 1 or (following is not None and not prose(following)):
            _skip(chunk, stream, entries)
            return True
    if _is_list(chunk):
        _learn(chunk, entries)
        return True
    return False


def _skip(chunk: Chunk, stream: ChunkStream, entries: set[str]) -> None:
    """Take all entries up to running text or to the first one again."""
    first = ""
    for line in chunk.lines[1:]:
        _learn_line(line.text, entries)
        first = first or normal(line.text)
    for _ in range(_MOST):
        following = stream.peek()
        if following is None or _is_past(following, first, entries):
            return
        first = first or normal(following.lines[0].text)
        _learn(following, entries)
        stream.take()


def _is_past(chunk: Chunk, first: str, entries: set[str]) -> bool:
    """Whether a chunk stands behind the table."""
    if prose(chunk) and len(chunk.text) > 160 and not _is_list(chunk):
        return True
    if fanfic.label_of(chunk) and chunk.text[:10].lower().startswith(("disclaimer", "a/n")):
        return True
    key = normal(chunk.text)
    if len(chunk.lines) > 2 or not first or not key:
        return False
    if chunk.blanks >= 1 and (first == key or first.startswith(f"{key} ")):
        return True
    line = normal(chunk.lines[0].text)
    return chunk.blanks >= 2 and any(entry == line or entry.startswith(f"{line} ") for entry in entries)


def _is_list(chunk: Chunk) -> bool:
    if len(chunk.lines) < 4 or max(len(line.text) for line in chunk.lines) >= 100:
        return False
    listed = sum(looks_like_entry(line.text) for line in chunk.lines)
    return listed * 4 >= len(chunk.lines) * 3


def _learn(chunk: Chunk, entries: set[str]) -> None:
    held = ""
    for line in chunk.lines:
        _learn_line(line.text, entries)
        if held:
            _learn_line(f"{held} {line.text}", entries)
        held = line.text if line.text.rstrip()[-1:] in {",", "-", "—"} else ""


def _learn_line(line: str, entries: set[str]) -> None:
    key = normal(_PAGE.sub("", line))
    entries.update(entry for entry in (key, _NUMBERED.sub("", key)) if len(entry) > 2)
