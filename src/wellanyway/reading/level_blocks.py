"""A block as the reader of levels sees it: its narration, and the speech that goes on in it from the block before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wellanyway.reading.level_state import LevelsState, Run
from wellanyway.reading.narration import Narration, narration
from wellanyway.reading.page import Page, Speech
from wellanyway.reading.tale_words import OPENS, SALUTES, TAKES_THE_FLOOR
from wellanyway.reading.tellings import Manner, heads_in, manner, names_in

__all__ = ["LevelBlock", "run_of", "seen"]

_SERIES = re.compile(r"\W*([A-Za-z]+)?")
_HEADS_KEPT = 4


@dataclass(frozen=True, slots=True)
class LevelBlock:
    """What is to be seen on a page. `heads` are those its tags name, `people` they and all names of its narration."""

    page: Page
    view: Narration
    how: Manner
    heads: tuple[str, ...]
    people: tuple[str, ...]
    words: frozenset[str]  # of its narration, in small letters
    joined: bool  # it goes on with a quotation that the block before left open
    is_new_chapter: bool

    @property
    def after_break(self) -> bool:
        return self.page.begins == "break" or self.page.window.follows_break

    @property
    def is_cut(self) -> bool:
        """Whether it begins a chapter or stands behind a break."""
        return self.is_new_chapter or self.after_break

    @property
    def title(self) -> str:
        return self.page.window.chapter_title

    @property
    def series(self) -> str:
        """What kind of chapter this is: the word its number stands behind."""
        match = _SERIES.match(self.title)
        return (match[1] or "").lower() if match else ""


def seen(page: Page, state: LevelsState) -> LevelBlock:
    """The block of a page, read behind `state`."""
    view = narration(page)
    joined = state.is_open and view.opens
    if state.is_open and not view.opens and _is_carried(view, state):
        view = _all_inside(view)
        joined = True
    heads = heads_in(view.outside)
    return LevelBlock(
        page,
        view,
        manner(view.outside, view.words_outside),
        heads,
        tuple(dict.fromkeys((*heads, *names_in(view.outside)))),
        frozenset(word.lower().removesuffix("’s").removesuffix("'s") for word in view.words_outside),
        joined,
        page.window.chapter != state.chapter,
    )


def _is_carried(view: Narration, state: LevelsState) -> bool:
    """A paragraph of a quoted tale whose opening mark was left out: nobody outside the tale speaks in it."""
    tale = state.levels[-1]
    if tale.form != "quoted" or (view.quotes and view.quotes[0].mark in '“"'):
        return False
    return not set(heads_in(view.outside)) & {*state.run.heads, *tale.heads}


def _all_inside(view: Narration) -> Narration:
    closes = view.text.count("”") > view.text.count("“") or view.text.count('"') % 2 == 1
    whole = Speech(0, len(view.text), "“", closes, continues=True)
    return Narration(view.text, " " * len(view.text), (whole,), opens=True, stays_open=not closes)


def run_of(block: LevelBlock, state: LevelsState) -> Run:
    """The speech that goes on here from the block before, or that begins here and is left open."""
    view = block.view
    if not (block.joined or view.stays_open):
        return Run()
    before = state.run if block.joined else Run()
    is_first = not before.blocks
    how = manner(view.inside, view.words_inside)
    return Run(
        before.blocks + 1,
        before.words + how.words,
        before.past + how.past,
        before.present + how.present,
        before.first + how.first,
        before.second + sum(word.lower() in {"you", "your"} for word in view.words_inside),
        tuple(dict.fromkeys((*before.heads, *block.heads)))[:_HEADS_KEPT],
        before.begins
        or bool(TAKES_THE_FLOOR.search(view.outside))
        or (is_first and bool(OPENS.match(view.text))),
        before.is_letter or (is_first and state.letter > 0 and bool(SALUTES.match(view.text))),
        _quotes(block, before),
    )


def _quotes(block: LevelBlock, before: Run) -> int:
    """What a speech that is itself read out or quoted as a whole begins with, says nothing: -1 for that."""
    nested = _begins_nested(block)
    if not before.blocks:
        return -nested
    return before.quotes + nested if before.quotes >= 0 else -1


def _begins_nested(block: LevelBlock) -> bool:
    """Whether a quotation stands right at the beginning of the quotation that the block begins with."""
    first = block.view.quotes[0]
    return any(
        speech.depth and speech.mark and speech.start == first.start + len(first.mark)
        for speech in block.page.speeches
    )
