"""The short answer as words: a stretch made whole and tidied at its ends, or a word of feeling where one was asked for."""

from __future__ import annotations

import itertools
import re

from wellanyway.asking.answering.reading import Reading

__all__ = ["asks_feeling", "inside", "short_of", "tidied", "whole"]

_FEELS = re.compile(r"\b(?:feel|feels|feeling|felt)\b", re.IGNORECASE)
_SURE_FEELING = 0.4  # share from which a word of feeling is better than a stretch of the passage
_EDGES = " \t\n,;:.!?…—–-“”\"'‘’()[]"
_LEANS = frozenset(
    "a an the his her its their my your our this that these those of to in on at by for with from into upon and or but as if "
    "when very so too no not was were is are had has been be who which than".split()
)
_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?][”’\"']*\s+(?=[“‘\"']?[A-Z])")
_WORD = re.compile(r"\s*([\w][\w’'-]*)")
_LAST = re.compile(r"([\w][\w’'-]*)\W*$")
_MOST = 3  # words more that make a stretch whole


def asks_feeling(question: str) -> bool:
    """Whether a question asks how somebody feels."""
    return _FEELS.search(question) is not None


def short_of(question: str, passage: str, found: Reading) -> str:
    """The answer in as few words as were found."""
    word, share = found.feeling
    if asks_feeling(question) and share >= _SURE_FEELING:
        return word
    start, end = inside(passage, found.start, found.end)
    return tidied(passage[start : whole(passage, start, end)])


def inside(passage: str, start: int, end: int) -> tuple[int, int]:
    """The longest part of a stretch that runs over no end of a sentence."""
    bounds = [start, *(start + match.end() for match in _END.finditer(passage[start:end])), end]
    return max(itertools.pairwise(bounds), key=lambda part: (part[1] - part[0], -part[0]))


def whole(passage: str, start: int, end: int) -> int:
    """The end of a stretch moved on to where it does not lean on the next word ("of the", "the captain’s")."""
    for _ in range(_MOST):
        last = _LAST.search(passage[start:end])
        after = _WORD.match(passage, end)
        if last is None or after is None or (last.end() < end - start and passage[end - 1] in ".!?;:”"):
            return end
        word = last[1].lower()
        if word not in _LEANS and not word.endswith(("’s", "'s", "s’")):
            return end
        end = after.end()
    return end


def tidied(words: str) -> str:
    """Words without the marks they begin and end with."""
    return " ".join(words.split()).strip(_EDGES)
