"""Finds what stands between quotation marks: the least surprising way to read all the marks of a block together.

A single mark may be an apostrophe, a straight one may open or close, any may be missing. So none is decided
alone: each reading of each mark has a cost, so has everything that a reader would stumble at (a quotation that
opens inside another of its kind, one that is never closed), and the cheapest reading of the block wins. What is
open at a place is written as a string, one letter for each quotation, the outermost first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wellanyway.reading.quotation_marks import NEVER, Mark, marks

__all__ = ["Span", "between_marks"]

_AGAIN = 0.3  # the same quotation, marked again where a line begins
_RESTART = 3.5  # one opens though the one before, of its kind, was never closed
_NESTED = {"d": 0.6, "s": 0.3}  # one opens inside another
_SAME_INSIDE = 1.5  # a quotation in a quotation in one of the same kind
_UNCLOSED = 1.6  # at the end of the block
_INNER_UNCLOSED = 2.5
_IMPLICIT = 1.5  # what the block before left open goes on without being opened again
_BEAM = 7.0  # readings that cost so much more than the cheapest are given up
_WIDEST = 12
_DEEPEST = 3


class Span(NamedTuple):
    """`[start, end)` characters with their marks; `kind` is the letter of what opened it.

    `continues` tells that it goes on with one that the block before left open; `is_marked` is False where it
    does so without an opening mark.
    """

    start: int
    end: int
    kind: str
    depth: int
    is_closed: bool
    continues: bool = False
    is_marked: bool = True


class _Step(NamedTuple):
    """One mark read as more than an apostrophe: what was open stays so up to `kept`, then `opened` does too."""

    before: _Step | None
    mark: Mark | None
    kept: int
    opened: str
    closes: bool = False


class _Reading(NamedTuple):
    cost: float
    step: _Step


_Readings = dict[str, _Reading]


def between_marks(text: str, left_open: str, habits: Mapping[str, float]) -> list[Span]:
    """Quotations of a block by where they start, nested ones behind the one they stand in.

    `left_open` is what the block before left open, `habits` what it costs to open each kind outermost.
    """
    found = list(marks(text))
    if not found:
        return []
    again = _marked_again(text, found, left_open)
    kept = left_open[: len(again)]
    readings = {kept: _Reading(0.0, _Step(None, None, 0, kept))}
    if len(kept) < len(left_open):
        readings[left_open] = _Reading(_IMPLICIT, _Step(None, None, 0, left_open))
    for mark in found[len(again) :]:
        readings = _read(mark, readings, habits)
    best = min(readings, key=lambda stack: readings[stack].cost + _unclosed(stack))
    return _spans(text, again, _unwound(readings[best].step))


def _marked_again(text: str, found: Sequence[Mark], left_open: str) -> list[Mark]:
    """The marks at the block's beginning that open again what the block before left open."""
    again: list[Mark] = []
    at = 0
    for kind, mark in zip(left_open, found, strict=False):
        if mark.opens != kind or text[at : mark.start].strip(" _*") or mark.open_cost > mark.skip_cost:
            break
        again.append(mark)
        at = mark.end
    return again


def _read(mark: Mark, readings: _Readings, habits: Mapping[str, float]) -> _Readings:
    """What may be open behind a mark, each with its cheapest reading."""
    behind: _Readings = {}
    for stack, (cost, step) in readings.items():
        _offer(behind, stack, cost + mark.skip_cost, step)
        if mark.open_cost < NEVER:
            for kept, opened, extra in _openings(stack, mark, habits):
                total = cost + mark.open_cost + extra
                _offer(behind, stack[:kept] + opened, total, _Step(step, mark, kept, opened))
        if mark.close_cost < NEVER:
            for kind in mark.closes:
                at = stack.rfind(kind)
                if at >= 0:
                    total = cost + mark.close_cost + _INNER_UNCLOSED * (len(stack) - at - 1)
                    _offer(behind, stack[:at], total, _Step(step, mark, at, "", closes=True))
    limit = min(reading.cost for reading in behind.values()) + _BEAM
    near = {stack: reading for stack, reading in behind.items() if reading.cost <= limit}
    if len(near) > _WIDEST:
        near = dict(sorted(near.items(), key=lambda item: item[1].cost)[:_WIDEST])
    return near


def _offer(readings: _Readings, stack: str, cost: float, step: _Step) -> None:
    known = readings.get(stack)
    if known is None or cost < known.cost:
        readings[stack] = _Reading(cost, step)


def _openings(stack: str, mark: Mark, habits: Mapping[str, float]) -> Iterator[tuple[int, str, float]]:
    """Ways to open: how much of what is open stays so, what opens, and what that costs beyond the mark."""
    kind = mark.opens
    at = stack.rfind(kind)
    inner = len(stack) - at - 1
    if at < 0:
        if not stack:
            yield 0, kind, habits.get(kind, 0.5)
        elif len(stack) < _DEEPEST:
            yield len(stack), kind, _NESTED.get(kind, 0.5)
        return
    if mark.begins_line:
        yield at + 1, "", _AGAIN
    yield at, kind, _RESTART + _INNER_UNCLOSED * inner
    if inner and len(stack) < _DEEPEST:
        yield len(stack), kind, _SAME_INSIDE


def _unclosed(stack: str) -> float:
    return _UNCLOSED + _INNER_UNCLOSED * (len(stack) - 1) if stack else 0.0


def _unwound(last: _Step) -> list[_Step]:
    """The steps to a reading, the first of them what was open at the block's beginning."""
    steps: list[_Step] = []
    step: _Step | None = last
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


class _Opened(NamedTuple):
    start: int
    kind: str
    continues: bool = False
    is_marked: bool = True


def _spans(text: str, again: Sequence[Mark], steps: Sequence[_Step]) -> list[Span]:
    """What the steps open and close, as spans."""
    found: list[Span] = []
    opened = [
        _Opened(
            again[depth].start if depth < len(again) else 0,
            kind,
            continues=True,
            is_marked=depth < len(again),
        )
        for depth, kind in enumerate(steps[0].opened)
    ]
    for _, mark, kept, kind, closes in steps[1:]:
        assert mark is not None  # only the first step has none
        _end(text, mark.start, opened, kept + closes, found)
        if closes:
            start, of, continues, is_marked = opened.pop()
            span = Span(start, mark.end, of, kept, is_closed=True, continues=continues, is_marked=is_marked)
            found.append(span)
        elif kind:
            opened.append(_Opened(mark.start, kind))
    _end(text, len(text), opened, 0, found)
    return sorted(found, key=lambda span: (span.start, -span.end))


def _end(text: str, at: int, opened: list[_Opened], kept: int, found: list[Span]) -> None:
    """All that is open but the first `kept` ends before a mark at `at`, without being closed."""
    while len(opened) > kept:
        start, kind, continues, is_marked = opened.pop()
        end = at
        while end and text[end - 1].isspace():
            end -= 1
        if end > start + 1:
            span = Span(
                start, end, kind, len(opened), is_closed=False, continues=continues, is_marked=is_marked
            )
            found.append(span)
