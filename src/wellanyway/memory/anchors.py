"""Anchors: where a place in an old text is in a new one, found by the sentences around it.

Sentences that stand once in both texts and in the same order are firm ground; the place is looked for
between the two nearest of them, by difference, then by likeness, then by count.
"""

from __future__ import annotations

import bisect
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from wellanyway.story import Chapter

__all__ = ["anchor", "normal", "sentences", "shingles"]

_ALIKE = 0.6  # of the words of two sentences that are versions of one
_TOGETHER = 5  # words in a shingle
_WORD = re.compile(r"\w+")


def normal(text: str) -> str:
    """The words of a sentence without case, marks and spacing."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "").replace("'", ""))) or text.strip()


def sentences(chapter: Chapter) -> list[str]:
    """All sentences of a chapter, as they are compared."""
    return [normal(chapter.text(extent)) for extent in chapter.sentences]


def shingles(lines: Sequence[str]) -> frozenset[int]:
    """Marks of all runs of some words, by which two texts are known as versions of one."""
    words = " ".join(lines).split()
    runs = range(max(1, len(words) - _TOGETHER + 1))
    return frozenset(zlib.crc32(" ".join(words[i : i + _TOGETHER]).encode()) for i in runs)


def anchor(old: Sequence[str], told: int, new: Sequence[str]) -> int | None:
    """How many of the `new` sentences are told where the first `told` of the `old` are.

    None where nothing around the place is to be found again.
    """
    if told == 0:
        return 0
    same = 0
    while same < min(told, len(new)) and old[same] == new[same]:
        same += 1
    if same == told:
        return told
    low, high = _between(_ground(old, new), told)
    if (low, high) == (None, None) and same == 0:
        return _between_words(old, told, new)
    a0, b0 = (low[0] + 1, low[1] + 1) if low else (same, same)
    a1, b1 = high or (len(old), len(new))
    return b0 + _in_gap(old[a0:a1], told - a0, new[b0:b1])


def _between_words(old: Sequence[str], told: int, new: Sequence[str]) -> int | None:
    """No sentence stands once in both; look for the last told one by likeness alone."""
    found = _alike(old[told - 1], new)
    return None if found is None else found + 1


def _ground(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of sentences that stand once in each text, the longest run of them in the same order."""
    seen_old, seen_new = Counter(old), Counter(new)
    where = {line: j for j, line in enumerate(new) if seen_new[line] == 1}
    pairs = [(i, where[line]) for i, line in enumerate(old) if seen_old[line] == 1 and line in where]
    tails: list[int] = []  # smallest end of a rising run of each length
    ends: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        length = bisect.bisect_left(tails, j)
        if length == len(tails):
            tails.append(j)
            ends.append(k)
        else:
            tails[length] = j
            ends[length] = k
        before.append(ends[length - 1] if length else -1)
    run: list[tuple[int, int]] = []
    k = ends[-1] if ends else -1
    while k >= 0:
        run.append(pairs[k])
        k = before[k]
    return run[::-1]


def _between(
    ground: Sequence[tuple[int, int]], told: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The last firm pair that has been told and the first that has not."""
    at = bisect.bisect_left(ground, (told, -1))
    return (ground[at - 1] if at else None, ground[at] if at < len(ground) else None)


def _in_gap(old: Sequence[str], told: int, new: Sequence[str]) -> int:
    """The same between two firm pairs, where every sentence was changed, moved or is a common one."""
    if told == 0 or not new:
        return 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" and i1 < told <= i2:
            return j1 + told - i1
        if tag == "delete" and i1 < told <= i2:
            return j1
        if tag == "replace" and i1 < told <= i2:
            return j1 + _replaced(old[i1:i2], told - i1, new[j1:j2])
    return 0


def _replaced(old: Sequence[str], told: int, new: Sequence[str]) -> int:
    """The same where all `old` sentences have become the `new` ones: by likeness, then by count."""
    for back in range(min(told, 4)):
        found = _alike(old[told - 1 - back], new)
        if found is not None:
            return min(found + 1 + back, len(new))
    if told == len(old) and len(new) <= len(old) + 1:
        return len(new)
    return min(told, len(new), told * len(new) // len(old))


def _alike(line: str, lines: Sequence[str]) -> int | None:
    """Index of the line most like `line`, None if none is."""
    matcher = SequenceMatcher(None, autojunk=False)
    words = line.split()
    matcher.set_seq2(words)
    best, found = _ALIKE, None
    for j, other in enumerate(lines):
        matcher.set_seq1(other.split())
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and found is None):
            best, found = ratio, j
    return found
