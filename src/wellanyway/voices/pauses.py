"""How long it is quiet: one table, in seconds."""

from __future__ import annotations

from wellanyway.story import BlockKind

__all__ = ["CHAPTER_S", "PARAGRAPH_S", "SCENE_S", "SENTENCE_S", "TALK_S", "after_mark", "before"]

SENTENCE_S, LINE_S, PARAGRAPH_S, SCENE_S, CHAPTER_S = 0.32, 0.28, 0.6, 1.3, 1.6
HEADING_S = 0.9
TALK_S = 0.35  # before the teller speaks between the lines

_MARKS = {",": 0.14, ";": 0.2, ":": 0.22, "—": 0.2, "–": 0.2, "…": 0.32, ".": 0.3, "!": 0.3, "?": 0.3}  # fmt: skip
_NO_MARK_S = 0.08


def before(*, number: int, kind: str, starts_block: bool, after_break: bool, starts_line: bool) -> float:
    """Seconds before a sentence; `number` counts from 1 in its chapter."""
    if number == 1:
        return CHAPTER_S
    if after_break:
        return SCENE_S
    if kind == BlockKind.HEADING:
        return HEADING_S
    if starts_block:
        return PARAGRAPH_S
    return LINE_S if starts_line else SENTENCE_S


def after_mark(text: str) -> float:
    """Seconds between two parts of a sentence, by what the first one ends with."""
    bare = text.rstrip("\"'”’»› \n")
    return _MARKS.get(bare[-1:], _NO_MARK_S)
