"""Mentions made by hand for linking, the groups that their rows fall into, and a slow reading of the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from wellanyway.reading.linking import Cue, Referent, features
from wellanyway.reading.wording import FORMS, TYPES, wording

LAYOUT = (
    ("form", 3), ("pronoun", 8), ("gender", 3), ("speech", 1), ("type", 7),
    ("its gender", 4), ("its plural", 1), ("its thing", 1), ("narrator", 1), ("its type", 7), ("count", 5), ("named", 1),
    ("apart", 9), ("sentences", 6), ("rank", 5), ("person rank", 5), ("last form", 3), ("last speech", 1),
    ("last begins", 1), ("same words", 1), ("same head", 1), ("name", 5), ("overlap", 1), ("speaker", 4),
    ("same speech", 1), ("nested", 2), ("joined", 2), ("agrees", 3), ("same type", 2), ("same pronoun", 1),
)  # fmt: skip
NEW_LAYOUT = (
    ("form", 3), ("pronoun", 8), ("gender", 3), ("type", 7), ("speech", 1), ("determiner", 6), ("head", 1), ("words", 1),
    ("name", 3), ("speaker", 2), ("joined", 2), ("empty", 1), ("agrees", 1), ("is speaker", 1), ("is narrator", 1),
    ("length", 4),
)  # fmt: skip

Groups = dict[str, list[float]]


def groups(row: Iterable[float], layout: Sequence[tuple[str, int]] = LAYOUT) -> Groups:
    values = list(map(float, row))
    assert len(values) == sum(size for _, size in layout)
    found: Groups = {}
    for name, size in layout:
        found[name], values = values[:size], values[size:]
    return found


def cue_of(text: str, kind: str = "PER", at: int = 100, **more: Any) -> Cue:
    """A mention; by itself far behind everything, in the narration."""
    words = text.split()
    start = more.pop("start", 10 * at)
    plain = Cue(at, more.pop("sentence", at), 0, start, start + len(words), kind, wording(words))
    return replace(plain, **more)


def referent(number: int, *cues: Cue) -> Referent:
    found = Referent(number, cues[0].type)
    for cue in cues:
        found = found.seen(cue)
    return found


def beside(cue: Cue, *cues: Cue) -> Groups:
    """The groups of a mention beside one candidate with these mentions."""
    return groups(features(cue, [referent(7, *cues)])[0])


def one_of(count: int, at: int) -> list[float]:
    return [float(i == at) for i in range(count)]


def bucket(value: int, bounds: tuple[int, ...]) -> int:
    return sum(value >= bound for bound in bounds)


def slow_agreement(cue: Cue, one: Referent) -> int:
    word, people = cue.wording, one.male + one.female
    if word.gender:
        if one.plural > people + 1:
            return -1
        if one.male == one.female:
            return 0
        return 1 if (one.male > one.female) == (word.gender == "m") else -1
    if word.pronoun == 2:
        return -1 if people or one.type == "PER" else 1
    if word.is_plural:
        return 1 if one.plural else -1 if people else 0
    return 0


def slow_name(cue: Cue, one: Referent) -> tuple[list[float], float]:
    if cue.wording.form != "proper":
        return [0] * 5, 0
    if not one.names:
        return one_of(5, 4), 0
    mine = set(cue.wording.words)
    overlaps = [len(mine & set(name)) / len(mine | set(name)) for name in one.names]
    relation = min(
        0
        if name == cue.wording.words
        else 1
        if mine <= set(name) or mine >= set(name)
        else 2
        if mine & set(name)
        else 3
        for name in one.names
    )
    return one_of(5, relation), max(overlaps)


def slow_talk(cue: Cue, one: Referent) -> list[float]:
    if cue.speech < 0:
        return [0] * 4
    if cue.speaker < 0:
        return [0, 0, 1, 0]
    return [one.number == cue.speaker, one.number == cue.addressee, 0, cue.addressee < 0]


def slow(cue: Cue, before: Sequence[Referent]) -> list[Groups]:
    """Candidate by candidate, group by group."""
    rows, people = [], 0
    for rank, one in enumerate(before):
        word, last = cue.wording, one.last
        assert last is not None
        agrees = slow_agreement(cue, one)
        name, overlap = slow_name(cue, one)
        is_same = word.words in one.names or (
            word.form == "common"
            and len(word.words) == 1
            and word.head in one.heads
            and word.words[0] == word.head
        )
        is_typed = cue.type in TYPES and one.type in TYPES
        is_talk = cue.speech >= 0
        balance = one.male - one.female
        row: dict[str, Sequence[float]] = {
            "form": one_of(3, FORMS.index(word.form)),
            "pronoun": one_of(8, word.pronoun),
            "gender": [word.gender == "m", word.gender == "f", word.is_plural],
            "speech": [is_talk],
            "type": one_of(7, TYPES.index(cue.type) if cue.type else 6),
            "its gender": one_of(4, 0 if balance > 0 else 1 if balance < 0 else 2 if one.male else 3),
            "its plural": [one.plural > 0],
            "its thing": [one.thing > 0],
            "narrator": [one.narrator],
            "its type": one_of(7, TYPES.index(one.type) if one.type else 6),
            "count": one_of(5, bucket(one.count, (2, 3, 6, 16))),
            "named": [bool(one.names)],
            "apart": one_of(9, bucket(cue.at - last.at, (1, 2, 3, 5, 9, 17, 33, 65))),
            "sentences": one_of(6, bucket(cue.sentence - last.sentence, (1, 2, 3, 6, 11))),
            "rank": one_of(5, min(rank, 4)),
            "person rank": one_of(5, min(people, 4)),
            "last form": one_of(3, FORMS.index(last.wording.form)),
            "last speech": [last.speech >= 0],
            "last begins": [last.begins],
            "same words": [word.form != "pronoun" and is_same],
            "same head": [word.form != "pronoun" and (word.head in one.heads or word.head in one.words)],
            "name": name,
            "overlap": [overlap],
            "speaker": slow_talk(cue, one),
            "same speech": [is_talk and last.speech == cue.speech],
            "nested": [
                last.start <= cue.start and cue.end <= last.end,
                cue.start <= last.start and last.end <= cue.end,
            ],
            "joined": [
                cue.comma > 0 and last.end == cue.start - cue.comma,
                cue.be > 0 and last.end == cue.start - cue.be,
            ],
            "agrees": one_of(3, agrees + 1),
            "same type": [is_typed and one.type == cue.type, is_typed and one.type != cue.type],
            "same pronoun": [word.pronoun >= 0 and last.wording.pronoun == word.pronoun],
        }
        people += agrees > 0 and one.type in {"PER", ""}
        rows.append({key: [float(np.float32(value)) for value in values] for key, values in row.items()})
    return rows
