"""Puts together what a block quotes: between marks, after dashes, in emphasis, and blocks that are all writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellanyway.reading.quotation_dashes import after_dashes, tag_within
from wellanyway.reading.quotation_emphasis import in_emphasis
from wellanyway.reading.quotation_habits import DASH, Habits
from wellanyway.reading.quotation_modes import SPEECH, WRITTEN, Frame, mode_of
from wellanyway.reading.quotation_spans import Span, between_marks
from wellanyway.reading.quotation_tags import tag_behind
from wellanyway.story import Block, BlockKind

__all__ = ["Piece", "pieces_of"]

_WHOLE = frozenset({BlockKind.LETTER, BlockKind.QUOTE})
_TO_JUDGE = "?"


@dataclass(slots=True)
class Piece:
    """One quotation `[start, end)`; `kind` is the letter of what opened it, "" where no mark did."""

    start: int
    end: int
    kind: str
    mark: str
    is_closed: bool
    continues: bool = False
    mode: str = _TO_JUDGE
    depth: int = 0

    @property
    def is_left_open(self) -> bool:
        """Whether the next block may go on with it."""
        return not self.is_closed and self.kind not in {"", DASH}

    @property
    def is_evidence(self) -> bool:
        """Whether it shows what the document sets its talk in."""
        return (
            not self.depth and self.kind != "" and (self.is_closed or (self.kind == DASH and self.mark != ""))
        )


def pieces_of(
    block: Block,
    left_open: str,
    modes: Sequence[str],
    habits: Habits,
    *,
    in_writing: bool,
    is_led: bool,
    begins_chapter: bool,
) -> list[Piece]:
    """The quotations of a block in order. `left_open` and `modes` are what the one before left open, `is_led` tells
    that it ended with words that lead up to talk."""
    text = block.text
    found = list(_between(text, between_marks(text, left_open, habits.costs()), modes))
    if "—" in text or "--" in text or "–" in text or "―" in text:
        found += [piece for piece in _dashed(text, habits, is_led=is_led) if not _meets(piece, found)]
    if block.emphasis and block.kind is BlockKind.PARAGRAPH:
        own = [
            Piece(a, b, "", "", is_closed=True, mode=mode) for a, b, mode in in_emphasis(text, block.emphasis)
        ]
        found += [piece for piece in own if not _meets(piece, found)]
    if block.kind in _WHOLE:
        found = _written_down(text, found, continues=in_writing)
    if not found:
        return found
    if begins_chapter and block.kind is BlockKind.VERSE:
        for piece in found:
            piece.mode = WRITTEN  # a motto
    found.sort(key=lambda piece: (piece.start, -piece.end))
    return list(_judged(text, found))


def _between(text: str, spans: Sequence[Span], modes: Sequence[str]) -> Iterator[Piece]:
    went_on = 0
    for span in spans:
        mode = _TO_JUDGE
        if span.continues:
            mode = modes[went_on] if went_on < len(modes) else SPEECH
            went_on += 1
        mark = text[span.start : span.start + (2 if span.kind == "g" else 1)] if span.is_marked else ""
        end = span.end if span.is_closed or span.depth else _broken_off(text, span)
        yield Piece(span.start, end, span.kind, mark, span.is_closed, span.continues, mode)


def _broken_off(text: str, span: Span) -> int:
    """Where one that is never closed ends: before the words that say who spoke, if nothing but those follows."""
    tag = tag_within(text, span.start + 1, span.end)
    if tag is None or tag[1] < span.end or any(mark in text[span.start + 1 : span.end] for mark in "‘'“\""):
        return span.end
    return len(text[: tag[0]].rstrip())


def _dashed(text: str, habits: Habits, *, is_led: bool) -> Iterator[Piece]:
    for talk in after_dashes(text, is_habit=habits.has(DASH), is_led=is_led):
        yield Piece(talk.start, talk.end, DASH, talk.dash, talk.is_ended, mode=SPEECH)


def _meets(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether it begins or ends inside one of the others."""
    return any(
        other.start <= piece.start < other.end or other.start < piece.end < other.end for other in others
    )


def _written_down(text: str, found: list[Piece], *, continues: bool) -> list[Piece]:
    """A letter or the like is one quotation from end to end, whether or not it stands between marks."""
    end = len(text.rstrip())
    for piece in found:
        if piece.start == 0 and piece.end == end:
            piece.mode = WRITTEN if piece.kind != DASH else piece.mode
            piece.continues = piece.continues or continues
            return found
    return [Piece(0, end, "", "", is_closed=False, continues=continues, mode=WRITTEN), *found]


def _judged(text: str, found: Sequence[Piece]) -> Iterator[Piece]:
    """Those that are said, thought or written, with their depth."""
    parents: list[int] = []  # of those that the piece in hand stands in
    inside: dict[int, list[int]] = {}
    above: dict[int, int] = {}
    for at, piece in enumerate(found):
        while parents and found[parents[-1]].end <= piece.start:
            parents.pop()
        above[at] = parents[-1] if parents else -1
        inside.setdefault(above[at], []).append(at)
        parents.append(at)
    for parent, children in inside.items():
        _judge(text, found[parent] if parent >= 0 else None, [found[child] for child in children])
    for at, piece in enumerate(found):
        if not piece.mode:
            continue
        parent = above[at]
        while parent >= 0:
            piece.depth += bool(found[parent].mode)
            parent = above[parent]
        yield piece


def _judge(text: str, parent: Piece | None, pieces: Sequence[Piece]) -> None:
    """Set the modes of those that stand side by side."""
    since = parent.start + len(parent.mark) if parent is not None else 0
    last = parent.end - parent.is_closed if parent is not None else len(text)
    before = ""
    for at, piece in enumerate(pieces):
        until = pieces[at + 1].start if at + 1 < len(pieces) else last
        if piece.continues and piece.mode == WRITTEN and tag_behind(text, piece.end, until).kind == "say":
            piece.continues, piece.mode = False, SPEECH  # the letter was never closed, and this is new
        if piece.mode == _TO_JUDGE:
            piece.mode = mode_of(Frame(text, piece.start, piece.end, since, until, piece.is_closed, before))
        before = piece.mode or before
        since = piece.end
