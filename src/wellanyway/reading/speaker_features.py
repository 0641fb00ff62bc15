"""What speaks for and against somebody as the speaker of a quotation, in numbers: the rows the ranker weighs.

A row is about one candidate, the last one about "none of them". Everything comes from the page and from what is
remembered of the scene; `NAMES` says what stands where in a row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gaps import Gaps
from wellanyway.reading.naming import bearers
from wellanyway.reading.page import Mention
from wellanyway.reading.speaker_beats import BEAT, beats_of, near
from wellanyway.reading.speaker_tags import NEAR_TAG, TAG, agreement, near_tag_row, tag_row
from wellanyway.reading.tags import Tag
from wellanyway.reading.turns import Close, Conversation, Line, Presence

__all__ = ["NAMES", "Case", "Floor", "case_of", "floor_of"]

_MOST = 12  # candidates
_FAR = 40  # blocks back in which somebody is one
_BACK = 4  # lines looked at one by one

_GESTURES = ("look", "move", "face", "mind", "say", "be")
NAMES: tuple[str, ...] = (
    *(f"tag_{name}" for name in TAG),
    *(f"earlier_tag_{name}" for name in NEAR_TAG),
    *(f"later_tag_{name}" for name in NEAR_TAG),
    "spoke_in_block", "other_spoke_in_block",
    *(f"beat_{name}" for name in BEAT),
    "before_agrees", "before_clashes", "after_agrees", "after_clashes", "first_agrees", "first_clashes",
    "called_here", "named_here", "called_in_block",
    *(f"line_{k}" for k in range(1, _BACK + 1)),
    "last_adjacent", "alternates", "second_last_adjacent", "last_addressee", "last_called", "second_called", "second_addressee",
    "calls_agrees", "calls_clashes", "asked", "goes_on", "not_goes_on", "in_pair",
    "known", "mentioned", "spoke", "quoted", "addressed", "mentions", "lines", "was_subject", "recency", "frequency", "lead_block",
    "lead_before", "lead_before_agrees", "lead_before_clashes", "lead_before_other", "close_subject", "close_last", "close_silent", "silent_here", "close_voice",
    *(f"close_{kind}" for kind in _GESTURES), "twice_told", "answers", "answers_told", "answers_addressed",
    *(f"gesture_before_{kind}" for kind in _GESTURES), *(f"gesture_after_{kind}" for kind in _GESTURES),
    "narrator", "has_name", "male", "female", "plural", "count", "only_one_that_agrees",
    "is_none", "candidates", "bare", "has_tag", "tag_by_pronoun", "tag_unresolved", "length", "begins_block", "nth", "since_line",
    "narration", "asks", "last_asked", "last_told", "last_bare", "conversation", "speakers", "continues", "people_here", "first_person",
    "pause", "close_is_talk", "lead_is_known", "opens_yes", "opens_you", "line_1_told", "line_2_told", "line_3_told", "adjacent_lines", "present",
)  # fmt: skip
"""What stands where in a row."""

_CALLED_BEFORE = frozenset(
    "“ ‘ \" ' , — – -- ! ? . ; … ... dear old poor my oh o ah well yes no good _".split()
)
_CALLED_BEHIND = frozenset("” ’ \" ' , — – -- ! ? . ; … ... _".split())
_CALLS = {
    "sir": "m", "madam": "f", "ma'am": "f", "ma’am": "f", "miss": "f", "mother": "f", "father": "m", "mamma": "f", "papa": "m",
    "mama": "f", "mum": "f", "dad": "m", "gentlemen": "m", "ladies": "f", "monsieur": "m", "madame": "f", "mademoiselle": "f", "uncle": "m", "aunt": "f",
    "auntie": "f", "boy": "m", "girl": "f", "lad": "m", "fellow": "m", "brother": "m", "sister": "f", "lady": "f", "lord": "m", "missus": "f", "mister": "m",
}  # fmt: skip


@dataclass(slots=True)
class Floor:
    """One block set for the question who speaks: its tags, who is named in which quotation, who was there before."""

    gaps: Gaps
    tags: list[Tag | None]
    talk: Conversation
    entities: Entities
    before: dict[int, Presence]  # as people were before this block
    candidates: list[int]
    called: list[set[int]] = field(default_factory=list)
    named: list[set[int]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    narration: int = 0


@dataclass(slots=True)
class Case:
    """One quotation to find the speaker of: `rows[i]` is about `candidates[i]`, the last row about none of them."""

    index: int
    candidates: list[int]
    rows: list[list[float]]


def floor_of(gaps: Gaps, tags: list[Tag | None], talk: Conversation, entities: Entities) -> Floor:
    """A block and what is remembered behind the one before it, ready to be asked."""
    before = {one.who: one for one in talk.people}
    here = {seen.who: None for gap in gaps.seen for seen in gap if seen.who >= 0}
    near = [one for one in talk.people if one.who not in here and talk.block - one.last <= _FAR]
    near.sort(key=lambda one: (-one.last, -one.sentence, one.who))
    candidates = [*here, *(one.who for one in near)][: max(_MOST, len(here))]
    if talk.narrator >= 0 and talk.narrator not in candidates:
        candidates.append(talk.narrator)
    floor = Floor(gaps, tags, talk, entities, before, candidates, narration=gaps.narration())
    for i in range(len(gaps.extents)):
        called, named = _named(floor, i)
        floor.called.append(called)
        floor.named.append(named)
        floor.calls.append(_calls(gaps, i))
    return floor


# -- who is named and called inside a quotation


def _named(floor: Floor, i: int) -> tuple[set[int], set[int]]:
    called: set[int] = set()
    named: set[int] = set()
    for mention in floor.gaps.inside[i]:
        if mention.form == "pronoun" and mention.who < 0:
            continue
        who = (
            [mention.who]
            if mention.who >= 0
            else bearers(floor.gaps, mention, floor.candidates, floor.entities)
        )
        (called if mention.form != "pronoun" and _is_called(floor.gaps, i, mention) else named).update(who)
    return called | _called_by_noun(floor, i), named


def _called_by_noun(floor: Floor, i: int) -> set[int]:
    """Candidates whom a noun calls that they are known by: "Yes, mother", "Well, Doctor?"."""
    gaps = floor.gaps
    first, last = gaps.extents[i]
    found: set[int] = set()
    for at in range(first + 1, last - 1):
        word = gaps.lower[at]
        if (
            word in _NOUNS_CALLED
            and gaps.lower[at + 1] in _CALLED_BEHIND
            and (gaps.lower[at - 1] in _CALLED_BEFORE or gaps.lower[at - 1] == "my")
        ):
            word = _NOUNS_CALLED[word]
            found.update(
                who
                for who in floor.candidates
                if (one := floor.entities.get(who)) and word in _calling(one.heads, one.names)
            )
    return found if len(found) == 1 else set()


@lru_cache(maxsize=4096)
def _calling(heads: tuple[str, ...], names: tuple[str, ...]) -> frozenset[str]:
    """The nouns somebody can be called by: what they have been called, and their titles."""
    titles = {_NOUNS_CALLED.get(word.lower().rstrip("."), "") for name in names for word in name.split()[:1]}
    return frozenset({_NOUNS_CALLED.get(head, head) for head in heads} | titles)


_NOUNS_CALLED: dict[str, str] = {
    **{word: word for word in """captain colonel major general lieutenant sergeant inspector professor judge governor bishop parson
    uncle aunt brother sister nurse landlord boy child squire cousin grandfather grandmother son daughter king queen""".split()},
    "doctor": "doctor", "dr": "doctor", "mother": "mother", "mamma": "mother", "mama": "mother", "ma": "mother", "mum": "mother", "mammy": "mother",
    "father": "father", "papa": "father", "pa": "father", "dad": "father", "daddy": "father", "pop": "father", "auntie": "aunt", "aunty": "aunt",
    "granny": "grandmother", "grandma": "grandmother", "grandpa": "grandfather",
}  # fmt: skip


def _is_called(gaps: Gaps, i: int, mention: Mention) -> bool:
    """Whether a name stands as one who is spoken to: "Come, Tom." and not "Tom came."."""
    first, last = gaps.extents[i]
    before = gaps.lower[mention.first - 1] if mention.first > first else "“"
    behind = gaps.lower[mention.last] if mention.last < last else "”"
    return before in _CALLED_BEFORE and behind in _CALLED_BEHIND


def _calls(gaps: Gaps, i: int) -> str:
    """ "m" or "f" where a quotation calls somebody sir or madam."""
    first, last = gaps.extents[i]
    lower = gaps.lower
    for at in range(first, last - 1):
        gender = _CALLS.get(lower[at])
        if (
            gender
            and lower[at + 1] in _CALLED_BEHIND
            and not gaps.words[at][0].isupper()
            and at
            and (lower[at - 1] in _CALLED_BEFORE or lower[at - 1] in {"my", "young", "dear", "little"})
        ):
            return gender
    return ""


# -- rows


def case_of(floor: Floor, i: int) -> Case:
    """The candidates for the i-th outermost quotation, with their rows."""
    common = _Common(floor, i)
    rows = [common.row(who) for who in floor.candidates]
    rows.append([0.0] * common.none_at + [1.0, *common.globals])
    return Case(i, floor.candidates, rows)


class _Common:
    """What is the same for all candidates of a quotation."""

    none_at = NAMES.index("is_none")

    def __init__(self, floor: Floor, i: int) -> None:
        self.floor, self.i = floor, i
        talk, gaps = floor.talk, floor.gaps
        self.tag = floor.tags[i]
        self.earlier = next((tag for tag in reversed(floor.tags[:i]) if tag is not None), None)
        self.later = next((tag for tag in floor.tags[i + 1 :] if tag is not None), None)
        lines = talk.lines
        is_here = bool(lines) and lines[-1].block == talk.block
        self.here = lines[-1] if is_here else None
        self.lines = [line for line in lines if line.block < talk.block][-_BACK:][::-1]
        self.speech = gaps.page.speeches[gaps.speeches[i]]
        self.beats, self.pronouns = beats_of(gaps, i)
        self.present = {seen.who for gap in gaps.seen for seen in gap if seen.who >= 0}
        self.recency, self.frequency = _ranks(floor)
        self.agreeing = self._agreeing()
        self.close = talk.close if i == 0 and not gaps.has_words(0) else _NO_CLOSE
        self.silent = {seen.who for gap in gaps.seen for seen in gap if seen.is_silent}
        self.gestures = _gestures(gaps, i)
        self.globals = self._globals()

    def _agreeing(self) -> int:
        """The only candidate that the tag's pronoun can mean, -1 where there are none or more."""
        tag = self.tag or self.earlier or self.later
        if tag is None or tag.who >= 0 or tag.gender not in {"m", "f"}:
            return -1
        found = [who for who in self.floor.candidates if _gender(self.floor.entities.get(who)) == tag.gender]
        return found[0] if len(found) == 1 else -1

    def row(self, who: int) -> list[float]:
        floor, talk = self.floor, self.floor.talk
        entity = floor.entities.get(who)
        gender = _gender(entity)
        row = tag_row(self.tag, who, gender, entity, talk.narrator)
        row += near_tag_row(self.earlier, who, gender, talk.narrator)
        row += near_tag_row(self.later, who, gender, talk.narrator)
        here = self.here
        row.append(here.confidence if here is not None and here.speaker == who else 0.0)
        row.append(1.0 if here is not None and here.speaker != who else 0.0)
        row += self._beat_row(who)
        for pronoun in self.pronouns:
            row += agreement(pronoun, gender)
        row.append(1.0 if who in floor.called[self.i] else 0.0)
        row.append(1.0 if who in floor.named[self.i] else 0.0)
        row.append(1.0 if any(who in called for j, called in enumerate(floor.called) if j != self.i) else 0.0)
        row += self._turn_row(who, gender)
        row += self._presence_row(who)
        row += self._close_row(who, gender)
        row += [
            1.0 if who == talk.narrator else 0.0,
            1.0 if entity is not None and entity.names else 0.0,
            1.0 if gender == "m" else 0.0,
            1.0 if gender == "f" else 0.0,
            1.0 if entity is not None and entity.is_plural else 0.0,
            math.log1p(entity.count) / 4 if entity is not None else 0.0,
            1.0 if who == self.agreeing else 0.0,
            0.0,
        ]
        return row + self.globals

    def _beat_row(self, who: int) -> list[float]:
        found = self.beats.get(who)
        if found is None:
            return [0.0] * len(BEAT)
        found[9] = 1.0 if len(self.present) == 1 else 0.0
        return found

    def _turn_row(self, who: int, gender: str) -> list[float]:
        lines, talk = self.lines, self.floor.talk
        row = [
            (lines[k].confidence if lines[k].speaker == who else 0.0) if k < len(lines) else 0.0
            for k in range(_BACK)
        ]
        last = lines[0] if lines else None
        second = lines[1] if len(lines) > 1 else None
        is_last = last is not None and last.speaker == who
        is_second = second is not None and second.speaker == who
        is_near = last is not None and last.block == talk.block - 1
        is_tight = is_near and second is not None and second.block == talk.block - 2
        continues = self.speech.continues
        row += [
            1.0 if is_last and is_near else 0.0,
            1.0 if is_second and not is_last and is_tight else 0.0,
            1.0 if is_second and not is_last and is_near else 0.0,
            1.0 if last is not None and last.addressee == who else 0.0,
            1.0 if last is not None and who in last.called else 0.0,
            1.0 if second is not None and who in second.called else 0.0,
            1.0 if second is not None and second.addressee == who else 0.0,
            1.0 if last is not None and last.calls and last.calls == gender else 0.0,
            1.0 if last is not None and last.calls and gender and last.calls != gender else 0.0,
            1.0 if last is not None and last.asks and is_near and last.addressee == who else 0.0,
            1.0 if continues and is_last else 0.0,
            1.0 if continues and not is_last else 0.0,
            1.0 if who in _pair(lines) else 0.0,
        ]
        return row

    def _close_row(self, who: int, gender: str) -> list[float]:
        close = self.close
        row = [
            1.0 if close.lead == who else 0.0,
            *agreement(close.lead_gender, gender),
            1.0 if close.lead >= 0 and close.lead != who else 0.0,
            1.0 if close.subject == who else 0.0,
            1.0 if close.last == who else 0.0,
            1.0 if who in close.silent else 0.0,
            1.0 if who in self.silent else 0.0,
            1.0 if close.voice == who else 0.0,
            *(1.0 if close.subject == who and close.gesture == kind else 0.0 for kind in _GESTURES),
            *self._answer_row(who),
        ]
        for gestures in self.gestures:
            kind = gestures.get(who)
            row += [1.0 if kind == one else 0.0 for one in _GESTURES]
        return row

    def _answer_row(self, who: int) -> list[float]:
        """Whether it would be twice running, an answer, one to somebody told, one by whom was spoken to."""
        lines, talk = self.lines, self.floor.talk
        if not lines or lines[0].block < talk.block - 1 or self.speech.continues or self.here is not None:
            return [0.0] * 4
        last = lines[0]
        is_last = last.speaker == who
        is_answer = not is_last and last.asks and who in _pair(lines)
        return [
            1.0 if is_last and last.is_told and self.floor.narration == 0 else 0.0,
            1.0 if is_answer else 0.0,
            1.0 if is_answer and last.is_told else 0.0,
            1.0 if not is_last and last.addressee == who and last.is_told else 0.0,
        ]

    def _presence_row(self, who: int) -> list[float]:
        one = self.floor.before.get(who)
        if one is None:
            return [0.0] * 11
        block = self.floor.talk.block
        last = self.lines[0] if self.lines else None
        is_lead = one.is_subject and one.block == block - 1 and (last is None or last.block < block - 1)
        return [
            1.0,
            near(block, one.block),
            near(block, one.spoke),
            near(block, one.quoted),
            near(block, one.addressed),
            math.log1p(one.mentions) / 3,
            math.log1p(one.lines) / 3,
            1.0 if one.is_subject else 0.0,
            self.recency.get(who, 0.0),
            self.frequency.get(who, 0.0),
            1.0 if is_lead else 0.0,
        ]

    def _globals(self) -> list[float]:
        floor, talk, gaps, i = self.floor, self.floor.talk, self.floor.gaps, self.i
        first, end = gaps.extents[i]
        last = self.lines[0] if self.lines else None
        tag = self.tag
        return [
            len(floor.candidates) / 8,
            1.0 if floor.narration == 0 else 0.0,
            1.0 if tag is not None else 0.0,
            1.0 if tag is not None and tag.form == "pronoun" else 0.0,
            1.0 if tag is not None and tag.who < 0 else 0.0,
            math.log1p(end - first) / 4,
            1.0 if not gaps.has_words(0) else 0.0,
            min(i, 3) / 3,
            near(talk.block, last.block) if last is not None else 0.0,
            math.log1p(floor.narration) / 4,
            1.0 if _asks(gaps, i) else 0.0,
            1.0 if last is not None and last.asks else 0.0,
            1.0 if last is not None and last.is_told else 0.0,
            1.0 if last is not None and last.is_bare else 0.0,
            len(self.lines) / _BACK,
            len({line.speaker for line in self.lines if line.speaker >= 0}) / _BACK,
            1.0 if self.speech.continues else 0.0,
            len(self.present) / 4,
            1.0 if talk.narrator >= 0 else 0.0,
            math.log1p(talk.pause) / 4,
            1.0 if talk.close.is_talk else 0.0,
            1.0 if self.close.lead >= 0 or self.close.lead_gender else 0.0,
            *_opening(gaps, i),
            *(1.0 if k < len(self.lines) and self.lines[k].is_told else 0.0 for k in range(3)),
            _adjacent(self.lines, talk.block) / _BACK,
            min(len([one for one in floor.before.values() if talk.block - one.last <= 10]), 8) / 8,
        ]


