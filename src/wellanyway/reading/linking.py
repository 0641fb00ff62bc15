"""Which entity a mention means: candidates among those met, what speaks for each, and the memory behind it.

Entity ranking in one pass from the left with a bounded memory, after Toshniwal et al., "Learning to Ignore:
Long Document Coreference with Bounded Memory Neural Networks" (EMNLP 2020): every mention is held against the
referents in memory and against being new. Training runs through the same class with the right answers given,
so that what is learned and what is run cannot drift apart.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from wellanyway.reading.wording import FORMS, TYPES, Wording

__all__ = ["FEATURES", "NEW_FEATURES", "Cue", "Referent", "features", "new_features"]

_TYPE = {kind: i for i, kind in enumerate(TYPES)}
_FORM = {form: i for i, form in enumerate(FORMS)}
_DETERMINERS = ("", "a", "the", "poss", "this", "num")
_MENTIONS_APART = (1, 2, 3, 5, 9, 17, 33, 65)
_SENTENCES_APART = (1, 2, 3, 6, 11)
_COUNTS = (2, 3, 6, 16)
_HEADS_KEPT = 6
_NAMES_KEPT = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """A mention as it is linked. `at` and `sentence` count mentions and sentences from the beginning.

    `speech` numbers the quotation it stands in over the whole work, -1 in narration; `speaker` and `addressee` are
    the entities of that quotation, -1 where nobody is known. `start`, `end` are token numbers that grow over the work;
    `comma` and `be` count the tokens right before it that make an apposition ("," 1) or a copula ("was not" 2).
    """

    at: int
    sentence: int
    block: int
    start: int
    end: int
    type: str
    wording: Wording
    speech: int = -1
    speaker: int = -1
    addressee: int = -1
    comma: int = 0
    be: int = 0
    begins: bool = False  # first mention of its sentence


@dataclass(frozen=True)
class Referent:
    """What is remembered of an entity for linking."""

    number: int
    type: str
    names: tuple[tuple[str, ...], ...] = ()  # words of proper forms, lower case
    heads: tuple[str, ...] = ()
    count: int = 0
    male: int = 0
    female: int = 0
    plural: int = 0
    thing: int = 0
    narrator: bool = False  # "I" of the narration
    last: Cue | None = None
    words: frozenset[str] = frozenset()  # of all its names

    @functools.cached_property
    def row(self) -> NDArray[np.float32]:
        """The features that say something of it alone."""
        return _own_row(self)

    @functools.cached_property
    def counts(self) -> NDArray[np.int64]:
        """What is counted of it, in the order of `_AT` and its like."""
        return _own_counts(self)

    def seen(self, cue: Cue) -> Referent:
        """Behind one more mention."""
        word = cue.wording
        names, heads, words = self.names, self.heads, self.words
        if word.form == "proper" and word.words not in names:
            names = (*names, word.words)[-_NAMES_KEPT:]
            words = frozenset(chain.from_iterable(names))
        if word.form == "common" and word.head not in heads:
            heads = (*heads, word.head)[-_HEADS_KEPT:]
        return replace(
            self,
            type=self.type if self.type in _TYPE else cue.type,
            names=names,
            heads=heads,
            count=self.count + 1,
            male=self.male + (word.gender == "m"),
            female=self.female + (word.gender == "f"),
            plural=self.plural + word.is_plural,
            thing=self.thing + (word.pronoun == 2),
            narrator=self.narrator or (word.pronoun == 3 and cue.speech < 0),
            last=cue,
            words=words,
        )

    def joined(self, other: Referent) -> Referent:
        """With all that is known of another who turned out to be this one."""
        names = tuple(dict.fromkeys((*other.names, *self.names)))[-_NAMES_KEPT:]
        last = max((self.last, other.last), key=lambda cue: cue.at if cue is not None else -1)
        return Referent(
            self.number,
            self.type if self.type in _TYPE else other.type,
            names,
            tuple(dict.fromkeys((*other.heads, *self.heads)))[-_HEADS_KEPT:],
            self.count + other.count,
            self.male + other.male,
            self.female + other.female,
            self.plural + other.plural,
            self.thing + other.thing,
            self.narrator or other.narrator,
            last,
            frozenset(chain.from_iterable(names)),
        )


class _Columns:
    """Numbers the features as they are named, once."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, count: int = 1) -> int:
        at = self.size
        self.size += count
        return at


_C = _Columns()
_M_FORM = _C.take(3)
_M_PRONOUN = _C.take(8)
_M_GENDER = _C.take(3)
_M_SPEECH = _C.take()
_M_TYPE = _C.take(7)
_E_GENDER = _C.take(4)
_E_PLURAL = _C.take()
_E_THING = _C.take()
_E_NARRATOR = _C.take()
_E_TYPE = _C.take(7)
_E_COUNT = _C.take(5)
_E_NAMED = _C.take()
_APART = _C.take(9)
_SENTENCES = _C.take(6)
_RANK = _C.take(5)
_PERSON_RANK = _C.take(5)
_LAST_FORM = _C.take(3)
_LAST_SPEECH = _C.take()
_LAST_BEGINS = _C.take()
_SAME_WORDS = _C.take()
_SAME_HEAD = _C.take()
_NAME = _C.take(5)
_OVERLAP = _C.take()
_SPEAKER = _C.take(4)
_SAME_SPEECH = _C.take()
_NESTED = _C.take(2)
_JOINED = _C.take(2)
_AGREES = _C.take(3)
_SAME_TYPE = _C.take(2)
_SAME_PRONOUN = _C.take()
FEATURES = _C.size
"""How many numbers describe a mention beside a candidate."""

