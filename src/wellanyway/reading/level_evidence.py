"""How much speaks for leaving a tale, for going on with one that was broken off, and for entering a new one.

Each piece of evidence counts a few points; what is enough is the caller's. Nothing here looks past the block.
"""

from __future__ import annotations

import re

from wellanyway.reading.level_blocks import LevelBlock
from wellanyway.reading.level_state import LevelsState, Run
from wellanyway.reading.narration import Narration
from wellanyway.reading.tale_words import (
    ANNOUNCES,
    CONTINUES,
    DATED,
    ENDS,
    GOES_ON,
    INSERTED,
    OPENS,
    PAUSES,
    PROMISES,
    SALUTES,
    TAKES_THE_FLOOR,
    TITLED,
)
from wellanyway.reading.tellings import Telling, manner, vocatives_in
from wellanyway.story import BlockKind

__all__ = [
    "HEAD",
    "TAIL",
    "for_going_on",
    "for_going_on_quoted",
    "for_leaving",
    "for_plain_tale",
    "for_quoted_tale",
    "is_dated",
    "is_entry",
    "is_taken_up",
    "is_told_on",
    "trails_off",
]

HEAD = 320  # characters at the beginning of a block in which a tale is ended
TAIL = 60  # characters at its end that may do no more than announce one
_JUST = 2  # blocks after a leaving in which words of an end speak of the tale that was left
_SHORT_REST = 4  # blocks that an interruption seldom passes
_QUOTED_REST = 3  # and for a tale in quotation marks
_ASKED_REST = 12  # the same where its teller is asked to go on
_LEAD_OVER = 60  # words of a block that may only lead over
_SUBJECT = 12  # characters in which the subject of a block stands
_TALK_ENDS = re.compile(r"\b(?:speaking|reading|talking)\b|^\W*(?:He|She)\b")
_FROM_OUTSIDE = re.compile(
    r"\b(?:point|part|place|stage|end) (?:of|in)\b|^\W*(?:Thus|So|Here)\b|\bself$|interrupt|read|perused|epistle|letter"
)


# -- leaving


def trails_off(view: Narration) -> bool:
    """Whether the block goes over into narration that tells how the speaker paused or went on."""
    if view.stays_open or not view.quotes:
        return False
    tail = view.text[view.quotes[-1].end :]
    if len(tail.split()) < 4:
        return False
    return bool(PAUSES.search(tail) or CONTINUES.search(tail) or ANNOUNCES.search(tail))


def is_taken_up(block: LevelBlock, tale: Telling) -> bool:
    """A quoted tale goes on though its mark was closed: with a chapter's end, or by a slip in the middle."""
    view = block.view
    if not view.opens:
        return False
    if view.stays_open and CONTINUES.search(view.outside):
        return True
    if block.heads:
        return False
    if block.is_new_chapter:
        return view.stays_open or len(view.words_inside) >= 40
    return tale.blocks >= 3 and view.stays_open and not view.words_outside


def for_leaving(block: LevelBlock, state: LevelsState, tale: Telling, frame: Telling) -> int:
    """That a plain tale is over, or held up: its teller is spoken of, its frame's people and manner are back."""
    view = block.view
    evidence = _of_the_teller(block, state, tale) + 3 * state.is_closing
    evidence += 3 * (state.since > _JUST and _is_ended(block, tale))
    evidence += 3 * (block.is_cut and state.breaks_in >= 2 and not view.words_outside)
    evidence += 3 * (frame.is_dated and not tale.is_dated and is_entry(view))
    evidence += 2 * (not INSERTED.search(view.outside) and any(frame.owns(one, tale) for one in block.heads))
    called = vocatives_in(view.inside) if view.opens else ()
    evidence += 2 * any(frame.owns(one, tale) for one in called)
    if frame.differs(tale):
        evidence += {frame.tense: 2 + _knows_frame(block, tale, frame), tale.tense: -2}.get(
            block.how.tense, 0
        )
    return evidence + (evidence > 0 and block.is_cut)


def _knows_frame(block: LevelBlock, tale: Telling, frame: Telling) -> bool:
    """Whether more than the tense speaks for the frame."""
    return block.is_cut or any(word in tale.heads or frame.owns(word, tale) for word in block.words)


def _of_the_teller(block: LevelBlock, state: LevelsState, tale: Telling) -> int:
    """Whether the block speaks of the one who tells, as only a voice outside the tale does."""
    view = block.view
    if INSERTED.search(view.outside):
        return 0
    tellers = {head for level in state.levels for head in level.heads}
    if any(head in tellers and head not in tale.people for head in block.heads):
        goes_on = CONTINUES.search(view.outside) and manner(view.inside, view.words_inside).first
        return 0 if goes_on else 3
    met = [head for head in tale.heads if head in block.words]
    head = view.outside[:HEAD]
    named = [one.capitalize() for one in met if one.capitalize() in view.outside and one not in tale.people]
    if not named:
        return 3 * any(_rests_behind(one, head) for one in met)
    is_subject = view.outside.lstrip().find(named[0]) in range(_SUBJECT)
    return 2 + (is_subject or bool(PAUSES.search(head) or GOES_ON.search(view.outside)))


def _rests_behind(word: str, text: str) -> bool:
    at = text.find(f" {word} ")
    return at >= 0 and bool(PAUSES.match(text, at + len(word) + 2))


def _is_ended(block: LevelBlock, tale: Telling) -> bool:
    """Whether the end of this tale is spoken of, and not that of some other talk in it."""
    outside = block.view.outside[:HEAD]
    found = ENDS.search(outside)
    if found is None:
        return False
    if _FROM_OUTSIDE.search(found[0]):
        return found.start() < 80
    knows_teller = any(head in block.words for head in tale.heads)
    if _TALK_ENDS.search(found[0]):
        return knows_teller or not outside[: found.start()].strip()
    if "my " in found[0]:
        return not tale.is_first
    return knows_teller or not block.how.first or block.view.opens


