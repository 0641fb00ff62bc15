"""A LitBank extract of two sentences, made for the tests."""

from __future__ import annotations

from litbank import Document, GoldMention, LitBlock
from wellanyway.reading.page import Token

__all__ = ["EXTRACT"]

_BLOCKS = ("Old Ned saw the mill .", "He ran to it .")


def _extract() -> Document:
    words: list[str] = []
    blocks = []
    starts = []
    for text in _BLOCKS:
        starts.append(len(words))
        tokens = []
        at = 0
        for word in text.split():
            tokens.append(Token(at, at + len(word)))
            at += len(word) + 1
        blocks.append(LitBlock(text, len(words), len(words) + len(tokens), tuple(tokens), (len(words),)))
        words += text.split()
    return Document(
        "ned",
        tuple(words),
        tuple(starts),
        tuple(blocks),
        frozenset({(0, 2, "PER"), (3, 5, "FAC")}),
        (
            GoldMention(0, 2, 7, "PER"),
            GoldMention(3, 5, 8, "FAC"),
            GoldMention(6, 7, 7),
            GoldMention(9, 10, 8),
        ),
        frozenset({2, 7}),
        (),
    )


EXTRACT = _extract()
"""Old Ned saw the mill. He ran to it."""
