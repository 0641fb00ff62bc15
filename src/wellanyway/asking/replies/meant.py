"""Whom or what a question is about, among those told: nothing is recognised that was not said."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.spelling import near
from wellanyway.asking.understanding.question import Question, understand
from wellanyway.memory.tally import Known
from wellanyway.reading.features import term
from wellanyway.reading.stems import STOPWORDS, stem, words
from wellanyway.told import Told

__all__ = ["heard", "is_description", "person", "sentences_with", "spelt_as_told", "thing"]

_PRONOUNS = frozenset("he him she her they them it i me we us you".split())
_ARTICLES = ("the ", "a ", "an ", "this ", "that ", "our ", "my ", "his ", "her ", "their ")


def is_description(subject: str) -> bool:
    """Whether it says what somebody is ("the captain") and does not name them."""
    has_name = any(part[:1].isupper() for part in subject.split()[1:])
    return subject.lower().startswith(_ARTICLES) and not has_name


def person(known: Acquaintance, subject: str) -> Known | None:
    """The person a subject means, by name or by description; of one who names, by all the words of the name."""
    found = thing(known, subject)
    return found if found is not None and found.is_person else None


def thing(known: Acquaintance, subject: str) -> Known | None:
    """The same, be it a person, a place, a ship or a firm."""
    if subject.lower() in _PRONOUNS or not subject:
        return None
    if is_description(subject):
        return known.find(subject)
    parts = [part for part in subject.split() if part.lower() not in STOPWORDS]
    is_name = any(part[:1].isupper() for part in parts) or len(parts) == 1
    return known.find(subject) if is_name else None


def heard(told: Told, subject: str) -> bool:
    """Whether all of its words have been told, be it apart."""
    wanted = [word for word in words(subject) if word not in STOPWORDS]
    return bool(wanted) and all(_is_heard(told, word) for word in wanted)


def _is_heard(told: Told, word: str) -> bool:
    return bool((told.index().terms == np.uint32(term(stem(word.lower().replace("’", "'"))))).any())


def sentences_with(told: Told, subject: str) -> list[int]:
    """The told sentences that hold all the words of a subject, in order."""
    index = told.index()
    rows: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None
    for word in words(subject):
        if word in STOPWORDS:
            continue
        places = np.flatnonzero(index.terms == np.uint32(term(stem(word))))
        here = np.unique(np.searchsorted(index.bounds, places, side="right") - 1)
        rows = here if rows is None else np.intersect1d(rows, here)
    return [] if rows is None else [int(row) for row in rows]


def spelt_as_told(told: Told, question: Question) -> Question | None:
    """The question with its names as they were told; None where it names somebody never heard of."""
    title = words(told.title.lower())
    strange = [
        name
        for name in question.names
        if name.lower() not in title and not all(_is_heard(told, word) for word in words(name))
    ]
    if not strange:
        return question
    names = told.chronicle().names(proper_only=True)
    told_words = sorted({word for name in names for word in name.split()})
    text = question.text
    for name in strange:
        alike = [word for word in told_words if near(name.lower(), word.lower())]
        if len(alike) != 1:
            return None
        text = re.sub(rf"\b{re.escape(name)}\b", alike[0], text)
    spelt = understand(text)
    return replace(spelt, kind=question.kind, subject=question.subject, object=question.object)