def is_dated(view: Narration) -> bool:
    """Whether the block is a line that dates a letter or an entry."""
    return not view.quotes and bool(DATED.match(view.text))


def is_entry(view: Narration) -> bool:
    """Whether the block begins a dated entry, or says that one goes on."""
    return is_dated(view) or "in continuation" in view.outside[:HEAD]


# -- going on


def is_told_on(block: LevelBlock) -> bool:
    """A long speech in the past of somebody who is said to go on: the tale, before it does without marks again."""
    view = block.view
    if not view.opens or len(view.words_inside) < 60 or not CONTINUES.search(view.outside):
        return False
    return _is_past(view)


def _is_past(view: Narration) -> bool:
    how = manner(view.inside, view.words_inside)
    return how.past * 20 > how.words and how.past > how.present


def for_going_on_quoted(block: LevelBlock, state: LevelsState, tale: Telling) -> int:
    """That a tale in quotation marks, held up by a few words of its frame, goes on."""
    view = block.view
    if not view.opens or state.since > (_ASKED_REST if state.promise else _QUOTED_REST):
        return 0
    words = len(view.words_inside)
    evidence = 3 * view.stays_open + 2 * (state.rests or state.leads) + state.promise
    if not view.words_outside:
        return evidence + (words >= 15) + (words >= 25) + (words >= 50 and _is_past(view))
    if any(head not in tale.heads for head in block.heads) and not CONTINUES.search(view.outside):
        return evidence - 3
    return evidence + 2 * bool(GOES_ON.search(view.outside)) + (words >= 60)


def for_going_on(block: LevelBlock, state: LevelsState, tale: Telling) -> int:
    """That a plain tale that was broken off goes on: its people and manner are back, or it was said to."""
    frame = state.levels[-1]
    differs = frame.differs(tale)
    if not state.since and not (state.promise or state.rests or state.leads or differs):
        return 0
    evidence = state.promise + 2 * (state.leads or (state.rests and state.since <= 1))
    evidence += 2 * (block.is_new_chapter and (state.promise > 0 or state.since > _JUST))
    evidence += block.after_break + (state.since <= _SHORT_REST)
    evidence += 2 * any(tale.owns(word, frame) for word in block.words)
    evidence -= 3 * any(frame.owns(word, tale) for word in block.words)
    evidence -= 3 * any(head in block.words for head in tale.heads)
    if differs:
        evidence += {tale.tense: 2 + block.how.is_sure, frame.tense: -3}.get(block.how.tense, 0)
    return evidence + bool(INSERTED.search(block.view.outside[:HEAD]))


# -- entering


def for_quoted_tale(block: LevelBlock, state: LevelsState) -> int:
    """That a speech that goes on over blocks is a tale: one that nothing announced has to sound like one."""
    run, view = state.run, block.view
    is_long = view.stays_open and len(view.words_inside) >= 25
    quotes = run.quotes > 0 and view.stays_open
    if not (state.promise or run.is_letter or run.begins or is_long or quotes):
        return 0
    evidence = state.promise + block.is_new_chapter + (run.blocks >= 2) + (run.words >= 100)
    evidence += 2 * run.begins + 3 * run.is_letter + max(_sounds_told(run), 3 * quotes)
    return evidence - (run.second * 25 > run.words)


def _sounds_told(run: Run) -> int:
    """3 for the past throughout, 2 for the past on the whole, 1 for some."""
    if run.past * 14 > run.words >= 100 and run.past * 2 > 5 * run.present and run.second * 33 < run.words:
        return 3
    return (run.past * 20 > run.words and run.past * 2 > run.present * 3) + (run.first * 50 > run.words)


def for_plain_tale(block: LevelBlock, state: LevelsState) -> int:
    """That narration without marks is a tale in the tale: announced, titled, tagged or in another tense."""
    view = block.view
    if not view.is_plain or _leads_over(view):
        return 0
    frame = state.levels[-1]
    evidence = state.promise + bool(OPENS.match(view.outside))
    evidence += state.begun <= 1 and bool(TITLED.search(block.title))
    evidence += _of_its_words(block, state)
    if frame.tense == "present" and block.how.tense == "past":
        evidence += 2 + 2 * (state.spoken_of > 0)
    if not evidence:
        return 0
    evidence += 2 * block.is_new_chapter + (state.begun == 1) + block.after_break
    evidence += block.how.first > 0 and not frame.is_first
    return evidence + 2 * (frame.is_dated and block.is_new_chapter and block.series != state.series)


def _of_its_words(block: LevelBlock, state: LevelsState) -> int:
    """A tag set into what an "I" says without marks, or the salutation of a letter that was announced."""
    head = block.view.outside[:HEAD]
    evidence = 0
    inserted = INSERTED.search(head) if block.how.first else None
    if inserted:
        evidence += 2 + bool(TAKES_THE_FLOOR.search(inserted[0]))
        evidence += 2 * bool(PROMISES.search(head[: inserted.end() + 80]))
    if state.letter and SALUTES.match(block.view.text):
        evidence += 3 + (block.page.window.block.kind is BlockKind.LETTER)
    return evidence


def _leads_over(view: Narration) -> bool:
    """Whether the block only says that the tale begins."""
    if len(view.words_outside) > _LEAD_OVER:
        return False
    return view.text.rstrip().endswith((":", ":—")) or bool(ANNOUNCES.search(view.text[-TAIL:]))
