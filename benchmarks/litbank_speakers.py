"""Which coreference entity each of LitBank's speaker labels means.

The numbers of the quotation layer ("Sergeant_Bibot-40") are those of an earlier state of the coreference layer: most are the
same, many are off by a few. A label is led to the entity that agrees best in name, in number, and with what the words
right beside its quotations name ("said Bibot").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import litbank

__all__ = ["speakers_of"]

_SMALL = frozenset(
    "a an the of his her my their our your and to who with in on mr mrs miss ms dr sir".split()
)
_NEAR = 15  # by how much numbers may differ where the name does not tell


def speakers_of(document: litbank.Document, tagged: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Label to entity, -1 where none agrees. `tagged` are (label, entity) pairs that words beside quotations tell."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for label, who in tagged:
        votes[label][who] += 1
    texts = _texts(document)
    found: dict[str, int] = {}
    for label in dict.fromkeys(quote.label for quote in document.quotes):
        name, _, number = label.rpartition("-")
        scores = {
            who: _name_score(_words(name), forms)
            + _vote_score(votes[label], who)
            - _distance(who - int(number))
            for who, forms in texts.items()
        }
        best = max(scores, key=lambda who: (scores[who], -who))
        found[label] = best if scores[best] >= 0.8 else -1
    return found


def _texts(document: litbank.Document) -> dict[int, Counter[tuple[str, ...]]]:
    texts: dict[int, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for mention in document.mentions:
        texts[mention.entity][_words(" ".join(document.words[mention.start : mention.end]))] += 1
    return texts


def _words(text: str) -> tuple[str, ...]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.lower().replace("_", " "))
    return tuple(plain.split())


def _name_score(words: tuple[str, ...], forms: Mapping[tuple[str, ...], int]) -> float:
    if "narrator" in words and ("i",) in forms:
        return 2.0 + min(forms["i",], 20) / 20
    if words in forms:
        return 3.0
    telling = {word for word in words if word not in _SMALL}
    if not telling:
        return 0.0
    best = 0.0
    for form in forms:
        own = {word for word in form if word not in _SMALL}
        if own and len(form) <= 8:
            best = max(best, 2 * len(telling & own) / (len(telling) + len(own)))
    return 2 * best


def _vote_score(votes: Counter[int], who: int) -> float:
    return 3 * votes[who] / votes.total() if votes else 0.0


def _distance(by: int) -> float:
    return 0.08 * abs(by) if abs(by) <= _NEAR else 1.6