_NO_CLOSE = Close()
_YES = frozenset(
    "yes no not oh of nothing never certainly indeed because nor why ay aye nay perhaps well".split()
)


def _opening(gaps: Gaps, i: int) -> list[float]:
    """Whether a quotation begins like an answer, and whether it is about the one spoken to."""
    first, last = gaps.extents[i]
    words = gaps.lower[first : min(last, first + 4)]
    return [
        1.0 if _YES & set(words[:3]) else 0.0,
        1.0 if {"you", "your"} & set(gaps.lower[first:last]) else 0.0,
    ]


def _adjacent(lines: Sequence[Line], block: int) -> int:
    """How many lines come one right behind the other up to this block."""
    count = 0
    for line in lines:
        if line.block < block - 1:
            break
        block = line.block
        count += 1
    return count


def _gestures(gaps: Gaps, i: int) -> tuple[dict[int, str], dict[int, str]]:
    """What subjects do in the gap before and in the gap behind a quotation."""
    before = {seen.who: seen.gesture for seen in gaps.seen[i] if seen.gesture and seen.who >= 0}
    after: dict[int, str] = {}
    for seen in gaps.seen[i + 1]:
        if seen.gesture and seen.who >= 0:
            after.setdefault(seen.who, seen.gesture)
    return before, after


def _gender(entity: Entity | None) -> str:
    return entity.gender if entity is not None else ""


def _asks(gaps: Gaps, i: int) -> bool:
    first, last = gaps.extents[i]
    return "?" in gaps.words[max(first, last - 3) : last]


def _pair(lines: Sequence[Line]) -> tuple[int, ...]:
    """The last two who spoke."""
    return tuple(dict.fromkeys(line.speaker for line in lines if line.speaker >= 0))[:2]


def _ranks(floor: Floor) -> tuple[dict[int, float], dict[int, float]]:
    """1 for the last mentioned, 1/2 for the one before; the same by how often."""
    known = [floor.before[who] for who in floor.candidates if who in floor.before]
    recent = sorted(known, key=lambda one: (-one.block, -one.sentence, one.who))
    often = sorted(known, key=lambda one: (-one.mentions - 2 * one.lines, one.who))
    return (
        {one.who: 1 / (1 + k) for k, one in enumerate(recent)},
        {one.who: 1 / (1 + k) for k, one in enumerate(often)},
    )
