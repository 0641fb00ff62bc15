"""Finds what is said, thought and written in a block: where each quotation begins and ends, and what is left open.

Which marks a document sets its talk in is learned as it goes on, and what one block leaves open the next may go
on with; both are in the state. Titles, words mentioned and words mocked are no quotations.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from wellanyway.reading.page import Page, Speech
from wellanyway.reading.quotation_dashes import leads
from wellanyway.reading.quotation_habits import Habits
from wellanyway.reading.quotation_pieces import Piece, pieces_of
from wellanyway.story import BlockKind

__all__ = ["QuotationState", "Quotations"]

_SET_IN = frozenset({BlockKind.VERSE, BlockKind.QUOTE, BlockKind.LETTER, BlockKind.LIST})
_MOTTOS = 2  # blocks at a chapter's beginning whose verse is a motto
_WRITTEN = frozenset({BlockKind.QUOTE, BlockKind.LETTER})


@dataclass(frozen=True, slots=True)
class QuotationState:
    """What a window needs to know of those before it. `left_open` names the kinds of what the last one left
    open, the outermost first, and `modes` what each of them is; `in_writing` tells that it was a letter or the
    like, `is_led` that it ended with words that lead up to talk."""

    left_open: str = ""
    modes: tuple[str, ...] = ()
    habits: Habits = field(default_factory=Habits)
    in_writing: bool = False
    is_led: bool = False
    chapter: int = -1


class Quotations:
    """The stage: adds `speeches`. A speech whose `mark` is "" has none where it begins: it goes on, or the
    whole block is written, or it is set in emphasis."""

    name = slot = "quotations"
    version = "2"
    needs: tuple[str, ...] = ("tokens",)
    adds = ("speeches",)

    def start(self) -> QuotationState:
        return QuotationState()

    def read(self, page: Page, state: QuotationState) -> QuotationState:
        window = page.window
        if window.chapter != state.chapter or window.follows_break:
            state = QuotationState(habits=state.habits, chapter=window.chapter)
        kind = window.block.kind
        if kind is BlockKind.HEADING:
            return replace(state, left_open="", modes=(), in_writing=False, is_led=False)
        found = pieces_of(
            window.block,
            state.left_open,
            state.modes,
            state.habits,
            in_writing=state.in_writing,
            is_led=state.is_led,
            begins_chapter=window.block_index < _MOTTOS,
        )
        page.speeches = [_speech(piece) for piece in found]
        left_open = [piece for piece in found if piece.is_left_open]
        if kind in _SET_IN and not left_open:
            return replace(state, in_writing=kind in _WRITTEN, is_led=False)
        return replace(
            state,
            left_open="".join(piece.kind for piece in left_open),
            modes=tuple(piece.mode for piece in left_open),
            habits=state.habits.after(piece.kind for piece in found if piece.is_evidence),
            in_writing=kind in _WRITTEN,
            is_led=leads(window.block.text),
        )

    def dump(self, state: QuotationState) -> Any:
        return [
            state.left_open,
            state.modes,
            state.habits.dump(),
            state.in_writing,
            state.is_led,
            state.chapter,
        ]

    def load(self, value: Any) -> QuotationState:
        left_open, modes, habits, *rest = value
        return QuotationState(left_open, tuple(modes), Habits.load(habits), *rest)


def _speech(piece: Piece) -> Speech:
    return Speech(
        piece.start, piece.end, piece.mark, piece.is_closed, piece.continues, piece.mode, piece.depth
    )
