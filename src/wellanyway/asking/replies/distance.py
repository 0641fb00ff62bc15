"""How long ago something was told, as a listener counts it: in moments, pages and chapters."""

from __future__ import annotations

from wellanyway.told import Told

__all__ = ["chapter_of", "long_ago", "where_told"]

_TERMS_A_PAGE = 130  # terms of the index on a page of some 300 words
_NOW, _MOMENT, _HALF = 24, 80, 110  # terms


def long_ago(told: Told, ordinal: int) -> str:
    """How long ago a told sentence was: "just now", "a moment ago", "about 12 pages ago"."""
    bounds = told.index().bounds
    size = int(bounds[told.told_to] - bounds[min(ordinal + 1, told.told_to)])
    if size <= _NOW:
        return "just now"
    if size <= _MOMENT:
        return "a moment ago"
    if size <= _HALF:
        return "about half a page ago"
    pages = max(1, round(size / _TERMS_A_PAGE))
    return "about a page ago" if pages == 1 else f"about {_rounded(pages)} pages ago"


def _rounded(pages: int) -> int:
    """Few pages are counted, many are not."""
    if pages < 20:
        return pages
    step = 5 if pages < 100 else 50
    return round(pages / step) * step


def chapter_of(told: Told, ordinal: int) -> int:
    """The number of the chapter that a told sentence is in."""
    return told.sentence(ordinal).chapter + 1


def where_told(told: Told, ordinal: int) -> str:
    """How long ago, and in which chapter where that is not the present one: "about 12 pages ago, in chapter 2"."""
    ago = long_ago(told, ordinal)
    number = chapter_of(told, ordinal)
    return ago if number == chapter_of(told, told.told_to - 1) else f"{ago}, in chapter {number}"
