"""Cuts a long sentence to the clauses that matter, so that it can be taken in by ear."""

from __future__ import annotations

import re
from collections.abc import Collection

from wellanyway.reading.stems import stem, words

__all__ = ["clipped", "count"]

_JOINS = r"(?:and|but|or|so|for|yet|nor|while|when|where|who|whom|whose|which|because|as|if|though|although|until|till|before|after|since|that|with|then)"
_TITLES = r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bMs)(?<!\b[A-Z])"
_ENDS = re.compile(
    rf"[;:](?=\s)|{_TITLES}[.!?…][”’\"']*(?=\s)|\s?(?:—|–|--)\s?|,[”’\"']*(?=\s{_JOINS}\s)|,[”’\"'](?=\s)|(?<=[”\"])\s(?=[a-z])"
)
_COMMAS = re.compile(r",[”’\"']*(?=\s)")
_FEW = 5  # words of a clause that can stand alone
_SHORT = 8  # words below which a stretch takes some of the clause behind it that is too long


def count(text: str) -> int:
    """Words as they are said aloud; places in parentheses ("(1.4)") are not."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word) and not _is_place(word))


def _is_place(word: str) -> bool:
    return re.fullmatch(r"\(\d+\.\d+\)[.,]?", word) is not None


def clipped(text: str, most: int, wanted: Collection[str] = (), *, focus: int = -1) -> tuple[int, int]:
    """Characters `[start, end)` of a sentence, of at most `most` words: whole clauses round the one that matters.

    That is the one at character `focus`, or else the first of those with most of the `wanted` stems.
    """
    if count(text) <= most:
        return 0, len(text)
    start, end = _stretch(text, most, wanted, focus)
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _stretch(text: str, most: int, wanted: Collection[str], focus: int) -> tuple[int, int]:
    clauses = _clauses(text, _ENDS) or [(0, len(text))]
    best = _best(text, clauses, wanted, focus)
    if count(text[slice(*clauses[best])]) > most:
        finer = _clauses(text, re.compile(f"{_ENDS.pattern}|{_COMMAS.pattern}"))
        best = _best(text, finer, wanted, focus)
        clauses = finer
    start, end = clauses[best]
    if count(text[start:end]) > most:
        return _words(text, start, end, most, focus)
    low = high = best
    while True:  # what follows first, then what leads up to it
        if high + 1 < len(clauses) and count(text[start : clauses[high + 1][1]]) <= most:
            high += 1
            end = clauses[high][1]
        elif low > 0 and count(text[clauses[low - 1][0] : end]) <= most:
            low -= 1
            start = clauses[low][0]
        elif high + 1 < len(clauses) and count(text[start:end]) < _SHORT:
            return _words(text, start, clauses[high + 1][1], most, focus)
        else:
            return start, end


def _clauses(text: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of clauses, each with the mark behind it; what is too short to stand goes with the one before."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in [*ends.finditer(text), None]:
        end = match.end() if match is not None else len(text)
        if match is not None and count(text[start:end]) < _FEW:
            continue
        if text[start:end].strip():
            if match is None and found and count(text[start:end]) < _FEW:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        start = end
    return found


def _best(text: str, clauses: list[tuple[int, int]], wanted: Collection[str], focus: int) -> int:
    if focus >= 0:
        return next((i for i, (start, end) in enumerate(clauses) if start <= focus < end), 0)

    def held(i: int) -> tuple[int, int]:
        start, end = clauses[i]
        return -len({stem(word) for word in words(text[start:end])} & set(wanted)), i

    return min(range(len(clauses)), key=held)


def _words(text: str, start: int, end: int, most: int, focus: int) -> tuple[int, int]:
    """A clause that is too long, cut at words: from its beginning, or round `focus` where that lies too far in."""
    spans = [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text[start:end])]
    at = next((i for i, span in enumerate(spans) if span[1] > focus), 0) if focus >= 0 else 0
    first = 0 if at < most - 3 else max(0, at - most // 3)
    last = min(len(spans), first + most)
    return spans[first][0], spans[last - 1][1]
