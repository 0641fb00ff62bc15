"""Quotations inside quotations: who is quoted, where the words right beside say so.

Whoever tells a tale in talk is "I" in it: `"I saw him, and 'Run!' said I."` is run by the one who speaks outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellanyway.reading.entities import Entities
from wellanyway.reading.gaps import Gaps, gaps_inside
from wellanyway.reading.naming import bearers
from wellanyway.reading.page import Page
from wellanyway.reading.tags import LEAD, Tag, tags_of
from wellanyway.reading.turns import Conversation

__all__ = ["Inner", "inner_speakers"]

_SURE = 0.85  # a name or "I" right beside: counted on nothing, said with care


@dataclass(frozen=True, slots=True)
class Inner:
    """`speech` is the index in `page.speeches`."""

    speech: int
    speaker: int
    confidence: float
    shown: int


def inner_speakers(page: Page, state: Conversation) -> Iterator[Inner]:
    """Those of the page's inner quotations whose speaker a name or "I" beside them tells."""
    people = [one.who for one in state.people]
    for number, outer in enumerate(page.speeches):
        if outer.depth or not any(
            one.depth and outer.start <= one.start < outer.end for one in page.speeches
        ):
            continue
        gaps = gaps_inside(page, number)
        for place, tag in zip(gaps.speeches, tags_of(gaps), strict=True):
            who = _who(gaps, tag, outer.speaker, people, page.entities or Entities())
            if tag is not None and who >= 0:
                yield Inner(place, who, _SURE, page.ordinal(page.tokens[tag.verb].start))


def _who(gaps: Gaps, tag: Tag | None, teller: int, people: list[int], entities: Entities) -> int:
    if tag is None or tag.is_soft or tag.order == LEAD:
        return -1
    if tag.form == "I":
        return teller
    if tag.who >= 0 or tag.seen is None:
        return tag.who
    named = bearers(gaps, tag.seen.mention, people, entities)
    return named[0] if len(named) == 1 else -1
