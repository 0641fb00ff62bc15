"""ROUGE-L as FairytaleQA's figures have it: F1 of the longest common subsequence, lower case, unstemmed, maximum over references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["rouge_l", "tokens"]


def tokens(text: str) -> list[str]:
    """Runs of letters and digits in lower case, as the package rouge-score takes them."""
    return re.findall(r"[a-z0-9]+", text.lower())


def rouge_l(answer: str, references: Iterable[str]) -> float:
    """The best F1 of the answer against any reference, in [0, 1]."""
    found = tokens(answer)
    return max((_f1(found, tokens(reference)) for reference in references), default=0.0)


def _f1(one: Sequence[str], two: Sequence[str]) -> float:
    if not one or not two:
        return 0.0
    row = [0] * (len(two) + 1)
    for word in one:
        before = 0
        for j, other in enumerate(two, 1):
            kept = row[j]
            row[j] = before + 1 if word == other else max(row[j], row[j - 1])
            before = kept
    return 2 * row[-1] / (len(one) + len(two))
