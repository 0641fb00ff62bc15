"""Levels: whose telling it is. A frame, the tale told in it, the tale in that tale, and the ways back out.

Nothing marks a level for sure, so evidence is added up: quotation marks left open paragraph after paragraph, words
that announce a tale or end one, chapters that begin, the tense and person of the narration, and who is spoken
of. Entering needs more of it; coming back needs less, since a level once met is known by its people.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from wellanyway.reading.level_blocks import LevelBlock, run_of, seen
from wellanyway.reading.level_evidence import (
    HEAD,
    TAIL,
    for_going_on,
    for_going_on_quoted,
    for_leaving,
    for_plain_tale,
    for_quoted_tale,
    is_dated,
    is_entry,
    is_taken_up,
    is_told_on,
    trails_off,
)
from wellanyway.reading.level_state import LevelsState
from wellanyway.reading.page import Page
from wellanyway.reading.tale_words import (
    ANNOUNCES,
    CLOSES,
    ENDS,
    GOES_ON,
    LETTER_COMES,
    OFFERS,
    PAUSES,
    PROMISES,
)
from wellanyway.reading.tellings import Telling, vocatives_in
from wellanyway.story import BlockKind

__all__ = ["Levels"]

_NOT_TOLD = frozenset({BlockKind.HEADING, BlockKind.VERSE, BlockKind.LIST})
_ENOUGH = 3  # evidence to leave a level or to come back to one
_ENOUGH_TO_ENTER = 5  # evidence for a tale that was never met
_SURE = 5  # evidence for a quoted tale to end, which its marks say
_RECENT = 12  # blocks for which a listener's questions may hold a tale up
_LAPSES = 150  # blocks after which a tale that was broken off is not waited for
_SPOKEN_OF = 12  # blocks for which it counts that tales were spoken of
_LETTER_IN = 2  # blocks in which an announced letter has to begin
_ANNOUNCED = 260  # characters at the end of a block in which a tale is announced aloud
_TELLERS_KEPT = 6
_A_WORD = 5  # words of a block that puts nothing off
_OVER = re.compile(r"\b(?:listen\w+|finished|ended|ends|concluded|completed|related|end)\b")
_NAMED = re.compile(r"(?<=\w )[A-Z][a-z]+")
_OWN = re.compile(r"\b(?:my|our)\b")
_TALES = re.compile(r"\b(?:story|tale|yarn|history)\b")


class Levels:
    """The stage: notes `level` facts. Uses speakers and mentions where earlier stages have found them."""

    name = slot = "levels"
    version = "1"
    needs: tuple[str, ...] = ("tokens", "speeches")
    adds: tuple[str, ...] = ("levels",)

    def start(self) -> LevelsState:
        return LevelsState()

    def read(self, page: Page, state: LevelsState) -> LevelsState:
        """Note where the telling moves, and give what is to be remembered."""
        if page.window.block.kind in _NOT_TOLD or not page.text.strip():
            return state
        block = seen(page, state)
        run = run_of(block, state)
        begun = 0 if block.is_new_chapter else state.begun + 1
        state = replace(state, run=run, begun=begun, chapter=page.window.chapter)
        if block.is_new_chapter and state.promise >= 2:
            moved = _entered(block, state) or _left(block, state) or _returned(block, state)
        else:
            moved = _left(block, state) or _returned(block, state) or _entered(block, state)
        return _remembered(block, moved or state)

    def dump(self, state: LevelsState) -> Any:
        return state.dump()

    def load(self, value: Any) -> LevelsState:
        return LevelsState.load(value)


# -- moving


def _left(block: LevelBlock, state: LevelsState) -> LevelsState | None:
    """The state behind a leaving, None where the telling stays."""
    if len(state.levels) == 1:
        return None
    tale, frame = state.levels[-1], state.levels[-2]
    if tale.form == "quoted":
        goes_on = not trails_off(block.view) and (block.joined or is_taken_up(block, tale))
        evidence = 0 if goes_on else _SURE
    else:
        evidence = for_leaving(block, state, tale, frame)
    if evidence < _ENOUGH:
        return None
    levels = state.levels[:-1]
    _note(block, len(levels) - 1, frame, evidence - _ENOUGH, enters=False)
    ended = ENDS.search(block.view.outside[:HEAD])
    is_over = state.is_closing or is_entry(block.view) or bool(ended and _OVER.search(ended[0]))
    heads = tale.heads
    if ended and (named := _NAMED.search(block.view.outside[: ended.end()])):
        heads = (*heads, named[0].lower())
    return replace(
        state,
        levels=levels,
        paused=None if is_over else tale,
        since=0,
        breaks_in=state.breaks_in + (block.is_cut and block.view.opens),
        heads=heads[-_TELLERS_KEPT:],
    )


def _returned(block: LevelBlock, state: LevelsState) -> LevelsState | None:
    """The state where a tale that was broken off goes on, None where it does not."""
    tale = state.paused
    if tale is None or state.since > _LAPSES:
        return None
    if tale.form == "quoted":
        evidence = for_going_on_quoted(block, state, tale)
    elif block.view.is_plain:
        evidence = for_going_on(block, state, tale)
    else:
        evidence = _ENOUGH * (state.since <= _RECENT and is_told_on(block))
    if evidence < _ENOUGH:
        return None
    heads = tuple(dict.fromkeys((*tale.heads, *state.heads)))[-_TELLERS_KEPT:]
    return _into(block, state, replace(tale, heads=heads), evidence - _ENOUGH)


def _entered(block: LevelBlock, state: LevelsState) -> LevelsState | None:
    """The state where a tale begins, None where none does. No mark tells a quoted tale in a quoted tale."""
    if not state.run.blocks:
        tale, evidence = Telling("plain", heads=state.heads), for_plain_tale(block, state)
    elif state.levels[-1].form != "quoted":
        tale = Telling("quoted", heads=state.run.heads or state.heads)
        evidence = for_quoted_tale(block, state)
    else:
        return None
    return _into(block, state, tale, evidence - _ENOUGH_TO_ENTER) if evidence >= _ENOUGH_TO_ENTER else None


def _into(block: LevelBlock, state: LevelsState, tale: Telling, more: int) -> LevelsState:
    quotes = block.view.quotes
    teller, listener = state.speakers
    if tale.form == "quoted" and quotes and quotes[0].speaker >= 0:
        teller, listener = quotes[0].speaker, quotes[0].addressee
    if tale.teller < 0:
        tale = replace(tale, teller=teller, listener=listener)
    _note(block, len(state.levels), tale, more, enters=True)
    levels = (*state.levels, tale)
    return replace(state, levels=levels, paused=None, since=_LAPSES, promise=0, is_closing=False)


def _note(block: LevelBlock, depth: int, tale: Telling, more: int, *, enters: bool) -> None:
    """`more` is the evidence beyond what is enough."""
    sentence = block.page.window.sentences[0]
    block.page.note(
        "level",
        sentence.start,
        sentence.end,
        {"depth": depth, "enters": enters, "teller": tale.teller, "listener": tale.listener},
        round(min(0.95, 0.7 + 0.05 * more), 2),
    )


# -- remembering


def _remembered(block: LevelBlock, state: LevelsState) -> LevelsState:
    view = block.view
    tale = state.levels[-1]
    if tale.form == "quoted":
        tale = replace(tale, blocks=tale.blocks + 1)
    else:
        people = block.people if len(state.levels) > 1 else (*block.heads, *vocatives_in(view.inside))
        others = [one for one in people if one not in tale.heads]
        tale = tale.seen(others, block.how, is_dated=state.begun <= 1 and is_dated(view))
    promise = _promise(block, state)
    tells = bool(view.words_outside)
    return replace(
        state,
        levels=(*state.levels[:-1], tale),
        since=state.since + 1,
        promise=promise,
        spoken_of=_SPOKEN_OF if promise or _TALES.search(view.inside) else max(state.spoken_of - 1, 0),
        letter=_LETTER_IN if LETTER_COMES.search(view.outside[-_ANNOUNCED:]) else max(state.letter - 1, 0),
        heads=block.heads if block.heads and promise >= state.promise else state.heads,
        speakers=_speakers(block, state, promise),
        is_open=view.stays_open,
        is_closing=tale.form != "quoted" and bool(CLOSES.search(view.outside[-_ANNOUNCED:])),
        rests=tells and bool(PAUSES.search(view.outside) or GOES_ON.search(view.outside)),
        leads=tells and view.text.rstrip(" \n”’\"'").endswith((":", "—")),
        series=block.series if block.is_new_chapter else state.series,
    )


def _promise(block: LevelBlock, state: LevelsState) -> int:
    """How loudly a tale is announced, behind this block: 3 for at its end."""
    view = block.view
    announced = [found for found in ANNOUNCES.finditer(view.text) if not _OWN.search(found[0])]
    if announced and announced[-1].end() > len(view.text) - _ANNOUNCED:
        return 3
    if announced or "own words" in view.outside:
        return 2
    if (OFFERS.search(view.inside) and not view.stays_open) or OFFERS.search(view.outside[-TAIL:]):
        return 2
    is_spoken_of = PROMISES.search(view.inside) or (not block.how.first and PROMISES.search(view.outside))
    is_word = len(view.words_inside) + len(view.words_outside) <= _A_WORD
    return max(1 if is_spoken_of else 0, state.promise - (not is_word))


def _speakers(block: LevelBlock, state: LevelsState, promise: int) -> tuple[int, int]:
    """Who would tell a tale that was announced, to whom: the last to speak, or whom the narration names with it."""
    view = block.view
    last = view.quotes[-1] if view.quotes else None
    spoke = (last.speaker, last.addressee) if last is not None and last.speaker >= 0 else state.speakers
    announced = ANNOUNCES.search(view.outside) if promise >= 2 else None
    if announced is None:
        return spoke
    named = [
        mention.who
        for mention in block.page.mentions
        if mention.type == "PER" and mention.speech < 0 <= mention.who and mention.start <= announced.start()
    ]
    if not named or named[-1] == spoke[0]:
        return spoke
    return (named[-1], spoke[0])
