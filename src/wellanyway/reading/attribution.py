"""Attribution: one block's quotations given to speakers, one by one, as whoever decides says.

A function of the page and of what is remembered of the scene; it changes nothing but whom unsure pronouns mean. The shipped ranker decides in the reader; training
and benchmarks put something of their own in its place and see the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wellanyway.reading.alternation import correct_pronouns, in_turn
from wellanyway.reading.entities import Entities
from wellanyway.reading.gaps import Gaps, Seen, gaps_of
from wellanyway.reading.page import Page
from wellanyway.reading.speaker_features import Case, Floor, case_of, floor_of
from wellanyway.reading.tags import Tag, lead_out, tags_of
from wellanyway.reading.turns import Close, Conversation, Line, Presence

__all__ = ["Attribution", "Decide", "attribute"]

Decide = Callable[[Case], Sequence[float]]
"""Probabilities of a case's candidates and, last, of nobody among them."""

_SAID_TO = frozenset(
    "to asked asks told tells answered begged bade assured warned reminded implored urged besought".split()
)
_NEXT = 2  # blocks between a line and the one that answers it
_UNDECIDED = 0.35  # below which chance the ranker's best guess gives way to whose turn it is
_IN_TURN = 0.6  # the chance of whose turn it is
_NOBODY = Entities()
_TOLD = 0.8  # from which chance on a speaker whom words beside the quotation name is held for told


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speech` is the index in `page.speeches`. `speaker` is the best guess however unsure, -1 where nobody is likely."""

    speech: int
    speaker: int
    confidence: float
    addressee: int
    how: str
    shown: int
    tag: Tag | None = None


def attribute(
    page: Page, talk: Conversation, decide: Decide, *, is_new_scene: bool = False
) -> tuple[list[Attribution], Conversation]:
    """The outermost quotations of a page with their speakers, and what is remembered behind it."""
    entities = page.entities if page.entities is not None else _NOBODY
    talk = talk.rooted(entities.root).turned(is_new_scene=is_new_scene)
    gaps = gaps_of(page)
    if not gaps.extents:
        return [], _closed(gaps, _mentioned(gaps, talk))
    correct_pronouns(gaps, talk, entities)
    tags = tags_of(gaps)
    talk = replace(talk, narrator=_narrator(gaps, talk.narrator))
    floor = floor_of(gaps, tags, talk, entities)
    found: list[Attribution] = []
    for i in range(len(gaps.extents)):
        case = case_of(floor, i)
        chances = _turned(floor, i, case, decide(case))
        best = max(range(len(case.candidates)), key=lambda k: (chances[k], -k), default=-1)
        speaker = case.candidates[best] if best >= 0 else -1
        confidence = float(chances[best]) if best >= 0 else 0.0
        addressee = _addressee(floor, i, speaker)
        how, shown = _shown(floor, i, speaker)
        one = Attribution(gaps.speeches[i], speaker, confidence, addressee, how, shown, tags[i])
        found.append(one)
        floor.talk = floor.talk.with_line(_line(floor, i, one, second=_second(case, chances, best)))
    return found, _closed(gaps, _spoken(floor, _mentioned(gaps, floor.talk), found))


def _turned(floor: Floor, i: int, case: Case, chances: Sequence[float]) -> Sequence[float]:
    """The chances with whose turn it is by rule, where the ranker does not know."""
    who = in_turn(floor, i)
    if who not in case.candidates:
        return chances
    at = case.candidates.index(who)
    if max(chances[: len(case.candidates)]) >= _UNDECIDED:
        return chances
    return [max(_IN_TURN, chance) if k == at else chance * (1 - _IN_TURN) for k, chance in enumerate(chances)]


def _second(case: Case, chances: Sequence[float], best: int) -> int:
    others = [k for k in range(len(case.candidates)) if k != best]
    return case.candidates[max(others, key=lambda k: (chances[k], -k))] if others else -1


def _narrator(gaps: Gaps, narrator: int) -> int:
    for gap in gaps.seen:
        for seen in gap:
            if seen.word == "i" and seen.who >= 0:
                narrator = seen.who
    return narrator


# -- what is remembered


def _mentioned(gaps: Gaps, talk: Conversation) -> Conversation:
    """With everybody whom the block's narration mentions."""
    people = {one.who: one for one in talk.people}
    changed: dict[int, Presence] = {}
    for gap in gaps.seen:
        for seen in gap:
            if seen.who < 0:
                continue
            one = changed.get(seen.who) or people.get(seen.who) or Presence(seen.who, talk.block)
            changed[seen.who] = replace(
                one,
                block=talk.block,
                sentence=seen.sentence,
                mentions=min(one.mentions + 1, 99),
                is_subject=seen.is_subject,
            )
    narrator = _narrator(gaps, talk.narrator)
    return replace(talk.with_people(changed.values()), narrator=narrator)


def _spoken(floor: Floor, talk: Conversation, found: Sequence[Attribution]) -> Conversation:
    """With who spoke here, to whom, and who was named in it."""
    people = {one.who: one for one in talk.people}
    changed: dict[int, Presence] = {}

    def one_of(who: int) -> Presence:
        return changed.get(who) or people.get(who) or Presence(who, talk.block)

    for i in range(len(found)):
        for who in floor.called[i] | floor.named[i]:
            changed[who] = replace(one_of(who), quoted=talk.block)
        for who in floor.called[i]:
            changed[who] = replace(one_of(who), addressed=talk.block)
    for speaker in {one.speaker for one in found if one.speaker >= 0}:
        before = one_of(speaker)
        changed[speaker] = replace(before, spoke=talk.block, lines=min(before.lines + 1, 99))
    for one in found:
        if one.addressee >= 0:
            changed[one.addressee] = replace(one_of(one.addressee), addressed=talk.block)
    for asked, line in pairwise(talk.lines):
        is_turn = line.block == talk.block and line.block - asked.block <= _NEXT
        if is_turn and min(asked.speaker, line.speaker) >= 0 and asked.speaker != line.speaker:
            changed[line.speaker] = replace(one_of(line.speaker), partner=asked.speaker)
            changed[asked.speaker] = replace(one_of(asked.speaker), partner=line.speaker)
    return talk.with_people(changed.values())


def _line(floor: Floor, i: int, one: Attribution, *, second: int) -> Line:
    gaps = floor.gaps
    first, last = gaps.extents[i]
    speech = gaps.page.speeches[gaps.speeches[i]]
    return Line(
        one.speaker,
        round(one.confidence, 3),
        one.addressee,
        floor.talk.block,
        one.shown,
        one.how in {"tag", "pronoun-tag", "narrator"} and one.confidence >= _TOLD,
        asks="?" in gaps.words[max(first, last - 3) : last],
        is_open=not speech.is_closed,
        is_bare=floor.narration == 0,
        called=tuple(sorted(floor.called[i])),
        calls=floor.calls[i],
        second=second,
        continues=speech.continues,
        by_pronoun=one.how == "pronoun-tag",
    )


def _closed(gaps: Gaps, talk: Conversation) -> Conversation:
    """With how the block ends."""
    a, b = gaps.bounds[-1]
    pause = talk.pause + sum(word[0].isalnum() for word in gaps.words[a:b])
    tag = lead_out(gaps)
    seen = gaps.seen[-1]
    sentence = seen[-1].sentence if seen else -1
    final = gaps.page.ordinal(gaps.page.tokens[b - 1].start) if b > a else -1
    here = [one for one in seen if one.sentence == final and one.who >= 0] if sentence == final else []
    first = next((one for one in here if one.is_subject), None)
    voice = next((one.who for one in here if one.is_owner and _has_voice(gaps, one)), -1)
    return replace(
        talk,
        pause=pause,
        close=Close(
            tag.who if tag is not None else -1,
            tag.gender if tag is not None and tag.who < 0 else "",
            first.who if first is not None else -1,
            here[-1].who if here else -1,
            tuple(
                dict.fromkeys(one.who for gap in gaps.seen for one in gap if one.who >= 0 and one.is_silent)
            ),
            is_talk=not gaps.has_words(len(gaps.bounds) - 1),
            gesture=first.gesture if first is not None else "",
            voice=voice,
        ),
    )


def _has_voice(gaps: Gaps, seen: Seen) -> bool:
    at = seen.mention.last if seen.is_pronoun else seen.mention.last + 1
    return bool({"voice", "voices", "tones"} & set(gaps.lower[at : at + 2]))


# -- to whom


def _addressee(floor: Floor, i: int, speaker: int) -> int:
    """Whom a quotation calls, whom its tag names behind "to", or whoever spoke last to the speaker."""
    called = [who for who in floor.called[i] if who != speaker]
    if len(called) == 1:
        return called[0]
    for gap in (i, i + 1):
        for seen in floor.gaps.seen[gap]:
            at = seen.mention.first
            if seen.who >= 0 and seen.who != speaker and at and floor.gaps.lower[at - 1] in _SAID_TO:
                return seen.who
    block = floor.talk.block
    for line in reversed(floor.talk.lines):
        if block - line.block > 3:
            break
        if line.block == block and line.speaker == speaker and line.addressee >= 0:
            return line.addressee
        if line.speaker >= 0 and line.speaker != speaker:
            return line.speaker
        if line.speaker == speaker and line.addressee >= 0:
            return line.addressee
    return -1


# -- how it was told


def _shown(floor: Floor, i: int, speaker: int) -> tuple[str, int]:
    """The kind of evidence for a speaker and the sentence that has it."""
    gaps = floor.gaps
    page = gaps.page
    speech = page.speeches[gaps.speeches[i]]
    tags = [floor.tags[i], *(tag for tag in floor.tags if tag is not None)]
    for tag in tags:
        if tag is not None and (tag.who in {speaker, -1}):
            how = "narrator" if tag.form == "I" else "pronoun-tag" if tag.form == "pronoun" else "tag"
            return how, page.ordinal(page.tokens[tag.verb].start)
    for gap in (i, i + 1, *range(len(gaps.seen))):
        for seen in gaps.seen[gap]:
            if seen.who == speaker >= 0:
                return "beat", seen.sentence
    lines = [line for line in floor.talk.lines if line.speaker == speaker]
    shown = lines[-1].shown if lines else -1
    last = floor.talk.lines[-1] if floor.talk.lines else None
    if speech.continues and last is not None and last.speaker == speaker:
        return "continued", shown
    if last is not None and speaker in last.called:
        return "vocative", last.shown
    if lines:
        return "turns", shown
    return "model", floor.before[speaker].sentence if speaker in floor.before else -1