_N = _Columns()
_N_FORM = _N.take(3)
_N_PRONOUN = _N.take(8)
_N_GENDER = _N.take(3)
_N_TYPE = _N.take(7)
_N_SPEECH = _N.take()
_N_DETERMINER = _N.take(6)
_N_HEAD = _N.take()
_N_WORDS = _N.take()
_N_NAME = _N.take(3)
_N_SPEAKER = _N.take(2)
_N_JOINED = _N.take(2)
_N_EMPTY = _N.take(4)
_N_LENGTH = _N.take(4)
NEW_FEATURES = _N.size
"""How many numbers describe a mention that may be the first of its entity."""


_MENTION_BOUNDS = np.array(_MENTIONS_APART)
_SENTENCE_BOUNDS = np.array(_SENTENCES_APART)
_AT, _SENTENCE, _START, _END, _SPEECH, _NUMBER, _BALANCE, _PEOPLE, _SEVERAL, _KIND, _WORD = range(11)
_PEOPLE_TYPE, _NO_TYPE = _TYPE["PER"], 6


def _bucket(value: int, bounds: Sequence[int]) -> int:
    return bisect.bisect_right(bounds, value)


def _own_row(one: Referent) -> NDArray[np.float32]:
    row = np.zeros(FEATURES, np.float32)
    last = one.last
    assert last is not None
    balance = one.male - one.female
    row[_E_GENDER + (0 if balance > 0 else 1 if balance < 0 else 2 if one.male else 3)] = 1
    row[_E_PLURAL] = one.plural > 0
    row[_E_THING] = one.thing > 0
    row[_E_NARRATOR] = one.narrator
    row[_E_TYPE + _TYPE.get(one.type, _NO_TYPE)] = 1
    row[_E_COUNT + _bucket(one.count, _COUNTS)] = 1
    row[_E_NAMED] = bool(one.names)
    row[_LAST_FORM + _FORM[last.wording.form]] = 1
    row[_LAST_SPEECH] = last.speech >= 0
    row[_LAST_BEGINS] = last.begins
    return row


def _own_counts(one: Referent) -> NDArray[np.int64]:
    last = one.last
    assert last is not None
    return np.array(
        [
            last.at, last.sentence, last.start, last.end, last.speech, one.number, one.male - one.female,
            one.male + one.female, one.plural, _TYPE.get(one.type, _NO_TYPE), last.wording.pronoun,
        ]
    )  # fmt: skip


def features(cue: Cue, referents: Sequence[Referent]) -> NDArray[np.float32]:
    """Rows of `FEATURES` numbers, one a referent; `referents` stand most recent first."""
    if not referents:
        return np.zeros((0, FEATURES), np.float32)
    rows = np.stack([one.row for one in referents])
    counts = np.stack([one.counts for one in referents])
    every = np.arange(len(rows))
    word = cue.wording
    _mark_mention(rows, cue)
    agrees = _agreement(word, counts)
    kinds = counts[:, _KIND]
    people = np.cumsum((agrees > 0) & ((kinds == _PEOPLE_TYPE) | (kinds == _NO_TYPE)))
    people[1:] = people[:-1]
    people[0] = 0
    apart = np.searchsorted(_MENTION_BOUNDS, cue.at - counts[:, _AT], side="right")
    rows[every, _APART + apart] = 1
    apart = np.searchsorted(_SENTENCE_BOUNDS, cue.sentence - counts[:, _SENTENCE], side="right")
    rows[every, _SENTENCES + apart] = 1
    rows[every, _RANK + np.minimum(every, 4)] = 1
    rows[every, _PERSON_RANK + np.minimum(people, 4)] = 1
    rows[every, _AGREES + agrees + 1] = 1
    if cue.type in _TYPE:
        typed = np.flatnonzero(kinds < _NO_TYPE)
        rows[typed, _SAME_TYPE + (kinds[typed] != _TYPE[cue.type])] = 1
    rows[:, _SAME_PRONOUN] = (counts[:, _WORD] == word.pronoun) & (word.pronoun >= 0)
    starts, ends = counts[:, _START], counts[:, _END]
    rows[:, _NESTED] = (starts <= cue.start) & (cue.end <= ends)
    rows[:, _NESTED + 1] = (cue.start <= starts) & (ends <= cue.end)
    rows[:, _JOINED] = (ends == cue.start - cue.comma) & (cue.comma > 0)
    rows[:, _JOINED + 1] = (ends == cue.start - cue.be) & (cue.be > 0)
    if cue.speech >= 0:
        _mark_talk(rows, cue, counts)
    if word.form != "pronoun":
        for row, one in zip(rows, referents, strict=True):
            if one.names or one.heads or word.form == "proper":
                _words_alike(row, word, one)
    return rows


