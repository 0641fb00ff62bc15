"""Whether one word is plausibly another misspelt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

__all__ = ["BESIDE", "distance", "near", "near_words"]

_FARTHEST = 2
_LEAST = 4  # letters of a word that may be another misspelt
BESIDE = 3
"""The same of a word beside others of the same name: the "gun" of Ben Gunn."""


def near_words(
    word: str, words: Callable[[str, Collection[int]], Iterable[str]], least: int = _LEAST
) -> list[str]:
    """Which of some words are near; `words` gives those of some first letters and some lengths."""
    sizes = range(max(1, len(word) - _FARTHEST), len(word) + _FARTHEST + 1)
    return [other for other in words(_alike(word[0]), sizes) if near(word, other, least)]


def near(word: str, other: str, least: int = _LEAST) -> bool:
    """Whether one is plausibly the other misspelt: same first letter or sound, one slip, two in long words."""
    if word == other:
        return True
    if min(len(word), len(other)) < least or word[0] not in _alike(other[0]):
        return False
    return distance(word, other) <= (1 if len(other) < 7 else _FARTHEST)


def _alike(letter: str) -> str:
    return {"c": "ck", "k": "ck", "j": "jg", "g": "jg", "s": "sz", "z": "sz"}.get(letter, letter)


def distance(one: str, two: str) -> int:
    """Letters to add, leave out, change or swap to make one of the other."""
    before: list[int] = []
    last = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other in enumerate(two, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
