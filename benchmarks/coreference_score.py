"""Coreference as the reference scorer of the CoNLL shared tasks (v8.01) scores it: MUC, B-cubed, CEAF-e, their mean.

An entity is a row of mentions, a mention any value that is equal where it is the same (here: a token span, so
mentions count where they agree exactly). Nothing is put in or taken out for mentions that only one side has;
singletons stay. As in the scorer, a mention that the response gives twice counts where it comes first, numerators
and denominators are added over documents, and the mean is that of the three F1.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

__all__ = ["CONLL", "Conll", "Ratio", "b_cubed", "ceaf_e", "conll", "mentions", "muc"]

Chains = Sequence[Sequence[Hashable]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Recall and precision as fractions, so that documents can be added up."""

    recall_top: float = 0.0
    recall_base: float = 0.0
    precision_top: float = 0.0
    precision_base: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(
            self.recall_top + other.recall_top,
            self.recall_base + other.recall_base,
            self.precision_top + other.precision_top,
            self.precision_base + other.precision_base,
        )

    @property
    def recall(self) -> float:
        return self.recall_top / self.recall_base if self.recall_base else 0.0

    @property
    def precision(self) -> float:
        return self.precision_top / self.precision_base if self.precision_base else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    def figures(self) -> dict[str, float]:
        """In percent with two decimals."""
        return {
            "f1": round(100 * self.f1, 2),
            "precision": round(100 * self.precision, 2),
            "recall": round(100 * self.recall, 2),
        }


@dataclass(frozen=True, slots=True)
class Conll:
    """The three measures and the mentions alone, over any number of documents."""

    muc: Ratio = Ratio()
    b_cubed: Ratio = Ratio()
    ceaf_e: Ratio = Ratio()
    mentions: Ratio = Ratio()

    def __add__(self, other: Conll) -> Conll:
        return Conll(
            self.muc + other.muc,
            self.b_cubed + other.b_cubed,
            self.ceaf_e + other.ceaf_e,
            self.mentions + other.mentions,
        )

    @property
    def mean(self) -> float:
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3

    def figures(self) -> dict[str, object]:
        """In percent with two decimals."""
        return {
            "mean": round(100 * self.mean, 2),
            "muc": self.muc.figures(),
            "b_cubed": self.b_cubed.figures(),
            "ceaf_e": self.ceaf_e.figures(),
            "mentions": self.mentions.figures(),
        }


CONLL = Conll()
"""Of no documents: where a sum begins."""


def conll(key: Chains, response: Chains) -> Conll:
    """One document, all measures."""
    response = _once(response)
    return Conll(muc(key, response), b_cubed(key, response), ceaf_e(key, response), mentions(key, response))


def mentions(key: Chains, response: Chains) -> Ratio:
    """How many mentions of each side the other has."""
    there, given = _all(key), _all(response)
    both = len(there & given)
    return Ratio(both, len(there), both, len(given))


def muc(key: Chains, response: Chains) -> Ratio:
    """Links: a chain of n mentions has n - 1, and loses one for each piece more that the other side has it in."""
    response = _once(response)
    recall, precision = _links(key, response), _links(response, key)
    return Ratio(*recall, *precision)


def b_cubed(key: Chains, response: Chains) -> Ratio:
    """For each mention, how much of its chain the other side has it together with."""
    response = _once(response)
    at = _index(key)
    recall = precision = 0.0
    for chain in response:
        for index, common in _shared(chain, at).items():
            recall += common * common / len(key[index])
            precision += common * common / len(chain)
    return Ratio(recall, sum(map(len, key)), precision, sum(map(len, response)))


def ceaf_e(key: Chains, response: Chains) -> Ratio:
    """Each entity is given one of the other side, or none, so that all are as alike as can be (phi 4)."""
    response = _once(response)
    alike = np.zeros((len(key), len(response)))
    at = _index(key)
    for column, chain in enumerate(response):
        for row, common in _shared(chain, at).items():
            alike[row, column] = 2 * common / (len(key[row]) + len(chain))
    rows, columns = linear_sum_assignment(alike, maximize=True)
    total = float(alike[rows, columns].sum())
    return Ratio(total, sum(map(bool, key)), total, sum(map(bool, response)))


def _once(chains: Chains) -> list[list[Hashable]]:
    seen: set[Hashable] = set()
    kept: list[list[Hashable]] = []
    for chain in chains:
        fresh = []
        for mention in chain:
            if mention not in seen:
                seen.add(mention)
                fresh.append(mention)
        kept.append(fresh)
    return [chain for chain in kept if chain]


def _all(chains: Chains) -> set[Hashable]:
    return {mention for chain in chains for mention in chain}


def _index(chains: Chains) -> dict[Hashable, int]:
    return {mention: index for index, chain in enumerate(chains) for mention in chain}


def _shared(chain: Iterable[Hashable], at: dict[Hashable, int]) -> dict[int, int]:
    """How many mentions of a chain stand in each chain of the other side."""
    counts: dict[int, int] = {}
    for mention in chain:
        if (index := at.get(mention)) is not None:
            counts[index] = counts.get(index, 0) + 1
    return counts


def _links(chains: Chains, other: Chains) -> tuple[int, int]:
    """Links of `chains` that `other` has too, and all of them."""
    at = _index(other)
    kept = sum(count - 1 for chain in chains for count in _shared(chain, at).values())
    return kept, sum(len(chain) - 1 for chain in chains if chain)