def _mark_mention(rows: NDArray[np.float32], cue: Cue) -> None:
    word = cue.wording
    rows[:, _M_FORM + _FORM[word.form]] = 1
    if word.pronoun >= 0:
        rows[:, _M_PRONOUN + word.pronoun] = 1
    if word.gender:
        rows[:, _M_GENDER + (word.gender == "f")] = 1
    if word.is_plural:
        rows[:, _M_GENDER + 2] = 1
    rows[:, _M_SPEECH] = cue.speech >= 0
    rows[:, _M_TYPE + _TYPE.get(cue.type, _NO_TYPE)] = 1


def _mark_talk(rows: NDArray[np.float32], cue: Cue, counts: NDArray[np.int64]) -> None:
    if cue.speaker >= 0:
        rows[:, _SPEAKER] = counts[:, _NUMBER] == cue.speaker
        rows[:, _SPEAKER + 1] = counts[:, _NUMBER] == cue.addressee
        rows[:, _SPEAKER + 3] = cue.addressee < 0
    else:
        rows[:, _SPEAKER + 2] = 1
    rows[:, _SAME_SPEECH] = counts[:, _SPEECH] == cue.speech


def _agreement(word: Wording, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 where gender and number agree for sure, -1 where they cannot, 0 where nothing says."""
    balance, people, several = counts[:, _BALANCE], counts[:, _PEOPLE], counts[:, _SEVERAL]
    if word.gender:
        agrees = np.where(balance == 0, 0, np.where((balance > 0) == (word.gender == "m"), 1, -1))
        return np.where(several > people + 1, -1, agrees)
    if word.pronoun == 2:
        return np.where((people > 0) | (counts[:, _KIND] == _PEOPLE_TYPE), -1, 1)
    if word.pronoun in {4, 6} or word.is_plural:
        return np.where(several > 0, 1, np.where(people > 0, -1, 0))
    return np.zeros(len(counts), np.int64)


def _words_alike(row: NDArray[np.float32], word: Wording, one: Referent) -> None:
    row[_SAME_WORDS] = word.words in one.names or (
        word.form == "common" and word.words == (word.head,) and word.head in one.heads
    )
    row[_SAME_HEAD] = word.head in one.heads or word.head in one.words
    if word.form != "proper":
        return
    if not one.names:
        row[_NAME + 4] = 1
    elif one.words.isdisjoint(word.words):
        row[_NAME + 3] = 1
    else:
        row[_NAME + name_relation(word.words, one.names)] = 1
        mine = set(word.words)
        row[_OVERLAP] = max(len(mine & set(name)) / len(mine | set(name)) for name in one.names)


def name_relation(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> int:
    """0 the same form, 1 one holds the other, 2 they share a word, 3 nothing in common."""
    best = 3
    mine = set(words)
    for name in names:
        if name == words:
            return 0
        theirs = set(name)
        if mine <= theirs or theirs <= mine:
            best = min(best, 1)
        elif mine & theirs:
            best = min(best, 2)
    return best


def new_features(cue: Cue, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """`NEW_FEATURES` numbers about the mention itself; `rows` are its candidates' features."""
    found = np.zeros(NEW_FEATURES, np.float32)
    word = cue.wording
    found[_N_FORM + _FORM[word.form]] = 1
    if word.pronoun >= 0:
        found[_N_PRONOUN + word.pronoun] = 1
    if word.gender:
        found[_N_GENDER + (word.gender == "f")] = 1
    if word.is_plural:
        found[_N_GENDER + 2] = 1
    found[_N_TYPE + _TYPE.get(cue.type, 6)] = 1
    found[_N_SPEECH] = cue.speech >= 0
    found[_N_DETERMINER + _DETERMINERS.index(word.determiner)] = 1
    found[_N_SPEAKER] = cue.speaker >= 0
    found[_N_SPEAKER + 1] = cue.addressee >= 0
    found[_N_JOINED] = cue.comma > 0
    found[_N_JOINED + 1] = cue.be > 0
    found[_N_LENGTH + _bucket(cue.end - cue.start, (2, 3, 5))] = 1
    if len(rows):
        found[_N_HEAD] = rows[:, _SAME_HEAD].max()
        found[_N_WORDS] = rows[:, _SAME_WORDS].max()
        found[_N_NAME : _N_NAME + 3] = rows[:, _NAME : _NAME + 3].max(axis=0)
        found[_N_EMPTY + 1] = rows[:, _AGREES + 2].max()
        found[_N_EMPTY + 2] = rows[:, _SPEAKER].max()
        found[_N_EMPTY + 3] = rows[:, _E_NARRATOR].max()
    else:
        found[_N_EMPTY] = 1
    return found
