"""The short answer as words: a stretch tidied at its ends, or a word of feeling where one was asked for."""

from __future__ import annotations

import re

from wellanyway.asking.answering.reading import Reading

__all__ = ["asks_feeling", "short_of", "tidied"]

_FEELS = re.compile(r"\b(?:feel|feels|feeling|felt)\b", re.IGNORECASE)
_SURE_FEELING = 0.4  # share from which a word of feeling is better than a stretch of the passage
_EDGES = " \t\n,;:.!?…—–-“”\"'‘’()[]"


def asks_feeling(question: str) -> bool:
    """Whether a question asks how somebody feels."""
    return _FEELS.search(question) is not None


def short_of(question: str, passage: str, found: Reading) -> str:
    """The answer in as few words as were found."""
    word, share = found.feeling
    if asks_feeling(question) and share >= _SURE_FEELING:
        return word
    return tidied(passage[found.start : found.end])


def tidied(words: str) -> str:
    """Words without the marks they begin and end with."""
    return " ".join(words.split()).strip(_EDGES)
